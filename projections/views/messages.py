"""Messages: who was told what, by which way, and what waits or did not arrive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from domain.codes import Channel, Language, Template, Undelivered
from domain.fact import Fact
from domain.facts.message import (
    MessageDelivered,
    MessageFailed,
    MessageOrdered,
)
from domain.terms import CaseId, Digest, FunctionId, MessageId, OrganisationId, ResidentId, WorkerId
from projections.view import Key, View, but


class MessageStatus(StrEnum):
    """Where a message stands; every status is somebody's to see to, but the last two."""

    ORDERED = "ordered"
    """The service's: it is sent at once."""
    TRIED = "tried"
    """The service's: it is tried again."""
    FAILED = "failed"
    """A person's: find the address, or tell it another way."""
    DELIVERED = "delivered"
    REPLACED = "replaced"
    """Another message took its place."""


@dataclass(frozen=True)
class MessageSent:
    """A message (bericht) to one recipient, from its order to its delivery."""

    message: MessageId
    status: MessageStatus = MessageStatus.ORDERED
    template: Template | None = None
    text: Digest | None = None
    language: Language | None = None
    channel: Channel | None = None
    """As ordered; once delivered, as it went."""
    case: CaseId | None = None
    resident: ResidentId | None = None
    function: FunctionId | None = None
    worker: WorkerId | None = None
    organisation: OrganisationId | None = None
    ordered_at: datetime | None = None
    attempts: int = 0
    """How many tries failed."""
    reason: Undelivered | None = None
    """Why the last of them did."""
    settled_at: datetime | None = None
    """When it was delivered, or given up."""

    def evolve(self, fact: Fact[MessageOrdered | MessageDelivered | MessageFailed]) -> Self | None:
        match fact.event:
            case MessageOrdered(message=message) if message != self.message:
                return but(self, status=MessageStatus.REPLACED)
            case MessageOrdered() as ordered:
                return but(
                    self, template=ordered.template, text=ordered.text, language=ordered.language,
                    channel=ordered.channel, case=ordered.case, resident=ordered.resident,
                    function=ordered.function, worker=ordered.worker,
                    organisation=ordered.organisation, ordered_at=fact.recorded_at,
                )  # fmt: skip
            case MessageDelivered(channel=channel):
                return but(
                    self, status=MessageStatus.DELIVERED, channel=channel,
                    settled_at=fact.recorded_at,
                )  # fmt: skip
            case MessageFailed(attempt=attempt, reason=reason, for_good=for_good):
                return but(
                    self, attempts=attempt, reason=reason,
                    status=MessageStatus.FAILED if for_good else MessageStatus.TRIED,
                    settled_at=fact.recorded_at if for_good else None,
                )  # fmt: skip


def _keys(fact: Fact[Any]) -> Sequence[Key]:
    before = getattr(fact.event, "instead_of", None)
    own = (fact.event.message,)
    return (own,) if before is None else (own, (before,))


messages = View("messages", MessageSent, keys=_keys)
