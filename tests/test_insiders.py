"""What somebody with a token of their own, and no right to this, tries to find out."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import NotOpenedReason, Tie
from domain.fact import Event
from domain.facts.intake import CaseNotOpened
from domain.facts.municipality import FunctionAssigned
from domain.facts.participation import TieDeclared
from domain.facts.reading import ListRead
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import ResidentId, WorkerId
from service.database import Database
from service.keys import FileKeys
from tests.asked import (
    appoint_representative,
    change_resident,
    end_authority,
    end_representation,
    merge_records,
    propose_merger,
    propose_refiling,
    propose_split,
    read_own_record,
    read_record,
    read_register,
    record_authority,
    refile_fact,
    split_record,
)
from tests.http import Api, is_a_problem, new, serving, token
from tests.people import (
    at_the_door,
    bakker,
    carer,
    cares,
    clinic,
    consultant,
    helped,
    kim,
    leads,
    max_,
    oost,
    reported,
    signalled,
    stairs,
    zuid,
    zuid_formed,
)
from tests.scenario import given, put
from tests.test_authority import appointed, authority, ended, no_longer, story
from tests.test_resident import changed

BSN, NOBODYS = "999990019", "999990020"
by_kim = token(kim, carer, clinic)


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with closing(FileKeys(bytes(32), database)) as keys, serving(database, keys=keys) as api:
        put(api.journal, *helped, *cares)
        yield api


def last(api: Api) -> Any:
    (fact,) = api.journal.read(after=api.journal.head() - 1)
    return fact.event


@pytest.mark.requirement("Z-15")
def test_every_search_is_on_record_under_whatever_key_it_is_asked(api: Api) -> None:
    """Numbers tried under one key until one is somebody's."""
    bakkers = {"resident": new(), "familyName": "Bakker", "birthDate": "1941-05-06"}
    made = api.post("/residents", {**bakkers, "citizenServiceNumber": BSN})
    assert made.status_code == 201, made.text
    key, before = new(), api.journal.head()
    for _ in range(2):
        none = api.post("/resident-searches", {"citizenServiceNumber": NOBODYS}, key=key)
        assert none.json()["items"] == []
    found = api.post("/resident-searches", {"citizenServiceNumber": BSN}, key=key)
    assert [each["resident"] for each in found.json()["items"]] == [bakkers["resident"]]
    on_record = [fact.event for fact in api.journal.read(after=before)]
    assert [type(event) for event in on_record] == [ListRead] * 3


@pytest.mark.requirement("Z-15")
def test_who_may_not_move_facts_is_not_told_whose_they_are(api: Api) -> None:
    (about_her, *_), (elsewhere, *_) = (
        [f.position for f in api.journal.read() if (bakker in str(f.event)) is hers]
        for hers in (True, False)
    )
    asked = {"resident": bakker, "into": max_}
    proposed = {**asked, "reason": "wrong-person"}
    for position in (about_her, elsewhere):
        for address, body in (("/refilings", asked), ("/refiling-proposals", proposed)):
            answer = api.post(address, {**body, "position": position}, by=by_kim)
            is_a_problem(answer, 403, "NOT_AUTHORISED")
            assert isinstance(last(api), AttemptRefused)
    split = {"resident": bakker, "other": max_}
    for position in (about_her, elsewhere):
        answer = api.post("/split-proposals", {**split, "positions": [position]}, by=by_kim)
        is_a_problem(answer, 403, "NOT_AUTHORISED")


@pytest.mark.requirement("Z-15")
def test_a_worker_who_was_registered_under_a_residents_id_is_not_that_resident() -> None:
    """An administrator draws the pseudonyms of workers, and could draw one that is taken."""
    context = replace(read_own_record.context, function=consultant, actor=WorkerId(bakker))
    given(*helped).when(replace(read_own_record, context=context)).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("tie", [Tie.SELF, Tie.HOUSEHOLD])
def test_nobody_puts_the_record_of_another_with_their_own(tie: Tie) -> None:
    """What is merged with, split off for or moved to a record is read with it."""
    for command in (
        merge_records, propose_merger, propose_split, split_record, propose_refiling, refile_fact,
    ):  # fmt: skip
        own: Any = getattr(command, "into", None) or getattr(command, "other", None)
        close = TieDeclared(worker=command.context.actor, resident=own, tie=tie)
        given(*helped, *leads, close).when(command).refused(Refusal.OWN_CASE)


@pytest.mark.requirement("Z-15")
def test_a_signal_about_a_case_at_anothers_door_does_not_open_it() -> None:
    """Whoever knows its number may tell something about it, and gets nothing for that."""
    theirs = (*at_the_door, zuid_formed)
    elsewhere = FunctionAssigned(worker=kim, function=consultant, team=zuid, since=date(2026, 1, 1))
    by_another = replace(read_record.context, actor=kim)
    told = replace(signalled, case=stairs, resident=bakker, team=zuid)
    for command in (read_record, read_register):
        another = replace(command, context=by_another)
        given(*theirs, elsewhere, told).when(another).refused(Refusal.NOT_INVOLVED)
    away = CaseNotOpened(case=stairs, resident=bakker, team=oost, reason=NotOpenedReason.NOT_FOR_US)
    again = replace(reported, team=zuid)
    given(*theirs, away, again).when(read_record).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("Z-15")
def test_nobody_elsewhere_says_who_represents_a_resident_and_may_read_the_record() -> None:
    elsewhere = FunctionAssigned(worker=kim, function=consultant, team=zuid, since=date(2026, 1, 1))
    another = replace(
        appoint_representative, context=replace(appoint_representative.context, actor=kim)
    )
    helped_here = replace(reported, resident=another.resident)
    history = (*story, zuid_formed, elsewhere, helped_here)
    given(*history).when(another).refused(Refusal.NOT_INVOLVED)
    given(*history).when(appoint_representative).then(appointed)


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize(
    ("command", "whose", "before", "after"),
    [
        (record_authority, max_, (), authority), (end_authority, max_, (authority,), no_longer),
        (end_representation, bakker, (appointed,), ended),
        (change_resident, bakker, (), changed),
    ],
)  # fmt: skip
def test_nobody_elsewhere_says_who_decides_for_a_resident_or_where_their_letters_go(
    command: Any, whose: ResidentId, before: tuple[Event, ...], after: Event
) -> None:
    elsewhere = FunctionAssigned(worker=kim, function=consultant, team=zuid, since=date(2026, 1, 1))
    another = replace(command, context=replace(command.context, actor=kim))
    nobody_helps = (*story, zuid_formed, elsewhere, *before)
    helped_here = (*nobody_helps, replace(reported, resident=whose))
    given(*nobody_helps).when(another).then(after)
    given(*helped_here).when(another).refused(Refusal.NOT_INVOLVED)
    given(*helped_here).when(command).then(after)
