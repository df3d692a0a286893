"""Saying how great the concern is: on a new fact, with a second reader where it jumps."""

from collections.abc import Sequence

from domain.codes import ConcernLevel
from domain.command import Command, Refused
from domain.decisions.guards import open_case
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.concern import Classification, ClassificationEndorsed, ConcernClassified
from domain.refusal import Refusal
from domain.terms import CaseId

JUMP = 2
"""From so many levels on, up or down, a second person reads along (own proposal)."""
LEVELS = tuple(ConcernLevel)


class ClassifyConcern(Command[Case, Classification]):
    """Say how great the concern is, on a fact recorded since it was last said. Two levels or more
    from where two people last saw it, also step by step, take a second reader."""

    case: CaseId
    level: ConcernLevel
    cited: int
    """The position of that fact."""

    def needs(self) -> tuple[Case, Classification]:
        return Case(self.case), Classification(self.case)

    def decide(self, case: Case, now: Classification) -> Sequence[Event]:
        resident = open_case(case)
        _is_news(now, self.level, self.cited)
        far = max(steps(now.level, self.level), steps(now.agreed, self.level))
        if far >= JUMP and not now.read_along(self.level, self.cited, self.context.actor):
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        return [
            ConcernClassified(case=self.case, resident=resident, level=self.level, cited=self.cited)
        ]


class EndorseClassification(Command[Case, Classification]):
    """Read that fact as a second person, and come to the same level."""

    case: CaseId
    level: ConcernLevel
    cited: int

    def needs(self) -> tuple[Case, Classification]:
        return Case(self.case), Classification(self.case)

    def decide(self, case: Case, now: Classification) -> Sequence[Event]:
        resident = open_case(case)
        _is_news(now, self.level, self.cited)
        return [
            ClassificationEndorsed(
                case=self.case, resident=resident, level=self.level, cited=self.cited
            )
        ]


def steps(one: ConcernLevel, other: ConcernLevel) -> int:
    """How many levels lie between them, up or down."""
    return abs(LEVELS.index(one) - LEVELS.index(other))


def _is_news(now: Classification, level: ConcernLevel, cited: int) -> None:
    """It becomes another level, and on something new. Raises Refused."""
    if level is now.level:
        raise Refused(Refusal.ALREADY_DONE)
    if cited not in now.news:
        raise Refused(Refusal.NO_NEW_FACT)
