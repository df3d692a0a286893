"""A case that is shut (AVG 18) stands in no list of those whom it is shut to."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from domain.codes import RestrictionGround
from domain.facts.participation import RestrictionLifted, RestrictionSet
from domain.facts.reading import ListRead
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, ResidentId
from service.database import Database
from service.outcome import Answer
from tests.asked import read_list
from tests.http import is_a_problem
from tests.people import bakker, leader, named, opened, referred, reported, stairs
from tests.postgres import fresh_database
from tests.reading import NEAR, Place, by_leader, by_stranger, by_watcher, read_from
from tests.scenario import put

OTHERS = [CaseId(named(f"another case in oost {number}")) for number in range(4)]
IN_OOST = [
    replace(event, case=case, resident=ResidentId(named(f"whose {case} is")))
    for case in OTHERS
    for event in (reported, opened)
]
SHUT = RestrictionSet(
    case=stairs, resident=bakker, functions=(leader,), ground=RestrictionGround.SAFETY
)
LISTS = ("/caseload", "/waiting-times", "/obligations", "/referrals", "/participations")


@pytest.fixture(scope="module")
def place(database_server: Database, migrated_template: str) -> Iterator[Place]:
    with (
        fresh_database(database_server, migrated_template) as database,
        read_from(database, *NEAR, *IN_OOST, referred) as place,
    ):
        yield place


@pytest.fixture
def shut(place: Place) -> Iterator[Place]:
    put(place.api.journal, SHUT)
    yield place
    put(place.api.journal, RestrictionLifted(case=stairs, resident=bakker))


def cases(place: Place, path: str, by: str | None = None) -> list[str]:
    answer = place.caught_up(path, by=by)
    assert answer.status_code == 200, answer.text
    return [row["case"] for row in answer.json()["items"]]


@pytest.mark.requirement("Z-15", "M-33")
@pytest.mark.parametrize("path", LISTS)
def test_it_stands_in_the_list_of_who_it_is_open_to_alone(place: Place, path: str) -> None:
    before = cases(place, path)
    assert stairs in before
    put(place.api.journal, SHUT)
    assert cases(place, path) == [case for case in before if case != stairs]
    assert cases(place, f"{path}?case={stairs}" if path != "/caseload" else path).count(stairs) == 0
    read = [event for event in place.events() if isinstance(event, ListRead)][-1]
    position = place.api.journal.head()
    members = place.rows("SELECT tag FROM {s}.member WHERE position = %s", position)
    assert (f"case:{stairs}",) not in members
    assert read.count == len(members)
    assert cases(place, path, by_leader) == before
    assert stairs in cases(place, path, by_watcher), "who oversees, oversees that too"
    put(place.api.journal, RestrictionLifted(case=stairs, resident=bakker))
    assert cases(place, path) == before


@pytest.mark.requirement("Z-15", "M-33")
def test_what_is_remembered_of_what_is_shut_holds_no_longer_than_it_is_so(place: Place) -> None:
    """The list was made while it still was open, by who has made such lists before."""

    def read() -> Answer:
        context = replace(read_list.context, command=CommandId(str(uuid4())))
        return place.api.journal.record(replace(read_list, context=context))

    assert read().refusal is None
    put(place.api.journal, SHUT)
    late = read()
    assert late.refusal is Refusal.RESTRICTED_CASE
    assert late.tries == 2, "the first one rested on what was remembered"
    put(place.api.journal, RestrictionLifted(case=stairs, resident=bakker))
    assert read().refusal is None


@pytest.mark.requirement("Z-15")
def test_pages_go_on_around_it_and_are_as_long_as_asked(shut: Place) -> None:
    seen, path = [], "/caseload?limit=1"
    while path:
        page = shut.caught_up(path).json()
        assert len(page["items"]) == 1
        seen += [row["case"] for row in page["items"]]
        path = page.get("next", "").removeprefix("/v1")
    assert seen == sorted(OTHERS)


@pytest.mark.requirement("Z-15")
def test_whether_it_is_shut_is_told_to_its_own_team_alone(shut: Place) -> None:
    path = f"/cases/{stairs}/history"
    is_a_problem(shut.api.get(path), 403, "RESTRICTED_CASE")
    is_a_problem(shut.api.get(path, by=by_stranger), 403, "NOT_INVOLVED")
    is_a_problem(shut.api.get(f"/residents/{bakker}"), 403, "RESTRICTED_CASE")
    is_a_problem(shut.api.get(f"/residents/{bakker}", by=by_stranger), 403, "NOT_INVOLVED")
