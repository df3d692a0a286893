"""Letting others take part in a case, shutting it to all but some, and saying who is close."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.codes import CaseRole, LegalBasis, RecipientFunction, RestrictionGround, Tie
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import informed, resident_of, taken_on
from domain.decisions.reach import within_reach
from domain.decisions.recipient import receiving_as, shut_to
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.disclosure import Recipients
from domain.facts.municipality import Function, Organisation
from domain.facts.participation import (
    ParticipationEnded,
    Participations,
    ParticipationStarted,
    Restriction,
    RestrictionLifted,
    RestrictionSet,
    TieDeclared,
    TieEnded,
)
from domain.facts.permission import PermissionGiven, Permissions
from domain.facts.ties import OnePerson, Ties
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, OrganisationId, ResidentId, WorkerId, day


class StartParticipation(
    Command[
        Case,
        Awareness,
        Function,
        Participations,
        Organisation,
        Permissions,
        Recipients,
        Configuration,
    ]
):
    """Let who holds a function take part, until a day; the resident knows who sees what, and did
    not except that organisation, its kind or that function. Another organisation than one's own
    counts among the recipients of the case (M-26)."""

    case: CaseId
    function: FunctionId
    organisation: OrganisationId
    """Whose function it is."""
    role: CaseRole
    since: date
    until: date
    basis: LegalBasis
    receives_as: RecipientFunction | None = None
    """In what function they receive something of the resident; None: in any that their organisation
    may."""

    def needs(
        self,
    ) -> tuple[
        Case,
        Awareness,
        Function,
        Participations,
        Organisation,
        Permissions,
        Recipients,
        Configuration,
    ]:
        return (
            Case(self.case),
            Awareness(self.case),
            Function(self.function),
            Participations(self.case),
            Organisation(self.organisation),
            Permissions(self.case),
            Recipients(self.case),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        function: Function,
        others: Participations,
        organisation: Organisation,
        permissions: Permissions,
        recipients: Recipients,
        configuration: Configuration,
    ) -> Sequence[Event]:
        if self.until < max(self.since, day(self.at)):
            raise Malformed("until: not before since, and not before today")
        resident, team = taken_on(case)
        if function.organisation is None:
            raise Unknown("function")
        if function.organisation != self.organisation:
            raise Malformed("organisation: whose function it is")
        informed(awareness, resident)
        whom, kind = self.organisation, organisation.kind
        if shut_to(permissions, resident, whom, kind, self.receives_as):
            raise Refused(Refusal.RECIPIENT_EXCEPTED)
        before = others.parts.get(self.function)
        if before is not None and before.until >= day(self.at):
            raise Refused(Refusal.ALREADY_DONE)
        if self.organisation != self.context.organisation:
            within_reach(recipients, configuration, self.organisation, self.context, day(self.at))
        return [
            ParticipationStarted(
                case=self.case,
                resident=resident,
                team=team,
                organisation=function.organisation,
                function=self.function,
                role=self.role,
                since=self.since,
                until=self.until,
                basis=self.basis,
                kind=organisation.kind,
                receives_as=self.receives_as,
            )
        ]


class EndParticipation(Command[Case, Function, Participations]):
    """Let somebody take part no longer, from this instant; also when the case is closed."""

    case: CaseId
    function: FunctionId

    def needs(self) -> tuple[Case, Function, Participations]:
        return Case(self.case), Function(self.function), Participations(self.case)

    def decide(self, case: Case, function: Function, others: Participations) -> Sequence[Event]:
        resident = resident_of(case)
        if function.organisation is None or self.function not in others.parts:
            raise Unknown("participation")
        return [
            ParticipationEnded(
                case=self.case,
                resident=resident,
                organisation=function.organisation,
                function=self.function,
            )
        ]


def shut_out(given: PermissionGiven, others: Participations, on: date) -> list[Event]:
    """Whom it was said with this permission that nothing goes to, takes part no longer."""
    return [
        ParticipationEnded(
            case=given.case,
            resident=given.resident,
            organisation=part.organisation,
            function=function,
        )
        for function, part in sorted(others.parts.items())
        if part.until >= on
        and any(
            given.excepts(part.organisation, part.kind, each)
            for each in (None, *receiving_as(part.receives_as, part.kind))
        )
    ]


class RestrictCase(Command[Case, Restriction, *tuple[Function, ...]]):
    """Shut a case to all but these functions, from this instant. Once more: to all but those."""

    case: CaseId
    functions: tuple[FunctionId, ...]
    ground: RestrictionGround

    def needs(self) -> tuple[Case, Restriction, *tuple[Function, ...]]:
        return Case(self.case), Restriction(self.case), *map(Function, self.functions)

    def decide(self, case: Case, restriction: Restriction, *functions: Any) -> Sequence[Event]:
        if not functions:
            raise Malformed("functions: at least one, or nobody can help")
        resident = resident_of(case)
        if any(function.role is None for function in functions):
            raise Unknown("function")
        if restriction.only == frozenset(self.functions):
            raise Refused(Refusal.ALREADY_DONE)
        return [
            RestrictionSet(
                case=self.case, resident=resident, functions=self.functions, ground=self.ground
            )
        ]


class LiftRestriction(Command[Case, Restriction]):
    """Open a case again to its team and to those who take part."""

    case: CaseId

    def needs(self) -> tuple[Case, Restriction]:
        return Case(self.case), Restriction(self.case)

    def decide(self, case: Case, restriction: Restriction) -> Sequence[Event]:
        resident = resident_of(case)
        if restriction.only is None:
            raise Refused(Refusal.ALREADY_DONE)
        return [RestrictionLifted(case=self.case, resident=resident)]


class DeclareTie(Command[Ties, OnePerson]):
    """Say what a worker is to a resident outside work (Awb 2:4)."""

    worker: WorkerId
    resident: ResidentId
    tie: Tie

    def needs(self) -> tuple[Ties, OnePerson]:
        return Ties(self.worker), OnePerson(self.resident)

    def decide(self, ties: Ties, person: OnePerson) -> Sequence[Event]:
        if self.tie in ties.with_(self.resident):
            raise Refused(Refusal.ALREADY_DONE)
        also = tuple(sorted(person.others)) or None
        return [TieDeclared(worker=self.worker, resident=self.resident, tie=self.tie, also=also)]


class EndTie(Command[Ties]):
    """Say that it is no longer so."""

    worker: WorkerId
    resident: ResidentId
    tie: Tie

    def needs(self) -> tuple[Ties]:
        return (Ties(self.worker),)

    def decide(self, ties: Ties) -> Sequence[Event]:
        if self.tie not in ties.with_(self.resident):
            raise Unknown("tie")
        return [TieEnded(worker=self.worker, resident=self.resident, tie=self.tie)]
