"""May I read this: asked beforehand, in AuthZEN's shape; the answer is what reading itself says."""

from collections.abc import Iterator
from typing import Any

import pytest

from service.access import READINGS
from service.database import Database
from tests.http import is_a_problem, new, token
from tests.people import bakker, fatima, max_, otto, pieter, stairs
from tests.postgres import fresh_database
from tests.reading import (
    Place,
    by_auditor,
    by_leader,
    by_purse_holder,
    by_stranger,
    herself,
    read_from,
)
from tests.stories.teller import samira


@pytest.fixture(scope="module")
def place(database_server: Database, migrated_template: str) -> Iterator[Place]:
    with fresh_database(database_server, migrated_template) as database, read_from(database) as it:
        yield it


def asked(place: Place, worker: str, by: str, action: str, kind: str, id_: str) -> Any:
    question = {
        "subject": {"type": "worker", "id": worker},
        "action": {"name": action},
        "resource": {"type": kind, "id": id_},
    }
    headers = {"Authorization": f"Bearer {by}"}
    return place.api.client.post("/v1/access/evaluation", json=question, headers=headers)


PATHS = {
    ("read-history", "case"): "/cases/{}/history",
    ("read-money", "case"): "/cases/{}/money",
    ("read-audit-trail", "case"): "/cases/{}/audit-trail",
    ("read-record", "resident"): "/residents/{}/record",
}


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("asks", sorted(PATHS))
@pytest.mark.parametrize(
    ("worker", "by"),
    [
        (fatima, token()), (samira, by_leader), (pieter, by_stranger), (pieter, by_purse_holder),
        (otto, by_auditor), (bakker, herself()), (max_, herself(max_)),
    ],
)  # fmt: skip
def test_what_is_said_beforehand_is_what_reading_says(
    place: Place, worker: str, by: str, asks: tuple[str, str]
) -> None:
    id_ = bakker if asks[1] == "resident" else stairs
    before = place.api.journal.head()
    said = asked(place, worker, by, *asks, id_)
    assert said.status_code == 200, said.text
    assert place.api.journal.head() == before  # nothing was read
    read = place.api.get(PATHS[asks].format(id_), by=by)
    assert said.json()["decision"] is (read.status_code == 200)
    if read.status_code == 403:
        reason = said.json()["context"]["reason"]
        assert (reason["code"], reason["article"]) == (read.json()["code"], read.json()["article"])


def test_what_is_not_there_is_said_to_be_somebody_elses(place: Place) -> None:
    said = asked(place, fatima, token(), "read-history", "case", new()).json()
    assert (said["decision"], said["context"]["reason"]["code"]) == (False, "NOT_INVOLVED")


def test_what_cannot_be_asked_is_denied(place: Place) -> None:
    said = asked(place, fatima, token(), "delete", "case", stairs).json()
    assert (said["decision"], said["context"]["reason"]["code"]) == (False, "NOT_AUTHORISED")
    assert ("delete", "case") not in READINGS


def test_of_somebody_else_nothing_is_said(place: Place) -> None:
    answer = asked(place, samira, token(), "read-history", "case", stairs)
    is_a_problem(answer, 403, "NOT_YOURS_TO_READ")
