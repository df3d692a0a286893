"""Keys open on a read that is on record, of what that read is of, while it stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.facts.reading import ListRead
from domain.terms import CaseId, Digest, ViewName
from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, ReadRequired, RootKey
from service.reach import DatabaseUnreachable
from service.simulated import make_simulated, set_clock
from service.store import PostgresStore
from tests.opened import FIRST, a_read_of, recorded
from tests.people import bakker, fatima, monday, named, reported, stairs, town
from tests.scenario import put

ANOTHER = CaseId(named("another case of hers"))


class Place:
    """A journal on PostgreSQL, with keys on the strength of a root in a folder."""

    def __init__(self, database: Database, home: Path) -> None:
        self.database = database
        self.keys = FileKeys(RootKey(bytes(32), home, database.schema), database)
        self.journal = Journal(PostgresStore(database), self.keys)
        put(self.journal, *town, reported, replace(reported, case=ANOTHER))

    def asked(self, statement: str, role: str | None = None) -> list[tuple[object, ...]]:
        with self.database.connect(role, autocommit=True) as connection:
            return connection.execute(statement.replace("{s}", self.database.schema)).fetchall()

    def keys_of(self, unit: str) -> list[UUID]:
        found = self.asked(f"SELECT key_id FROM {{s}}_keys.key WHERE unit LIKE '{unit}%'")
        return [UUID(str(key)) for (key,) in found]

    def openings(self) -> list[tuple[object, ...]]:
        return self.asked("SELECT read, asked, opened FROM {s}_keys.opening ORDER BY at")

    def close(self) -> None:
        self.journal.close()
        self.keys.close()


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Place]:
    made = Place(database, tmp_path)
    yield made
    made.close()


def test_a_key_is_filed_under_its_case_or_whom_it_is_about(place: Place) -> None:
    units = place.asked("SELECT unit, subject FROM {s}_keys.key")
    person = f"resident:{bakker}"
    assert {(f"case:{stairs}", person), (f"case:{ANOTHER}", person)} < set(units)
    assert all(unit == about for unit, about in units if about != person)


@pytest.mark.requirement("Z-03")
def test_a_read_opens_what_it_is_of_and_the_key_service_writes_it_down(place: Place) -> None:
    read = recorded(place.journal, a_read_of(stairs, bakker))
    (key,) = place.keys_of(f"case:{stairs}")
    assert set(place.keys.open([key], read)) == {key}
    assert place.openings() == [(read, 1, 1)]
    (fact,) = place.journal.told(place.journal.store.read(after=5, limit=1).facts, read)
    assert fact.event == reported
    assert place.openings() == [(read, 1, 1)] * 2


def test_her_own_record_opens_whole_and_names_open_under_any_read(place: Place) -> None:
    own = recorded(place.journal, a_read_of(None, bakker))
    every = place.keys_of("")
    assert set(place.keys.open(every, own)) == set(every)
    names = [*place.keys_of("organisation:"), *place.keys_of("team:")]
    assert names
    of_a_case = recorded(place.journal, a_read_of(stairs, bakker))
    for read in (own, of_a_case, FIRST):
        assert set(place.keys.open(names, read)) == set(names)


@pytest.mark.requirement("Z-03")
def test_no_read_opens_another_case_of_the_same_person(place: Place) -> None:
    read = recorded(place.journal, a_read_of(stairs, bakker))
    both = [*place.keys_of(f"case:{stairs}"), *place.keys_of(f"case:{ANOTHER}")]
    assert len(both) == 2
    with pytest.raises(ReadRequired, match=f"^the read at position {read} is of something else$"):
        place.keys.open(both, read)
    assert place.openings() == []


@pytest.mark.requirement("Z-03")
def test_nothing_opens_without_a_read(place: Place) -> None:
    key = place.keys_of("case:")
    read = recorded(place.journal, a_read_of(stairs, bakker))
    for position in (0, -1, 2, read - 1, read + 1, 2**60):
        with pytest.raises(ReadRequired, match=f"no read .* at position {position}$"):
            place.keys.open(key, position)
    with pytest.raises(ReadRequired, match="is of something else"):
        place.keys.open(key, FIRST)
    looked = ListRead(
        view=ViewName("caseload"), reader=fatima, role=a_read_of(stairs, bakker).role,  # type: ignore[attr-defined]
        rows=1, count=1, members=Digest("0" * 64),
    )  # fmt: skip
    with pytest.raises(ReadRequired):
        place.keys.open(key, recorded(place.journal, looked))
    assert place.openings() == []


def test_a_read_stands_for_a_quarter_of_an_hour(database: Database, tmp_path: Path) -> None:
    make_simulated(database, monday)
    place = Place(database, tmp_path)
    try:
        read = recorded(place.journal, a_read_of(stairs, bakker))
        key = place.keys_of(f"case:{stairs}")
        set_clock(database, monday + timedelta(minutes=15))
        assert place.keys.open(key, read)
        set_clock(database, monday + timedelta(minutes=15, seconds=1))
        with pytest.raises(ReadRequired, match="no read that stands"):
            place.keys.open(key, read)
    finally:
        place.close()


def test_what_is_destroyed_is_absent_and_no_mistake(place: Place) -> None:
    read = recorded(place.journal, a_read_of(stairs, bakker))
    (key,) = place.keys_of(f"case:{stairs}")
    assert place.keys.destroy([key, uuid4()]) == 1
    assert place.keys.open([key], read) == {}
    assert place.openings() == [(read, 1, 0)]


def test_what_a_key_is_for_may_change(place: Place) -> None:
    (key,) = place.keys_of(f"case:{stairs}")
    assert place.keys.reclassify([key, uuid4()], "withdrawn-application", monday.date()) == 1
    said = place.asked("SELECT key_id, class, due FROM {s}_keys.key WHERE class IS NOT NULL")
    assert said == [(key, "withdrawn-application", monday.date())]
    read = recorded(place.journal, a_read_of(stairs, bakker))
    assert place.keys.open([key], read)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT wrapped FROM {s}_keys.key",
        "DELETE FROM {s}_keys.key",
        "UPDATE {s}_keys.key SET unit = 'case:mine'",
        "INSERT INTO {s}_keys.read_type VALUES ('NotificationReceived')",
        "INSERT INTO {s}_keys.opening (read, asked, opened) VALUES (1, 1, 1)",
        "DELETE FROM {s}_keys.opening",
        "UPDATE {s}_keys.epoch SET destroyed = now()",
        "SELECT envelope FROM {s}.fact",
        "SELECT tag FROM {s}.fact_tag",
    ],
)
def test_the_role_of_the_key_service_has_no_way_round(place: Place, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        place.asked(statement, "keys")


@pytest.mark.parametrize("role", ["writer", "reader", "projector", "auditor"])
def test_no_other_role_opens_destroys_or_reads_the_log(place: Place, role: str) -> None:
    for statement in (
        "SELECT * FROM {s}_keys.open_keys(1, '{}')",
        "SELECT {s}_keys.destroy_keys('{}')",
        "SELECT {s}_keys.reclassify('{}', NULL, 'wmo', NULL)",
        "SELECT * FROM {s}_keys.opening",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            place.asked(statement, role)


def test_the_log_of_openings_is_append_only(place: Place) -> None:
    for statement in (
        "UPDATE {s}_keys.opening SET read = 1", "DELETE FROM {s}_keys.opening",
        "TRUNCATE {s}_keys.opening",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            place.asked(statement)


def test_keys_that_cannot_be_reached_are_a_clear_answer_and_no_destroyed_word(
    database: Database, tmp_path: Path
) -> None:
    """What was not opened must never read as if it had been destroyed."""
    place = Place(database, tmp_path)
    read = recorded(place.journal, a_read_of(stairs, bakker))
    key = place.keys_of(f"case:{stairs}")
    assert place.keys.open(key, read)
    with place.database.connect(autocommit=True) as superuser:
        superuser.execute("ALTER ROLE haarlem_keys NOLOGIN")
        try:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = 'haarlem_keys' AND datname = current_database()"
            )
            unreachable = impatient(place.keys)
            with pytest.raises(DatabaseUnreachable):
                unreachable.open(key, read)
        finally:
            superuser.execute("ALTER ROLE haarlem_keys LOGIN")
    assert place.keys.open(key, read)
    place.close()


def impatient(keys: FileKeys) -> FileKeys:
    """The same, and it does not wait half a minute for a connection."""
    keys._pool.timeout = 1
    return keys
