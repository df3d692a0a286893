"""Who is close to whom, outside work: of a person, under whichever records that person stands.

A command is asked who is close to whom before it is known whose records were merged. So mergers
and splits name every record that they are about and everybody who is close to one of these, and are
filed under those workers too: what is known of a worker follows them.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.codes import Tie
from domain.command import Knowledge
from domain.fact import Fact
from domain.facts.participation import TieDeclared, TieEnded
from domain.facts.record import RecordsMerged, RecordSplit
from domain.terms import ResidentId, WorkerId

Records = frozenset[ResidentId]
NO_TIES: Mapping[ResidentId, frozenset[Tie]] = MappingProxyType({})
NO_RECORDS: Mapping[ResidentId, Records] = MappingProxyType({})


class Ties(Knowledge):
    """To which residents a worker is close, outside work."""

    worker: WorkerId
    to: Mapping[ResidentId, frozenset[Tie]] = field(default_factory=lambda: NO_TIES)
    """By the record that it was said of."""
    together: Mapping[ResidentId, Records] = field(default_factory=lambda: NO_RECORDS)
    """By the same, every record that is read as one with it."""

    def evolve(self, fact: Fact[TieDeclared | TieEnded | RecordsMerged | RecordSplit]) -> Self:
        match fact.event:
            case TieDeclared(resident=resident, tie=tie, also=also):
                had = self.to.get(resident, frozenset())
                records = frozenset({resident, *(also or ())})
                return replace(
                    self,
                    to={**self.to, resident: had | {tie}},
                    together={**self.together, resident: records},
                )
            case TieEnded(resident=resident, tie=tie):
                ended = {each: self.to[each] - {tie} for each in self._said_of(resident)}
                return replace(self, to={**self.to, **ended})
            case RecordsMerged() as merged:
                one = frozenset((merged.resident, merged.into, *(merged.together or ())))
                joined = {each: one for each in self.together if each in one}
                return replace(self, together={**self.together, **joined})
            case RecordSplit() as split:
                apart = _apart(split)
                parted = {
                    each: _side(each, records, apart) for each, records in self.together.items()
                }
                return replace(self, together=parted)

    def with_(self, resident: ResidentId) -> frozenset[Tie]:
        """What this worker is to that resident."""
        return frozenset(tie for each in self._said_of(resident) for tie in self.to[each])

    def _said_of(self, resident: ResidentId) -> list[ResidentId]:
        """Of which records of that person something was said."""
        return [each for each, records in self.together.items() if resident in records]


class OnePerson(Knowledge):
    """Which records are read as one with this one, and who is close to that person."""

    resident: ResidentId
    under: Records = frozenset()
    """What is read under this record, itself left out."""
    others: Records = frozenset()
    """Every other record that is read as one with it."""
    close: frozenset[WorkerId] = frozenset()
    """Who ever said to be: whether they still are, is known of them."""

    def evolve(self, fact: Fact[TieDeclared | RecordsMerged | RecordSplit]) -> Self:
        match fact.event:
            case TieDeclared(worker=worker):
                return replace(self, close=self.close | {worker})
            case RecordsMerged() as merged:
                one = frozenset((merged.resident, merged.into, *(merged.together or ())))
                others = one - {self.resident}
                return replace(
                    self,
                    under=others if merged.into == self.resident else self.under,
                    others=others,
                    close=self.close.union(merged.close or ()),
                )
            case RecordSplit() as split:
                apart, own = _apart(split), frozenset({self.resident})
                others = _side(self.resident, self.others | own, apart) - own
                return replace(
                    self,
                    under=self.under & others,
                    others=others,
                    close=self.close.union(split.close or ()),
                )

    @property
    def records(self) -> Records:
        """This one and the others."""
        return self.others | {self.resident}


def _apart(split: RecordSplit) -> Records:
    return frozenset((split.other, *(split.apart or ())))


def _side(one: ResidentId, records: Records, apart: Records) -> Records:
    """What that record is read with, once those are read apart."""
    return records & apart if one in apart else records - apart
