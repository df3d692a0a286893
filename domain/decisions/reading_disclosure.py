"""Reading what was disclosed, word for word: by its recipient, or by the team that says it."""

from collections.abc import Sequence

from domain.access.fields import ordered
from domain.codes import ReadingRoute, Relation
from domain.command import Command, Refused, Unknown
from domain.decisions.reading import row_of
from domain.fact import Event
from domain.facts.disclosure import Disclosed
from domain.facts.municipality import Function
from domain.facts.reading import RecordRead
from domain.refusal import Refusal
from domain.terms import DisclosureId


class ReadDisclosure(Command[Function, Disclosed]):
    """Read one disclosure, once it is on record, and nothing else of the case."""

    disclosure: DisclosureId

    def needs(self) -> tuple[Function, Disclosed]:
        return Function(self.context.function), Disclosed(self.disclosure)

    def decide(self, function: Function, disclosed: Disclosed) -> Sequence[Event]:
        made = disclosed.made
        if made is None:
            raise Unknown("disclosure")
        role, reads = row_of(function, ReadingRoute.DISCLOSURE)
        if Relation.RECIPIENT in reads.relations and made.organisation != function.organisation:
            raise Refused(Refusal.NOT_YOURS)
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
