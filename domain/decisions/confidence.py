"""Keeping what a child told in confidence, and showing it again once they agree."""

from collections.abc import Sequence

from domain.command import Command, Refused
from domain.decisions.guards import resident_of
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked, Confidences
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId


class MarkConfidence(Command[Case, Confidences]):
    """Keep a fact from who has authority over the child, and from a parent (Jw 7.3.10).

    Also when the case is closed: what was confided stays so.
    """

    case: CaseId
    resident: ResidentId
    """Who told it: the case's."""
    position: int
    """Which fact of this record; that it stands there was looked up."""

    def needs(self) -> tuple[Case, Confidences]:
        return Case(self.case), Confidences(self.resident)

    def decide(self, case: Case, confidences: Confidences) -> Sequence[Event]:
        if resident_of(case) != self.resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        if self.position in confidences.kept:
            raise Refused(Refusal.ALREADY_DONE)
        return [ConfidenceMarked(case=self.case, resident=self.resident, position=self.position)]


class LiftConfidence(Command[Case, Confidences]):
    """Write down that whoever told it agrees that it is shown."""

    case: CaseId
    resident: ResidentId
    position: int

    def needs(self) -> tuple[Case, Confidences]:
        return Case(self.case), Confidences(self.resident)

    def decide(self, case: Case, confidences: Confidences) -> Sequence[Event]:
        if resident_of(case) != self.resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        if self.position not in confidences.kept:
            raise Refused(Refusal.ALREADY_DONE)
        return [ConfidenceLifted(case=self.case, resident=self.resident, position=self.position)]
