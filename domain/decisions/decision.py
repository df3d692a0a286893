"""Deciding on an application, at once within the function's own mandate; above it goes up, once."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import DecisionGround, Law, MandatedAct, Outcome
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.application import waiting
from domain.decisions.by_mandate import ABOVE, Use, goes_up_to, under_mandate
from domain.decisions.guards import some_money
from domain.decisions.mandate import LONGEST
from domain.fact import Event
from domain.facts.application import (
    Application,
    ApplicationReceived,
    Decision,
    DecisionEscalated,
    DecisionTaken,
)
from domain.facts.case_year import CaseYear
from domain.facts.contact import NoInCase
from domain.facts.endorsement import EndorsedDecision, conditions_met
from domain.facts.mandate import Mandate, MandatesOf
from domain.facts.municipality import Function, Office
from domain.facts.organisation import Employment
from domain.law import NotInForce, Rules
from domain.refusal import Refusal
from domain.terms import (
    ApplicationId,
    CaseId,
    Cents,
    DecisionId,
    FunctionId,
    MandateId,
    OrganisationId,
    Personal,
    day,
)

DUTIES = frozenset(
    {
        DecisionGround.WMO_COOPERATION,
        DecisionGround.PARTICIPATION_COOPERATION,
        DecisionGround.DEBT_COOPERATION,
    }
)
"""The duties to co-operate (medewerkingsplicht): where each stands, the law table says."""


class TakeDecision(
    Command[
        Application,
        Decision,
        Mandate,
        CaseYear,
        EndorsedDecision,
        Office,
        Function,
        MandatesOf,
        Office,
        Employment,
        NoInCase,
    ]
):
    """Decide, in the same command, within one's own mandate. Above it: up, once, to who may.

    Once it went up, only that function decides it (Awb 10:3).
    """

    decision: DecisionId
    application: ApplicationId
    case: CaseId
    """The application's."""
    mandate: MandateId
    outcome: Outcome
    amount: Cents
    """What is granted or refused: a refusal need not be of an amount, and may then say 0."""
    reasons: Annotated[str, Personal("application")]
    escalate_to: FunctionId | None = None
    """To whom it goes where it is above the mandate; without it that is refused."""
    months: int | None = None
    """How long it is granted for; None for once."""
    provider: OrganisationId | None = None
    """Who is to give the help, where that is said."""
    grounds: tuple[DecisionGround, ...] | None = None
    """On what it is refused. That the resident refuses help is none by itself: another is named
    beside it, and always where she said no."""

    def cites(self) -> MandateId:
        return self.mandate

    def needs(
        self,
    ) -> tuple[
        Application,
        Decision,
        Mandate,
        CaseYear,
        EndorsedDecision,
        Office,
        Function,
        MandatesOf,
        Office,
        Employment,
        NoInCase,
    ]:
        higher = self.escalate_to or self.context.function
        return (
            Application(self.application),
            Decision(self.decision),
            Mandate(self.mandate),
            CaseYear(self.case),
            EndorsedDecision(self.application),
            Office(self.context.function),
            Function(higher),
            MandatesOf(higher),
            Office(higher),
            Employment(self.context.actor, self.provider or self.context.organisation),
            NoInCase(self.case),
        )

    def decide(
        self,
        application: Application,
        decision: Decision,
        mandate: Mandate,
        year: CaseYear,
        endorsed: EndorsedDecision,
        office: Office,
        higher: Function,
        mandates: MandatesOf,
        holders: Office,
        employment: Employment,
        no: NoInCase,
    ) -> Sequence[Event]:
        some_money(self.amount, least=0 if self.outcome is Outcome.REFUSED else 1)
        if self.months is not None and not 1 <= self.months <= LONGEST:
            raise Malformed(f"months: from 1 to {LONGEST}")
        if self.grounds is not None and self.outcome is not Outcome.REFUSED:
            raise Malformed("grounds: of a refusal alone")
        if higher.role is None:
            raise Unknown("function")
        received = waiting(application)
        if received.case != self.case:
            raise Unknown("application")
        if decision.taken:
            raise Refused(Refusal.ALREADY_DONE)
        if application.escalated_to not in (None, self.context.function):
            raise Refused(Refusal.MANDATE_OF_ANOTHER)
        if self.outcome is Outcome.REFUSED and (self.grounds or no.stands):
            self._grounded(received.law)
        use = self._use(received, year, endorsed, employment)
        try:
            granted = under_mandate(mandate, office, self.context, use)
        except Refused as refused:
            if refused.refusal not in ABOVE or application.escalated_to is not None:
                raise
            if self.escalate_to is None:
                raise
            goes_up_to(self.context.function, mandates, holders, use)
            return [self._escalated(received, self.escalate_to)]
        return [
            DecisionTaken(
                decision=self.decision,
                application=self.application,
                case=received.case,
                resident=received.resident,
                team=received.team,
                law=received.law,
                provision=received.provision,
                outcome=self.outcome,
                amount=self.amount,
                mandate=self.mandate,
                on_behalf_of=granted.organisation,
                reasons=self.reasons,
                months=self.months,
                provider=self.provider,
                above=mandate.above or None,
                grounds=self.grounds,
            )
        ]

    def _grounded(self, law: Law) -> None:
        """Some ground is left besides her refusal of help (Awb 3:46). Raises Refused."""
        if not any(counts(ground, law, self) for ground in self.grounds or ()):
            raise Refused(Refusal.REFUSAL_IS_NO_GROUND)

    def _use(
        self,
        received: ApplicationReceived,
        year: CaseYear,
        endorsed: EndorsedDecision,
        employment: Employment,
    ) -> Use:
        granting = self.outcome is Outcome.GRANTED
        on = day(self.at)
        employers = {self.context.organisation}
        if employment.since is not None and employment.since <= on:
            employers.add(employment.organisation)
        return Use(
            on=on,
            act=MandatedAct.GRANT if granting else MandatedAct.REFUSE,
            amount=self.amount,
            laws=frozenset({received.law}),
            provision=received.provision,
            months=self.months,
            before=year.granted.get(on.year, {}) if granting else {},
            second=conditions_met(
                endorsed.by, self.context.actor, self.mandate, self.amount, self.outcome
            ),
            provider=self.provider,
            employers=frozenset(employers),
        )

    def _escalated(self, received: ApplicationReceived, function: FunctionId) -> Event:
        return DecisionEscalated(
            application=self.application,
            case=received.case,
            resident=received.resident,
            team=received.team,
            function=function,
            amount=self.amount,
            decision=self.decision,
            mandate=self.mandate,
            outcome=self.outcome,
            months=self.months,
            provider=self.provider,
            grounds=self.grounds,
        )


def counts(ground: DecisionGround, law: Law, asked: TakeDecision) -> bool:
    """Whether an application under that law can be refused on it: on a duty to co-operate while it
    is in force, and under its own law alone (Wmo 2.3.8(3), Pw 17(2), Wgs 7)."""
    if ground not in DUTIES:
        return ground is not DecisionGround.HELP_REFUSED
    try:
        return Rules.of(asked.context.rules).cooperation(ground, day(asked.at)).law is law
    except NotInForce:
        return False
