"""The simulated town: the same every time, with exactly the faults that were planted in it."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import orjson
import pytest
from rich.console import Console

from domain.fact import Event, Fact
from domain.facts.awareness import ResidentInformed
from domain.facts.case import CoordinatorAssigned, CoordinatorHandedOver
from domain.facts.reading import RecordRead
from domain.facts.refused import AttemptRefused
from service.commands.beginning import Answers, init
from service.commands.registering import register_of
from service.commands.simulate import simulate
from service.database import Database
from service.deciding import AnyCommand
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.opening import Opened, begun
from service.outcome import Answer
from service.records import StoreUnavailable
from service.settings import Settings
from service.simulated import Clock, NotSimulated
from service.store import PostgresStore
from service.town.faults import REFUSED_AS, Kind
from service.town.hours import months_on, ticks, year_weight
from service.town.living import Lived, Living
from service.town.setting import Town
from service.town.telling import Told, tell
from tests.opened import opened as with_words
from tests.people import opened_journal
from tests.postgres import fresh_database

INHABITANTS, SEED = 4_000, 7
START = datetime(2025, 1, 1, tzinfo=UTC)
quiet = Console(quiet=True)


@contextlib.contextmanager
def journal_of(database: Database, home: Path) -> Iterator[Opened]:
    settings = Settings(home=home, municipality="haarlem", database_url=None)
    keys = FileKeys(root_key(home / "root.key"), database)
    journal = Journal(PostgresStore(database), keys)
    try:
        yield Opened(settings, database, journal)
    finally:
        journal.close()
        keys.close()


@pytest.fixture(scope="module")
def towns(
    database_server: Database, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Opened, Lived, Opened]]:
    """The same month, lived twice from the same seed, each in a journal of its own."""
    with contextlib.ExitStack() as until:
        journals = []
        for nth in range(2):
            fresh = until.enter_context(fresh_database(database_server, migrated_template))
            home = tmp_path_factory.mktemp(f"town{nth}")
            journals.append(until.enter_context(journal_of(fresh, home)))
        lived = [month(each) for each in journals]
        yield journals[0], lived[0], journals[1]


def month(opened: Opened, **given: Any) -> Lived:
    init(opened, Answers(simulated=True, start=START), quiet, ask=False)
    asked: dict[str, Any] = {"inhabitants": INHABITANTS, "months": 1, "seed": SEED}
    return simulate(opened, quiet, **asked | given)


def content(fact: Fact[Event]) -> Any:
    """Everything of a fact that is not its place."""
    return fact.recorded_at, repr(fact.context), repr(fact.event)


def test_the_same_seed_makes_the_same_facts(towns: tuple[Opened, Lived, Opened]) -> None:
    one, lived, other = towns
    facts = [Counter(map(content, with_words(each.journal))) for each in (one, other)]
    assert facts[0] == facts[1]
    assert facts[0].total() == lived.facts + 1 > 500


def test_all_went_as_planned_and_what_is_refused_was_planted(
    towns: tuple[Opened, Lived, Opened],
) -> None:
    opened, lived, _ = towns
    assert not lived.surprises
    refused = {
        fact.context.command: fact.event.code
        for fact in opened.journal.read()
        if isinstance(fact.event, AttemptRefused)
    }
    planted = {f.command: REFUSED_AS[f.kind] for f in lived.faults if f.kind in REFUSED_AS}
    assert refused == planted
    assert len(refused) == lived.refused > 5


def test_what_was_recorded_late_and_who_was_never_told_are_listed(
    towns: tuple[Opened, Lived, Opened],
) -> None:
    opened, lived, _ = towns
    facts = list(opened.journal.read())
    late = {fact.context.command for fact in facts if fact.late}
    assert late == {f.command for f in lived.faults if f.kind is Kind.RECORDED_LATE}
    told = {fact.event.case for fact in facts if isinstance(fact.event, ResidentInformed)}
    assert not told & {f.case for f in lived.faults if f.kind is Kind.NEVER_INFORMED}


def test_a_case_never_has_two_coordinators_and_its_hand_overs_follow_on(
    towns: tuple[Opened, Lived, Opened],
) -> None:
    opened, _, _ = towns
    coordinators: dict[str, str] = {}
    for fact in opened.journal.read():
        match fact.event:
            case CoordinatorAssigned(case=case, coordinator=coordinator):
                assert case not in coordinators
                coordinators[case] = coordinator
            case CoordinatorHandedOver(case=case, previous=previous, coordinator=coordinator):
                assert coordinators[case] == previous
                coordinators[case] = coordinator


def test_time_walks_through_the_month_and_people_work_on_working_days(
    towns: tuple[Opened, Lived, Opened],
) -> None:
    opened, _, _ = towns
    times = [fact.recorded_at for fact in opened.journal.read()]
    assert times == sorted(times)
    assert opened.journal.now() == datetime(2025, 1, 31, 23, tzinfo=UTC)  # midnight there
    assert all(moment.weekday() < 5 for moment in times)


def test_lived_again_it_adds_nothing_and_a_month_longer_it_goes_on(
    towns: tuple[Opened, Lived, Opened],
) -> None:
    _, lived, opened = towns
    head = opened.journal.head()
    again = simulate(opened, quiet, inhabitants=INHABITANTS, months=1, seed=SEED)
    assert opened.journal.head() == head
    assert again.facts == lived.facts
    simulate(opened, quiet, inhabitants=INHABITANTS, months=2, seed=SEED)
    assert opened.journal.head() > head
    with pytest.raises(NotSimulated, match="another town"):
        simulate(opened, quiet, inhabitants=INHABITANTS + 1, months=1, seed=SEED)


def test_cut_short_it_goes_on_where_it_was_and_comes_to_the_same(
    towns: tuple[Opened, Lived, Opened], database: Database, tmp_path: Path
) -> None:
    whole, _, _ = towns
    with journal_of(database, tmp_path) as opened:
        init(opened, Answers(simulated=True, start=START), quiet, ask=False)
        sent = count()

        def record(command: AnyCommand) -> Answer:
            if next(sent) > 350:
                raise StoreUnavailable
            return opened.journal.record(command)

        town = Town(begun(opened.journal).event, INHABITANTS, SEED)
        with contextlib.closing(Clock(database)) as clock, pytest.raises(StoreUnavailable):
            Living(town, record, clock.set).live(START.date(), 1, lambda lived, share: None)
        assert 300 < opened.journal.head() < 450
        simulate(opened, quiet, inhabitants=INHABITANTS, months=1, seed=SEED)
        until = [
            fact
            for fact in whole.journal.read()
            if fact.recorded_at.month == 1 and not isinstance(fact.event, RecordRead)
        ]  # other tests have looked into it since
        assert Counter(map(content, opened.journal.read())) == Counter(map(content, until))


def test_the_faults_go_to_a_file(database: Database, tmp_path: Path) -> None:
    with journal_of(database, tmp_path) as opened:
        lived = month(opened, inhabitants=1_000, faults=tmp_path / "faults.json")
    listed = orjson.loads((tmp_path / "faults.json").read_bytes())
    assert len(listed) == len(lived.faults)
    assert all(fault.keys() == {"kind", "case", "command", "person"} for fault in listed)


def test_the_stories_are_told_as_they_should_be_and_once(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as opened:
        init(opened, Answers(simulated=True, start=START), quiet, ask=False)
        event = begun(opened.journal).event
        town = Town(event, 1_000, SEED)
        with contextlib.closing(Clock(database)) as clock, register_of(opened) as residents:
            living = Living(town, opened.journal.record, clock.set)
            ended = months_on(START.date(), 1)
            living.live(START.date(), 1, lambda lived, share: None)

            def forward(moment: datetime) -> None:
                if moment > opened.journal.now():
                    clock.set(moment)

            def told() -> Told:
                record = opened.journal.record
                return tell(town, record, residents.register, forward, ended, pairs=10)

            first = told()
            head = opened.journal.head()
            assert first == told()
        assert opened.journal.head() == head
    assert not first.surprises
    assert first.raced is not None
    assert (first.raced.one_winner, first.raced.after_withdrawal) == (10, 0)
    assert [len(refused) for refused in first.refused.values()] == [1, 12, 4, 2, 3, 2, 4]


def test_a_town_has_as_many_teams_and_peaks_as_a_real_one() -> None:
    """Eight teams for 160,000 inhabitants; Mondays are busier than Tuesdays."""
    assert len(Town(opened_journal, 160_000, 1).teams) == 8
    share = sum(tick.weight for tick in ticks(date(2025, 1, 1), date(2026, 1, 1)))
    assert share == pytest.approx(year_weight(2025))
    monday, tuesday = (
        sum(t.weight for t in ticks(date(2025, 3, day), date(2025, 3, day + 1))) for day in (10, 11)
    )
    assert monday > 1.3 * tuesday
