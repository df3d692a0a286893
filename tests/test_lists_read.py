"""Lists are reads too: kept to what one sees, one fact each, and who stood in them beside it."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest

from domain.access.fields import fields
from domain.facts.reading import ListRead
from domain.terms import CaseId, OrganisationId, ReferralId, ResidentId
from service.app import application
from service.database import Database
from tests.http import is_a_problem
from tests.people import (
    bakker,
    clinic,
    named,
    oost,
    opened,
    permitted,
    referred,
    reported,
    signalled,
    stairs,
    to_clinic,
    zuid,
)
from tests.postgres import fresh_database
from tests.reading import (
    NEAR,
    Place,
    by_auditor,
    by_carer,
    by_leader,
    by_ombudsman,
    by_purse_holder,
    by_stranger,
    by_watcher,
    herself,
    read_from,
)

elsewhere = CaseId(named("a case in zuid"))
IN_ZUID = (
    replace(reported, case=elsewhere, resident=ResidentId(named("somebody in zuid")), team=zuid),
    replace(opened, case=elsewhere, resident=ResidentId(named("somebody in zuid")), team=zuid),
)
to_another = replace(
    referred,
    referral=ReferralId(named("to another")),
    organisation=OrganisationId(named("another clinic")),
)


@pytest.fixture(scope="module")
def place(database_server: Database, migrated_template: str) -> Iterator[Place]:
    with (
        fresh_database(database_server, migrated_template) as database,
        read_from(database, *NEAR, *IN_ZUID, permitted, referred, to_another) as place,
    ):
        yield place


def last_list(place: Place) -> ListRead:
    read = [event for event in place.events() if isinstance(event, ListRead)][-1]
    return read


@pytest.mark.requirement("M-33", "Z-15")
def test_a_list_is_one_fact_and_its_members_are_in_the_same_commit(place: Place) -> None:
    answer = place.caught_up("/caseload")
    (row,) = answer.json()["items"]
    assert row["case"] == stairs
    read = last_list(place)
    assert (read.view, read.rows, read.count) == ("caseload", 1, 1)
    assert read.members == sha256(f"case:{stairs}".encode()).hexdigest()
    position = answer.json()["read"]
    assert place.rows("SELECT tag FROM {s}.member WHERE position = %s", position) == [
        (f"case:{stairs}",)
    ]


@pytest.mark.requirement("Z-15")
def test_each_sees_the_own_team_and_the_overseer_all(place: Place) -> None:
    def cases(by: str | None) -> set[str]:
        return {row["case"] for row in place.caught_up("/caseload", by=by).json()["items"]}

    assert cases(None) == cases(by_leader) == {stairs}
    assert cases(by_stranger) == {elsewhere}
    assert cases(by_watcher) == cases(by_auditor) == {stairs, elsewhere}
    is_a_problem(place.caught_up(f"/caseload?team={zuid}"), 403, "NOT_INVOLVED")


@pytest.mark.requirement("X-09", "Z-15")
@pytest.mark.parametrize("by", [by_purse_holder, by_carer, by_ombudsman, herself()])
def test_who_is_not_in_the_table_sees_no_list_of_cases(place: Place, by: str) -> None:
    for path in ("/caseload", "/waiting-times", "/reads", "/break-glass"):
        answer = place.caught_up(path, by=by)
        assert answer.status_code == 403, path
        assert stairs not in answer.text


@pytest.mark.requirement("C-12", "Z-15")
def test_a_partner_sees_its_own_referrals_and_not_whom_they_are_about(place: Place) -> None:
    answer = place.caught_up("/referrals", by=by_carer)
    (row,) = answer.json()["items"]
    assert (row["referral"], row["organisation"]) == (to_clinic, clinic)
    assert (row["case"], row["resident"]) == (None, None)
    assert stairs not in answer.text
    assert bakker not in answer.text
    for around in (f"organisation={to_another.organisation}", f"case={stairs}&team={oost}"):
        other = place.caught_up(f"/referrals?{around}", by=by_carer)
        assert str(to_another.referral) not in other.text
    asked = place.api.get(f"/referrals/{to_clinic}/history", by=by_carer)
    assert referred.need in asked.text
    assert reported.question not in asked.text
    is_a_problem(
        place.api.get(f"/referrals/{to_another.referral}/history", by=by_carer), 403, "NOT_YOURS"
    )


@pytest.mark.requirement("Z-15")
def test_searching_by_a_name_that_is_known_goes_round_nothing(place: Place) -> None:
    for path in (f"/waiting-times?case={elsewhere}", f"/referrals?case={elsewhere}"):
        answer = place.caught_up(path)
        assert answer.json()["items"] == [], path
    cursor = place.caught_up("/waiting-times?limit=1", by=by_watcher).json()["next"]
    theirs = place.api.get(cursor.removeprefix("/v1"), by=by_stranger)
    assert {row["team"] for row in theirs.json()["items"]} <= {zuid}


def test_a_page_holds_a_thousand_rows_and_no_more(place: Place) -> None:
    assert place.caught_up("/caseload?limit=1000").status_code == 200
    assert place.api.get("/caseload?limit=1001").status_code == 422


@pytest.mark.requirement("Z-15")
def test_a_resident_sees_the_lists_that_she_stood_in(place: Place) -> None:
    before = place.api.get(f"/residents/{bakker}/reads", by=herself()).json()["items"]
    place.caught_up("/caseload")
    place.caught_up("/caseload", by=by_stranger)  # of another team: she is not in it
    after = place.api.get(f"/residents/{bakker}/reads", by=herself()).json()["items"]
    new = [line["type"] for line in after[len(before) :]]
    assert sorted(new) == ["ListRead", "OwnRecordRead"]


def test_a_signal_that_she_does_not_know_of_is_in_no_list_of_hers(place: Place) -> None:
    seen = place.api.get(f"/residents/{signalled.resident}/reads", by=herself(signalled.resident))
    assert [line["type"] for line in seen.json()["items"]] == ["OwnRecordRead"]


def test_every_list_that_is_served_is_in_the_table() -> None:
    """A view that has a route and no row would be shown to nobody, and nobody would know why."""
    documented = [
        getattr(route, "response_model", None).__doc__ or "" for route in application().routes
    ]
    served = {doc.split("Rows of ")[1].split(",")[0] for doc in documented if "Rows of " in doc}
    assert served >= {"caseload", "reads"}
    assert served <= {view for _, view in fields().lists} | OF_ONE_CASE


OF_ONE_CASE = {"by_what_right", "provenance"}
"""Shown of one case, or of one thing, on a read of that."""
