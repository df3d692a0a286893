"""An independent script over the raw facts finds exactly the breaches that the views show."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from psycopg import sql

from domain.codes import AwarenessState
from domain.facts.notice import Clock
from domain.terms import day
from projections.view import as_of
from projections.views.awareness import PersonInCase, awareness
from service.database import Database
from service.opening import Opened
from service.town.faults import Kind
from service.town.living import Lived
from tests.breaches import Breach, Raw, a_month_after, breaches, raw
from tests.postgres import fresh_database
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


def shown(row: PersonInCase, on: date) -> Iterator[Breach]:
    """What the view says of somebody, on that day."""
    if not row.knows:
        yield Breach("unaware", row.case, row.resident)
        if Clock(due_on=row.due_on, review_on=row.review_on).state(on) is AwarenessState.OVERDUE:
            yield Breach("overdue", row.case, row.resident)
    elif row.due_on is not None and row.told_on is not None and row.due_on < row.told_on:
        yield Breach("told-late", row.case, row.resident)


@pytest.mark.requirement("M-05", "M-02", "M-07")
def test_on_every_day_the_view_shows_the_breaches_that_are_there_and_no_others(
    town: tuple[Opened, Lived, list[Raw]],
) -> None:
    opened, _, facts = town
    journal = list(opened.journal.read())
    seen: Counter[str] = Counter()
    for on in (LAST - timedelta(days=n) for n in range(0, 58, 6)):
        by_then = [fact for fact in journal if day(fact.recorded_at) <= on]
        in_the_view = {
            breach for row in as_of(awareness, by_then).values() for breach in shown(row, on)
        }
        found = breaches(facts, on)
        assert {breach for breach in found if breach.kind in SHOWN} == in_the_view
        assert not {breach for breach in found if breach.kind in NEVER}
        seen.update(breach.kind for breach in found)
    assert set(seen) >= SHOWN


SHOWN = {"unaware", "overdue", "told-late"}
NEVER = {"behind-a-back"}
"""What the rules refuse: in no journal is there one."""


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
    source = Path(__file__).with_name("breaches.py").read_text(encoding="utf-8")
    assert not [line for line in source.splitlines() if "import" in line and "domain" in line]
    assert "projections" not in source and "service" not in source
    at = datetime(2025, 3, 29, 23, 30, tzinfo=UTC)
    assert raw(
        1, "A", at, b'{"event": {}, "context": {"occurred_at": "%s"}}' % (at.isoformat().encode())
    ).on == date(2025, 3, 30)
