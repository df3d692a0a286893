"""Looking up an age for a decision that hangs on it: on record before the birth date is opened."""

from collections.abc import Sequence

from domain.codes import RegisterPart, Relation, Role
from domain.command import Command, Unknown
from domain.fact import Event
from domain.facts.register import RegisterRead
from domain.facts.resident import Registration
from domain.terms import ResidentId


class CheckAge(Command[Registration]):
    """Let the service see how old somebody is: it says in which row of the matrix, and no more."""

    resident: ResidentId

    def needs(self) -> tuple[Registration]:
        return (Registration(self.resident),)

    def decide(self, registration: Registration) -> Sequence[Event]:
        if registration.pt_commit is None:
            raise Unknown("resident in the register")
        return [
            RegisterRead(
                resident=self.resident,
                reader=self.context.actor,
                role=Role.ADMINISTRATOR,
                relation=Relation.AGE,
                parts=(RegisterPart.BIRTH_DATE,),
            )
        ]
