"""Whose record is whose: two of one person become one, one of two becomes two, a fact is moved.

Nothing is rewritten. A fact stays filed where it was filed; these facts say where it belongs, and
every reader of a person's record asks `projections/persons.py`.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import NamedTuple, Self

from domain.codes import RefilingReason
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import ResidentId, WorkerId


class MergerProposed(Event):
    """Samenvoegen voorgesteld: somebody holds these two records to be of one person."""

    resident: ResidentId
    into: ResidentId


class RecordsMerged(Event):
    """Dossiers samengevoegd: by a second person; what is under the one is read under the other."""

    resident: ResidentId
    into: ResidentId
    proposed_by: WorkerId
    together: tuple[ResidentId, ...] | None = None
    """Every record that is read as one from now on, with what was merged before."""
    close: tuple[WorkerId, ...] | None = None
    """Who is close to this person outside work: a tie with one record is with all of them."""


class SplitProposed(Event):
    """Splitsen voorgesteld: somebody holds this record to be of two people."""

    resident: ResidentId
    other: ResidentId
    positions: tuple[int, ...]


class RecordSplit(Event):
    """Dossier gesplitst: by a second person; these facts, and what was merged, are the other's."""

    resident: ResidentId
    other: ResidentId
    positions: tuple[int, ...]
    proposed_by: WorkerId
    together: tuple[ResidentId, ...] | None = None
    """Every record that stays with this one."""
    apart: tuple[ResidentId, ...] | None = None
    """Every record that goes with the other."""
    close: tuple[WorkerId, ...] | None = None
    """Who is close to one of the two outside work, or may be: a tie stays with its own record."""


class RefilingProposed(Event):
    """Verplaatsen voorgesteld: somebody holds this fact to be about another person."""

    position: int
    resident: ResidentId
    into: ResidentId
    reason: RefilingReason


class FactRefiled(Event):
    """Feit bij de juiste persoon gezet: it was filed under one, and is about another."""

    position: int
    resident: ResidentId
    """Under whom it stood."""
    into: ResidentId
    """Whom it is about."""
    reason: RefilingReason
    proposed_by: WorkerId | None = None
    """None where one person did it alone, as was possible once."""


class Merging(Knowledge):
    """Whether it was proposed to read one record under another, and by whom."""

    resident: ResidentId
    into: ResidentId
    proposed_by: WorkerId | None = None

    def evolve(self, fact: Fact[MergerProposed | RecordsMerged | RecordSplit]) -> Self:
        match fact.event:
            case MergerProposed(resident=one, into=other) if (one, other) == (
                self.resident,
                self.into,
            ):
                return replace(self, proposed_by=fact.context.actor)
            case MergerProposed():  # the other way round
                return self
            case RecordsMerged() | RecordSplit():  # done, or undone: to be proposed anew
                return replace(self, proposed_by=None)


class Splitting(Knowledge):
    """Whether it was proposed to make two records of one, by whom, and with which facts."""

    resident: ResidentId
    other: ResidentId
    proposed_by: WorkerId | None = None
    positions: tuple[int, ...] = ()

    def evolve(self, fact: Fact[SplitProposed | RecordSplit]) -> Self:
        match fact.event:
            case SplitProposed(resident=one, positions=positions) if one == self.resident:
                return replace(self, proposed_by=fact.context.actor, positions=positions)
            case SplitProposed():  # the other way round
                return self
            case RecordSplit():
                return replace(self, proposed_by=None, positions=())


class Refilings(Knowledge):
    """Under whom facts of one record were put since, by position."""

    resident: ResidentId
    moved: tuple[tuple[int, ResidentId], ...] = ()

    def evolve(self, fact: Fact[FactRefiled | RecordSplit]) -> Self:
        match fact.event:
            case FactRefiled(position=position, resident=one, into=other):
                positions: tuple[int, ...] = (position,)
            case RecordSplit(positions=positions, resident=one, other=other):
                pass
        kept = tuple(each for each in self.moved if each[0] not in positions)
        if one != self.resident:  # they came here, or back
            return replace(self, moved=kept)
        return replace(self, moved=(*kept, *((position, other) for position in positions)))

    def stands(self, position: int) -> bool:
        """Whether a fact that stood here still does."""
        return all(position != moved for moved, _ in self.moved)


class Proposal(NamedTuple):
    """Who holds a fact to be about another person, and for what reason."""

    by: WorkerId
    reason: RefilingReason


NONE_PROPOSED: Mapping[int, Proposal] = MappingProxyType({})


class Refiling(Knowledge):
    """Which facts it was proposed to move from one to another, by position."""

    resident: ResidentId
    into: ResidentId
    proposed: Mapping[int, Proposal] = field(default_factory=lambda: NONE_PROPOSED)

    def evolve(self, fact: Fact[RefilingProposed | FactRefiled]) -> Self:
        event = fact.event
        if (event.resident, event.into) != (self.resident, self.into):  # the other way round
            return self
        proposed = {at: each for at, each in self.proposed.items() if at != event.position}
        if isinstance(event, RefilingProposed):
            proposed[event.position] = Proposal(fact.context.actor, event.reason)
        return replace(self, proposed=proposed)
