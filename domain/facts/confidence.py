"""What a child told in confidence: not shown to who has authority over them, nor to a parent."""

from dataclasses import replace
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, ResidentId


class ConfidenceMarked(Event):
    """In vertrouwen verteld (Jw 7.3.10): a fact of this record, by its place in the journal."""

    case: CaseId
    resident: ResidentId
    position: int


class ConfidenceLifted(Event):
    """Niet langer in vertrouwen: whoever told it agrees that it is shown."""

    case: CaseId
    resident: ResidentId
    position: int


class Confidences(Knowledge):
    """Which facts of a resident's record were told in confidence, and still are."""

    resident: ResidentId
    kept: frozenset[int] = frozenset()

    def evolve(self, fact: Fact[ConfidenceMarked | ConfidenceLifted]) -> Self:
        match fact.event:
            case ConfidenceMarked(position=position):
                return replace(self, kept=self.kept | {position})
            case ConfidenceLifted(position=position):
                return replace(self, kept=self.kept - {position})
