"""Agreeing to be helped, and on a plan."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import AgeBand, Capacity, Exemption, Law
from domain.command import Command, Malformed, Refused
from domain.decisions.adopting import steps_first
from domain.decisions.deciders import Speaking, Spoken, agreed_to_help, who_speaks
from domain.decisions.guards import informed, open_case, question_first
from domain.fact import Event
from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreement,
    HelpConsentGiven,
    PlanAgreed,
)
from domain.facts.authority import Authority, Representation
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration, StepsTaken
from domain.facts.intake import FrontDoor
from domain.facts.resident import Registration
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, ResidentId, day


class AgreeToHelp(Command[Case, Awareness, HelpAgreement, Registration, Authority, Representation]):
    """Write down that somebody wants this help: the resident, or who must agree for or with them.

    Somebody who knows of nothing cannot. Help is agreed on once everybody who must has said yes
    (Jw 7.3.4); until then each yes stands by itself.
    """

    case: CaseId
    resident: ResidentId
    """Whose help it is: the case's."""
    giver: ResidentId | None = None
    """Who says yes; None: the resident."""
    capacity: Capacity = Capacity.SELF
    age: AgeBand | None = None
    """As the register has it; None: the register does not know this person."""
    exemption: Exemption | None = None
    why: Annotated[str, Personal("resident")] | None = None

    def needs(
        self,
    ) -> tuple[Case, Awareness, HelpAgreement, Registration, Authority, Representation]:
        return (
            Case(self.case),
            Awareness(self.case),
            HelpAgreement(self.case),
            Registration(self.resident),
            Authority(self.resident),
            Representation(self.resident),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        agreement: HelpAgreement,
        registration: Registration,
        authority: Authority,
        representation: Representation,
    ) -> Sequence[Event]:
        if (self.exemption is None) != (self.why is None):
            raise Malformed("why: with an exemption, and with nothing else")
        resident = open_case(case)
        if resident != self.resident:
            raise Refused(Refusal.OTHER_RESIDENT)
        informed(awareness, resident)
        if self.age is None and (registration.pt_commit is not None or Law.YOUTH in case.laws):
            raise Refused(Refusal.AGE_UNKNOWN)
        age, rules = self.age or AgeBand.ADULT, Rules.of(self.context.rules)
        speaking = Speaking(resident, age, authority, representation, rules, day(self.at))
        deciders, giver = speaking.agree(self.exemption), self.giver or resident
        if deciders.capacity(giver) is not self.capacity:
            raise Refused(Refusal.ANOTHER_DECIDES)
        said = agreement.of(resident)
        if deciders.everybody() == (resident,) and not said and self.exemption is None:
            if resident in agreement.agreed:
                raise Refused(Refusal.ALREADY_DONE)
            return [HelpAgreed(case=self.case, resident=resident, age=self.age)]
        given = HelpConsentGiven(
            case=self.case,
            resident=resident,
            giver=giver,
            capacity=self.capacity,
            deciders=deciders.everybody(),
            age=self.age,
            exemption=self.exemption,
            why=self.why,
        )
        stood = resident in agreement.agreed and speaking.agree_still(said)
        if stood and giver in said:
            raise Refused(Refusal.ALREADY_DONE)
        if stood or not speaking.agree_still({**said, giver: given}):
            return [given]
        return [given, HelpAgreed(case=self.case, resident=resident, age=self.age)]


class AgreePlan(
    Command[
        Case,
        Awareness,
        FrontDoor,
        HelpAgreement,
        Configuration,
        StepsTaken,
        *tuple[Spoken, ...],
    ]
):
    """Agree on a plan, once the question is clear (or urgent), with somebody who wants help; and
    once what goes before a plan in this municipality was done."""

    case: CaseId
    goals: Annotated[str, Personal("case")]
    review_on: date
    consent_of: ResidentId | None = None
    """The resident, where others had to agree to the help as well; with the age of now."""
    age: AgeBand | None = None

    def needs(
        self,
    ) -> tuple[
        Case,
        Awareness,
        FrontDoor,
        HelpAgreement,
        Configuration,
        StepsTaken,
        *tuple[Spoken, ...],
    ]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            HelpAgreement(self.case),
            Configuration(self.context.funding_responsible),
            StepsTaken(self.case),
            *who_speaks(self.consent_of),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        door: FrontDoor,
        agreement: HelpAgreement,
        configuration: Configuration,
        steps: StepsTaken,
        *spoken: Spoken,
    ) -> Sequence[Event]:
        on = day(self.at)
        if self.review_on <= on:
            raise Malformed("review_on: after today")
        resident = open_case(case)
        informed(awareness, resident)
        question_first(door)
        agreed_to_help(agreement, resident, self.age, spoken, self.context, on)
        steps_first(configuration, on, steps)
        return [
            PlanAgreed(
                case=self.case,
                resident=resident,
                goals=self.goals,
                review_on=self.review_on,
                age=self.age,
            )
        ]
