"""The organisations, teams and functions that do a municipality's social work."""

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, OrganisationKind, Purpose, Role
from domain.decisions.municipality import (
    AssignFunction,
    EndFunction,
    EstablishFunction,
    FormTeam,
    RegisterOrganisation,
)
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, Day, FunctionId, OrganisationId, TeamId, Text, WorkerId

router = routes_about("organisations")

WHY = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class Organisation(Body):
    organisation: OrganisationId | None = Field(None, description="Left out: a new one.")
    kind: OrganisationKind
    name: Text


class Team(Body):
    team: TeamId | None = Field(None, description="Left out: a new one.")
    organisation: OrganisationId
    name: Text


class Function(Body):
    function: FunctionId | None = Field(None, description="Left out: a new one.")
    organisation: OrganisationId
    role: Role


class Holder(Body):
    worker: WorkerId
    team: TeamId | None = Field(
        None, description="In which it is held: a worker's in one, an administrator's in none."
    )
    since: Day


class HolderEnding(Body):
    worker: WorkerId
    since: Day = Field(description="From this day on no longer.")


@router.post("/organisations", **COMMAND)
def register_organisation(body: Organisation, asked: AskedNow) -> Response:
    """Organisatie inschrijven: it takes part in the social work of this municipality."""
    organisation = terms.OrganisationId(asked.new("organisation", body.organisation))
    command = RegisterOrganisation(
        context=asked.context(*WHY, body), organisation=organisation, kind=body.kind,
        name=body.name,
    )  # fmt: skip
    return asked.record(command, body, organisation=organisation)


@router.post("/teams", **COMMAND)
def form_team(body: Team, asked: AskedNow) -> Response:
    """Wijkteam vormen, within an organisation."""
    team = terms.TeamId(asked.new("team", body.team))
    command = FormTeam(
        context=asked.context(*WHY, body), team=team, organisation=body.organisation,
        name=body.name,
    )  # fmt: skip
    return asked.record(command, body, team=team)


@router.post("/functions", **COMMAND)
def establish_function(body: Function, asked: AskedNow) -> Response:
    """Functie instellen: what mandates can be granted to."""
    function = terms.FunctionId(asked.new("function", body.function))
    command = EstablishFunction(
        context=asked.context(*WHY, body), establish=function, organisation=body.organisation,
        role=body.role,
    )  # fmt: skip
    return asked.record(command, body, function=function)


@router.post("/functions/{function}/holders", **COMMAND)
def assign_function(function: FunctionId, body: Holder, asked: AskedNow) -> Response:
    """Functie toewijzen: a worker holds it in a team, from a day on."""
    command = AssignFunction(
        context=asked.context(*WHY, body), worker=body.worker, assign=function, team=body.team,
        since=body.since,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/functions/{function}/holder-endings", **COMMAND)
def end_function(function: FunctionId, body: HolderEnding, asked: AskedNow) -> Response:
    """Functie beëindigen: from a day on the worker no longer holds it."""
    context = asked.context(*WHY, body)
    command = EndFunction(context=context, worker=body.worker, end=function, since=body.since)
    return asked.record(command, body)
