"""An address shows one part of a record: whoever sees other parts of it, gets nothing there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import Role
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.refused import AttemptRefused
from domain.terms import FunctionId, WorkerId
from service.database import Database
from tests.http import Api, is_a_problem, serving, token
from tests.people import (
    applied,
    buurtteam,
    carer,
    cares,
    clinic,
    fast_track,
    helped,
    kim,
    lift,
    mandated,
    named,
    oost,
    stairs,
)
from tests.scenario import put
from tests.test_participation import takes_part

at_the_door, dora = FunctionId(named("at the door")), WorkerId(named("dora"))
door: tuple[Any, ...] = (
    FunctionEstablished(function=at_the_door, organisation=buurtteam, role=Role.FRONT_DOOR),
    FunctionAssigned(worker=dora, function=at_the_door, team=oost, since=date(2026, 1, 1)),
)
lasting = replace(takes_part, until=date(2099, 12, 31))
standing = replace(mandated, since=date(2020, 1, 1), until=date(2099, 12, 31))
by_kim, by_dora = token(kim, carer, clinic), token(dora, at_the_door)


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        put(api.journal, *helped, *cares, *door, applied, lasting, standing)
        yield api


@pytest.mark.requirement("C-12", "Z-15")
@pytest.mark.parametrize(
    ("path", "by"),
    [
        (f"/cases/{stairs}/reads", by_kim),
        (f"/cases/{stairs}/messages", by_kim),
        (f"/cases/{stairs}/messages", by_dora),
        (f"/cases/{stairs}/case-agreements", by_dora),
    ],
)
def test_who_sees_other_parts_of_a_record_gets_nothing_of_this_one(
    api: Api, path: str, by: str
) -> None:
    """A partner sees what was agreed, the front door what came in: dates are in everything."""
    is_a_problem(api.get(path, by=by), 403, "NOT_AUTHORISED")
    (last,) = api.journal.read(after=api.journal.head() - 1)
    assert isinstance(last.event, AttemptRefused)


@pytest.mark.requirement("C-12", "X-09")
@pytest.mark.parametrize("by", [by_kim, by_dora])
def test_a_decision_is_explained_to_who_sees_decisions(api: Api, by: str) -> None:
    asked = {"mandate": fast_track, "outcome": "granted", "amount": 100_00, "reasons": "Nodig."}
    decided = api.post(f"/applications/{lift}/decisions", asked)
    assert decided.status_code == 201, decided.text
    path = f"/decisions/{decided.json()['ids']['decision']}/explanations"
    assert api.get(path).json()["items"]
    is_a_problem(api.get(path, by=by), 403, "NOT_AUTHORISED")
