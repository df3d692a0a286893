"""Two records of one person, one record of two: put right by two people.

Nothing that is on record changes: what is decided here says how it is to be read from now on.
"""

from collections.abc import Sequence

from domain.command import Command, Malformed, Refused, Unknown
from domain.fact import Context, Event
from domain.facts.record import (
    MergerProposed,
    Merging,
    RecordsMerged,
    RecordSplit,
    SplitProposed,
    Splitting,
)
from domain.facts.resident import Registration
from domain.facts.ties import OnePerson
from domain.refusal import Refusal
from domain.terms import ResidentId, WorkerId

MOST_POSITIONS = 1000
"""How many facts one split can move: more of them take several."""


class ProposeMerger(Command[Registration, Registration, Merging]):
    """Say that two records are of one person. It takes effect when somebody else agrees."""

    resident: ResidentId
    """The record that is to be read under the other."""
    into: ResidentId

    def needs(self) -> tuple[Registration, Registration, Merging]:
        return (
            Registration(self.resident),
            Registration(self.into),
            Merging(self.resident, self.into),
        )

    def decide(self, one: Registration, other: Registration, merging: Merging) -> Sequence[Event]:
        two_people(self.resident, self.into)
        standing(one)
        standing(other)
        if merging.proposed_by is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [MergerProposed(resident=self.resident, into=self.into)]


class MergeRecords(Command[Registration, Registration, Merging, OnePerson, OnePerson]):
    """Agree, as a second person, that two records are of one person (AVG 5(1)(d))."""

    resident: ResidentId
    into: ResidentId

    def needs(self) -> tuple[Registration, Registration, Merging, OnePerson, OnePerson]:
        return (
            Registration(self.resident),
            Registration(self.into),
            Merging(self.resident, self.into),
            OnePerson(self.resident),
            OnePerson(self.into),
        )

    def decide(
        self,
        one: Registration,
        other: Registration,
        merging: Merging,
        person: OnePerson,
        same: OnePerson,
    ) -> Sequence[Event]:
        two_people(self.resident, self.into)
        standing(one)
        standing(other)
        first = by_a_second_person(merging.proposed_by, self.context)
        return [
            RecordsMerged(
                resident=self.resident,
                into=self.into,
                proposed_by=first,
                together=tuple(sorted(person.records | same.records)),
                close=tuple(sorted(person.close | same.close)) or None,
            )
        ]


class ProposeSplit(Command[Registration, Registration, Splitting]):
    """Say that a record is of two people, and which facts in it are about the other."""

    resident: ResidentId
    other: ResidentId
    positions: tuple[int, ...]

    def needs(self) -> tuple[Registration, Registration, Splitting]:
        return (
            Registration(self.resident),
            Registration(self.other),
            Splitting(self.resident, self.other),
        )

    def decide(self, one: Registration, other: Registration, split: Splitting) -> Sequence[Event]:
        two_people(self.resident, self.other)
        if len(self.positions) > MOST_POSITIONS or len(set(self.positions)) < len(self.positions):
            raise Malformed(f"positions: at most {MOST_POSITIONS}, each once")
        standing(one)
        of_another_person(other, self.resident)
        if split.proposed_by is not None and split.positions == self.positions:
            raise Refused(Refusal.ALREADY_DONE)
        return [SplitProposed(resident=self.resident, other=self.other, positions=self.positions)]


class SplitRecord(Command[Registration, Registration, Splitting, OnePerson, OnePerson]):
    """Agree, as a second person, that a record is of two people, as it was proposed."""

    resident: ResidentId
    other: ResidentId

    def needs(self) -> tuple[Registration, Registration, Splitting, OnePerson, OnePerson]:
        return (
            Registration(self.resident),
            Registration(self.other),
            Splitting(self.resident, self.other),
            OnePerson(self.resident),
            OnePerson(self.other),
        )

    def decide(
        self,
        one: Registration,
        other: Registration,
        split: Splitting,
        person: OnePerson,
        somebody: OnePerson,
    ) -> Sequence[Event]:
        standing(one)
        of_another_person(other, self.resident)
        first = by_a_second_person(split.proposed_by, self.context)
        apart = somebody.under | {self.other}
        return [
            RecordSplit(
                resident=self.resident,
                other=self.other,
                positions=split.positions,
                proposed_by=first,
                together=tuple(sorted(person.records - apart)),
                apart=tuple(sorted(apart)),
                close=tuple(sorted(person.close | somebody.close)) or None,
            )
        ]


def two_people(one: ResidentId, other: ResidentId) -> None:
    """A record is not merged into, split from or exchanged with itself. Raises Malformed."""
    if one == other:
        raise Malformed("resident: another record than the first")


def standing(record: Registration) -> None:
    """A record that is there, and is not read under another. Raises Unknown, Refused."""
    if not record.known:
        raise Unknown("resident")
    if record.merged_into is not None:
        raise Refused(Refusal.RECORD_MERGED)


def of_another_person(other: Registration, resident: ResidentId) -> None:
    """Whom a record is split off for: nobody's record elsewhere. Raises Unknown, Refused."""
    if not other.known:
        raise Unknown("resident")
    if other.merged_into not in (None, resident):
        raise Refused(Refusal.RECORD_MERGED)


def by_a_second_person(first: WorkerId | None, context: Context) -> WorkerId:
    """Who proposed it, when that was somebody else. Raises Refused."""
    if first is None or first == context.actor:
        raise Refused(Refusal.SECOND_PERSON_MISSING)
    return first
