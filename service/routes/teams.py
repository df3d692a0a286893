"""What becomes of teams, and who steers them."""

from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain.decisions.organisation import SteerTeam
from domain.decisions.team import (
    MOST_NEIGHBOURHOODS,
    MOST_TEAMS,
    DissolveTeam,
    MergeTeams,
    MoveCase,
    RenameTeam,
    SetTeamArea,
)
from service.asking import AskedNow
from service.entrance import routes_about
from service.moving import move
from service.routes.documented import COMMAND
from service.routes.fields import Body, CaseId, Day, Neighbourhood, OrganisationId, TeamId, Text
from service.routes.organisations import WHY
from service.wiring import service_of

router = routes_about("teams")


class TeamName(Body):
    name: Text
    since: Day = Field(description="So it is called from this day on.")


class Merger(Body):
    teams: Annotated[tuple[TeamId, ...], Field(min_length=1, max_length=MOST_TEAMS)]
    since: Day = Field(description="From this day on these teams are no more.")


class Dissolution(Body):
    since: Day = Field(description="From this day on it is no more.")


class TeamArea(Body):
    neighbourhoods: Annotated[
        tuple[Neighbourhood, ...], Field(min_length=1, max_length=MOST_NEIGHBOURHOODS)
    ]
    since: Day


class TeamSteering(Body):
    by: OrganisationId
    since: Day


class CaseMove(Body):
    previous: TeamId = Field(description="Its team of before, which is no more.")
    team: TeamId


@router.post("/teams/{team}/names", **COMMAND)
def rename_team(team: TeamId, body: TeamName, asked: AskedNow) -> Response:
    """Wijkteam hernoemen, from a day on; what was before is told as it was called then."""
    context = asked.context(*WHY, body)
    command = RenameTeam(context=context, team=team, name=body.name, since=body.since)
    return asked.record(command, body)


@router.post("/teams/{team}/mergers", **COMMAND)
def merge_teams(team: TeamId, body: Merger, asked: AskedNow, request: Request) -> Response:
    """Wijkteams samenvoegen: into this one, which goes on; their open cases go over to it."""
    context = asked.context(*WHY, body)
    command = MergeTeams(context=context, teams=body.teams, into=team, since=body.since)
    answer = asked.record(command, body)
    service = service_of(request)
    for moved in move(service.journal, service.genesis()):
        service.recorded(moved.facts)
    return answer


@router.post("/teams/{team}/dissolutions", **COMMAND)
def dissolve_team(team: TeamId, body: Dissolution, asked: AskedNow) -> Response:
    """Wijkteam opheffen, without another in its place."""
    command = DissolveTeam(context=asked.context(*WHY, body), team=team, since=body.since)
    return asked.record(command, body)


@router.post("/teams/{team}/areas", **COMMAND)
def set_team_area(team: TeamId, body: TeamArea, asked: AskedNow) -> Response:
    """Werkgebied vaststellen: the neighbourhoods of this team, from a day on."""
    command = SetTeamArea(
        context=asked.context(*WHY, body), team=team, neighbourhoods=body.neighbourhoods,
        since=body.since,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/teams/{team}/steerings", **COMMAND)
def steer_team(team: TeamId, body: TeamSteering, asked: AskedNow) -> Response:
    """Aansturing: who says what this team does; whoever did before, does until then."""
    command = SteerTeam(context=asked.context(*WHY, body), team=team, by=body.by, since=body.since)
    return asked.record(command, body)


@router.post("/cases/{case}/moves", **COMMAND)
def move_case(case: CaseId, body: CaseMove, asked: AskedNow) -> Response:
    """Zaak laten overgaan: from a team that is no more to the one that goes on."""
    command = MoveCase(
        context=asked.context(*WHY, body), case=case, previous=body.previous, team=body.team
    )
    return asked.record(command, body)
