"""Provenance (herkomst): of each statement where it came from, who repeated it, and where it went.

A copy is a link: a statement in three reports is one row, with one origin. What was struck has the
day by which its words must be gone; whether that, or a hypothesis' last day, is past, says the
calendar of who asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.codes import StatementKind, StatementSource, Topic
from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade
from domain.facts.report import ReportEstablished
from domain.facts.statement import (
    StatementContested,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
    StruckWordsDestroyed,
)
from domain.terms import CaseId, FunctionId, ResidentId, StatementId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class Provenance:
    """Where one statement (uitspraak) comes from, and what became of it."""

    statement: StatementId
    case: CaseId | None = None
    resident: ResidentId | None = None
    topic: Topic | None = None
    kind: StatementKind | None = None
    source: StatementSource | None = None
    observer: FunctionId | None = None
    observed_on: date | None = None
    origin: StatementId | None = None
    """What it says again; empty: it is an origin itself."""
    sources: int = 0
    """On how many independent origins it rests."""
    unsupported: bool = False
    """A judgement that rests on nothing that is written down."""
    expires_on: date | None = None
    confirmed_on: date | None = None
    repeats: int = 0
    """How often it was said again."""
    rested_on: int = 0
    """How many statements rest on it."""
    reports: int = 0
    disclosures: int = 0
    contests: int = 0
    corrections: int = 0
    corrected_at: datetime | None = None
    """The last time: whoever had received it is told in the same breath (`received`)."""
    contest_left_out: int = 0
    """How often it was given away without what the resident says of it (M-14)."""
    used_after_expiry: int = 0
    """How often something came to rest on it, or it went into a report or out, after its last day
    and while nothing had borne it out (M-13)."""
    struck_on: date | None = None
    destroy_by: date | None = None
    """Up to and including this day its words may still be there (D50)."""
    destroyed_on: date | None = None

    def evolve(
        self,
        fact: Fact[
            StatementRecorded
            | StatementContested
            | StatementCorrected
            | StatementStruck
            | StruckWordsDestroyed
            | ReportEstablished
            | DisclosureMade
        ],
    ) -> Self | None:
        on = day(fact.recorded_at)
        match fact.event:
            case StatementRecorded() as event if event.statement == self.statement:
                return self._recorded(event)
            case StatementRecorded() as event:
                return self._cited(event, on)
            case StatementContested():
                return but(self, contests=self.contests + 1)
            case StatementCorrected():
                return but(self, corrections=self.corrections + 1, corrected_at=fact.recorded_at)
            case StatementStruck(destroy_by=last):
                return but(self, struck_on=on, destroy_by=last)
            case StruckWordsDestroyed():
                return but(self, destroyed_on=on)
            case ReportEstablished():
                return but(self._used(on), reports=self.reports + 1)
            case DisclosureMade(contested=along):
                bare = self.contests > 0 and self.statement not in along
                return but(
                    self._used(on), disclosures=self.disclosures + 1,
                    contest_left_out=self.contest_left_out + bare,
                )  # fmt: skip

    def _recorded(self, event: StatementRecorded) -> Self:
        return but(
            self, case=event.case, resident=event.resident, topic=event.topic, kind=event.kind,
            source=event.source, observer=event.observer, observed_on=event.observed_on,
            origin=event.origin, sources=event.sources, expires_on=event.expires_on,
            unsupported=event.kind is StatementKind.JUDGEMENT and not event.rests_on,
        )  # fmt: skip

    def _cited(self, event: StatementRecorded, on: date) -> Self:
        """Another statement names this one."""
        row = self._used(on) if self.statement in event.rests_on else self
        return but(
            row,
            repeats=self.repeats + (event.origin == self.statement),
            rested_on=self.rested_on + (self.statement in event.rests_on),
            confirmed_on=self.confirmed_on or (on if event.confirms == self.statement else None),
        )

    def _used(self, on: date) -> Self:
        past = self.expires_on is not None and self.expires_on < on and self.confirmed_on is None
        return but(self, used_after_expiry=self.used_after_expiry + past)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    if isinstance(event, ReportEstablished | DisclosureMade):
        return [(each,) for each in event.statements]
    if isinstance(event, StatementCorrected):
        return [(each,) for each in (event.statement, *event.again)]
    if not isinstance(event, StatementRecorded):
        return [(event.statement,)]
    named = (event.statement, event.origin, event.confirms, *event.rests_on)
    return [(each,) for each in dict.fromkeys(named) if each is not None]


provenance = View("provenance", Provenance, keys)
