"""How great the concern about a resident is thought to be, by a person, and on what news."""

from dataclasses import replace
from typing import NamedTuple, Self

from domain.codes import ConcernLevel
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.case import FindingRecorded
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.meldcode import MeldcodeStepTaken
from domain.facts.statement import StatementRecorded
from domain.terms import CaseId, ResidentId, WorkerId


class ConcernClassified(Event):
    """Zorgniveau ingeschat: by a person, on the fact at the position that is cited."""

    case: CaseId
    resident: ResidentId
    level: ConcernLevel
    cited: int
    """The position of a fact about this case, recorded since the last time."""


class ClassificationEndorsed(Event):
    """Zorgniveau meegelezen: a second person read that fact, and comes to the same."""

    case: CaseId
    resident: ResidentId
    level: ConcernLevel
    cited: int


class SecondReading(NamedTuple):
    """Who read along, and what they came to."""

    by: WorkerId
    level: ConcernLevel
    cited: int


class Classification(Knowledge):
    """How great the concern is now, and what is new since that was said."""

    case: CaseId
    level: ConcernLevel = ConcernLevel.NONE
    agreed: ConcernLevel = ConcernLevel.NONE
    """What it was when a second person last read along: steps since then are counted together."""
    news: frozenset[int] = frozenset()
    """By position. That somebody refuses help is no news about how they are."""
    readings: frozenset[SecondReading] = frozenset()

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | FindingRecorded
            | StatementRecorded
            | MeldcodeStepTaken
            | ConcernClassified
            | ClassificationEndorsed
        ],
    ) -> Self:
        match fact.event:
            case ConcernClassified(level=level, cited=cited):
                read = self.read_along(level, cited, fact.context.actor)
                return replace(
                    self, level=level, agreed=level if read else self.agreed, news=frozenset(),
                    readings=frozenset(),
                )  # fmt: skip
            case ClassificationEndorsed() as event:
                reading = SecondReading(fact.context.actor, event.level, event.cited)
                return replace(self, readings=self.readings | {reading})
            case StatementRecorded(origin=origin) if origin is not None:
                return self  # saying it again makes it no newer (M-39)
            case _:
                return replace(self, news=self.news | {fact.position})

    def read_along(self, level: ConcernLevel, cited: int, who: WorkerId) -> bool:
        """Whether somebody else than this worker came to that level, on that fact."""
        return any(
            (reading.level, reading.cited) == (level, cited) and reading.by != who
            for reading in self.readings
        )
