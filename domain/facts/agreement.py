"""What the resident agreed to: being helped, and a plan."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Annotated, Self

from domain.codes import AgeBand, Capacity, Exemption
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Personal, ResidentId


class HelpAgreed(Event):
    """Instemming met hulp: the resident wants this help. No permission to share anything.

    Where others must say yes as well (Jw 7.3.4): everybody did.
    """

    case: CaseId
    resident: ResidentId
    age: AgeBand | None = None
    """In which row of the matrix the resident was that day; None: nobody asked."""


class HelpConsentGiven(Event):
    """Instemming van één van wie moeten instemmen: the child, a parent, a representative."""

    case: CaseId
    resident: ResidentId
    giver: ResidentId
    capacity: Capacity
    deciders: tuple[ResidentId, ...]
    """Who had to say yes that day, or of whom one: by the age, gezag and representation of then."""
    age: AgeBand | None = None
    exemption: Exemption | None = None
    """Why it is not as the age alone says."""
    why: Annotated[str, Personal("resident")] | None = None
    """What that rests on."""


class HelpConsentWithdrawn(Event):
    """Instemming van één van hen ingetrokken: from this instant."""

    case: CaseId
    resident: ResidentId
    giver: ResidentId


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
    age: AgeBand | None = None
    """As it was seen, where others had to agree to the help as well."""


Consents = Mapping[ResidentId, HelpConsentGiven]
"""Who said yes, each in their own name."""
NO_CONSENTS: Mapping[ResidentId, Consents] = MappingProxyType({})


class HelpAgreement(Knowledge):
    """Who agrees to be helped in this case, now, and who said yes for whom."""

    case: CaseId
    agreed: frozenset[ResidentId] = frozenset()
    consents: Mapping[ResidentId, Consents] = field(default_factory=lambda: NO_CONSENTS)
    """By the resident whose help it is. Empty where that resident alone had to say yes."""

    def evolve(
        self,
        fact: Fact[HelpAgreed | HelpAgreementWithdrawn | HelpConsentGiven | HelpConsentWithdrawn],
    ) -> Self:
        match fact.event:
            case HelpAgreed(resident=resident):
                return replace(self, agreed=self.agreed | {resident})
            case HelpAgreementWithdrawn(resident=resident):
                return replace(self, agreed=self.agreed - {resident})
            case HelpConsentGiven(resident=resident, giver=giver) as given:
                return self._with(resident, {**self.of(resident), giver: given})
            case HelpConsentWithdrawn(resident=resident, giver=giver):
                left = {by: said for by, said in self.of(resident).items() if by != giver}
                return self._with(resident, left)

    def of(self, resident: ResidentId) -> Consents:
        """Who said yes to this resident's help."""
        return self.consents.get(resident, MappingProxyType({}))

    def _with(self, resident: ResidentId, said: Consents) -> Self:
        return replace(self, consents={**self.consents, resident: said})


class Plan(Knowledge):
    """Whether there is a plan for this case."""

    case: CaseId
    review_on: date | None = None

    def evolve(self, fact: Fact[PlanAgreed]) -> Self:
        return replace(self, review_on=fact.event.review_on)
