"""Reading (inzien): who may see a record or a list, decided and recorded before it is shown."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from domain.access.fields import Reads, Scope, fields, ordered
from domain.codes import Part, ReadingRoute, Relation, Role
from domain.command import Command, Refused, Unknown
from domain.decisions.guards import resident_of
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.authority import Representation
from domain.facts.case import Case
from domain.facts.inquiry import Inquiry
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Function, Office
from domain.facts.participation import Participations, Restriction, ShutCases
from domain.facts.reading import Glass, ListRead, OwnRecordRead, RecordRead
from domain.facts.resident import Registration
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    Digest,
    InquiryId,
    OrganisationId,
    ResidentId,
    TeamId,
    ViewName,
    day,
    tag,
)

SHUT = frozenset({Relation.TEAM, Relation.PARTICIPATION})
"""What no longer opens a case that was shut to one's function (AVG 18)."""


class ReadRecord(Command[Function, Office, Case, FrontDoor, Participations, Restriction, Glass]):
    """Read in a case: to help the resident, because of the money, or to oversee.

    `parts` narrows what is asked; empty asks for all that the function sees. Who does not see
    `needed` is shown nothing: dates and people are in everything, and open nothing by themselves.
    """

    case: CaseId
    route: ReadingRoute = ReadingRoute.CASE
    parts: tuple[Part, ...] = ()
    needed: Part | None = None
    valid_at: datetime | None = None
    known_at: datetime | None = None

    def needs(
        self,
    ) -> tuple[Function, Office, Case, FrontDoor, Participations, Restriction, Glass]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            Case(self.case),
            FrontDoor(self.case),
            Participations(self.case),
            Restriction(self.case),
            Glass(self.case),
        )

    def decide(
        self,
        function: Function,
        office: Office,
        case: Case,
        door: FrontDoor,
        participations: Participations,
        restriction: Restriction,
        glass: Glass,
    ) -> Sequence[Event]:
        resident = resident_of(case)
        on = day(self.at)
        role, reads = row_of(function, self.route)
        shown = reads.parts if not self.parts else reads.parts.intersection(self.parts)
        if not shown or (self.needed is not None and self.needed not in shown):
            raise Refused(Refusal.NOT_AUTHORISED)
        broken = glass.open_for(self.context.actor, self.at)
        who, as_ = self.context.actor, self.context.function
        team = case.team or door.team
        related: dict[Relation, bool] = {
            Relation.TEAM: team in office.teams(who, on),
            Relation.PARTICIPATION: participations.role_of(as_, on) is not None,
            Relation.OVERSIGHT: True,
            Relation.BREAK_GLASS: broken is not None,
        }
        mine = [r for r, holds in related.items() if holds and r in reads.relations]
        if not mine:
            # Asked first: who has nothing to do with a case is not told that it is shut, either.
            raise Refused(Refusal.NOT_INVOLVED)
        if restriction.shuts_out(self.context.function):
            mine = [r for r in mine if r not in SHUT]
        if not mine:
            raise Refused(Refusal.RESTRICTED_CASE)
        relation = mine[0]
        return [
            RecordRead(
                case=self.case,
                resident=resident,
                reader=self.context.actor,
                role=role,
                route=self.route,
                relation=relation,
                parts=ordered(shown),
                valid_at=self.valid_at,
                known_at=self.known_at,
                glass=broken if relation is Relation.BREAK_GLASS else None,
                team=team,
            )
        ]


class ReadForInquiry(Command[Function, Case, Inquiry]):
    """Read in a case for an inquiry: while it runs, and no other case than it is about."""

    inquiry: InquiryId
    case: CaseId
    valid_at: datetime | None = None
    known_at: datetime | None = None

    def needs(self) -> tuple[Function, Case, Inquiry]:
        return Function(self.context.function), Case(self.case), Inquiry(self.inquiry)

    def decide(self, function: Function, case: Case, inquiry: Inquiry) -> Sequence[Event]:
        resident = resident_of(case)
        if inquiry.reference is None:
            raise Unknown("inquiry")
        role, reads = row_of(function, ReadingRoute.INQUIRY)
        if not inquiry.covers(self.case, self.context.function, day(self.at)):
            raise Refused(Refusal.NOT_INVOLVED)
        return [
            RecordRead(
                case=self.case,
                resident=resident,
                reader=self.context.actor,
                role=role,
                route=ReadingRoute.INQUIRY,
                relation=Relation.INQUIRY,
                parts=ordered(reads.parts),
                valid_at=self.valid_at,
                known_at=self.known_at,
                inquiry=self.inquiry,
                team=case.team,
            )
        ]


