"""Postponing that a person is told: proposed by one, decided by another, and never for long."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.calendar import on_from
from domain.codes import NoticeGround, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.awareness import person
from domain.fact import Context, Event
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.case import Case
from domain.facts.notice import Clock, Notices, Postponements
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, ResidentId, day


class ProposePostponement(Command[Case, Notices]):
    """Propose that telling a person waits: on what ground, why, and until when at the latest.

    A renewal is proposed and decided anew, in the same way.
    """

    case: CaseId
    ground: NoticeGround
    review_on: date
    reasoning: Annotated[str, Personal("case")]
    resident: ResidentId | None = None

    def needs(self) -> tuple[Case, Notices]:
        return Case(self.case), Notices(self.case)

    def decide(self, case: Case, notices: Notices) -> Sequence[Event]:
        resident = _still_to_be_told(case, notices, self.resident)
        today = day(self.at)
        if self.review_on <= today:
            raise Malformed("review_on: after today")
        if self.review_on > _at_most(self.context, today):
            raise Refused(Refusal.POSTPONEMENT_TOO_LONG)
        if not self.reasoning.strip():
            raise Malformed("reasoning: why it is necessary and proportionate")
        return [
            NoticePostponementProposed(
                case=self.case,
                resident=resident,
                ground=self.ground,
                review_on=self.review_on,
                reasoning=self.reasoning,
            )
        ]


class PostponeNotice(Command[Case, Notices, Postponements]):
    """Decide, as the second person, that telling waits as was proposed (AVG 14(5), UAVG 41)."""

    case: CaseId
    resident: ResidentId | None = None

    def needs(self) -> tuple[Case, Notices, Postponements]:
        return Case(self.case), Notices(self.case), Postponements(self.case)

    def decide(self, case: Case, notices: Notices, postponements: Postponements) -> Sequence[Event]:
        resident = _still_to_be_told(case, notices, self.resident)
        proposal = postponements.proposed.get(resident)
        if proposal is None:
            raise Unknown("proposal")
        if proposal.by == self.context.actor:
            raise Refused(Refusal.SECOND_READER_MISSING)
        if proposal.event.review_on <= day(self.at):
            raise Refused(Refusal.POSTPONEMENT_LAPSED)
        return [
            NoticePostponed(
                case=self.case,
                resident=resident,
                ground=proposal.event.ground,
                review_on=proposal.event.review_on,
                proposed_by=proposal.by,
            )
        ]


def _still_to_be_told(case: Case, notices: Notices, named: ResidentId | None) -> ResidentId:
    """The person, who does not know yet. Raises Unknown, Refused."""
    resident = person(case, notices.clocks, named)
    if notices.clocks.get(resident, Clock()).told_on is not None:
        raise Refused(Refusal.ALREADY_DONE)
    return resident


def _at_most(context: Context, today: date) -> date:
    """The last day that a decision of today may name."""
    rules = Rules.of(context.rules)
    row = rules.deadline(TermCode.POSTPONED_NOTICE, today)
    return on_from(today, row.length, row.unit, rules.holiday)
