"""Lists over HTTP: filtered, page by page, and no older than what the reader has just written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from domain.terms import BudgetId, CaseId
from service.database import Database
from service.follow import Follower
from service.views import view_store
from tests.http import Api, is_a_problem, serving
from tests.people import (
    allotted,
    first_quarter,
    named,
    oost,
    opened,
    ready_to_spend,
    reported,
    stairs,
    year_2026,
    zuid,
)
from tests.scenario import put


@contextmanager
def followed(database: Database) -> Iterator[Api]:
    """A service with mevrouw Bakker's case, and a follower beside it."""
    with serving(database) as api:
        put(api.journal, *ready_to_spend)
        follower = Follower(database)
        follower.start()
        try:
            yield api
        finally:
            follower.stop()


def test_a_list_shows_what_its_reader_just_wrote(database: Database) -> None:
    with followed(database) as api:
        told = api.post(f"/cases/{stairs}/coordinators", {"coordinator": named("fatima")})
        position = told.json()["position"]
        page = api.get(f"/caseload?team={oost}&waitForPosition={position}")
        assert page.status_code == 200, page.text
        assert page.json()["position"] >= position
        (row,) = page.json()["items"]
        assert row["case"] == stairs
        assert row["coordinator"] == named("fatima")
        is_a_problem(api.get(f"/caseload?team={zuid}"), 403, "NOT_INVOLVED")


def test_a_list_goes_on_where_its_page_ended(database: Database) -> None:
    with followed(database) as api:
        more = [CaseId(named(f"case {number}")) for number in range(7)]
        for case in more:
            put(api.journal, replace(reported, case=case), replace(opened, case=case))
        head = api.journal.head()
        assert api.get(f"/waiting-times?waitForPosition={head}").status_code == 200
        rows = api.all("/waiting-times?limit=3")
        assert sorted(row["case"] for row in rows) == sorted([stairs, *more])
        first = api.get("/waiting-times?limit=3")
        assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'


@pytest.mark.parametrize(
    "path",
    ["/caseload", "/accountability", "/waiting-times", "/referrals", "/budgets", "/refusals"],
)
def test_every_list_answers(database: Database, path: str) -> None:
    with followed(database) as api:
        head = api.journal.head()
        page = api.get(f"{path}?waitForPosition={head}")
        assert page.status_code == 200, page.text


def test_filters_say_what_they_filter(database: Database) -> None:
    with followed(database) as api:
        head = api.journal.head()
        page = api.get(f"/budgets?within={year_2026}&waitForPosition={head}").json()
        (quarter,) = page["items"]
        assert quarter["budget"] == first_quarter
        assert quarter["left"] == allotted.amount
        unknown = api.get("/budgets?witin=x")
        assert unknown.status_code == 422
        assert "witin" not in unknown.text


def test_a_reader_does_not_wait_for_ever(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *ready_to_spend)
        with database.connect("projector", autocommit=True) as connection:
            view_store(database.schema).prepare(connection)
        ahead = api.get("/caseload?waitForPosition=999999")
        assert ahead.status_code == 422
        late = api.get("/caseload?waitForPosition=1")
        assert late.status_code == 503
        assert late.headers["Retry-After"] == "1"
        assert late.json()["code"] == "NOT_YET_VISIBLE"


def test_a_cursor_of_another_list_is_no_cursor(database: Database) -> None:
    with followed(database) as api:
        put(api.journal, *(replace(allotted, budget=BudgetId(named(f"{n}"))) for n in range(3)))
        head = api.journal.head()
        page = api.get(f"/budgets?limit=1&waitForPosition={head}").json()
        cursor = page["next"].partition("cursor=")[2]
        for wrong in (f"/caseload?cursor={cursor}", "/budgets?cursor=bm8", "/budgets?cursor=%00"):
            answer = api.get(wrong)
            assert answer.status_code == 422, answer.text
