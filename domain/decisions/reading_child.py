"""A parent reads of a child: the whole, a part or the important facts alone, by age and gezag."""

from collections.abc import Sequence

from domain.access.fields import fields, ordered
from domain.codes import AgeBand, ReadingRoute, Role
from domain.command import Command, Refused
from domain.decisions.deciders import Speaking
from domain.fact import Event
from domain.facts.authority import Authority, Parenthood, Representation
from domain.facts.municipality import Function
from domain.facts.reading import OwnRecordRead
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import ResidentId, day


class ReadOfChild(Command[Function, Authority, Parenthood, Representation]):
    """Read of a child: as who has authority over it (Jw 7.3.10, 7.3.15), or as a parent without,
    who is told the important facts (BW 1:377c). At sixteen the child alone decides who reads."""

    resident: ResidentId
    age: AgeBand | None = None
    """As the register has it."""

    def needs(self) -> tuple[Function, Authority, Parenthood, Representation]:
        return (
            Function(self.context.function),
            Authority(self.resident),
            Parenthood(self.resident),
            Representation(self.resident),
        )

    def decide(
        self,
        function: Function,
        authority: Authority,
        parenthood: Parenthood,
        representation: Representation,
    ) -> Sequence[Event]:
        who, on = ResidentId(self.context.actor), day(self.at)
        has_authority = who in {say.by for say in authority.of(on)}
        if function.role is not None or not (has_authority or who in parenthood.parents):
            raise Refused(Refusal.NOT_YOURS)
        if self.age is None:
            raise Refused(Refusal.AGE_UNKNOWN)
        rules = Rules.of(self.context.rules)
        speaking = Speaking(self.resident, self.age, authority, representation, rules, on)
        route = speaking.row().reads
        if route is None:
            raise Refused(Refusal.ANOTHER_DECIDES)
        if not has_authority:
            route = ReadingRoute.IMPORTANT_FACTS
        role = Role.REPRESENTATIVE if has_authority else Role.PARENT
        return [
            OwnRecordRead(
                resident=self.resident,
                reader=self.context.actor,
                role=role,
                parts=ordered(fields().reads[role, route].parts),
                route=route,
                age=self.age,
            )
        ]
