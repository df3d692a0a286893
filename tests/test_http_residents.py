"""The register over HTTP: registered, found, shown on record, and nowhere that it can leak."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from domain.facts.reading import ListRead
from domain.facts.record import FactRefiled
from domain.facts.refused import AttemptRefused
from domain.facts.register import RegisterRead
from domain.facts.resident import ResidentChanged, ResidentRegistered, ResidentRemoved
from service.database import Database
from service.keys import FileKeys
from service.persons import persons_about
from tests.http import Api, is_a_problem, new, serving, token
from tests.people import (
    bakker,
    carer,
    cares,
    clinic,
    gemeente,
    kim,
    leader,
    leads,
    max_,
    reported,
    samira,
    signalled,
    town,
    vera,
    watcher,
    watches,
    zuid,
    zuid_formed,
)
from tests.scenario import put

BSN = "999990019"
BAKKER = {
    "resident": bakker, "givenNames": "Johanna", "prefix": "de", "familyName": "Bakker",
    "birthDate": "1941-05-06", "citizenServiceNumber": BSN, "address": "Kerkstraat 1",
    "postalCode": "2011 AA", "town": "Haarlem", "email": "j.bakker@example.org",
    "language": "nl", "channel": "letter", "needs": ["large-print"],
}  # fmt: skip
MAX = {"resident": max_, "familyName": "Jansen", "birthDate": "1988-02-29"}
by_samira = token(samira, leader)
by_vera = token(vera, watcher, gemeente)
by_kim = token(kim, carer, clinic)


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with closing(FileKeys(bytes(32), database)) as keys, serving(database, keys=keys) as api:
        put(api.journal, *town, *leads, *watches, *cares, zuid_formed)
        yield api


def last(api: Api) -> Any:
    (fact,) = api.journal.read(after=api.journal.head() - 1)
    return fact.event


def test_a_resident_is_registered_found_shown_changed_and_taken_out(api: Api) -> None:
    made = api.post("/residents", BAKKER)
    assert made.status_code == 201, made.text
    assert made.json()["ids"] == {"resident": bakker}
    assert isinstance(last(api), ResidentRegistered)

    found = api.post("/resident-searches", {"citizenServiceNumber": BSN})
    assert found.status_code == 201, found.text
    assert found.json()["items"] == [{"resident": bakker, "by": ["citizen-service-number"]}]
    listed = last(api)
    assert isinstance(listed, ListRead) and (listed.view, listed.count) == ("residents", 1)

    shown = api.get(f"/residents/{bakker}")
    assert shown.status_code == 200, shown.text
    assert shown.json() == {
        "resident": bakker, "read": api.journal.head(), "givenNames": "Johanna", "prefix": "de",
        "familyName": "Bakker", "birthDate": "1941-05-06",
    }  # fmt: skip
    assert isinstance(last(api), RegisterRead)

    changed = api.post(f"/residents/{bakker}/changes", {"address": "Dorpsweg 2", "town": "Haarlem"})
    assert changed.status_code == 201, changed.text
    assert isinstance(last(api), ResidentChanged)
    asked = "part=contact&part=preferences&part=citizen-service-number"
    told = api.get(f"/residents/{bakker}?{asked}").json()
    assert (told["address"], told["postalCode"], told["needs"]) == (
        "Dorpsweg 2",
        "",
        ["large-print"],
    )
    assert told["citizenServiceNumber"] == BSN
    assert "familyName" not in told, "what was not asked is not opened"

    removal = {"ground": "erasure-request"}
    is_a_problem(api.post(f"/residents/{bakker}/removals", removal), 403, "NOT_AUTHORISED")
    gone = api.post(f"/residents/{bakker}/removals", removal, by=by_vera)
    assert gone.status_code == 201, gone.text
    assert isinstance(last(api), ResidentRemoved)
    is_a_problem(api.get(f"/residents/{bakker}"), 404, "UNKNOWN")
    assert api.post("/resident-searches", {"citizenServiceNumber": BSN}).json()["items"] == []


def test_the_same_request_gets_the_same_answer_and_another_one_does_not(api: Api) -> None:
    key = new()
    first, again = (api.post("/residents", BAKKER, key=key) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    is_a_problem(api.post("/residents", {**BAKKER, "town": "Ede"}, key=key), 409, "OTHER_REQUEST")


def test_somebody_alike_is_searched_compared_and_confirmed(api: Api) -> None:
    api.post("/residents", BAKKER)
    twin = {"familyName": "BAKKER", "birthDate": "1941-05-06"}
    is_a_problem(api.post("/residents", twin), 409, "POSSIBLY_KNOWN")
    assert isinstance(last(api), AttemptRefused)
    found = api.post("/resident-searches", twin).json()["items"]
    assert found == [{"resident": bakker, "by": ["name-and-birth-date"]}]
    made = api.post("/residents", {**twin, "notTheSameAs": [bakker]})
    assert made.status_code == 201, made.text
    assert made.json()["facts"][0]["fields"]["alike"] is True
    same = {"familyName": "Visser", "birthDate": "1950-01-01", "citizenServiceNumber": BSN}
    is_a_problem(api.post("/residents", same), 409, "SAME_NUMBER")


def test_who_is_helped_by_another_team_is_found_and_not_shown(api: Api) -> None:
    api.post("/residents", BAKKER)
    put(api.journal, type(reported)(**{**vars(reported), "team": zuid}))
    assert api.post("/resident-searches", {"citizenServiceNumber": BSN}).json()["items"]
    is_a_problem(api.get(f"/residents/{bakker}"), 403, "NOT_INVOLVED")
    assert isinstance(last(api), AttemptRefused)
    assert api.get(f"/residents/{bakker}", by=by_vera).json()["familyName"] == "Bakker"


def test_a_provider_neither_finds_nor_sees_anybody(api: Api) -> None:
    api.post("/residents", BAKKER)
    search = api.post("/resident-searches", {"citizenServiceNumber": BSN}, by=by_kim)
    is_a_problem(search, 403, "NOT_AUTHORISED")
    assert bakker not in search.text
    is_a_problem(api.get(f"/residents/{bakker}", by=by_kim), 403, "NOT_AUTHORISED")


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a digit wrong": ({**BAKKER, "citizenServiceNumber": "999990018"}, "citizenServiceNumber"),
    "too short": ({**BAKKER, "citizenServiceNumber": "99999001"}, "citizenServiceNumber"),
    "not born yet": ({**BAKKER, "birthDate": "2999-01-01"}, "birthDate"),
    "born long ago": ({**BAKKER, "birthDate": "1700-01-01"}, "birthDate"),
    "no name": ({k: v for k, v in BAKKER.items() if k != "familyName"}, "familyName"),
    "an empty name": ({**BAKKER, "familyName": ""}, "familyName"),
    "a name without end": ({**BAKKER, "familyName": "B" * 201}, "familyName"),
    "a need that is none": ({**BAKKER, "needs": ["a-lawyer"]}, "needs"),
}


@pytest.mark.requirement("Z-24")
@pytest.mark.parametrize(("body", "field"), WRONG.values(), ids=WRONG)
def test_what_makes_no_sense_is_named_and_not_repeated(
    api: Api, body: dict[str, Any], field: str
) -> None:
    before = api.journal.head()
    answer = api.post("/residents", body)
    is_a_problem(answer, 422, "NOT_VALID")
    assert f"body.{field}" in answer.json()["errors"][0]["field"]
    for said in ("Johanna", "Kerkstraat", "99999001", "1941"):
        assert said not in answer.text
    assert api.journal.head() == before
    assert api.app.state.service.residents.rows.count() == 0


def test_a_number_outside_the_fictitious_series_is_taken_in_production_alone(api: Api) -> None:
    real = "".join(str(digit) for digit in (1, 1, 1, 2, 2, 2, 3, 3, 3))
    body = {**BAKKER, "citizenServiceNumber": real}
    api.app.state.service.production = True  # simulated all the same
    answer = api.post("/residents", body)
    is_a_problem(answer, 422, "NOT_VALID")
    assert real not in answer.text


def test_a_search_names_by_what_or_is_none(api: Api) -> None:
    for body in ({}, {"familyName": "Bakker"}, {"birthDate": "1941-05-06"}):
        is_a_problem(api.post("/resident-searches", body), 422, "NOT_VALID")


def test_two_records_of_one_person_are_read_as_one(api: Api) -> None:
    api.post("/residents", BAKKER)
    api.post("/residents", MAX)
    both = {"resident": max_, "into": bakker}
    assert api.post("/merger-proposals", both).status_code == 201
    is_a_problem(api.post("/mergers", both), 403, "NOT_AUTHORISED")
    assert api.post("/mergers", both, by=by_samira).status_code == 201
    found = api.post("/resident-searches", {k: MAX[k] for k in ("familyName", "birthDate")})
    assert [each["resident"] for each in found.json()["items"]] == [bakker]
    assert persons_about(api.journal, bakker).also_known_as(bakker) == {bakker, max_}
    parted = {"resident": bakker, "other": max_}
    assert api.post("/split-proposals", parted).status_code == 201
    assert api.post("/splits", parted, by=by_samira).status_code == 201
    assert persons_about(api.journal, bakker).also_known_as(bakker) == {bakker}


def test_a_fact_is_put_with_the_right_person_once(api: Api) -> None:
    put(api.journal, reported, signalled)
    position = api.journal.head() - 1
    moved = {"position": position, "resident": bakker, "into": max_, "reason": "wrong-person"}
    agreed = {name: value for name, value in moved.items() if name != "reason"}
    is_a_problem(api.post("/refilings", agreed, by=by_samira), 403, "SECOND_PERSON_MISSING")
    assert api.post("/refiling-proposals", moved).status_code == 201
    key = new()
    for _ in range(2):
        answer = api.post("/refilings", agreed, by=by_samira, key=key)
        assert answer.status_code == 201, answer.text
    assert isinstance(last(api), FactRefiled)
    again = api.post("/refilings", agreed, by=by_samira)
    is_a_problem(again, 404, "UNKNOWN")
    for wrong in ({**agreed, "position": 10**6}, {**agreed, "resident": max_, "position": 1}):
        is_a_problem(api.post("/refilings", wrong, by=by_samira), 404, "UNKNOWN")
    persons = persons_about(api.journal, max_)
    assert persons.belongs_to(position, bakker) == max_
    assert persons.moved_to(max_) == {position: bakker}


def test_gezag_and_representation_are_written_down_and_ended(api: Api) -> None:
    api.post("/residents", BAKKER)
    api.post("/residents", MAX)
    gezag = {"parent": bakker, "since": "2020-01-01", "source": "brp"}
    authority = {**gezag, "kind": "ouderlijk-gezag", "until": "2030-01-01"}
    assert api.post(f"/residents/{max_}/authorities", authority).status_code == 201
    is_a_problem(
        api.post(f"/residents/{max_}/authorities", {**authority, "source": "by-law"}),
        409, "SOURCE_INSUFFICIENT",
    )  # fmt: skip
    ended = {**gezag, "since": "2026-01-01"}
    assert api.post(f"/residents/{max_}/authority-ends", ended).status_code == 201
    speaks = {
        "representative": max_, "kind": "gemachtigde", "since": "2026-01-01",
        "source": "own-mandate",
    }  # fmt: skip
    assert api.post(f"/residents/{bakker}/representatives", speaks).status_code == 201
    assert api.post(f"/residents/{bakker}/representation-ends", speaks).status_code == 201
