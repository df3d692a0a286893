"""A fact that stands under the wrong person: put with the right one by two people."""

from collections.abc import Sequence

from domain.codes import RefilingReason
from domain.command import Command, Refused, Unknown
from domain.decisions.record import by_a_second_person, standing, two_people
from domain.fact import Event
from domain.facts.record import FactRefiled, Refiling, RefilingProposed, Refilings
from domain.facts.resident import Registration
from domain.refusal import Refusal
from domain.terms import ResidentId


class ProposeRefiling(Command[Registration, Registration, Refilings, Refiling]):
    """Say that a fact is about another person. It takes effect when somebody else agrees."""

    position: int
    resident: ResidentId
    """Under whom it stands."""
    into: ResidentId
    reason: RefilingReason

    def needs(self) -> tuple[Registration, Registration, Refilings, Refiling]:
        return _about(self.resident, self.into)

    def decide(
        self, one: Registration, other: Registration, refilings: Refilings, refiling: Refiling
    ) -> Sequence[Event]:
        two_people(self.resident, self.into)
        movable(self.position, one, other, refilings)
        said = refiling.proposed.get(self.position)
        if said is not None and said.reason is self.reason:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            RefilingProposed(
                position=self.position, resident=self.resident, into=self.into, reason=self.reason
            )
        ]


class RefileFact(Command[Registration, Registration, Refilings, Refiling]):
    """Put a fact with the person it is about, as a second person (AVG 5(1)(d)).

    Where it stood, it says that it was moved.
    """

    position: int
    resident: ResidentId
    into: ResidentId

    def needs(self) -> tuple[Registration, Registration, Refilings, Refiling]:
        return _about(self.resident, self.into)

    def decide(
        self, one: Registration, other: Registration, refilings: Refilings, refiling: Refiling
    ) -> Sequence[Event]:
        two_people(self.resident, self.into)
        movable(self.position, one, other, refilings)
        said = refiling.proposed.get(self.position)
        if said is None:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        first = by_a_second_person(said.by, self.context)
        return [
            FactRefiled(
                position=self.position,
                resident=self.resident,
                into=self.into,
                reason=said.reason,
                proposed_by=first,
            )
        ]


def movable(position: int, one: Registration, other: Registration, refilings: Refilings) -> None:
    """A fact that still stands where it was filed, and a record to put it in.

    Raises Unknown, Refused.
    """
    if not one.known:
        raise Unknown("resident")
    standing(other)
    if not refilings.stands(position):
        raise Refused(Refusal.ALREADY_DONE)


def _about(
    resident: ResidentId, into: ResidentId
) -> tuple[Registration, Registration, Refilings, Refiling]:
    return Registration(resident), Registration(into), Refilings(resident), Refiling(resident, into)
