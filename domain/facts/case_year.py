"""What was granted and spent in one case under one mandate, per calendar year."""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.codes import Outcome
from domain.command import Knowledge
from domain.fact import Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.terms import CaseId, MandateId, day

NOTHING: Mapping[int, int] = MappingProxyType({})


class CaseYear(Knowledge):
    """Cents by calendar year; what was booked back no longer counts, in the year it was."""

    mandate: MandateId
    case: CaseId
    granted: Mapping[int, int] = field(default_factory=lambda: NOTHING)
    spent: Mapping[int, int] = field(default_factory=lambda: NOTHING)

    def evolve(self, fact: Fact[DecisionTaken | BudgetSpent | SpendReversed]) -> Self:
        year = day(fact.recorded_at).year
        match fact.event:
            case DecisionTaken(outcome=Outcome.GRANTED, amount=amount):
                return replace(self, granted=_more(self.granted, year, amount))
            case BudgetSpent(amount=amount):
                return replace(self, spent=_more(self.spent, year, amount))
            case SpendReversed(amount=amount):
                return replace(self, spent=_more(self.spent, year, -amount))
            case _:
                return self


def _more(by_year: Mapping[int, int], year: int, amount: int) -> Mapping[int, int]:
    return {**by_year, year: by_year.get(year, 0) + amount}
