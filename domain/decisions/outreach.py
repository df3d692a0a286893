"""Outreach (bemoeizorg): contact that nobody asked for, within bounds, or as two decide."""

from collections.abc import Sequence
from datetime import date

from domain.codes import LimitCode, OutreachGround, TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import at_most, within_term
from domain.decisions.guards import whose_case
from domain.decisions.meldcode import for_safety
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.contact import NoToHelp, Outreach, OutreachExtended, OutreachStarted
from domain.facts.meldcode import Meldcode, SafetyContact
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId, day


class StartOutreach(Command[Case, NoToHelp, Outreach, Meldcode, SafetyContact, Configuration]):
    """Decide to come unasked: on a ground, so often at most, until a day. Once; in another case of
    the same resident again, or after her no, by somebody who had no hand in it before. After that
    only on a signal since that another wrote down, or on a step of the meldcode lately."""

    case: CaseId
    resident: ResidentId
    """The case's."""
    ground: OutreachGround
    attempts: int
    until: date

    def needs(self) -> tuple[Case, NoToHelp, Outreach, Meldcode, SafetyContact, Configuration]:
        return (
            Case(self.case),
            NoToHelp(self.resident),
            Outreach(self.resident),
            Meldcode(self.case),
            SafetyContact(self.resident),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self,
        case: Case,
        no: NoToHelp,
        outreach: Outreach,
        meldcode: Meldcode,
        safety: SafetyContact,
        configuration: Configuration,
    ) -> Sequence[Event]:
        whose_case(case, self.resident)
        if self.case in outreach.cases:
            raise Refused(Refusal.ALREADY_DONE)
        by_another = no.signalled_by - {self.context.actor}
        if no.said_at is not None and not (
            by_another or for_safety(meldcode, safety, self.context, self.at)
        ):
            alone = bool(no.signalled_by)
            raise Refused(Refusal.SECOND_PERSON_MISSING if alone else Refusal.HELP_REFUSED)
        if self.context.actor in outreach.hands:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        _bounded(self, configuration)
        return [
            OutreachStarted(
                case=self.case, resident=self.resident, ground=self.ground,
                attempts=self.attempts, until=self.until,
            )
        ]  # fmt: skip


class ExtendOutreach(Command[Case, Outreach, Configuration]):
    """Decide, as a second person, on so many attempts more: who went there already does not."""

    case: CaseId
    resident: ResidentId
    """The case's."""
    attempts: int
    until: date

    def needs(self) -> tuple[Case, Outreach, Configuration]:
        return (
            Case(self.case),
            Outreach(self.resident),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, case: Case, outreach: Outreach, configuration: Configuration
    ) -> Sequence[Event]:
        whose_case(case, self.resident)
        if self.case not in outreach.cases:
            raise Unknown("outreach")
        if self.context.actor in outreach.hands:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        _bounded(self, configuration)
        return [
            OutreachExtended(
                case=self.case, resident=self.resident, attempts=self.attempts, until=self.until
            )
        ]


def _bounded(asked: StartOutreach | ExtendOutreach, configuration: Configuration) -> None:
    """No more attempts or days at once than the law tables say. Raises Malformed, Refused."""
    on, rules = day(asked.at), Rules.of(asked.context.rules)
    if asked.attempts < 1:
        raise Malformed("attempts: at least one")
    if asked.until < on:
        raise Malformed("until: not before today")
    if asked.attempts > at_most(configuration, on, LimitCode.OUTREACH_ATTEMPTS, rules):
        raise Refused(Refusal.LIMIT_EXCEEDED)
    within_term(configuration, asked.at, TermCode.OUTREACH, rules, asked.until)
