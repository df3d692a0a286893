"""Received: which recipient has which statement, and who of them heard that it was corrected.

A row is a statement at a recipient (M-15, M-28), given or said again in what was. Who should
have heard and did not, is a row without `told_at` of a statement that provenance says was corrected
since; of a repetition it is heard in the row of what it repeats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade
from domain.facts.recipient_notice import RecipientNotified
from domain.terms import CaseId, OrganisationId, RecipientId, ResidentId, StatementId
from projections.view import Key, View, but


@dataclass(frozen=True)
class Received:
    """A statement at somebody it was given to (ontvangen uitspraak)."""

    statement: StatementId
    organisation: OrganisationId
    """Empty, where it is a person."""
    recipient: RecipientId
    """Empty, where it is an organisation."""
    case: CaseId | None = None
    """Out of which it went last."""
    resident: ResidentId | None = None
    received_at: datetime | None = None
    """The first time."""
    told_at: datetime | None = None
    """When they last heard that it was corrected."""

    def evolve(self, fact: Fact[DisclosureMade | RecipientNotified]) -> Self:
        event = fact.event
        row = but(self, case=event.case, resident=event.resident)
        if isinstance(event, DisclosureMade):
            return but(row, received_at=self.received_at or fact.recorded_at)
        return but(row, told_at=fact.recorded_at)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    whom = event.organisation or "", event.recipient or ""
    if isinstance(event, DisclosureMade):
        said = dict.fromkeys((*event.statements, *event.origins))
        return [(statement, *whom) for statement in said]
    return [] if event.statement is None else [(event.statement, *whom)]


received = View("received", Received, keys)
