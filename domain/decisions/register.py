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
    """Look a resident up: as one of a team that helps them, or at the door while none does.

    A case that is shut to the function relates nobody to its resident (AVG 18).
    """

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
        cases = helped.by(own)
        related = {
            Relation.TEAM: bool(cases),
            Relation.FRONT_DOOR: not helped.teams,
            Relation.OVERSIGHT: True,
        }
        mine = [r for r, holds in related.items() if holds and r in row.relations]
        if not mine:
            raise Refused(Refusal.NOT_INVOLVED)
        if all(helped.shuts_out(self.context.function, case) for case in cases):
            mine = [r for r in mine if r is not Relation.TEAM]
        if not mine:
            raise Refused(Refusal.RESTRICTED_CASE)
        if registration.pt_commit is None:
            raise Unknown("resident in the register")
        return [
            RegisterRead(
                resident=self.resident,
                reader=self.context.actor,
                role=role,
                relation=mine[0],
                parts=tuple(part for part in RegisterPart if part in self.parts),
            )
        ]
