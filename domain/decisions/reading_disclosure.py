"""Reading what was disclosed, word for word: by its recipient, or by the team that says it."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.access.fields import ordered
from domain.codes import OrganisationKind, ReadingRoute, Relation
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.reading import row_of
from domain.decisions.recipient import NOBODY, made_for_safety
from domain.fact import Event
from domain.facts.disclosure import Disclosed, DisclosureMade
from domain.facts.municipality import Function, Organisation
from domain.facts.permission import Permissions
from domain.facts.reading import RecordRead
from domain.facts.statement import Statement
from domain.facts.third_party import ThirdPartyAsked
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import CaseId, DisclosureId, StatementId, day


class ReadDisclosure(
    Command[Function, Organisation, Disclosed, *tuple[Permissions | Statement, ...]]
):
    """Read one disclosure, once it is on record, and nothing else of the case: by its recipient no
    longer than the permission stands that it was made under (AVG 7(3)), nor once the resident
    excepts that recipient or something in it was confided (Jw 7.3.11)."""

    disclosure: DisclosureId
    case: CaseId | None = None
    """The case that it was made in."""
    statements: tuple[StatementId, ...] = ()
    """Those that are in it."""

    def needs(
        self,
    ) -> tuple[Function, Organisation, Disclosed, *tuple[Permissions | Statement, ...]]:
        allowed = () if self.case is None else (Permissions(self.case),)
        own, said = Organisation(self.context.organisation), map(Statement, self.statements)
        return Function(self.context.function), own, Disclosed(self.disclosure), *allowed, *said

    def decide(
        self,
        function: Function,
        own: Organisation,
        disclosed: Disclosed,
        *known: Permissions | Statement,
    ) -> Sequence[Event]:
        made = disclosed.made
        if made is None:
            raise Unknown("disclosure")
        role, reads = row_of(function, ReadingRoute.DISCLOSURE)
        if Relation.RECIPIENT in reads.relations:
            if made.organisation != function.organisation:
                raise Refused(Refusal.NOT_YOURS)
            if made.case != self.case:
                raise Malformed("case: the one that it was made in")
            if made.statements != self.statements:
                raise Malformed("statements: those that are in it")
            rules, on = Rules.of(self.context.rules), day(self.at)
            said = [each for each in known if isinstance(each, Statement)]
            for each in known:
                if isinstance(each, Permissions):
                    still_lets(made, each, own.kind, said, rules, on)
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


def still_lets(
    made: DisclosureMade | ThirdPartyAsked,
    allowed: Permissions,
    kind: OrganisationKind | None,
    said: Iterable[Statement],
    rules: Rules,
    on: date,
) -> None:
    """The resident did not take back what it rested on, nor except this recipient since, of whom it
    is said what organisation it is; and nothing that is `said` in it turned out to be confided.

    Raises Refused."""
    if made.permission is not None and made.permission not in allowed.given:
        raise Refused(Refusal.NOT_PERMITTED)
    whom = made.organisation or made.recipient or NOBODY
    if made_for_safety(made, rules, on):
        return
    if allowed.excepted(made.resident, whom, kind, made.recipient_function):
        raise Refused(Refusal.RECIPIENT_EXCEPTED)
    if any(each.confided for each in said):
        raise Refused(Refusal.TOLD_IN_CONFIDENCE)
