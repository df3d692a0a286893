"""What a child told in confidence: not shown to who has authority over them, nor to a parent."""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, ResidentId, StatementId


class ConfidenceMarked(Event):
    """In vertrouwen verteld (Jw 7.3.10): a fact of this record, by its place in the journal."""

    case: CaseId
    resident: ResidentId
    position: int
    statement: StatementId | None = None
    """The statement that it is, where it is one."""
    again: tuple[StatementId, ...] = ()
    """What says that again: it is as confidential."""


class ConfidenceLifted(Event):
    """Niet langer in vertrouwen: whoever told it agrees that it is shown."""

    case: CaseId
    resident: ResidentId
    position: int
    statement: StatementId | None = None
    again: tuple[StatementId, ...] = ()
    """As it was marked."""


NONE: Mapping[int, ConfidenceMarked] = MappingProxyType({})


class Confidences(Knowledge):
    """Which facts of a resident's record were told in confidence, and still are."""

    resident: ResidentId
    kept: Mapping[int, ConfidenceMarked] = field(default_factory=lambda: NONE)
    """By the position of what was told."""

    def evolve(self, fact: Fact[ConfidenceMarked | ConfidenceLifted]) -> Self:
        match fact.event:
            case ConfidenceMarked(position=position) as marked:
                return replace(self, kept={**self.kept, position: marked})
            case ConfidenceLifted(position=position):
                left = {at: told for at, told in self.kept.items() if at != position}
                return replace(self, kept=left)
