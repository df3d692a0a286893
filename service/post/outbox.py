"""What has been ordered and has not gone yet: followed from the facts, and kept nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.fact import Fact
from domain.facts.message import (
    MessageDelivered,
    MessageFailed,
    MessageOrdered,
)
from domain.terms import MessageId
from service.codec import decode
from service.journal import Journal
from service.records import Item

KINDS = (MessageOrdered, MessageDelivered, MessageFailed)
PAGE = 1000
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 10, 60, 240, 720))
"""How long after the first, second … failed try the next one follows; the last holds on."""


@dataclass(frozen=True)
class Waiting:
    """A message that waits, and how often it was tried."""

    ordered: Fact[MessageOrdered]
    attempts: int = 0
    tried_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Whether it is time to try (again)."""
        if self.tried_at is None:
            return True
        return now >= self.tried_at + BACKOFF[min(self.attempts, len(BACKOFF)) - 1]


@dataclass
class Outbox:
    """Follows the journal from a position up to which everything has gone, or was given up."""

    journal: Journal
    seen: int = 0
    waiting: dict[MessageId, Waiting] = field(default_factory=dict)

    def catch_up(self) -> None:
        """Take in what was recorded since. Raises StoreUnavailable."""
        asked = [Item(tuple(kind.__name__ for kind in KINDS))]
        while True:
            page = self.journal.store.read(asked, after=self.seen, limit=PAGE)
            for stored in page.facts:
                self._take(decode(stored))
            if len(page.facts) < PAGE:
                self.seen = max(self.seen, page.head)
                return
            self.seen = page.facts[-1].position

    def due(self, now: datetime) -> Iterator[Waiting]:
        """What is to be sent now, the longest waiting first."""
        return iter([each for each in self.waiting.values() if each.due(now)])

    @property
    def settled(self) -> int:
        """The last position up to which nobody waits for a message any more."""
        first = min((each.ordered.position for each in self.waiting.values()), default=None)
        return self.seen if first is None else min(self.seen, first - 1)

    def _take(self, fact: Fact[object]) -> None:  # type: ignore[type-var]
        match fact.event:
            case MessageOrdered() as ordered:
                self.waiting[ordered.message] = Waiting(fact)  # type: ignore[arg-type]
            case MessageDelivered(message=message) | MessageFailed(message=message, for_good=True):
                self.waiting.pop(message, None)
            case MessageFailed(message=message, attempt=attempt) if message in self.waiting:
                self.waiting[message] = replace(
                    self.waiting[message], attempts=attempt, tried_at=fact.recorded_at
                )


def failed_for_good(journal: Journal) -> list[tuple[Fact[MessageOrdered], int]]:
    """The messages that were given up and not said again, and how often each was tried."""
    names = tuple(kind.__name__ for kind in KINDS)
    ordered: dict[MessageId, Fact[MessageOrdered]] = {}
    failed: dict[MessageId, int] = {}
    for stored in journal.store.read([Item(names)]).facts:
        fact = decode(stored)
        match fact.event:
            case MessageOrdered(message=message, instead_of=before):
                ordered[message] = fact  # type: ignore[assignment]
                failed.pop(before, None) if before else None
            case MessageFailed(message=message, attempt=attempt, for_good=True):
                failed[message] = attempt
            case MessageDelivered(message=message):
                failed.pop(message, None)
    return [(ordered[message], attempts) for message, attempts in failed.items()]
