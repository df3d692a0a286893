"""Attack 26: whoever holds a role of the service, by SQL injection say, chooses place or time."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from service.database import ROLES, Database
from service.filing_check import check_filing
from service.journal import Journal
from service.keys import FileKeys
from service.simulated import NotSimulated, set_clock
from service.store import PostgresStore
from tests.people import clarified, reported, town
from tests.postgres import fresh_database
from tests.scenario import put

LONG_AGO = "2020-01-01"
ROOT = os.urandom(32)
FACT = "(position, type, recorded_at, id, header, body_hash, envelope)"
FORGED = [
    f"INSERT INTO {{s}}.fact {FACT} {how} VALUES"
    f" ({place}, 1, '{LONG_AGO}', gen_random_uuid(), '', '', '{{{{}}}}')"
    for how in ("", "OVERRIDING SYSTEM VALUE", "OVERRIDING USER VALUE")
    for place in (0, 1, 1_000_000)
] + [
    f"INSERT INTO {{s}}.fact {FACT} SELECT position + 100, type, '{LONG_AGO}', gen_random_uuid(),"
    " header, body_hash, envelope FROM {s}.fact",
    "INSERT INTO {s}.fact_tag OVERRIDING SYSTEM VALUE VALUES ('case:x', 1::smallint, 1, 1, '')",
    "MERGE INTO {s}.fact f USING (SELECT 1) u ON false WHEN NOT MATCHED THEN INSERT"
    f" (position, type, recorded_at, id, header, body_hash) VALUES (9, 1, '{LONG_AGO}',"
    " gen_random_uuid(), '', '')",
    "UPDATE {s}.journal_lock SET single = true",
    "SELECT FROM {s}.journal_lock FOR UPDATE",
    "CREATE FUNCTION {s}.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
    f" AS 'SELECT timestamptz ''{LONG_AGO}'''",
    "ALTER FUNCTION {s}.append_batch SET search_path = elsewhere",
]  # fmt: skip


@pytest.fixture(scope="module")
def haarlem(database_server: Database, migrated_template: str) -> Iterator[Database]:
    with fresh_database(database_server, migrated_template) as database:
        keys, store = FileKeys(ROOT, database), PostgresStore(database)
        put(Journal(store, keys), *town, reported)
        store.close()
        keys.close()
        yield database


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("statement", FORGED)
def test_attack_26_no_role_gives_a_fact_a_place_or_a_time(
    haarlem: Database, role: str, statement: str
) -> None:
    with haarlem.connect(role, autocommit=True) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute(statement.format(s=haarlem.schema).encode())


def test_attack_26_the_one_function_that_appends_asks_for_neither(haarlem: Database) -> None:
    with haarlem.connect() as administrator:
        rows = administrator.execute(
            "SELECT p.proname, pg_get_function_arguments(p.oid), pg_get_functiondef(p.oid)"
            " FROM pg_proc p WHERE p.pronamespace = 'haarlem'::regnamespace AND p.prosecdef"
        ).fetchall()
    writes = {name: (arguments, text) for name, arguments, text in rows if "INTO fact\n" in text}
    assert set(writes) == {"append_batch"}
    arguments, text = writes["append_batch"]
    assert "position" not in arguments
    assert arguments.count("timestamp with time zone") == 1  # a deadline: before it, or not at all
    assert "now_ := greatest(since, journal_now())" in text
    assert "SECURITY DEFINER" in text
    assert "SET search_path TO 'haarlem', 'pg_temp'" in text


SESSION = [
    "SET timezone = 'Pacific/Kiritimati'",
    "SET datestyle = 'German, YMD'",
    "SET search_path = pg_temp, public",
    "SET session.journal_now = '2020-01-01'",
    "SET transaction_timeout = 0",
    "SET plan_cache_mode = force_custom_plan",
]
PLANTED = [
    "CREATE TEMP TABLE fact (position bigint, recorded_at timestamptz)",
    "INSERT INTO pg_temp.fact VALUES (1000000, '2100-01-01')",
    "CREATE TEMP TABLE fact_tag (tag text, type smallint, position bigint, nth bigint)",
    "CREATE TEMP TABLE clock (moment timestamptz)",
    "INSERT INTO pg_temp.clock VALUES ('2020-01-01')",
    "CREATE FUNCTION pg_temp.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
    " AS 'SELECT timestamptz ''2020-01-01'''",
    "CREATE FUNCTION pg_temp.journal_now() RETURNS timestamptz LANGUAGE sql"
    " AS 'SELECT timestamptz ''2020-01-01'''",
]


def test_attack_26_whatever_a_session_sets_up_for_itself_the_place_is_next_and_the_time_now(
    haarlem: Database,
) -> None:
    """On the writer's own connection, as far as it is let."""
    keys, store = FileKeys(ROOT, haarlem), PostgresStore(haarlem)
    journal = Journal(store, keys)
    try:
        put(journal, clarified)
        connection: psycopg.Connection[Any] = store._writer._conn  # type: ignore[assignment]
        assert connection is not None
        for statement in (*SESSION, *PLANTED):
            try:
                connection.execute(statement.encode())
                connection.commit()
            except psycopg.Error:
                connection.rollback()
        head, earliest = journal.head(), datetime.now(UTC) - timedelta(minutes=1)
        put(journal, clarified)
        assert journal.head() == head + 1
        assert earliest < store.recorded_at(head + 1) < datetime.now(UTC) + timedelta(minutes=1)
        assert store.recorded_at(head) <= store.recorded_at(head + 1)
    finally:
        store.close()
        keys.close()
    with haarlem.connect("auditor") as auditor:
        assert list(check_filing(auditor, haarlem.schema)) == []


@pytest.mark.parametrize("role", ROLES)
def test_attack_26_a_real_journal_has_no_clock_that_a_role_could_set(
    haarlem: Database, role: str
) -> None:
    with haarlem.connect(role, autocommit=True) as connection:
        with pytest.raises((psycopg.errors.UndefinedFunction, InsufficientPrivilege)):
            connection.execute(b"SELECT haarlem.set_clock('2020-01-01')")
        with pytest.raises(InsufficientPrivilege):
            connection.execute(b"CREATE TABLE haarlem.clock (moment timestamptz)")
    with pytest.raises(NotSimulated):
        set_clock(haarlem, datetime(2020, 1, 1, tzinfo=UTC))


def test_attack_26_a_fact_bears_the_actor_of_the_command_and_a_command_that_of_the_token(
    haarlem: Database,
) -> None:
    """There is no column for an actor that could be given apart from the hashed envelope."""
    with haarlem.connect() as administrator:
        columns = administrator.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'haarlem.fact'::regclass"
            " AND attnum > 0"
        ).fetchall()
    assert {name for (name,) in columns} == {
        "position", "type", "recorded_at", "id", "header", "body_hash", "envelope",
    }  # fmt: skip
