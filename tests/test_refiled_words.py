"""Words of a fact that was put with somebody else: they open in that person's record alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, settings
from hypothesis import given as any_

from domain.codes import RefilingReason
from domain.fact import Event
from domain.facts.record import FactRefiled, RecordsMerged, RecordSplit
from domain.terms import CaseId, ResidentId, tag
from service.database import Database
from service.keys import ReadRequired
from service.persons import persons_about
from tests.http import is_a_problem, new
from tests.opened import a_read_of, recorded
from tests.people import bakker, fatima, max_, named, reported, stairs, wit
from tests.reading import Place, by_leader, herself, read_from
from tests.scenario import put
from tests.test_persons import PEOPLE, histories

QUESTION = reported.question
known_by_max = replace(reported, case=CaseId(named("his case")), resident=max_, question="Ik.")


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with read_from(database) as place:
        put(place.api.journal, known_by_max, replace(known_by_max, resident=wit, question="Wij."))
        yield place


def refile(place: Place, position: int, one: ResidentId, into: ResidentId) -> None:
    moved = {"position": position, "resident": one, "into": into}
    answer = place.api.post("/refiling-proposals", {**moved, "reason": "wrong-person"})
    assert answer.status_code == 201, answer.text
    answer = place.api.post("/refilings", moved, by=by_leader)
    assert answer.status_code == 201, answer.text


def asked_by(place: Place) -> int:
    """Where her question stands."""
    return next(fact.position for fact in place.api.journal.read(tag("case", stairs))
                if type(fact.event) is type(reported))  # fmt: skip


def told(place: Place, resident: ResidentId, query: str = "") -> str:
    answer = place.api.get(f"/residents/{resident}/record{query}", by=herself(resident))
    assert answer.status_code == 200, answer.text
    text: str = answer.text
    return text


@pytest.mark.requirement("Z-15", "Z-03")
def test_they_open_in_whose_record_it_belongs_and_no_longer_in_the_others(place: Place) -> None:
    position, journal = asked_by(place), place.api.journal
    before = journal.head()
    assert QUESTION in told(place, bakker)
    refile(place, position, bakker, max_)
    assert QUESTION not in told(place, bakker)
    assert QUESTION in told(place, max_)
    assert QUESTION in place.api.get(f"/cases/{stairs}/history").text, "the case keeps its words"
    hers = recorded(journal, a_read_of(None, bakker))
    his = recorded(journal, a_read_of(None, max_))
    (fact,) = journal.store.read(after=position - 1, limit=1).facts
    with pytest.raises(ReadRequired):
        list(journal.told([fact], hers))
    assert QUESTION in str(list(journal.told([fact], his)))
    moment = journal.store.recorded_at(before).isoformat().replace("+00:00", "Z")
    then = told(place, bakker, f"?knownAt={moment}")
    assert (QUESTION in then, "NotificationReceived" in then) == (False, True), "told as it was"


@pytest.mark.requirement("Z-15")
def test_they_come_back_when_it_is_put_back(place: Place) -> None:
    position = asked_by(place)
    refile(place, position, bakker, max_)
    refile(place, position, max_, bakker)
    assert QUESTION in told(place, bakker)
    assert QUESTION not in told(place, max_)


@pytest.mark.requirement("Z-15")
def test_they_go_with_what_is_split_off(place: Place) -> None:
    parted = {"resident": bakker, "other": max_}
    proposed = {**parted, "positions": [asked_by(place)]}
    assert place.api.post("/split-proposals", proposed).status_code == 201
    assert place.api.post("/splits", parted, by=by_leader).status_code == 201
    assert QUESTION in told(place, max_)
    assert QUESTION not in told(place, bakker)


@pytest.mark.requirement("Z-15")
def test_a_process_that_ended_in_between_is_made_up_for_at_the_next_reading(place: Place) -> None:
    moved = FactRefiled(
        position=asked_by(place), resident=bakker, into=max_, reason=RefilingReason.SAME_NAME
    )
    put(place.api.journal, moved)
    assert QUESTION in told(place, max_)
    assert place.api.journal.keys.refile([tag("resident", max_)]) == 0, "done once"


A, B, C = PEOPLE[0], PEOPLE[1], PEOPLE[2]
SPLIT_OF_ANOTHER: list[Event] = [
    FactRefiled(position=1, resident=C, into=B, reason=RefilingReason.SAME_NAME),
    RecordsMerged(resident=A, into=C, proposed_by=fatima),
    RecordSplit(resident=B, other=A, positions=(1,), proposed_by=fatima),
]
"""A split that undoes no merger: it is of two other records."""


@example(said=SPLIT_OF_ANOTHER)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@any_(said=histories)
def test_whatever_was_said_the_key_is_filed_under_whose_record_the_fact_is(
    place: Place, said: list[Event]
) -> None:
    """The database follows what is on record by itself, and as `projections/persons.py` does."""
    journal = place.api.journal
    people = {each: ResidentId(new()) for each in PEOPLE}
    first = people[PEOPLE[0]]
    put(journal, replace(reported, resident=first))
    position = journal.head()
    put(journal, *(of_these(people, position, event) for event in said))
    journal.keys.refile([tag("resident", each) for each in people.values()])
    ((subject,),) = place.rows(
        "SELECT k.subject FROM {k}.key k JOIN {s}.words w ON w.key_id = k.key_id"
        " WHERE w.position = %s",
        position,
    )
    persons = persons_about(journal, *people.values())
    now = ResidentId(subject.removeprefix("resident:"))
    assert persons.record_of(now) == persons.belongs_to(position, first)


def of_these(people: dict[ResidentId, ResidentId], position: int, event: Event) -> Event:
    """The same, said of these people and of the fact at that position."""
    said = {name: people.get(value, value) for name, value in vars(event).items() if value != (1,)}
    if isinstance(event, RecordSplit) and event.positions:
        said["positions"] = (position,)
    if isinstance(event, FactRefiled):
        said["position"] = position
    return type(event)(**said)


@pytest.mark.requirement("Z-15")
def test_she_asks_under_another_of_her_records_and_is_shown_it(place: Place) -> None:
    """Which of them her sign-in names is nothing that she chose."""
    for one, other in ((bakker, max_), (max_, bakker)):
        answer = place.api.get(f"/residents/{one}/record", by=herself(other))
        is_a_problem(answer, 403, "NOT_YOURS")
    put(place.api.journal, RecordsMerged(resident=bakker, into=max_, proposed_by=fatima))
    for one, other in ((bakker, max_), (max_, bakker)):
        for way in ("record", "reads"):
            answer = place.api.get(f"/residents/{one}/{way}", by=herself(other))
            assert answer.status_code == 200, answer.text
    is_a_problem(place.api.get(f"/residents/{bakker}/record", by=herself(wit)), 403, "NOT_YOURS")
