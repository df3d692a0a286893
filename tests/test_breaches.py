"""An independent script over the raw facts finds exactly the breaches that the views show."""

import contextlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from psycopg import sql

from domain.codes import AwarenessState
from domain.law import EDITION
from domain.terms import day
from service.database import Database
from service.opening import Opened
from service.town.faults import Kind
from service.town.living import Lived
from tests.breaches import breaches
from tests.breaches.raw import Raw, a_month_after, raw
from tests.breaches_shown import Seen
from tests.people import acting, monday
from tests.planted import PLANTED
from tests.postgres import fresh_database
from tests.scenario import Clock, in_memory, put
from tests.test_town import journal_of, month

MONTHS = 2
LAST = date(2025, 2, 28)


@pytest.fixture(scope="module")
def town(
    database_server: Database, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Opened, Lived, list[Raw]]]:
    """A town that lived for two months, and its facts as they lie in the table."""
    with contextlib.ExitStack() as until:
        database = until.enter_context(fresh_database(database_server, migrated_template))
        opened = until.enter_context(journal_of(database, tmp_path_factory.mktemp("town")))
        lived = month(opened, months=MONTHS, inhabitants=8_000)
        yield opened, lived, rows(database)


def rows(database: Database) -> list[Raw]:
    """Straight out of the table, as an auditor would take them."""
    statement = sql.SQL(
        "SELECT f.position, t.name, f.recorded_at, f.envelope"
        " FROM {f} f JOIN {t} t ON t.id = f.type ORDER BY f.position"
    ).format(
        f=sql.Identifier(database.schema, "fact"), t=sql.Identifier(database.schema, "fact_type")
    )
    with contextlib.closing(database.connect("auditor")) as connection:
        return [raw(*row) for row in connection.execute(statement)]


@pytest.mark.requirement("M-05", "M-02", "M-07", "M-13", "M-20", "M-22", "M-28")
def test_on_every_day_the_views_show_the_breaches_that_are_there_and_no_others(
    town: tuple[Opened, Lived, list[Raw]],
) -> None:
    opened, _, facts = town
    journal = list(opened.journal.read())
    kinds: Counter[str] = Counter()
    for on in (LAST - timedelta(days=n) for n in range(0, 58, 6)):
        found, seen = breaches(facts, on), Seen(journal, on)
        assert found == seen.breaches()
        states = Counter(breach.kind for breach in found)
        numbers = seen.numbers()
        assert numbers[AwarenessState.OVERDUE] == states["overdue"]
        assert sum(numbers.values()) == states["unaware"]
        kinds.update(states)
    assert set(kinds) == HAPPEN


HAPPEN = {
    "unaware", "overdue", "told-late", "not-acknowledged", "used-too-late", "plan-review",
    "pressure-review",
}  # fmt: skip
"""What no rule can keep from happening. What the rules refuse is in no journal that they wrote."""


@pytest.mark.requirement(
    "M-03", "M-05", "M-07", "M-13", "M-14", "M-15", "M-18", "M-19", "M-20", "M-22", "M-26", "M-28"
)
@pytest.mark.parametrize("name", PLANTED)
def test_what_was_put_on_record_past_the_rules_is_found_and_seen(name: str) -> None:
    history, on, kinds = PLANTED[name]
    clock = Clock()
    journal = in_memory(clock)
    for day_, event in history:
        clock.now = monday + timedelta(days=day_)
        put(journal, event, context=replace(acting(at=clock.now), rules=EDITION))
    today = day(monday) + timedelta(days=on)
    facts = [
        raw(each.position, each.kind, each.recorded_at, each.envelope)
        for each in journal.store.read(limit=10_000).facts
    ]
    found = breaches(facts, today)
    assert {breach.kind for breach in found} == kinds
    assert found == Seen(journal.read(), today).breaches()


def test_each_kind_of_breach_is_planted() -> None:
    planted = {kind for _, _, kinds in PLANTED.values() for kind in kinds}
    source = "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert {*re.findall(r'Breach\("([a-z-]+)"', source), "plan-review", "case-review",
            "pressure-review", "planned-unaware", "behind-a-back"} == planted  # fmt: skip


@pytest.mark.requirement("M-07")
def test_who_was_told_late_are_those_who_were_planted(
    town: tuple[Opened, Lived, list[Raw]],
) -> None:
    _, lived, facts = town
    late = {breach.case for breach in breaches(facts, LAST) if breach.kind == "told-late"}
    planted = {fault.case for fault in lived.faults if fault.kind is Kind.TOLD_LATE}
    assert late == planted
    assert len(planted) > 2


@pytest.mark.requirement("M-02", "M-05")
def test_who_is_overdue_are_those_whom_nobody_was_to_tell_ever(
    town: tuple[Opened, Lived, list[Raw]],
) -> None:
    _, lived, facts = town
    overdue = {
        (breach.case, breach.about) for breach in breaches(facts, LAST) if breach.kind == "overdue"
    }
    heard = {fact.about: fact.on for fact in reversed(facts) if fact.kind in FROM_OTHERS}
    never = {(f.case, f.person) for f in lived.faults if f.kind in NEVER_TOLD}
    due = {
        (case, who)
        for (case, who), on in heard.items()
        if never & {(case, None), (case, who)} and a_month_after(on) < LAST
    }
    assert overdue == due
    assert overdue


FROM_OTHERS = ("SignalReceived", "PersonInvolved")
NEVER_TOLD = (Kind.NEVER_INFORMED, Kind.PERSON_NEVER_INFORMED)


def test_a_raw_fact_is_read_without_the_house() -> None:
    for file in FILES:
        source = file.read_text(encoding="utf-8")
        imported = re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE)
        assert not {"domain", "projections", "service"} & set(imported), file
    at = datetime(2025, 3, 29, 23, 30, tzinfo=UTC)
    assert raw(
        1, "A", at, b'{"event": {}, "context": {"occurred_at": "%s"}}' % (at.isoformat().encode())
    ).on == date(2025, 3, 30)


FILES = sorted((Path(__file__).parent / "breaches").glob("*.py"))
