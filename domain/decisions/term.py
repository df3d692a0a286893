"""Making a term longer: suspended, resumed, extended, or by agreement with the resident."""

from collections.abc import Sequence
from datetime import date

from domain.calendar import on_from
from domain.codes import Channel, SuspensionGround, Template, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.application import waiting
from domain.decisions.guards import known_case
from domain.decisions.telling import SENT_FROM_HERE, told
from domain.fact import Event
from domain.facts.application import Application
from domain.facts.case import Case
from domain.facts.term import (
    DecisionTerm,
    Investigation,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from domain.law import Rules
from domain.law.due import Run, until
from domain.refusal import Refusal
from domain.terms import ApplicationId, CaseId, day

UNTIL_A_DAY = frozenset(
    {SuspensionGround.APPLICATION_INCOMPLETE, SuspensionGround.APPLICANT_AGREED}
)
"""The grounds with a day that was set or agreed (Awb 4:15(1) and (2)(a)); the others have none."""


class SuspendTerm(Command[Application, DecisionTerm]):
    """Let the term for deciding stand still, on one of the grounds of Awb 4:15."""

    application: ApplicationId
    ground: SuspensionGround
    until: date | None = None

    def needs(self) -> tuple[Application, DecisionTerm]:
        return Application(self.application), DecisionTerm(self.application)

    def decide(self, application: Application, term: DecisionTerm) -> Sequence[Event]:
        today = day(self.at)
        if (self.until is not None) is not (self.ground in UNTIL_A_DAY):
            raise Malformed("until: the day that was set or agreed, and none on other grounds")
        if self.until is not None and self.until <= today:
            raise Malformed("until: after today")
        received = waiting(application)
        run = running(term, today)
        if run.stands_still(today):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            TermSuspended(
                application=self.application,
                case=received.case,
                resident=received.resident,
                ground=self.ground,
                until=self.until,
            )
        ]


class ResumeTerm(Command[Application, DecisionTerm]):
    """Let the term run again: what it waited for is there."""

    application: ApplicationId

    def needs(self) -> tuple[Application, DecisionTerm]:
        return Application(self.application), DecisionTerm(self.application)

    def decide(self, application: Application, term: DecisionTerm) -> Sequence[Event]:
        received = waiting(application)
        if term.run is None or not term.run.stands_still(day(self.at)):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            TermResumed(
                application=self.application, case=received.case, resident=received.resident
            )
        ]


class ExtendTerm(Command[Application, DecisionTerm]):
    """Say in writing that it takes longer, and name the day (Awb 4:14). Once, and not for longer
    than the term itself."""

    application: ApplicationId
    until: date
    channel: Channel = Channel.LETTER

    def needs(self) -> tuple[Application, DecisionTerm]:
        return Application(self.application), DecisionTerm(self.application)

    def decide(self, application: Application, term: DecisionTerm) -> Sequence[Event]:
        today = day(self.at)
        if self.channel not in SENT_FROM_HERE:
            raise Malformed("channel: in writing: letter or e-mail")
        received = waiting(application)
        run = running(term, today)
        if term.extended:
            raise Refused(Refusal.ALREADY_DONE)
        if self.until <= run.counted_to:
            raise Malformed("until: after the day by which it is decided now")
        if self.until > at_most(term, run):
            raise Refused(Refusal.EXTENSION_TOO_LONG)
        extended = TermExtended(
            application=self.application,
            case=received.case,
            resident=received.resident,
            until=self.until,
        )
        notice = told(
            self.context, Template.TERM_EXTENDED, resident=received.resident, case=received.case,
            channel=self.channel,
        )  # fmt: skip
        return [extended, notice]


class ExtendInvestigation(Command[Case, Investigation]):
    """Let the investigation take longer: only if the resident agrees (Wmo 2.3.2)."""

    case: CaseId
    until: date
    channel: Channel
    agreed: bool

    def needs(self) -> tuple[Case, Investigation]:
        return Case(self.case), Investigation(self.case)

    def decide(self, case: Case, term: Investigation) -> Sequence[Event]:
        resident = known_case(case)
        if term.began is None or term.run is None:
            raise Unknown("notification")
        if not self.agreed:
            raise Refused(Refusal.EXTENSION_NOT_AGREED)
        if self.until <= term.run.counted_to:
            raise Malformed("until: after the day by which it is finished now")
        rules = Rules.of(term.edition)
        if day(self.at) > ends_on(TermCode.INVESTIGATION, term.began, term.run, rules):
            raise Refused(Refusal.TERM_ENDED)
        return [
            InvestigationExtensionAgreed(
                case=self.case, resident=resident, channel=self.channel, until=self.until
            )
        ]


def running(term: DecisionTerm, today: date) -> Run:
    """How far the term runs, if it can be changed and is not over (Awb 4:14, 4:15). Raises
    Refused."""
    if term.code is None or term.began is None or term.run is None:
        raise Refused(Refusal.TERM_NOT_EXTENDABLE)
    still = term.run.stands_still(today)
    if not still and today > ends_on(term.code, term.began, term.run, Rules.of(term.edition)):
        raise Refused(Refusal.TERM_ENDED)
    return term.run


def ends_on(code: TermCode, began: date, run: Run, rules: Rules) -> date:
    """The last day of a term that began on that day and runs so far."""
    return until(rules.deadline(code, began), began, run.counted_to, rules).on


def at_most(term: DecisionTerm, run: Run) -> date:
    """The last day to which it may be put off: as long again as the term itself (own proposal; the
    law says as short as possible, Awb 4:14)."""
    assert term.code is not None and term.began is not None
    rules = Rules.of(term.edition)
    row = rules.deadline(term.code, term.began)
    return on_from(run.counted_to, row.length, row.unit, rules.holiday)
