"""Whether a case goes on, and whether it goes to somebody with more powers: never on a no alone."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import EscalatedTo, EscalationGround, LighterOption, TermCode
from domain.command import Command, Malformed, Refused
from domain.decisions.adopting import within_term
from domain.decisions.guards import informed, open_case, taken_on
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.review import CaseContinued, EscalationDecided
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, day


class ContinueCase(Command[Case, Awareness, Configuration]):
    """Go on with a case: with a reason, and with what the resident thinks of it (Wmo 2.3.9)."""

    case: CaseId
    reason: Annotated[str, Personal("case")]
    view: Annotated[str, Personal("case")]
    review_on: date

    def needs(self) -> tuple[Case, Awareness, Configuration]:
        return (
            Case(self.case),
            Awareness(self.case),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, case: Case, awareness: Awareness, configuration: Configuration
    ) -> Sequence[Event]:
        if self.review_on <= day(self.at):
            raise Malformed("review_on: after today")
        resident, team = taken_on(case)
        informed(awareness, resident)
        if not self.reason.strip():
            raise Refused(Refusal.REASON_MISSING)
        if not self.view.strip():
            raise Refused(Refusal.RESIDENT_VIEW_MISSING)
        rules = Rules.of(self.context.rules)
        within_term(configuration, self.at, TermCode.CASE_REVIEW, rules, self.review_on)
        return [
            CaseContinued(
                case=self.case, resident=resident, team=team, reason=self.reason, view=self.view,
                review_on=self.review_on,
            )
        ]  # fmt: skip


class DecideEscalation(Command[Case, Awareness]):
    """Escalate (opschalen): on a ground other than that the resident refuses help."""

    case: CaseId
    to: EscalatedTo
    grounds: tuple[EscalationGround, ...]
    lighter: tuple[LighterOption, ...]
    view: Annotated[str, Personal("case")]
    ends_when: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Awareness]:
        return Case(self.case), Awareness(self.case)

    def decide(self, case: Case, awareness: Awareness) -> Sequence[Event]:
        if not self.grounds:
            raise Malformed("grounds: at least one")
        resident = open_case(case)
        informed(awareness, resident)
        if set(self.grounds) == {EscalationGround.HELP_REFUSED}:
            raise Refused(Refusal.REFUSAL_IS_NO_GROUND)
        return [
            EscalationDecided(
                case=self.case, resident=resident, to=self.to, grounds=self.grounds,
                lighter=self.lighter, view=self.view, ends_when=self.ends_when,
            )
        ]  # fmt: skip
