"""Broken glass: who opened a case in an emergency, until when, and who must judge it by what day.

What was never judged after its day is for a leader to see: the row holds the day, not "overdue".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.codes import GlassReason, GlassVerdict, Role, TermCode
from domain.fact import Fact
from domain.facts.reading import BreakGlassReviewed, GlassBroken, RecordRead
from domain.law import Rules
from domain.law.due import due
from domain.terms import CaseId, FunctionId, GlassId, ResidentId, TeamId, WorkerId
from projections.view import Key, View, but


@dataclass(frozen=True)
class Emergency:
    """One time that the glass was broken (noodtoegang)."""

    glass: GlassId
    case: CaseId | None = None
    resident: ResidentId | None = None
    team: TeamId | None = None
    worker: WorkerId | None = None
    role: Role | None = None
    reason: GlassReason | None = None
    broken_at: datetime | None = None
    ends_at: datetime | None = None
    told: FunctionId | None = None
    reads: int = 0
    """How often the case was read through it."""
    review_by: date | None = None
    """Five working days on (D42): up to and including that day."""
    reviewed_at: datetime | None = None
    reviewer: WorkerId | None = None
    verdict: GlassVerdict | None = None

    def evolve(self, fact: Fact[GlassBroken | BreakGlassReviewed | RecordRead]) -> Self | None:
        match fact.event:
            case GlassBroken() as event:
                rules = Rules.of(fact.context.rules)
                return but(
                    self, case=event.case, resident=event.resident, team=event.team,
                    worker=event.worker, role=event.role, reason=event.reason,
                    broken_at=fact.recorded_at, ends_at=event.ends_at, told=event.told,
                    review_by=due(TermCode.BREAK_GLASS_REVIEW, fact.recorded_at, rules).on,
                )  # fmt: skip
            case BreakGlassReviewed() as event:
                return but(
                    self, reviewed_at=fact.recorded_at, reviewer=event.reviewer,
                    verdict=event.verdict,
                )  # fmt: skip
            case RecordRead():
                return but(self, reads=self.reads + 1)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    glass = fact.event.glass
    return () if glass is None else ((glass,),)


break_glass = View("break_glass", Emergency, keys)
