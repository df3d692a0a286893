"""Lists and totals, out of the views: never a word about anybody, and never quite the last second.

Say `waitForPosition` with the position that a command answered, to read your own writes.
"""

from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import Role
from domain.refusal import Refusal
from projections.view import View
from projections.views.accountability import accountability
from projections.views.budgets import budgets
from projections.views.caseload import caseload
from projections.views.referrals import ReferralOutcome, referrals
from projections.views.refusals import refusals
from projections.views.waiting import waiting
from service import lists
from service.entrance import routes_about
from service.routes.documented import READ
from service.routes.fields import (
    BudgetId,
    CaseId,
    FunctionId,
    MandateId,
    OrganisationId,
    TeamId,
    WorkerId,
)
from service.routes.histories import READERS, may_read
from service.wiring import json_response, service_of

router = routes_about("views")

OVERSEERS = READERS | {Role.BUDGET_HOLDER, Role.ADMINISTRATOR}
"""Functions of the teams and over them: a care provider sees no list of anybody's cases."""
Year = Annotated[int | None, Query(ge=2015, le=2100)]
Quarter = Annotated[int | None, Query(ge=1, le=4)]


class Look:
    """Which page was asked for, and of what."""

    def __init__(self, request: Request, asked: lists.Asked) -> None:
        self._request, self._asked = request, asked

    def at(self, view: View[Any], **filters: object) -> Response:
        """A page of this view, with a link to the next one. Raises Problem, StoreUnavailable."""
        service = service_of(self._request)
        may_read(service.journal, self._request.state.caller, OVERSEERS)
        body, cursor = service.lists.page(view, self._asked, filters)
        if cursor is None:
            return json_response(body)
        url = self._request.url
        link = lists.next_link(url.path, cursor, self._request.query_params)
        return json_response({**body, "next": link}, headers={"Link": f'<{link}>; rel="next"'})


async def look(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=lists.MOST, description="Rows on a page.")] = lists.MOST,
    cursor: Annotated[
        str | None,
        Query(max_length=1000, min_length=1, description="Where the page before this one ended."),
    ] = None,
    wait_for_position: Annotated[
        int | None,
        Query(
            alias="waitForPosition", ge=0, le=2**53 - 1,
            description="The position that a command answered: wait, two seconds at most, until the"
            " view holds the facts up to there.",
        ),
    ] = None,
) -> Look:  # fmt: skip
    """What a route that lists is given."""
    return Look(request, lists.Asked(limit, cursor, wait_for_position))


LookNow = Annotated[Look, Depends(look)]


def page_of(view: View[Any]) -> dict[str, Any]:
    """How a page of this view is documented."""
    config = ConfigDict(alias_generator=to_camel)
    columns: dict[str, Any] = {
        c.name: (c.kind | None if c.optional else c.kind, Field(...)) for c in view.columns
    }
    row = create_model(view.row.__name__, __config__=config, __doc__=view.row.__doc__, **columns)
    page: type[BaseModel] = create_model(
        f"{view.row.__name__}Page",
        __doc__=f"Rows of {view.name}, in the order of their keys.",
        items=(list[row], ...),  # type: ignore[valid-type]
        position=(int, Field(description="Facts up to here are in it.")),
        next=(str | None, Field(None, description="The next page, where there is one.")),
    )
    return {**READ, "response_model": page}


@router.get("/caseload", **page_of(caseload))
def get_caseload(
    look: LookNow, team: TeamId | None = None, coordinator: WorkerId | None = None
) -> Response:
    """Werkvoorraad: open cases, by team and coordinator."""
    return look.at(caseload, team=team, coordinator=coordinator)


@router.get("/accountability", **page_of(accountability))
def get_accountability(
    look: LookNow,
    team: TeamId | None = None,
    mandate: MandateId | None = None,
    year: Year = None,
    quarter: Quarter = None,
) -> Response:
    """Verantwoording: decided and spent, per team, mandate and quarter."""
    return look.at(accountability, team=team, mandate=mandate, year=year, quarter=quarter)


@router.get("/waiting-times", **page_of(waiting))
def get_waiting_times(
    look: LookNow,
    team: TeamId | None = None,
    case: Annotated[CaseId | None, Query()] = None,
) -> Response:
    """Doorlooptijden: the steps of every case, how long each was waited for, and hand-overs."""
    return look.at(waiting, team=team, case=case)


@router.get("/referrals", **page_of(referrals))
def get_referrals(
    look: LookNow,
    team: TeamId | None = None,
    organisation: OrganisationId | None = None,
    case: CaseId | None = None,
    outcome: ReferralOutcome | None = None,
) -> Response:
    """Doorverwijzingen: who was passed on to whom, and what was answered when."""
    return look.at(referrals, team=team, organisation=organisation, case=case, outcome=outcome)


@router.get("/budgets", **page_of(budgets))
def get_budgets(
    look: LookNow,
    team: TeamId | None = None,
    within: BudgetId | None = None,
    year: Year = None,
    quarter: Quarter = None,
) -> Response:
    """Budgetten: given, set apart, spent and left, per year and quarter of a team."""
    return look.at(budgets, team=team, within=within, year=year, quarter=quarter)


@router.get("/refusals", **page_of(refusals))
def get_refusals(
    look: LookNow,
    organisation: OrganisationId | None = None,
    function: FunctionId | None = None,
    code: Refusal | None = None,
    year: Year = None,
    quarter: Quarter = None,
) -> Response:
    """Weigeringen: how often which rule refused what, to which function, per quarter."""
    return look.at(
        refusals, organisation=organisation, function=function, code=code, year=year,
        quarter=quarter,
    )  # fmt: skip
