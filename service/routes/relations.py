"""Who employs, who pays, who steers: put on record, and asked as of any day (N-04)."""

from datetime import date
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import Role, Stream
from domain.decisions.organisation import EmployWorker, EndEmployment, EndFunding, FundOrganisation
from domain.facts.municipality import Function, Office
from domain.terms import day
from service.asking import AskedNow
from service.entrance import routes_about
from service.organisations import as_of_day
from service.problems import Problem
from service.routes.documented import COMMAND, READ
from service.routes.fields import Body, Day, Moment, OrganisationId, WorkerId
from service.routes.organisations import WHY
from service.wiring import json_response, service_of

router = routes_about("organisations")

READERS = frozenset(Role) - {Role.RESIDENT, Role.REPRESENTATIVE}
"""The register of organisations is for everybody in a function: it is about no resident."""


class Employer(Body):
    organisation: OrganisationId
    since: Day


class EmploymentEnding(Body):
    organisation: OrganisationId
    until: Day = Field(description="From this day on no longer.")


class Payer(Body):
    by: OrganisationId
    stream: Stream
    since: Day


class FundingEnding(Body):
    by: OrganisationId
    stream: Stream
    until: Day = Field(description="From this day on no longer.")


class _Row(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class Employed(_Row):
    """A worker in an organisation's employ."""

    worker: str
    organisation: str
    since: date
    until: date | None


class Funded(_Row):
    """An organisation that another pays."""

    organisation: str
    by: str
    stream: Stream
    since: date
    until: date | None


class Steered(_Row):
    """A team and who says what it does."""

    team: str
    by: str
    since: date
    until: date | None


class Standing(_Row):
    """A team of that day, as it was called then."""

    team: str
    name: str
    organisation: str
    since: date
    until: date | None
    merged_into: str | None
    neighbourhoods: list[str]


class TakingPart(_Row):
    """An organisation, by its name."""

    organisation: str
    name: str


class OrganisationRegister(_Row):
    """Who employed, paid and steered whom on one day."""

    on: date
    organisations: list[TakingPart]
    employs: list[Employed]
    pays: list[Funded]
    steers: list[Steered]
    teams: list[Standing]


@router.post("/workers/{worker}/employments", **COMMAND)
def employ_worker(worker: WorkerId, body: Employer, asked: AskedNow) -> Response:
    """Dienstverband vastleggen: who employs this worker, from a day on."""
    command = EmployWorker(
        context=asked.context(*WHY, body), worker=worker, organisation=body.organisation,
        since=body.since,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/workers/{worker}/employment-endings", **COMMAND)
def end_employment(worker: WorkerId, body: EmploymentEnding, asked: AskedNow) -> Response:
    """Dienstverband beëindigen."""
    command = EndEmployment(
        context=asked.context(*WHY, body), worker=worker, organisation=body.organisation,
        until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/organisations/{organisation}/fundings", **COMMAND)
def fund_organisation(organisation: OrganisationId, body: Payer, asked: AskedNow) -> Response:
    """Bekostiging vastleggen: who pays this organisation, out of which stream."""
    command = FundOrganisation(
        context=asked.context(*WHY, body), organisation=organisation, by=body.by,
        stream=body.stream, since=body.since,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/organisations/{organisation}/funding-endings", **COMMAND)
def end_funding(organisation: OrganisationId, body: FundingEnding, asked: AskedNow) -> Response:
    """Bekostiging beëindigen."""
    command = EndFunding(
        context=asked.context(*WHY, body), organisation=organisation, by=body.by,
        stream=body.stream, until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.get("/organisations", response_model=OrganisationRegister, **READ)
def get_organisations(
    request: Request,
    on: Annotated[Day | None, Query(description="As of this day; left out: today.")] = None,
    known_at: Annotated[
        Moment | None, Query(alias="knownAt", description="Only what was on record by then.")
    ] = None,
) -> Response:
    """Organisatieregister: who employed, paid and steered whom on a day."""
    service, caller = service_of(request), request.state.caller
    now = service.now()
    function, office = service.journal.known(Function(caller.function), Office(caller.function))
    if function.role not in READERS or not office.holds(caller.worker, day(now)):
        raise Problem("NOT_YOURS_TO_READ")
    found = as_of_day(service.journal, on or day(now), known_at)
    return json_response(found.shown())
