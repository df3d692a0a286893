"""Passing a resident on, and what the other organisation says to that."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import AgeBand, DeclineReason, MandatedAct
from domain.command import Command, Refused, Unknown
from domain.decisions.by_mandate import Use, under_mandate
from domain.decisions.deciders import Spoken, agreed_to_help, who_speaks
from domain.decisions.guards import informed, question_first, taken_on
from domain.decisions.reach import within_reach
from domain.decisions.recipient import may_be_referred, shut_to
from domain.fact import Event
from domain.facts.agreement import HelpAgreement
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.disclosure import Recipients
from domain.facts.intake import FrontDoor
from domain.facts.mandate import Mandate
from domain.facts.municipality import Office, Organisation
from domain.facts.permission import Permissions
from domain.facts.referral import (
    Referral,
    ReferralAccepted,
    ReferralDeclined,
    ReferralMade,
)
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    MandateId,
    OrganisationId,
    Personal,
    ReferralId,
    ResidentId,
    day,
)


class Refer(
    Command[
        Case,
        Awareness,
        FrontDoor,
        HelpAgreement,
        Organisation,
        Permissions,
        Recipients,
        Configuration,
        Referral,
        Mandate,
        Office,
        *tuple[Spoken, ...],
    ]
):
    """Refer a resident: the question is clear (spoed excepted), and the resident allows it.

    What goes with it to the other organisation is a disclosure: it takes a mandate (M-09), and
    counts among the recipients of the case (M-26).
    """

    referral: ReferralId
    case: CaseId
    organisation: OrganisationId
    mandate: MandateId
    need: Annotated[str, Personal("case")]
    consent_of: ResidentId | None = None
    """The resident, where others had to agree to the help as well; with the age of now."""
    age: AgeBand | None = None

    def cites(self) -> MandateId:
        return self.mandate

    def needs(
        self,
    ) -> tuple[
        Case,
        Awareness,
        FrontDoor,
        HelpAgreement,
        Organisation,
        Permissions,
        Recipients,
        Configuration,
        Referral,
        Mandate,
        Office,
        *tuple[Spoken, ...],
    ]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            HelpAgreement(self.case),
            Organisation(self.organisation),
            Permissions(self.case),
            Recipients(self.case),
            Configuration(self.context.funding_responsible),
            Referral(self.referral),
            Mandate(self.mandate),
            Office(self.context.function),
            *who_speaks(self.consent_of),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        door: FrontDoor,
        agreement: HelpAgreement,
        organisation: Organisation,
        permissions: Permissions,
        recipients: Recipients,
        configuration: Configuration,
        referral: Referral,
        mandate: Mandate,
        office: Office,
        *spoken: Spoken,
    ) -> Sequence[Event]:
        resident, team = taken_on(case)
        if organisation.kind is None:
            raise Unknown("organisation")
        if referral.made is not None:
            raise Refused(Refusal.ALREADY_DONE)
        informed(awareness, resident)
        question_first(door)
        on = day(self.at)
        agreed_to_help(agreement, resident, self.age, spoken, self.context, on)
        if not may_be_referred(permissions, self.organisation, resident, on):
            raise Refused(Refusal.NOT_PERMITTED)
        if shut_to(permissions, resident, self.organisation, organisation.kind):
            raise Refused(Refusal.RECIPIENT_EXCEPTED)
        within_reach(recipients, configuration, self.organisation, self.context, on)
        use = Use(on=on, act=MandatedAct.REFER, laws=case.laws)
        under_mandate(mandate, office, self.context, use)
        return [
            ReferralMade(
                referral=self.referral,
                case=self.case,
                resident=resident,
                team=team,
                organisation=self.organisation,
                need=self.need,
                mandate=self.mandate,
                age=self.age,
            )
        ]


class AcceptReferral(Command[Referral]):
    """The organisation takes the resident on, from a day on."""

    referral: ReferralId
    starts_on: date

    def needs(self) -> tuple[Referral]:
        return (Referral(self.referral),)

    def decide(self, referral: Referral) -> Sequence[Event]:
        made = to_answer(referral)
        return [
            ReferralAccepted(
                referral=self.referral,
                case=made.case,
                resident=made.resident,
                organisation=made.organisation,
                starts_on=self.starts_on,
            )
        ]


class DeclineReferral(Command[Referral]):
    """The organisation cannot help, and says why."""

    referral: ReferralId
    reason: DeclineReason

    def needs(self) -> tuple[Referral]:
        return (Referral(self.referral),)

    def decide(self, referral: Referral) -> Sequence[Event]:
        made = to_answer(referral)
        return [
            ReferralDeclined(
                referral=self.referral,
                case=made.case,
                resident=made.resident,
                organisation=made.organisation,
                reason=self.reason,
            )
        ]


def to_answer(referral: Referral) -> ReferralMade:
    """The referral, if it waits for an answer; from whom, the right to act asks.

    Raises Unknown, Refused.
    """
    made = referral.made
    if made is None:
        raise Unknown("referral")
    if referral.answered:
        raise Refused(Refusal.ALREADY_DONE)
    return made
