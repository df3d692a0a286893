"""Reading the register of residents: decided and recorded before a name is shown."""

from collections.abc import Sequence

from domain.access.register import sees
from domain.codes import RegisterPart, Relation
from domain.command import Command, Malformed, Refused, Unknown
from domain.fact import Event
from domain.facts.municipality import Function, Office
from domain.facts.register import HelpedBy, RegisterRead
from domain.facts.resident import Registration
from domain.refusal import Refusal
from domain.terms import ResidentId, day


class ReadRegister(Command[Function, Office, HelpedBy, Registration]):
    """Look a resident up: as one of a team that helps them, or at the door while none does."""

    resident: ResidentId
    parts: tuple[RegisterPart, ...]

    def needs(self) -> tuple[Function, Office, HelpedBy, Registration]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            HelpedBy(self.resident),
            Registration(self.resident),
        )

    def decide(
        self, function: Function, office: Office, helped: HelpedBy, registration: Registration
    ) -> Sequence[Event]:
        if not self.parts:
            raise Malformed("parts: at least one")
        role = function.role
        row = sees().get(role) if role is not None else None
        if role is None or row is None or not row.parts.issuperset(self.parts):
            raise Refused(Refusal.NOT_AUTHORISED)
        own = office.teams(self.context.actor, day(self.at))
        related = {
            Relation.TEAM: not own.isdisjoint(helped.teams.values()),
            Relation.FRONT_DOOR: not helped.teams,
            Relation.OVERSIGHT: True,
        }
        relation = next((r for r, holds in related.items() if holds and r in row.relations), None)
        if relation is None:
            raise Refused(Refusal.NOT_INVOLVED)
        if registration.pt_commit is None:
            raise Unknown("resident in the register")
        return [
            RegisterRead(
                resident=self.resident,
                reader=self.context.actor,
                role=role,
                relation=relation,
                parts=tuple(part for part in RegisterPart if part in self.parts),
            )
        ]
