"""What the resident agreed to: being helped, and a plan."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Personal, ResidentId


class HelpAgreed(Event):
    """Instemming met hulp: the resident wants this help. No permission to share anything."""

    case: CaseId
    resident: ResidentId


class HelpAgreementWithdrawn(Event):
    """Instemming ingetrokken: from this instant nothing more is done or spent."""

    case: CaseId
    resident: ResidentId


class PlanAgreed(Event):
    """Plan vastgesteld, with the resident: goals in their words, and a day to look again."""

    case: CaseId
    resident: ResidentId
    goals: Annotated[str, Personal("resident")]
    review_on: date


class HelpAgreement(Knowledge):
    """Who agrees to be helped in this case, now."""

    case: CaseId
    agreed: frozenset[ResidentId] = frozenset()

    def evolve(self, fact: Fact[HelpAgreed | HelpAgreementWithdrawn]) -> Self:
        match fact.event:
            case HelpAgreed(resident=resident):
                return replace(self, agreed=self.agreed | {resident})
            case HelpAgreementWithdrawn(resident=resident):
                return replace(self, agreed=self.agreed - {resident})


class Plan(Knowledge):
    """Whether there is a plan for this case."""

    case: CaseId
    review_on: date | None = None

    def evolve(self, fact: Fact[PlanAgreed]) -> Self:
        return replace(self, review_on=fact.event.review_on)
