"""Reading what was disclosed, word for word: by its recipient, or by the team that says it."""

from collections.abc import Sequence

from domain.access.fields import ordered
from domain.codes import ReadingRoute, Relation
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.reading import row_of
from domain.fact import Event
from domain.facts.disclosure import Disclosed
from domain.facts.municipality import Function
from domain.facts.permission import Withdrawn
from domain.facts.reading import RecordRead
from domain.refusal import Refusal
from domain.terms import DisclosureId, PermissionId


class ReadDisclosure(Command[Function, Disclosed, *tuple[Withdrawn, ...]]):
    """Read one disclosure, once it is on record, and nothing else of the case: by its recipient no
    longer than the permission stands that it was made under (AVG 7(3))."""

    disclosure: DisclosureId
    permission: PermissionId | None = None
    """That permission, where it was made under one."""

    def needs(self) -> tuple[Function, Disclosed, *tuple[Withdrawn, ...]]:
        under = () if self.permission is None else (Withdrawn(self.permission),)
        return Function(self.context.function), Disclosed(self.disclosure), *under

    def decide(
        self, function: Function, disclosed: Disclosed, *under: Withdrawn
    ) -> Sequence[Event]:
        made = disclosed.made
        if made is None:
            raise Unknown("disclosure")
        role, reads = row_of(function, ReadingRoute.DISCLOSURE)
        if Relation.RECIPIENT in reads.relations:
            if made.organisation != function.organisation:
                raise Refused(Refusal.NOT_YOURS)
            if made.permission != self.permission:
                raise Malformed("permission: the one that it was made under")
            if any(each.taken_back for each in under):
                raise Refused(Refusal.NOT_PERMITTED)
        (relation,) = reads.relations
        return [
            RecordRead(
                case=made.case,
                resident=made.resident,
                reader=self.context.actor,
                role=role,
                route=ReadingRoute.DISCLOSURE,
                relation=relation,
                parts=ordered(reads.parts),
                disclosure=self.disclosure,
                team=made.team,
            )
        ]
