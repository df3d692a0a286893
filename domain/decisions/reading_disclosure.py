"""Reading what was disclosed, word for word: by its recipient, or by the team that says it."""

from collections.abc import Sequence
from datetime import date

from domain.access.fields import ordered
from domain.codes import OrganisationKind, ReadingRoute, Relation
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.reading import row_of
from domain.decisions.recipient import NOBODY, keeps_safe
from domain.fact import Event
from domain.facts.disclosure import Disclosed, DisclosureMade
from domain.facts.municipality import Function, Organisation
from domain.facts.permission import Permissions
from domain.facts.reading import RecordRead
from domain.facts.third_party import ThirdPartyAsked
from domain.law import NotInForce, Rules
from domain.refusal import Refusal
from domain.terms import CaseId, DisclosureId, day


class ReadDisclosure(Command[Function, Organisation, Disclosed, *tuple[Permissions, ...]]):
    """Read one disclosure, once it is on record, and nothing else of the case: by its recipient no
    longer than the permission stands that it was made under (AVG 7(3)), nor once the resident
    excepts that recipient."""

    disclosure: DisclosureId
    case: CaseId | None = None
    """The case that it was made in."""

    def needs(self) -> tuple[Function, Organisation, Disclosed, *tuple[Permissions, ...]]:
        allowed = () if self.case is None else (Permissions(self.case),)
        own = Organisation(self.context.organisation)
        return Function(self.context.function), own, Disclosed(self.disclosure), *allowed

    def decide(
        self, function: Function, own: Organisation, disclosed: Disclosed, *allowed: Permissions
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
            rules = Rules.of(self.context.rules)
            for each in allowed:
                still_lets(made, each, own.kind, rules, day(self.at))
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
    rules: Rules,
    on: date,
) -> None:
    """The resident did not take back what it rested on, nor except this recipient since, of whom it
    is said what organisation it is. Raises Refused."""
    if made.permission is not None and made.permission not in allowed.given:
        raise Refused(Refusal.NOT_PERMITTED)
    whom = made.organisation or made.recipient or NOBODY
    if allowed.excepted(made.resident, whom, kind, made.recipient_function) and not _for_safety(
        made, rules, on
    ):
        raise Refused(Refusal.RECIPIENT_EXCEPTED)


def _for_safety(made: DisclosureMade | ThirdPartyAsked, rules: Rules, on: date) -> bool:
    """Whether it was made on a ground that no exception stops."""
    try:
        lets = rules.sharing(made.basis, made.purpose, on)
    except NotInForce:
        return False
    return lets.unaware and keeps_safe(made.recipient_class, made.basis)
