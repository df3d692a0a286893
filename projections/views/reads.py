"""Reads: who read a case, how often, and what related them to it (kijken is een gebeurtenis).

A row per case and reader. Lists are not counted here: who stood in a list is beside its fact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from domain.codes import Purpose, Relation, Role
from domain.fact import Fact
from domain.facts.reading import RecordRead
from domain.terms import CaseId, FunctionId, OrganisationId, ResidentId, TeamId, WorkerId
from projections.view import Key, View, but


@dataclass(frozen=True)
class Reads:
    """How often somebody read a case (inzage per lezer)."""

    case: CaseId
    reader: WorkerId
    resident: ResidentId | None = None
    team: TeamId | None = None
    """Whose case it is."""
    organisation: OrganisationId | None = None
    function: FunctionId | None = None
    """Of the last read, like all that follows but the counts."""
    role: Role | None = None
    relation: Relation | None = None
    purpose: Purpose | None = None
    reads: int = 0
    through_glass: int = 0
    """So many of them after breaking the glass (noodtoegang)."""
    first_at: datetime | None = None
    last_at: datetime | None = None

    def evolve(self, fact: Fact[RecordRead]) -> Self | None:
        event, context = fact.event, fact.context
        return but(
            self,
            resident=event.resident,
            team=event.team or self.team,
            organisation=context.organisation,
            function=context.function,
            role=event.role,
            relation=event.relation,
            purpose=context.purpose,
            reads=self.reads + 1,
            through_glass=self.through_glass + (event.relation is Relation.BREAK_GLASS),
            first_at=self.first_at or fact.recorded_at,
            last_at=fact.recorded_at,
        )


def keys(fact: Fact[Any]) -> Sequence[Key]:
    return ((fact.event.case, fact.event.reader),)


reads = View("reads", Reads, keys)
