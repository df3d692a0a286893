"""Lists and totals, out of the views: never a word about anybody, and never quite the last second.

Say `waitForPosition` with the position that a command answered, to read your own writes.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain import terms
from domain.access.fields import OF_A_KIND
from domain.codes import Part, ReadingRoute
from domain.decisions.reading import ReadList, ReadRecord
from domain.refusal import Refusal
from projections.view import View
from projections.views.accountability import accountability
from projections.views.break_glass import break_glass as broken_glass
from projections.views.budgets import budgets
from projections.views.caseload import caseload
from projections.views.reads import reads
from projections.views.referrals import ReferralOutcome, referrals
from projections.views.refusals import refusals
from projections.views.waiting import waiting
from service import lists
from service.entrance import routes_about
from service.problems import Problem
from service.reading import Bounds, Reader, reader_of
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
from service.wiring import json_response

router = routes_about("views")

Year = Annotated[int | None, Query(ge=2015, le=2100)]
Quarter = Annotated[int | None, Query(ge=1, le=4)]


class Look:
    """Which page was asked for, and of what."""

    def __init__(self, request: Request, asked: lists.Asked) -> None:
        self._request, self._asked = request, asked

    def at(self, view: View[Any], **filters: object) -> Response:
        """A page of this view, with a link to the next one: what the caller sees of it, and on
        record before it is shown. Raises NotShown, Problem, StoreUnavailable."""
        return self.each(view, lambda item: item, **filters)

    def each(
        self,
        view: View[Any],
        shown: Callable[[dict[str, Any]], dict[str, Any] | None],
        **filters: object,
    ) -> Response:
        """The same, of each row what is made of it, once the read is on record; None: left out."""
        reader = reader_of(self._request)
        bounds = reader.bounds(view.name, filters)
        page = None
        if bounds.row is not None:
            page = self._page(reader, view, bounds)
        seen = reader.record(read_list(reader, view, bounds, page))
        if bounds.row is None or page is None:
            raise Problem("CONTENDED", headers={"Retry-After": "1"})  # it became theirs just now
        rows = map(shown, page.shown(bounds.row.parts))
        items = [row for row in rows if row is not None]
        body = {"items": items, "position": page.position, "read": seen.position}
        if page.cursor is None:
            return json_response(body)
        url = self._request.url
        link = lists.next_link(url.path, page.cursor, self._request.query_params)
        return json_response({**body, "next": link}, headers={"Link": f'<{link}>; rel="next"'})

    def _page(self, reader: Reader, view: View[Any], bounds: Bounds) -> lists.Page:
        """The rows within these bounds; in a list of teams, without cases that are shut to who
        reads."""
        has_cases = bounds.teams and any(column.name == "case" for column in view.columns)
        without = {"case": reader.shut_out_of()} if has_cases else {}
        return reader.service.lists.page(view, self._asked, bounds.filters, bounds.within, without)

    def of_case(self, view: View[Any], case: terms.CaseId, part: Part) -> Response:
        """The rows about one case, for who sees that part of it: a read of that case. Raises what
        `at` raises, and Unknown."""
        reader = reader_of(self._request)
        command = ReadRecord(
            context=reader.by(ReadingRoute.CASE), case=case,
            parts=(part, Part.PEOPLE, Part.DATES), needed=part,
        )  # fmt: skip
        seen = reader.record(command)
        page = reader.service.lists.page(view, self._asked, {"case": case})
        items = page.shown(seen.parts)
        return json_response({"items": items, "position": page.position, "read": seen.position})


def read_list(reader: Reader, view: View[Any], bounds: Bounds, page: lists.Page | None) -> ReadList:
    """The read of this page, with who stood in it."""
    cases = page.column("case") if page else []
    residents = page.column("resident") if page and not cases else []
    return ReadList(
        context=reader.in_a_list(of_people=any(c.name == "case" for c in view.columns)),
        view=terms.ViewName(view.name),
        rows=len(page.rows) if page else 0,
        teams=bounds.teams,
        organisation=bounds.organisation,
        cases=tuple(map(terms.CaseId, cases)),
        residents=tuple(map(terms.ResidentId, residents)),
    )


async def look(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=lists.MOST, description="Rows on a page.")] = lists.USUAL,
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
        c.name: (c.kind | None if c.optional or c.kind in OF_A_KIND else c.kind, Field(...))
        for c in view.columns
    }
    row = create_model(view.row.__name__, __config__=config, __doc__=view.row.__doc__, **columns)
    page: type[BaseModel] = create_model(
        f"{view.row.__name__}Page",
        __doc__=f"Rows of {view.name}, in the order of their keys.",
        items=(list[row], ...),  # type: ignore[valid-type]
        position=(int, Field(description="Facts up to here are in it.")),
        read=(int, Field(description="Where this read is on record.")),
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


@router.get("/reads", **page_of(reads))
def get_read_counts(
    look: LookNow,
    team: TeamId | None = None,
    case: Annotated[CaseId | None, Query()] = None,
    reader: WorkerId | None = None,
) -> Response:
    """Inzage per zaak en lezer: how often, since when, and what related them to it."""
    return look.at(reads, team=team, case=case, reader=reader)


@router.get("/break-glass", **page_of(broken_glass))
def get_broken_glass(
    look: LookNow, team: TeamId | None = None, worker: WorkerId | None = None
) -> Response:
    """Noodtoegang: who opened which case in an emergency, and by what day it is to be judged."""
    return look.at(broken_glass, team=team, worker=worker)
