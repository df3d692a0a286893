"""Registering a resident, changing what the register holds, and taking a row away.

The register itself lies outside the journal. What was found there comes in with the command: the
commitment to the row that was written, and who is there already under the same number or looks
the same.
"""

from collections.abc import Sequence

from domain.codes import RegisterPart, RemovalGround
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import of_a_team_that_helps
from domain.fact import Event
from domain.facts.municipality import Office
from domain.facts.register import HelpedBy
from domain.facts.resident import (
    Registration,
    ResidentChanged,
    ResidentRegistered,
    ResidentRemoved,
)
from domain.refusal import Refusal
from domain.terms import Commitment, ResidentId, day


class RegisterResident(Command[Registration]):
    """Put a person in the register: once, and not beside a record of the same person (E-12)."""

    resident: ResidentId
    parts: tuple[RegisterPart, ...]
    pt_commit: Commitment
    same_number: tuple[ResidentId, ...]
    """Who has this citizen service number already: no two people share one."""
    alike: tuple[ResidentId, ...]
    """Who has this family name and birth date already: twins do, and so does the same person."""
    not_the_same_as: tuple[ResidentId, ...]
    """Of those, whom somebody looked at and knows to be another person."""

    def needs(self) -> tuple[Registration]:
        return (Registration(self.resident),)

    def decide(self, registration: Registration) -> Sequence[Event]:
        complete(self.parts)
        if registration.pt_commit is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if self.same_number:
            raise Refused(Refusal.SAME_NUMBER)
        if set(self.alike) - set(self.not_the_same_as):
            raise Refused(Refusal.POSSIBLY_KNOWN)
        return [
            ResidentRegistered(
                resident=self.resident,
                parts=self.parts,
                pt_commit=self.pt_commit,
                alike=bool(self.alike),
            )
        ]


class ChangeResident(Command[Registration, HelpedBy, Office]):
    """Change some parts of what the register holds, as it was last read: in a team that helps them.

    Where letters go is among it.
    """

    resident: ResidentId
    parts: tuple[RegisterPart, ...]
    before: Commitment
    """The commitment to the row that this was built on: another row came in between, or not."""
    pt_commit: Commitment
    same_number: tuple[ResidentId, ...]
    """Who else has this citizen service number already."""

    def needs(self) -> tuple[Registration, HelpedBy, Office]:
        return (
            Registration(self.resident),
            HelpedBy(self.resident),
            Office(self.context.function),
        )

    def decide(
        self, registration: Registration, helped: HelpedBy, office: Office
    ) -> Sequence[Event]:
        if not self.parts:
            raise Malformed("parts: at least one")
        if registration.pt_commit is None:
            raise Unknown("resident in the register")
        of_a_team_that_helps(helped, office, self.context, day(self.at))
        if self.same_number:
            raise Refused(Refusal.SAME_NUMBER)
        if registration.pt_commit != self.before:
            raise Refused(Refusal.CHANGED_MEANWHILE)
        return [ResidentChanged(resident=self.resident, parts=self.parts, pt_commit=self.pt_commit)]


class RemoveResident(Command[Registration]):
    """Take a row out of the register for good: row and keys go, what happened stays (AVG 17)."""

    resident: ResidentId
    ground: RemovalGround

    def needs(self) -> tuple[Registration]:
        return (Registration(self.resident),)

    def decide(self, registration: Registration) -> Sequence[Event]:
        if registration.pt_commit is None:
            raise Unknown("resident in the register")
        return [ResidentRemoved(resident=self.resident, ground=self.ground)]


def complete(parts: Sequence[RegisterPart]) -> None:
    """Nobody is in the register without a name and a birth date. Raises Malformed."""
    if not {RegisterPart.NAMES, RegisterPart.BIRTH_DATE} <= set(parts):
        raise Malformed("parts: names and birth date at least")
