"""Breaking the glass (noodtoegang): into a case that is not yours, for a while, told and judged.

At most four hours, with a reason; somebody else is told at once, and judges it afterwards.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from domain.access.fields import fields
from domain.codes import (
    Channel,
    GlassReason,
    GlassVerdict,
    ReadingRoute,
    Relation,
    Role,
    Template,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import resident_of
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Function, Office
from domain.facts.reading import BreakGlassReviewed, Glass, GlassBroken
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, GlassId, Personal, TeamId, day

LONGEST = 240
"""Minutes: four hours, and not longer (Z-16)."""
JUDGES = frozenset({Role.TEAM_LEADER, Role.PRIVACY_OFFICER})
"""Who is told, and who judges afterwards."""


class BreakGlass(Command[Function, Case, FrontDoor, Glass, Function, Office]):
    """Open a case in an emergency: from now on, for so many minutes, and told at once."""

    glass: GlassId
    case: CaseId
    reason: GlassReason
    minutes: int
    tell: FunctionId
    explanation: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Function, Case, FrontDoor, Glass, Function, Office]:
        return (
            Function(self.context.function),
            Case(self.case),
            FrontDoor(self.case),
            Glass(self.case),
            Function(self.tell),
            Office(self.tell),
        )

    def decide(
        self,
        function: Function,
        case: Case,
        door: FrontDoor,
        glass: Glass,
        judge: Function,
        judging: Office,
    ) -> Sequence[Event]:
        if not 1 <= self.minutes <= LONGEST:
            raise Malformed(f"minutes: from 1 to {LONGEST}")
        if not self.explanation.strip():
            raise Malformed("explanation: say why")
        resident = resident_of(case)
        if judge.role is None:
            raise Unknown("function to tell")
        role = function.role
        reads = fields().reads.get((role, ReadingRoute.CASE)) if role else None
        if role is None or reads is None or Relation.BREAK_GLASS not in reads.relations:
            raise Refused(Refusal.NOT_AUTHORISED)
        team = case.team or door.team
        if not self._somebody_else(judge, judging, team):
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        if glass.open_for(self.context.actor, self.at) is not None:
            raise Refused(Refusal.ALREADY_DONE)
        messages = (
            told(
                self.context, template, function=self.tell, case=self.case, about=resident,
                channel=Channel.EMAIL,
            )
            for template in (Template.BREAK_GLASS, Template.BREAK_GLASS_REVIEW)
        )  # fmt: skip
        return [
            GlassBroken(
                glass=self.glass,
                case=self.case,
                resident=resident,
                worker=self.context.actor,
                role=role,
                reason=self.reason,
                ends_at=self.at + timedelta(minutes=self.minutes),
                told=self.tell,
                team=team,
                explanation=self.explanation,
            ),
            *messages,
        ]

    def _somebody_else(self, judge: Function, judging: Office, team: TeamId | None) -> bool:
        """Whether another person holds that function today: of the case's team, or the officer."""
        on, who = day(self.at), self.context.actor
        if judge.role is Role.PRIVACY_OFFICER:
            return any(judging.holds(h.worker, on) for h in judging.held if h.worker != who)
        return judge.role is Role.TEAM_LEADER and any(
            team in judging.teams(h.worker, on) for h in judging.held if h.worker != who
        )


class ReviewBreakGlass(Command[Function, Office, Glass]):
    """Judge, as somebody else, whether it was right. A glass that still stands open shuts."""

    glass: GlassId
    case: CaseId
    verdict: GlassVerdict
    findings: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Function, Office, Glass]:
        return Function(self.context.function), Office(self.context.function), Glass(self.case)

    def decide(self, function: Function, office: Office, glass: Glass) -> Sequence[Event]:
        broken = next((one for one in glass.broken if one.glass == self.glass), None)
        if broken is None:
            raise Unknown("broken glass")
        if broken.worker == self.context.actor:
            raise Refused(Refusal.CONFLICT_OF_INTEREST)
        if function.role not in JUDGES:
            raise Refused(Refusal.NOT_AUTHORISED)
        teams = office.teams(self.context.actor, day(self.at))
        if function.role is Role.TEAM_LEADER and broken.team not in teams:
            raise Refused(Refusal.NOT_INVOLVED)
        if self.glass in glass.reviewed:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            BreakGlassReviewed(
                glass=self.glass,
                case=self.case,
                resident=broken.resident,
                worker=broken.worker,
                reviewer=self.context.actor,
                verdict=self.verdict,
                findings=self.findings,
            )
        ]
