"""By what right: every decision, spending and disclosure, and the mandate that it was made under.

From the mandate on, the view mandates says whose decision and which publication it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from domain.fact import Event, Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.facts.disclosure import DisclosureMade
from domain.facts.mandate import (
    Mandate,
    MandateConsented,
    MandateGranted,
    MandateRevoked,
    SubMandateGranted,
)
from domain.facts.municipality import (
    FunctionAssigned,
    FunctionEnded,
    JournalOpened,
    Office,
)
from domain.facts.referral import ReferralMade
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import (
    CaseId,
    Cents,
    CommandName,
    FunctionId,
    MandateId,
    OrganisationId,
    ResidentId,
    day,
)
from projections.view import Key, View, but

BY_RIGHT = (
    DecisionTaken, BudgetSpent, SpendReversed, ReferralMade, DisclosureMade, ThirdPartyAsked,
)  # fmt: skip
"""What takes a mandate: decisions (besluiten), spendings and disclosures."""


@dataclass(frozen=True)
class Right:
    """One of these, who did it in what function, and under which mandate."""

    fact_position: int
    kind: CommandName | None = None
    """The type of the fact."""
    recorded_on: date | None = None
    case: CaseId | None = None
    resident: ResidentId | None = None
    organisation: OrganisationId | None = None
    function: FunctionId | None = None
    mandate: MandateId | None = None
    amount: Cents | None = None

    def evolve(
        self,
        fact: Fact[
            DecisionTaken
            | BudgetSpent
            | SpendReversed
            | ReferralMade
            | DisclosureMade
            | ThirdPartyAsked
        ],
    ) -> Self | None:
        event, context = fact.event, fact.context
        return but(
            self, kind=CommandName(type(event).__name__), recorded_on=day(fact.recorded_at),
            case=event.case, resident=event.resident, organisation=context.organisation,
            function=context.function, mandate=context.mandate,
            amount=getattr(event, "amount", None),
        )  # fmt: skip


def keys(fact: Fact[Any]) -> Sequence[Key]:
    return ((fact.position,),)


by_what_right = View("by_what_right", Right, keys)


class Orphan(NamedTuple):
    """A fact that takes a mandate and has no complete chain, and what is missing of it."""

    position: int
    kind: str
    missing: str


def orphans(facts: Iterable[Fact[Event]]) -> list[Orphan]:
    """Of all facts from the first on, in order: those without a chain from function to publication.

    A chain is complete where, at that position and on that day, the actor held the function, the
    function had the mandate, it stood, and so did every mandate that it came out of, each with the
    publication of the decision that gave it.
    """
    mandates: dict[MandateId, Mandate] = {}
    offices: dict[FunctionId, Office] = {}
    found = []
    for fact in facts:
        _learn(fact, mandates, offices)
        if isinstance(fact.event, BY_RIGHT) and (lacking := _missing(fact, mandates, offices)):
            found.append(Orphan(fact.position, type(fact.event).__name__, lacking))
    return found


def _learn(
    fact: Fact[Any], mandates: dict[MandateId, Mandate], offices: dict[FunctionId, Office]
) -> None:
    match fact.event:
        case MandateGranted() | SubMandateGranted() | MandateConsented() as event:
            known = mandates.get(event.mandate, Mandate(event.mandate))
            mandates[event.mandate] = known.evolve(fact)
        case MandateRevoked(mandate=mandate, below=below):
            for each in {mandate, *(below or ())} & set(mandates):
                mandates[each] = mandates[each].evolve(fact)
        case JournalOpened() | FunctionAssigned() | FunctionEnded() as event:
            held = offices.get(event.function, Office(event.function))
            offices[event.function] = held.evolve(fact)


def _missing(
    fact: Fact[Any], mandates: dict[MandateId, Mandate], offices: dict[FunctionId, Office]
) -> str:
    context, on = fact.context, day(fact.recorded_at)
    if context.mandate is None:
        return "mandate cited"
    office = offices.get(context.function)
    if office is None or not office.holds(context.actor, on):
        return "holder of the function"
    cited = mandates.get(context.mandate)
    if cited is None or cited.granted is None:
        return "mandate granted"
    if cited.granted.function != context.function:
        return "mandate of the function"
    for mandate in (context.mandate, *cited.above):
        link = mandates.get(mandate)
        if link is None or link.granted is None or not link.stands(on):
            return "mandate that stands"
        if not link.granted.publication:
            return "publication"
    return ""
