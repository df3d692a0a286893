"""People who do not know (M-05): who, for who helps or oversees; how many, for the council."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from domain import terms
from domain.codes import Part
from domain.decisions.reading import ReadList
from domain.terms import ViewName
from projections.unaware import STATES, Group, Tally, counted, publishable
from projections.views.awareness import awareness
from service.entrance import routes_about
from service.problems import Problem
from service.reading import reader_of
from service.routes.documented import READ
from service.routes.fields import CaseId, TeamId
from service.routes.views import LookNow, page_of
from service.wiring import json_response

router = routes_about("views")

Many = Annotated[int | None, Field(description="Empty: fewer than ten, and not said to you.")]


class StillToBeTold(BaseModel):
    """How many persons in cases of a team do not know what is written about them."""

    team: TeamId | None
    unknown: Many
    postponed: Many
    overdue: Many


class StillToBeToldCounts(BaseModel):
    """By team and in all, on a day. The target is none."""

    on: date
    items: list[StillToBeTold]
    unknown: Many
    postponed: Many
    overdue: Many
    position: int = Field(description="Facts up to here are in it.")
    read: int = Field(description="Where this read is on record.")


@router.get("/unaware-persons", **page_of(awareness))
def get_unaware_persons(
    look: LookNow,
    team: TeamId | None = None,
    case: Annotated[CaseId | None, Query()] = None,
) -> Response:
    """Wie het niet weet: everybody who is written about and was not told, since when and by what
    day they are to be. Whether that is past, says the calendar of who asks."""
    return look.at(awareness, team=team, case=case, knows=False)


@router.get("/due-notice-letters", **page_of(awareness))
def get_due_notice_letters(look: LookNow, team: TeamId | None = None) -> Response:
    """Brief volgt nog: who was told aloud, and whose letter was not delivered yet."""
    return look.at(awareness, team=team, letter_due=True)


@router.get("/unaware-persons/counts", **{**READ, "response_model": StillToBeToldCounts})
def get_unaware_counts(request: Request) -> Response:
    """Hoeveel het niet weten, per team: unknown, postponed or overdue, today."""
    reader = reader_of(request)
    bounds = reader.bounds("unaware_counts", {})
    groups, position = reader.service.lists.grouped(
        awareness, ("team", "due_on", "review_on"), {"knows": False}
    )
    on = terms.day(reader.service.now())
    teams = counted([Group(*group) for group in groups], on)
    seen = reader.record(
        ReadList(
            context=reader.in_a_list(of_people=False), view=ViewName("unaware_counts"),
            rows=len(teams),
        )
    )  # fmt: skip
    if bounds.row is None:
        raise Problem("CONTENDED", headers={"Retry-After": "1"})  # it became theirs just now
    said: Mapping[terms.TeamId | None, Tally] = teams
    total: Tally = {state: sum(found[state] for found in teams.values()) for state in STATES}
    if Part.PEOPLE not in bounds.row.parts:
        said, total = publishable(teams)
    items = [{"team": team, **_numbers(said[team])} for team in sorted(said, key=str)]
    body = {"on": on, "items": items, **_numbers(total), "position": position}
    return json_response({**body, "read": seen.position})


def _numbers(tally: Tally) -> dict[str, int | None]:
    return {state.value: tally.get(state, 0) for state in STATES}
