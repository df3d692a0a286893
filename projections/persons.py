"""Who is the same person as whom, and whose a fact is that was filed under somebody else.

Nothing is rewritten when two records turn out to be of one person, one of two, or a fact stands
under the wrong one. Whoever shows a person's record asks here what belongs to it, as of any
position: the same facts give the same answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.fact import Fact
from domain.facts.record import FactRefiled, RecordsMerged, RecordSplit
from domain.terms import ResidentId

LEARNT_FROM = (RecordsMerged, RecordSplit, FactRefiled)
"""The events that say it: filed under both records that they are about."""


@dataclass
class Persons:
    """What is known of records that were merged and split, and of facts that were moved."""

    merged: dict[ResidentId, ResidentId] = field(default_factory=dict)
    """By record, under which one it is read."""
    moved: dict[tuple[int, ResidentId], ResidentId] = field(default_factory=dict)
    """By position and by the record where it stood, whose it is."""

    def learn(self, facts: Iterable[Fact[Any]]) -> "Persons":
        """This, and what these facts say, in the order of their positions."""
        for fact in facts:
            match fact.event:
                case RecordsMerged(resident=resident, into=into):
                    self.merged[resident] = into
                case RecordSplit(resident=resident, other=other, positions=positions):
                    if self.merged.get(other) == resident:
                        del self.merged[other]
                    for position in positions:
                        self._move(position, resident, other)
                case FactRefiled(position=position, resident=resident, into=into):
                    self._move(position, resident, into)
        return self

    def _move(self, position: int, one: ResidentId, other: ResidentId) -> None:
        self.moved.pop((position, other), None)  # back where it came from
        self.moved[position, one] = other

    def record_of(self, resident: ResidentId) -> ResidentId:
        """The record under which this one is read now."""
        while resident in self.merged:
            resident = self.merged[resident]
        return resident

    def also_known_as(self, resident: ResidentId) -> frozenset[ResidentId]:
        """Every record that is read together with this one, itself included."""
        end = self.record_of(resident)
        return frozenset({end, *(each for each in self.merged if self.record_of(each) == end)})

    def belongs_to(self, position: int, resident: ResidentId) -> ResidentId:
        """Whose a fact is, by the record that is read now: it was filed under `resident`."""
        seen = {resident}
        while True:
            onward = self.moved.get((position, resident)) or self.merged.get(resident)
            if onward is None or onward in seen:  # moved between two that are one by now
                return self.record_of(resident)
            seen.add(onward)
            resident = onward

    def moved_to(self, resident: ResidentId) -> Mapping[int, ResidentId]:
        """Facts that belong to this person and were filed under another: position, and whom."""
        own = self.also_known_as(resident)
        return {
            position: stood
            for (position, stood), into in self.moved.items()
            if into in own and stood not in own
        }
