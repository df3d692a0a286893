"""Refusals: what people were told no to, by function and by rule, per quarter of `recorded_at`.

Many refusals on one rule say something about the rule, or about how well it is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from domain.fact import Fact
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CommandName, FunctionId, OrganisationId, day, quarter
from projections.view import Key, View, but


@dataclass(frozen=True)
class Refusals:
    """How often one rule refused one kind of request to one function in one quarter."""

    organisation: OrganisationId
    function: FunctionId
    attempted: CommandName
    code: Refusal
    year: int
    quarter: int
    times: int = 0

    def evolve(self, fact: Fact[AttemptRefused]) -> Self | None:
        return but(self, times=self.times + 1)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    on = day(fact.recorded_at)
    who, event = fact.context, fact.event
    return (
        (who.organisation, who.function, event.attempted, event.code, on.year, quarter(on)),
    )  # fmt: skip


refusals = View("refusals", Refusals, keys)
