"""Destroying words (vernietigen), and the holds that forbid it: all that is known of both."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Self

from domain.codes import DestructionGround, HoldReason
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.inquiry import InquiryClosed, InquiryOpened
from domain.terms import CaseId, DestructionId, Digest, HoldId, InquiryId, ResidentId, WorkerId


class HoldPlaced(Event):
    """Vernietiging opgeschort: nothing of this case is destroyed, until that day at least."""

    hold: HoldId
    case: CaseId
    resident: ResidentId
    reason: HoldReason
    until: date
    """The last day on which it holds."""


class HoldReleased(Event):
    """Opschorting opgeheven: what the words were kept for is over."""

    hold: HoldId
    case: CaseId
    resident: ResidentId


class DestructionProposed(Event):
    """Vernietiging voorgesteld, by one person: of the words of these facts of a case."""

    destruction: DestructionId
    case: CaseId
    resident: ResidentId
    ground: DestructionGround
    positions: tuple[int, ...]


class DestructionApproved(Event):
    """Vernietiging goedgekeurd, by another person. From here on it is carried out."""

    destruction: DestructionId
    case: CaseId
    resident: ResidentId


class WordsDestroyed(Event):
    """Woorden vernietigd: their keys, and then the sealed words themselves. The facts stay."""

    destruction: DestructionId
    case: CaseId
    resident: ResidentId
    ground: DestructionGround
    positions: tuple[int, ...]
    proposed_by: WorkerId
    approved_by: WorkerId
    keys: int
    """How many keys there were to destroy."""
    receipt: Digest
    """SHA-256 (hex) of the key service's receipt, which names no person and no word."""


NO_INQUIRY: Mapping[InquiryId, date] = MappingProxyType({})


class Holds(Knowledge):
    """What forbids destruction in a case, and until when.

    An inquiry counts until it is closed, and no longer than the day that it was opened for.
    """

    case: CaseId
    standing: tuple[HoldPlaced, ...] = ()
    released: frozenset[HoldId] = frozenset()
    inquiries: Mapping[InquiryId, date] = field(default_factory=lambda: NO_INQUIRY)
    """Those that run, with the last day of each."""

    def evolve(self, fact: Fact[HoldPlaced | HoldReleased | InquiryOpened | InquiryClosed]) -> Self:
        match fact.event:
            case HoldPlaced() as event:
                return replace(self, standing=(*self.standing, event))
            case HoldReleased(hold=hold):
                left = tuple(each for each in self.standing if each.hold != hold)
                return replace(self, standing=left, released=self.released | {hold})
            case InquiryOpened(inquiry=inquiry, until=until):
                return replace(self, inquiries={**self.inquiries, inquiry: until})
            case InquiryClosed(inquiry=closed):
                run = {each: until for each, until in self.inquiries.items() if each != closed}
                return replace(self, inquiries=run)

    def stand_on(self, on: date) -> bool:
        """Whether anything forbids destruction on that day."""
        inquired = any(on <= until for until in self.inquiries.values())
        return inquired or any(on <= each.until for each in self.standing)


class Destruction(Knowledge):
    """How far a destruction has come, and who proposed and approved it."""

    destruction: DestructionId
    proposed: DestructionProposed | None = None
    proposed_by: WorkerId | None = None
    approved_by: WorkerId | None = None
    done: bool = False

    def evolve(
        self, fact: Fact[DestructionProposed | DestructionApproved | WordsDestroyed]
    ) -> Self:
        match fact.event:
            case DestructionProposed() as event:
                return replace(self, proposed=event, proposed_by=fact.context.actor)
            case DestructionApproved():
                return replace(self, approved_by=fact.context.actor)
            case WordsDestroyed():
                return replace(self, done=True)