class ReadOwnRecord(Command[Function, *tuple[Registration | Representation, ...]]):
    """Read one's own record, all cases of it, or that of whom one represents (inzage, AVG 15).

    `together` are the records that are held to be of the same person: those that were merged with
    this one are read with it, and no others. She asks, or is spoken for, under any of these.
    """

    resident: ResidentId
    together: tuple[ResidentId, ...] = ()

    def needs(self) -> tuple[Function, *tuple[Registration | Representation, ...]]:
        records = dict.fromkeys((self.resident, *self.together))
        folds: list[Registration | Representation] = [
            *map(Registration, records), *map(Representation, records)
        ]  # fmt: skip
        return Function(self.context.function), *folds

    def decide(self, function: Function, *known: Registration | Representation) -> Sequence[Event]:
        records = [each for each in known if isinstance(each, Registration)]
        others = _of_one_person(self.resident, records)
        speaking = [
            each
            for each in known
            if isinstance(each, Representation) and each.resident in (self.resident, *others)
        ]
        role = in_own_voice(self.context, function, day(self.at), *speaking)
        reads = fields().reads[role, ReadingRoute.OWN_RECORD]
        return [
            OwnRecordRead(
                resident=self.resident,
                reader=self.context.actor,
                role=role,
                parts=ordered(reads.parts),
                together=others or None,
            )
        ]


class ReadList(Command[Function, Office, *tuple[ShutCases, ...]]):
    """Read a list, or search: of the own teams, of the own organisation, or of all.

    `teams` or `organisation` is what the rows are filtered to; `cases` and `residents` stand in it.
    No case stands in the list of a team that is shut to who reads it.
    """

    view: ViewName
    rows: int
    teams: tuple[TeamId, ...] = ()
    organisation: OrganisationId | None = None
    cases: tuple[CaseId, ...] = ()
    residents: tuple[ResidentId, ...] = ()

    def members(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                {
                    *(tag("case", each) for each in self.cases),
                    *(tag("resident", each) for each in self.residents),
                }
            )
        )

    def needs(self) -> tuple[Function, Office, *tuple[ShutCases, ...]]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            # Who sees no list of a team oversees: to them no case is shut.
            *((ShutCases(),) if self.teams else ()),
        )

    def decide(self, function: Function, office: Office, *shut: ShutCases) -> Sequence[Event]:
        lists = fields().lists.get((function.role, self.view)) if function.role else None
        if function.role is None or lists is None:
            raise Refused(Refusal.NOT_AUTHORISED)
        if not self._within(lists.scope, function, office, day(self.at)):
            raise Refused(Refusal.NOT_INVOLVED)
        if lists.scope is Scope.TEAM and any(
            not each.to(self.context.function).isdisjoint(self.cases) for each in shut
        ):
            raise Refused(Refusal.RESTRICTED_CASE)
        members = self.members()
        return [
            ListRead(
                view=self.view,
                reader=self.context.actor,
                role=function.role,
                rows=self.rows,
                count=len(members),
                members=Digest(sha256("\n".join(members).encode()).hexdigest()),
            )
        ]

    def _within(self, scope: Scope, function: Function, office: Office, on: date) -> bool:
        """Whether what was asked for is within what this function sees."""
        if scope is Scope.TEAM:
            own = office.teams(self.context.actor, on)
            return bool(self.teams) and own.issuperset(self.teams)
        if scope is Scope.ORGANISATION:
            return self.organisation is not None and self.organisation == function.organisation
        return True


def _of_one_person(resident: ResidentId, records: Sequence[Registration]) -> tuple[ResidentId, ...]:
    """Which of these records, besides this one, are read under the same record as it."""
    merged = {each.resident: each.merged_into for each in records}

    def end(one: ResidentId) -> ResidentId:
        passed = {one}
        while (onward := merged.get(one)) is not None and onward not in passed:
            passed.add(onward)
            one = onward
        return one

    return tuple(sorted(each for each in merged if each != resident and end(each) == end(resident)))


def row_of(function: Function, route: ReadingRoute) -> tuple[Role, Reads]:
    """What this function sees by that way. Raises Refused."""
    role = function.role
    reads = fields().reads.get((role, route)) if role is not None else None
    if role is None or reads is None:
        raise Refused(Refusal.NOT_AUTHORISED)
    return role, reads
