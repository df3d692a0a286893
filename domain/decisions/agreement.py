"""Agreeing to be helped, taking that back, and agreeing on a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.command import Command, Malformed, Refused
from domain.decisions.adopting import steps_first
from domain.decisions.guards import informed, open_case, question_first
from domain.fact import Event
from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreement,
    HelpAgreementWithdrawn,
    PlanAgreed,
)
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration, StepsTaken
from domain.facts.intake import FrontDoor
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, day


class AgreeToHelp(Command[Case, Awareness, HelpAgreement]):
    """Write down that the resident wants this help. Somebody who knows of nothing cannot."""

    case: CaseId

    def needs(self) -> tuple[Case, Awareness, HelpAgreement]:
        return Case(self.case), Awareness(self.case), HelpAgreement(self.case)

    def decide(self, case: Case, awareness: Awareness, agreement: HelpAgreement) -> Sequence[Event]:
        resident = open_case(case)
        informed(awareness, resident)
        if resident in agreement.agreed:
            raise Refused(Refusal.ALREADY_DONE)
        return [HelpAgreed(case=self.case, resident=resident)]


class WithdrawHelpAgreement(Command[Case, HelpAgreement]):
    """Write down that the resident does not want it any more, from this instant."""

    case: CaseId

    def needs(self) -> tuple[Case, HelpAgreement]:
        return Case(self.case), HelpAgreement(self.case)

    def decide(self, case: Case, agreement: HelpAgreement) -> Sequence[Event]:
        resident = open_case(case)
        if resident not in agreement.agreed:
            raise Refused(Refusal.NO_HELP_AGREEMENT)
        return [HelpAgreementWithdrawn(case=self.case, resident=resident)]


class AgreePlan(Command[Case, Awareness, FrontDoor, HelpAgreement, Configuration, StepsTaken]):
    """Agree on a plan, once the question is clear (or urgent), with somebody who wants help; and
    once what goes before a plan in this municipality was done."""

    case: CaseId
    goals: Annotated[str, Personal("case")]
    review_on: date

    def needs(
        self,
    ) -> tuple[Case, Awareness, FrontDoor, HelpAgreement, Configuration, StepsTaken]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            HelpAgreement(self.case),
            Configuration(self.context.funding_responsible),
            StepsTaken(self.case),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        door: FrontDoor,
        agreement: HelpAgreement,
        configuration: Configuration,
        steps: StepsTaken,
    ) -> Sequence[Event]:
        if self.review_on <= day(self.at):
            raise Malformed("review_on: after today")
        resident = open_case(case)
        informed(awareness, resident)
        question_first(door)
        if resident not in agreement.agreed:
            raise Refused(Refusal.NO_HELP_AGREEMENT)
        steps_first(configuration, day(self.at), steps)
        return [
            PlanAgreed(
                case=self.case, resident=resident, goals=self.goals, review_on=self.review_on
            )
        ]
