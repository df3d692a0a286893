"""Keeping what a child told in confidence, and showing it again once they agree."""

from collections.abc import Sequence

from domain.command import Command, Refused
from domain.decisions.guards import resident_of
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked, Confidences
from domain.facts.statement import Repetitions
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId, StatementId


class MarkConfidence(Command[Case, Confidences, *tuple[Repetitions, ...]]):
    """Keep a fact from who has authority over the child, and from a parent (Jw 7.3.10); and a
    statement from whoever is outside (Jw 7.3.11), with all that says it again.

    Also when the case is closed: what was confided stays so.
    """

    case: CaseId
    resident: ResidentId
    """Who told it: the case's."""
    position: int
    """Which fact of this record; that it stands there was looked up."""
    statement: StatementId | None = None
    """The statement that this fact is, where it is one: looked up as well."""

    def needs(self) -> tuple[Case, Confidences, *tuple[Repetitions, ...]]:
        said = () if self.statement is None else (Repetitions(self.statement),)
        return Case(self.case), Confidences(self.resident), *said

    def decide(self, case: Case, confidences: Confidences, *said: Repetitions) -> Sequence[Event]:
        if resident_of(case) != self.resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        if self.position in confidences.kept:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            ConfidenceMarked(
                case=self.case, resident=self.resident, position=self.position,
                statement=self.statement,
                again=tuple(one.statement for each in said for one in each.these),
            )
        ]  # fmt: skip


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
        marked = confidences.kept.get(self.position)
        if marked is None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            ConfidenceLifted(
                case=self.case, resident=self.resident, position=self.position,
                statement=marked.statement, again=marked.again,
            )
        ]  # fmt: skip
