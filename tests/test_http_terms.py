"""Terms, configuration and obligations over HTTP, as team software meets them."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.codes import LegalBasis
from domain.terms import day
from service.database import Database
from tests.http import Api, is_a_problem, token
from tests.people import admin, administrator, buurtteam, gemeente, named, oost, stairs, zuid
from tests.test_http_views import followed

APPLICATION = {"law": "wmo", "provision": "stair-lift", "amount": 395000}
VERSION = {
    "version": 1, "laws": ["wmo", "jeugdwet"], "publication": "gmb-2026-77",
    "terms": [
        {"term": "D04", "length": 8, "unit": "days"}, {"term": "D03", "length": 30, "unit": "days"},
    ],
}  # fmt: skip
by_admin = token(admin, administrator, gemeente)


def today(api: Api) -> date:
    return day(api.journal.now())


def publish(api: Api, **changes: Any) -> Any:
    body = {**VERSION, "since": str(today(api) + timedelta(days=1)), **changes}
    return api.post(f"/organisations/{gemeente}/configurations", body, by=by_admin)


def due(api: Api, path: str, position: int) -> Any:
    page = api.get(f"/obligations?{path}&waitForPosition={position}")
    assert page.status_code == 200, page.text
    return page.json()["items"]


@pytest.mark.requirement("Z-14")
def test_an_application_shows_by_when_it_is_decided_and_what_changed_that(
    database: Database,
) -> None:
    with followed(database) as api:
        answer = api.post(f"/cases/{stairs}/applications", APPLICATION)
        assert answer.status_code == 201, answer.text
        application = answer.json()["ids"]["application"]
        asked = f"team={oost}&application={application}"
        (row,) = due(api, asked, answer.json()["position"])
        assert (row["code"], row["ground"], row["role"]) == ("D04", "Wmo 2.3.5(2)", "worker")
        assert (row["metOn"], row["suspendedOn"], row["extended"]) == (None, None, False)
        first = date.fromisoformat(row["dueOn"])
        until = str(today(api) + timedelta(days=10))
        told = api.post(
            f"/applications/{application}/suspensions",
            {"ground": "application-incomplete", "until": until},
        )
        assert told.status_code == 201, told.text
        (row,) = due(api, asked, told.json()["position"])
        assert (row["suspendedUntil"], date.fromisoformat(row["dueOn"]) > first) == (until, True)
        told = api.post(f"/applications/{application}/resumptions")
        assert told.status_code == 201, told.text
        (row,) = due(api, asked, told.json()["position"])
        assert date.fromisoformat(row["dueOn"]) == first
        later = {"until": str(first + timedelta(days=7)), "channel": "letter"}
        told = api.post(f"/applications/{application}/extensions", later)
        assert told.status_code == 201, told.text
        (row,) = due(api, asked, told.json()["position"])
        assert row["extended"]
        again = api.post(f"/applications/{application}/extensions", later)
        is_a_problem(again, 409, "ALREADY_DONE")


def test_obligations_are_filtered_and_of_the_own_team(database: Database) -> None:
    with followed(database) as api:
        head = api.journal.head()
        mine = due(api, f"team={oost}&code=D03", head)
        assert [row["case"] for row in mine] == [stairs]
        assert due(api, f"team={oost}&role=administrator", head) == []
        assert due(api, f"team={oost}&code=D12&calledFor=no", head) == []
        is_a_problem(api.get(f"/obligations?team={zuid}"), 403, "NOT_INVOLVED")


@pytest.mark.requirement("N-02")
def test_a_configuration_below_the_floor_is_refused_with_its_article(database: Database) -> None:
    with followed(database) as api:
        longer = publish(api, terms=[{"term": "D03", "length": 60, "unit": "days"}])
        is_a_problem(longer, 409, "CONFIGURATION_BELOW_FLOOR")
        assert longer.json()["article"] == "Gemeentewet 121"
        assert publish(api).status_code == 201
        is_a_problem(publish(api), 409, "ALREADY_DONE")
        by_fatima = api.post(
            f"/organisations/{gemeente}/configurations",
            {**VERSION, "since": str(today(api) + timedelta(days=1))},
        )
        is_a_problem(by_fatima, 403, "NOT_AUTHORISED")
        other = api.post(
            f"/organisations/{buurtteam}/configurations",
            {**VERSION, "since": str(today(api) + timedelta(days=1))}, by=by_admin,
        )  # fmt: skip
        assert other.status_code in (403, 409), other.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"terms": [{"term": "D99", "length": 8, "unit": "days"}]},
        {"terms": [{"term": "D04", "length": 0, "unit": "days"}]},
        {"terms": [{"term": "D04", "length": "8", "unit": "days"}]},
        {"laws": []},
        {"version": 0},
        {"since": "yesterday"},
        {"overdue": True},
    ],
)
def test_a_version_that_makes_no_sense_says_which_field(
    database: Database, wrong: dict[str, Any]
) -> None:
    with followed(database) as api:
        is_a_problem(publish(api, **wrong), 422, "NOT_VALID")


def test_a_longer_investigation_without_the_resident_is_refused(database: Database) -> None:
    with followed(database) as api:
        body = {"until": str(today(api) + timedelta(days=70)), "channel": "phone", "agreed": False}
        refused = api.post(f"/cases/{stairs}/investigation-extensions", body)
        is_a_problem(refused, 409, "EXTENSION_NOT_AGREED")


def test_a_basis_that_is_off_is_refused_over_http_too(database: Database) -> None:
    with followed(database) as api:
        off = api.post(
            f"/cases/{stairs}/coordinators",
            {"coordinator": named("fatima"), "legalBasis": LegalBasis.COMBINED_PROBLEMS.value},
        )
        is_a_problem(off, 409, "BASIS_NOT_IN_FORCE")


@pytest.mark.requirement("Z-14")
def test_a_complaint_that_came_in_is_an_obligation_until_it_is_settled(database: Database) -> None:
    with followed(database) as api:
        terms, asked = f"/cases/{stairs}/statutory-terms", f"team={oost}&code=D22"
        body = {"term": "D22", "since": str(today(api))}
        begun = api.post(terms, body)
        assert begun.status_code == 201, begun.text
        (row,) = due(api, asked, begun.json()["position"])
        assert (row["ground"], row["metOn"]) == ("Awb 9:11(1)", None)
        assert date.fromisoformat(row["dueOn"]) >= today(api) + timedelta(weeks=6)
        is_a_problem(api.post(terms, body), 409, "ALREADY_DONE")
        later = {"until": str(today(api) + timedelta(weeks=8))}
        extended = api.post(f"{terms}/D22/extensions", later)
        assert extended.status_code == 201, extended.text
        settled = api.post(f"{terms}/D22/completions")
        assert settled.status_code == 201, settled.text
        (row,) = due(api, asked, settled.json()["position"])
        assert row["metOn"] == str(today(api))
