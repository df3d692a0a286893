"""Binding oneself in a case: each line within the mandate of whoever promises it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import Law, MandatedAct, Provision
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.by_mandate import Use, under_mandate
from domain.decisions.guards import informed, some_money, taken_on
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.casus_agreement import (
    CaseAgreement,
    CaseAgreementBound,
    CaseAgreementEnded,
    CaseAgreementProposed,
)
from domain.facts.mandate import Mandate
from domain.facts.municipality import Office
from domain.refusal import Refusal
from domain.terms import (
    AgreementLineId,
    CaseAgreementId,
    CaseId,
    Cents,
    MandateId,
    Personal,
    day,
)

NONE_CITED = MandateId("00000000-0000-0000-0000-000000000000")
"""Nobody's mandate: what a line cites that cites none."""


class ProposeCaseAgreement(Command[Case, Awareness, CaseAgreement]):
    """Propose what the organisations in a case could bind themselves to, until a day."""

    agreement: CaseAgreementId
    case: CaseId
    until: date
    aim: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Awareness, CaseAgreement]:
        return Case(self.case), Awareness(self.case), CaseAgreement(self.agreement)

    def decide(self, case: Case, awareness: Awareness, agreement: CaseAgreement) -> Sequence[Event]:
        resident, team = taken_on(case)
        if self.until < day(self.at):
            raise Malformed("until: not before today")
        informed(awareness, resident)
        if agreement.proposed is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            CaseAgreementProposed(
                agreement=self.agreement,
                case=self.case,
                resident=resident,
                team=team,
                until=self.until,
                aim=self.aim,
            )
        ]


class BindToCaseAgreement(Command[Case, CaseAgreement, Mandate, Office]):
    """Promise something in a case. It binds as far as one's own mandate goes, and says so."""

    agreement: CaseAgreementId
    line: AgreementLineId
    case: CaseId
    act: MandatedAct
    law: Law
    amount: Cents
    promise: Annotated[str, Personal("case")]
    mandate: MandateId | None = None
    provision: Provision | None = None

    def cites(self) -> MandateId | None:
        return self.mandate

    def needs(self) -> tuple[Case, CaseAgreement, Mandate, Office]:
        return (
            Case(self.case),
            CaseAgreement(self.agreement),
            Mandate(self.mandate or NONE_CITED),
            Office(self.context.function),
        )

    def decide(
        self, case: Case, agreement: CaseAgreement, mandate: Mandate, office: Office
    ) -> Sequence[Event]:
        some_money(self.amount, least=0)
        resident, _ = taken_on(case)
        proposed = agreement.proposed
        if proposed is None or proposed.case != self.case:
            raise Unknown("case agreement")
        if agreement.ended or proposed.until < day(self.at):
            raise Refused(Refusal.AGREEMENT_ENDED)
        if self.line in agreement.lines:
            raise Refused(Refusal.ALREADY_DONE)
        why_not = self._why_not(mandate, office)
        return [
            CaseAgreementBound(
                agreement=self.agreement,
                line=self.line,
                case=self.case,
                resident=resident,
                organisation=self.context.organisation,
                function=self.context.function,
                act=self.act,
                law=self.law,
                amount=self.amount,
                binding=why_not is None,
                promise=self.promise,
                mandate=self.mandate,
                provision=self.provision,
                why_not=why_not,
            )
        ]

    def _why_not(self, mandate: Mandate, office: Office) -> Refusal | None:
        """What is missing for it to bind: that is no refusal, for a promise may be made."""
        if self.mandate is None:
            return Refusal.MANDATE_NOT_FOR_THIS
        use = Use(
            on=day(self.at),
            act=self.act,
            amount=self.amount,
            laws=frozenset({self.law}),
            provision=self.provision,
        )
        try:
            under_mandate(mandate, office, self.context, use)
        except Refused as lacking:
            return lacking.refusal
        return None


class EndCaseAgreement(Command[Case, CaseAgreement]):
    """End an agreement, from this instant, with all of its lines."""

    agreement: CaseAgreementId
    case: CaseId

    def needs(self) -> tuple[Case, CaseAgreement]:
        return Case(self.case), CaseAgreement(self.agreement)

    def decide(self, case: Case, agreement: CaseAgreement) -> Sequence[Event]:
        resident, _ = taken_on(case)
        if agreement.proposed is None or agreement.proposed.case != self.case:
            raise Unknown("case agreement")
        if agreement.ended:
            raise Refused(Refusal.ALREADY_DONE)
        return [CaseAgreementEnded(agreement=self.agreement, case=self.case, resident=resident)]
