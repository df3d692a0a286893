"""Who does not know, and how many: for who helps, who oversees, and the council."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.codes import AwarenessState, NoticeGround, Role
from domain.fact import Fact
from domain.facts.awareness import NoticePostponed
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.terms import CaseId, FunctionId, ResidentId, TeamId, WorkerId
from projections.unaware import FEWEST, STATES, Group, counted, publishable
from projections.view import as_of
from projections.views.awareness import PersonInCase, awareness
from service.database import Database
from service.simulated import make_simulated, set_clock
from tests.happened import day
from tests.http import is_a_problem, token
from tests.people import (
    acting,
    fatima,
    gemeente,
    informed,
    max_,
    monday,
    named,
    oost,
    signalled,
    signals,
    zuid,
)
from tests.postgres import fresh_database
from tests.reading import (
    NEAR,
    Place,
    by_auditor,
    by_leader,
    by_ombudsman,
    by_purse_holder,
    by_stranger,
    by_watcher,
    read_from,
)
from tests.scenario import put
from tests.views import journal_on, watching

S = AwarenessState
clerk, council = WorkerId(named("clerk")), FunctionId(named("council"))
by_council = token(clerk, council, gemeente)
sits = (
    FunctionEstablished(function=council, organisation=gemeente, role=Role.COUNCIL),
    FunctionAssigned(worker=clerk, function=council, since=date(2026, 1, 1)),
)
crowd = tuple(
    replace(
        signalled, case=CaseId(named(f"case {n}")), resident=ResidentId(named(f"resident {n}")),
        team=zuid,
    )
    for n in range(12)
)  # fmt: skip
waits = NoticePostponed(
    case=signals, resident=max_, ground=NoticeGround.PROTECTION_OF_PERSONS, review_on=day(20),
    proposed_by=fatima,
)  # fmt: skip


@pytest.fixture(scope="module")
def place(database_server: Database, migrated_template: str) -> Iterator[Place]:
    with fresh_database(database_server, migrated_template) as database:
        make_simulated(database, monday)
        with read_from(database, *NEAR, *sits, signalled, waits, *crowd) as place:
            yield place


def listed(place: Place, by: str | None) -> dict[str, Any]:
    answer = place.caught_up("/unaware-persons?limit=50", by=by)
    assert answer.status_code == 200, answer.text
    return {row["resident"]: row for row in answer.json()["items"]}


@pytest.mark.requirement("M-05")
def test_each_sees_who_does_not_know_in_the_own_team_and_who_oversees_everywhere(
    place: Place,
) -> None:
    (row,) = listed(place, by_leader).values()
    assert (row["case"], row["resident"], row["team"]) == (signals, max_, oost)
    assert (row["since"], row["ground"], row["reviewOn"]) == (
        "2026-03-02", "UAVG-41-1-i", str(day(20)),
    )  # fmt: skip
    assert (row["dueOn"], row["toldOn"], row["knows"]) == (str(day(20)), None, False)
    assert len(listed(place, by_stranger)) == 12
    for by in (by_watcher, by_auditor, by_ombudsman):
        assert len(listed(place, by)) == 13
    for by in (by_council, by_purse_holder):
        is_a_problem(place.caught_up("/unaware-persons", by=by), 403, "NOT_AUTHORISED")


@pytest.mark.requirement("M-05")
def test_the_council_sees_how_many_and_nothing_that_could_be_somebody(place: Place) -> None:
    def counts(by: str) -> Any:
        place.caught_up("/unaware-persons", by=by_watcher)  # the view has come so far
        answer = place.api.get("/unaware-persons/counts", by=by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    of_zuid = {"team": zuid, "unknown": 12, "postponed": 0, "overdue": 0}
    of_oost = {"team": oost, "unknown": 0, "postponed": 1, "overdue": 0}
    whole = counts(by_watcher)
    assert sorted(whole["items"], key=str) == sorted([of_oost, of_zuid], key=str)
    assert (whole["unknown"], whole["postponed"], whole["overdue"]) == (12, 1, 0)
    seen = counts(by_council)
    assert sorted(seen["items"], key=str) == sorted(
        [{**of_oost, "postponed": None}, of_zuid], key=str
    )
    assert (seen["unknown"], seen["postponed"], seen["overdue"]) == (12, None, 0)
    read = place.events()[-1]
    assert (type(read).__name__, getattr(read, "view", None)) == ("ListRead", "unaware_counts")
    is_a_problem(place.api.get("/unaware-persons/counts", by=by_leader), 403, "NOT_AUTHORISED")


TEAMS = [TeamId(named(f"team {n}")) for n in range(4)]


@for_all(
    st.dictionaries(
        st.sampled_from(TEAMS),
        st.fixed_dictionaries({state: st.integers(0, 25) for state in STATES}),
        min_size=1,
    )
)
def test_no_number_under_ten_is_said_or_can_be_worked_out(
    teams: dict[TeamId | None, dict[AwarenessState, int]],
) -> None:
    said, total = publishable(teams)
    for state in STATES:
        numbers = [said[team][state] for team in teams]
        assert not [n for n in numbers if n is not None and 0 < n < FEWEST]
        if (all_of_them := total[state]) is not None:
            left = all_of_them - sum(n for n in numbers if n is not None)
            hidden = numbers.count(None)
            assert hidden != 1
            assert not 0 < left < FEWEST
            assert (left == 0) == (hidden == 0)


@pytest.mark.requirement("M-05")
def test_the_list_as_of_a_past_day_holds_the_numbers_that_were_live_on_that_day(
    database: Database,
) -> None:
    """Live: what the view held at the end of that day; later: the same facts, folded anew."""
    make_simulated(database, monday)
    live: dict[date, tuple[int, dict[TeamId | None, Counter[AwarenessState]]]] = {}
    with journal_on(database) as journal, watching(database, awareness) as views:
        for n in range(60):
            at = monday + timedelta(days=n)
            set_clock(database, at)
            if n < 12:
                put(journal, crowd[n], context=acting(at=at))
            if n % 9 == 4:
                who = crowd[n % 12]
                put(
                    journal,
                    replace(informed, case=who.case, resident=who.resident),
                    context=acting(at=at),
                )
            if n % 7 == 3:
                who = crowd[(n * 5) % 12]
                later = replace(waits, case=who.case, resident=who.resident, review_on=day(n + 20))
                put(journal, later, context=acting(at=at))
            views.follow()
            live[day(n)] = journal.head(), totals(views.rows(awareness).values(), day(n))
        facts: list[Fact[Any]] = list(journal.read())
    assert {state for _, found in live.values() for each in found.values() for state in each} == {
        S.UNKNOWN, S.POSTPONED, S.OVERDUE,
    }  # fmt: skip
    for on, (head, then) in live.items():
        assert totals(as_of(awareness, facts[:head]).values(), on) == then


def totals(rows: Iterable[PersonInCase], on: date) -> dict[TeamId | None, Counter[AwarenessState]]:
    return counted(
        (Group(row.team, row.due_on, row.review_on, 1) for row in rows if not row.knows), on
    )
