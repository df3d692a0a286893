"""May I read this: asked beforehand, in AuthZEN's shape; the answer is what reading itself says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from domain.command import Unknown
from domain.fact import Context
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from service.access import READINGS
from service.database import Database
from service.deciding import AnyCommand
from tests import asked as examples
from tests.http import is_a_problem, new, token
from tests.people import acting, bakker, by_clinic, fatima, max_, otto, pieter, stairs
from tests.people import by_leader as by_leader_
from tests.people import by_purse_holder as by_purse_holder_
from tests.people import by_watcher as by_watcher_
from tests.postgres import fresh_database
from tests.reading import (
    Place,
    by_auditor,
    by_carer,
    by_leader,
    by_purse_holder,
    by_stranger,
    by_watcher,
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


SAID_BY_RIGHT = {
    Refusal.FUNCTION_NOT_HELD, Refusal.NOT_AUTHORISED, Refusal.OWN_CASE, Refusal.RESTRICTED_CASE,
    Refusal.NOT_INVOLVED, Refusal.NOT_COORDINATOR,
}  # fmt: skip
ACTS: dict[str, AnyCommand] = {
    "record-finding": examples.record_finding, "spend-budget": examples.spend,
    "close-case": examples.close_case, "open-case": examples.open_case,
    "restrict-case": examples.restrict_case, "clarify-question": examples.clarify_question,
    "assign-coordinator": examples.assign_coordinator, "reserve-budget": examples.reserve,
}  # fmt: skip


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("context", "by"),
    [
        (acting(), token()), (by_leader_, by_leader), (acting(pieter), by_stranger),
        (by_purse_holder_, by_purse_holder), (by_clinic, by_carer), (by_watcher_, by_watcher),
    ],
    ids=["fatima", "leader", "stranger", "purse", "partner", "officer"],
)  # fmt: skip
def test_what_is_said_beforehand_of_an_act_is_by_what_right_it_is_asked(
    place: Place, context: Context, by: str, act: str
) -> None:
    said = asked(place, context.actor, by, act, "case", stairs).json()
    asks = replace(ACTS[act], context=context)
    try:
        (first, *_) = place.api.journal.would(asks)
        refused = first.code if isinstance(first, AttemptRefused) else None
    except Unknown:
        refused = None
    expected = refused if refused in SAID_BY_RIGHT else None
    found = said["context"]["reason"]["code"] if "reason" in said["context"] else None
    assert (said["decision"], found) == (expected is None, expected)


@pytest.mark.parametrize(
    ("act", "kind"),
    [("break-glass", "case"), ("read-record", "case"), ("form-team", "case"),
     ("record-finding", "resident"), ("read-own-record", "case")],
)  # fmt: skip
def test_of_an_act_that_the_case_alone_does_not_tell_nothing_is_promised(
    place: Place, act: str, kind: str
) -> None:
    said = asked(place, fatima, token(), act, kind, stairs).json()
    assert (said["decision"], said["context"]["reason"]["code"]) == (False, "NOT_AUTHORISED")


def test_of_an_act_in_a_case_that_is_not_there_it_is_said_to_be_somebody_elses(
    place: Place,
) -> None:
    said = asked(place, fatima, token(), "record-finding", "case", new()).json()
    assert (said["decision"], said["context"]["reason"]["code"]) == (False, "NOT_INVOLVED")
