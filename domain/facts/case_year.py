"""What was granted and spent in one case, per mandate and calendar year."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.codes import Outcome
from domain.command import Knowledge
from domain.fact import Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.terms import CaseId, MandateId, SpendingId, day

ByMandate = Mapping[MandateId, int]
NOTHING: Mapping[int, ByMandate] = MappingProxyType({})
NO_SPENDINGS: Mapping[SpendingId, tuple[int, tuple[MandateId, ...]]] = MappingProxyType({})


class CaseYear(Knowledge):
    """Cents by calendar year and mandate: what is decided under a mandate that was passed on counts
    for the mandates that it came out of too. What was booked back no longer counts, in the year in
    which it was spent."""

    case: CaseId
    granted: Mapping[int, ByMandate] = field(default_factory=lambda: NOTHING)
    spent: Mapping[int, ByMandate] = field(default_factory=lambda: NOTHING)
    spendings: Mapping[SpendingId, tuple[int, tuple[MandateId, ...]]] = field(
        default_factory=lambda: NO_SPENDINGS
    )
    """In which year, and under which mandates."""

    def evolve(self, fact: Fact[DecisionTaken | BudgetSpent | SpendReversed]) -> Self:
        year = day(fact.recorded_at).year
        match fact.event:
            case DecisionTaken(outcome=Outcome.GRANTED) as event:
                under = (event.mandate, *(event.above or ()))
                return replace(self, granted=_more(self.granted, year, under, event.amount))
            case BudgetSpent() as event:
                under = (event.mandate, *(event.above or ()))
                return replace(
                    self,
                    spent=_more(self.spent, year, under, event.amount),
                    spendings={**self.spendings, event.spending: (year, under)},
                )
            case SpendReversed(spending=spending, amount=amount) if spending in self.spendings:
                year, under = self.spendings[spending]
                return replace(self, spent=_more(self.spent, year, under, -amount))
            case _:
                return self


def _more(
    by_year: Mapping[int, ByMandate], year: int, under: Iterable[MandateId], amount: int
) -> Mapping[int, ByMandate]:
    before = by_year.get(year, {})
    return {**by_year, year: {**before, **{each: before.get(each, 0) + amount for each in under}}}
