"""Reading over HTTP: by which way, on record before anything is shown, and refused on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from fastapi import Request
from starlette.responses import Response

from domain.access.fields import Lists, Scope, fields
from domain.codes import LegalBasis, Part, Purpose, ReadingRoute, Role
from domain.decisions.reading import ReadOwnRecord
from domain.decisions.reading_child import ReadOfChild
from domain.decisions.reading_referral import ReadReferral
from domain.fact import Context
from domain.facts.municipality import Function, Office
from domain.facts.participation import ShutCases
from domain.facts.reading import ListRead, OwnRecordRead, RecordRead
from domain.facts.referral import Referral
from domain.terms import CaseId, CommandId, OrganisationId, ReferralId, ResidentId, TeamId, day
from service import answers
from service.ages import with_age
from service.deciding import AnyCommand
from service.identity import Caller
from service.outcome import Answer
from service.persons import persons_about
from service.wiring import Service, language_of, service_of

Read = RecordRead | OwnRecordRead | ListRead


class NotShown(Exception):
    """The rules say no: that is on record, and nothing is shown."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.refusal)
        self.answer = answer


def not_shown(request: Request, error: NotShown) -> Response:
    """The refusal as a problem, with its article and next step."""
    return answers.response(error.answer, {}, language_of(request))


@dataclass(frozen=True)
class Seen:
    """A read that is on record: where, and what may be shown on the strength of it."""

    position: int
    parts: frozenset[Part]
    residents: tuple[ResidentId, ...] = ()
    """Whose record was read: the one that was asked for, and those that are read with it."""
    only: frozenset[str] = frozenset()
    """Of these parts nothing but these events; empty: all."""
    spoken_for: bool = False
    """Whether who represents her reads it, as her own."""


class Reader:
    """Whoever reads, in one request."""

    def __init__(self, service: Service, caller: Caller) -> None:
        self.service = service
        self.caller = caller

    def context(self, purpose: Purpose, basis: LegalBasis) -> Context:
        """On whose word, what for and on what ground. Raises Problem."""
        return Context(
            command=CommandId(str(uuid4())),
            actor=self.caller.worker,
            function=self.caller.function,
            organisation=self.caller.organisation,
            purpose=purpose,
            basis=basis,
            funding_responsible=self.service.genesis().organisation,
            content_responsible=self.caller.organisation,
            occurred_at=self.service.now(),
        )

    def by(self, route: ReadingRoute) -> Context:
        """The way that is taken says what for: nobody is asked (doelbinding). Raises Problem."""
        way = fields().ways[route]
        return self.context(way.purpose, way.basis)

    def in_a_list(self, *, of_people: bool) -> Context:
        """A list of people is read to help them; one of sums, to account for them."""
        if of_people:
            return self.context(Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION)
        return self.context(Purpose.ACCOUNTABILITY, LegalBasis.GOVERNANCE)

    def record(self, command: AnyCommand) -> Seen:
        """Put the read on record. Only then may anything be shown.

        Raises NotShown where the rules say no, Unknown, StoreUnavailable, Problem.
        """
        service, who = self.service, self.caller.worker
        service.refusals.check(who)
        with service.metrics.command(type(command).__name__) as seen:
            answer = service.journal.record(command)
            seen.outcome = answers.outcome(answer)
        service.recorded(answer.facts)
        if answer.refusal is not None:
            service.refusals.count(who)
            raise NotShown(answer)
        event = answer.facts[0].event
        parts = event.parts if isinstance(event, RecordRead | OwnRecordRead) else ()
        own = event if isinstance(event, OwnRecordRead) else None
        residents = (own.resident, *(own.together or ())) if own else ()
        only: frozenset[str] = frozenset()
        if own is not None and own.route is not None:
            only = fields().reads[own.role, own.route].only
        spoken_for = own is not None and own.role is Role.REPRESENTATIVE
        return Seen(answer.position, frozenset(parts), residents, only, spoken_for)

    def referral(self, referral: ReferralId) -> ReadReferral:
        """Reading it, with the case that it was made in looked up."""
        (known,) = self.service.journal.known_now(Referral(referral))
        case = known.made.case if known.made else None
        return ReadReferral(context=self.by(ReadingRoute.REFERRAL), referral=referral, case=case)

    def own_record(self, resident: ResidentId) -> Seen:
        """The record of the caller, or of whom the caller speaks for, with what was merged.

        Raises as `record` does.
        """
        persons = persons_about(self.service.journal, resident)
        others = persons.also_known_as(resident) - {resident}
        context = self.by(ReadingRoute.OWN_RECORD)
        together = tuple(sorted(others))
        return self.record(ReadOwnRecord(context=context, resident=resident, together=together))

    def of_child(self, child: ResidentId) -> Seen:
        """What the caller may see of a child, as a parent or as who has authority over it.

        Raises as `record` does.
        """
        context = self.by(ReadingRoute.CHILD_RECORD)
        command = ReadOfChild(context=context, resident=child)
        return self.record(with_age(command, self.service.residents, self.service.genesis()))

    def bounds(self, view: str, filters: Mapping[str, object]) -> "Bounds":
        """What of a list the caller may see, as far as is known now.

        To look with, not to decide on: the decision asks it again when it is recorded.
        """
        function, office = self.service.journal.known(
            Function(self.caller.function), Office(self.caller.function)
        )
        row = fields().lists.get((function.role, view)) if function.role else None
        own = office.teams(self.caller.worker, day(self.service.now()))
        asked = {name: value for name, value in filters.items() if value is not None}
        if row is not None and row.scope is Scope.TEAM:
            teams = frozenset({TeamId(str(asked.pop("team")))}) if "team" in asked else own
            mine = bool(teams) and teams <= own
            within = {"team": sorted(teams)}
            return Bounds(row if mine else None, asked, within, teams=tuple(sorted(teams)))
        if row is not None and row.scope is Scope.ORGANISATION:
            organisation = asked.pop("organisation", function.organisation)
            mine = organisation == function.organisation
            within = {"organisation": [str(organisation)]}
            of = OrganisationId(str(organisation))
            return Bounds(row if mine else None, asked, within, organisation=of)
        return Bounds(row, asked, {})

    def shut_out_of(self) -> frozenset[CaseId]:
        """The cases that are shut to the caller's function (AVG 18), by now."""
        (shut,) = self.service.journal.known_now(ShutCases())
        cases: frozenset[CaseId] = shut.to(self.caller.function)
        return cases


@dataclass(frozen=True)
class Bounds:
    """Of whom a list is: what its rows are kept to."""

    row: Lists | None
    """What of each row is shown; None where nothing is."""
    filters: Mapping[str, object]
    within: Mapping[str, Sequence[str]]
    """By column, the values of which a row must have one."""
    teams: tuple[TeamId, ...] = ()
    organisation: OrganisationId | None = None


def reader_of(request: Request) -> Reader:
    """Who reads in this request."""
    return Reader(service_of(request), request.state.caller)
