"""Attacks 21 to 24: reading past the record, hiding a read, snooping, and abusing the glass."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import psycopg
import pytest
from psycopg import sql

from domain.facts.reading import GlassBroken, RecordRead
from domain.terms import day
from service.database import ROLES, Database
from service.keys import ReadRequired
from service.simulated import make_simulated, set_clock
from tests.http import is_a_problem
from tests.people import bakker, leader, monday, oost, reported, stairs, zuid
from tests.reading import Place, by_leader, by_stranger, herself, read_from

HISTORY = f"/cases/{stairs}/history"
EMERGENCY = {"reason": "acute-danger", "tell": leader, "explanation": "Haar deur staat open."}


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    make_simulated(database, monday)
    with read_from(database) as place:
        yield place


def everything_in(place: Place) -> bytes:
    """Every row of every table of every schema, as a superuser reads it."""
    found = b""
    with closing(place.database.connect(autocommit=True)) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for schema, table in tables:
            name = sql.Identifier(schema, table)
            copy = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(name)
            with connection.cursor().copy(copy) as rows:
                found += b"".join(bytes(block) for block in rows)
    return found


def test_attack_21_a_superuser_reads_no_words(place: Place) -> None:
    assert place.api.get(HISTORY).status_code == 200
    dump = everything_in(place)
    assert stairs.encode() in dump  # it is the right database, and pseudonyms are in it
    assert b"NotificationReceived" in dump
    assert reported.question.encode() not in dump


def test_attack_21_no_role_gets_at_a_key_but_by_a_read(place: Place) -> None:
    for role in ROLES:
        with closing(place.database.connect(role, autocommit=True)) as connection:
            table = sql.Identifier(f"{place.database.schema}_keys", "key")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(sql.SQL("SELECT wrapped FROM {}").format(table))


def test_attack_21_a_forged_unwrapping_is_refused_and_every_opening_names_a_read(
    place: Place,
) -> None:
    journal = place.api.journal
    for forged in (-1, 2, journal.head(), journal.head() + 1, 2**62):
        with pytest.raises(ReadRequired):
            list(journal.read(f"case:{stairs}", words=forged))
    for path in (HISTORY, f"/cases/{stairs}/reads", f"/cases/{stairs}/money"):
        assert place.api.get(path).status_code == 200
    reads = {fact.position for fact in journal.read() if isinstance(fact.event, RecordRead)}
    opened = {read for read, _ in place.openings()}
    assert opened <= reads | {1}  # the first fact opens the names of organisations and teams
    assert opened & reads


def test_attack_22_a_read_cannot_be_taken_back(place: Place) -> None:
    position = place.api.get(HISTORY).json()["read"]
    for role in ("writer", "reader", "auditor", "keys", "projector"):
        with closing(place.database.connect(role, autocommit=True)) as connection:
            for attempt in ("DELETE FROM {}", "UPDATE {} SET envelope = NULL", "TRUNCATE {}"):
                statement = sql.SQL(attempt).format(sql.Identifier(place.database.schema, "fact"))
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement)
    (fact,) = place.api.journal.read(after=position - 1, until=position)
    assert isinstance(fact.event, RecordRead)


def test_attack_22_a_read_that_was_rolled_back_opens_nothing(place: Place) -> None:
    """The position that it would have had is no read, and no other's is its."""
    head = place.api.journal.head()
    place.rows(
        "CREATE FUNCTION {s}.undone() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'undone' USING ERRCODE = 'disk_full'; END $$"
    )
    place.rows(
        "CREATE CONSTRAINT TRIGGER undone AFTER INSERT ON {s}.fact DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION {s}.undone()"
    )
    is_a_problem(place.api.get(HISTORY), 503, "UNAVAILABLE")
    assert place.api.journal.head() == head
    with pytest.raises(ReadRequired):
        list(place.api.journal.read(f"case:{stairs}", words=head + 1))


def test_attack_23_snooping_is_denied_and_she_sees_it(place: Place) -> None:
    is_a_problem(place.api.get(HISTORY, by=by_stranger), 403, "NOT_INVOLVED")
    is_a_problem(place.api.get(f"/cases/{stairs}/reads", by=by_stranger), 403, "NOT_INVOLVED")
    is_a_problem(place.api.get(f"/caseload?team={oost}", by=by_stranger), 403, "NOT_INVOLVED")
    own = place.caught_up("/caseload", by=by_stranger)
    assert own.json()["items"] == []
    assert place.caught_up(f"/caseload?team={zuid}", by=by_stranger).json()["items"] == []
    told = place.api.get(f"/residents/{bakker}/record", by=herself()).json()["items"]
    attempts = [line for line in told if line["type"] == "AttemptRefused"]
    assert len(attempts) == 2
    assert {line["who"] for line in attempts} == {"de wijkteammedewerker van wijkteam Zuid"}


def test_attack_23_a_worker_of_the_team_who_reads_too_much_is_seen(place: Place) -> None:
    for _ in range(5):
        assert place.api.get(HISTORY).status_code == 200
    seen = place.api.get(f"/residents/{bakker}/reads", by=herself()).json()["items"]
    assert [line["type"] for line in seen] == ["RecordRead"] * 5 + ["OwnRecordRead"]
    (row,) = place.caught_up(f"/reads?team={oost}", by=by_leader).json()["items"]
    assert (row["case"], row["reads"], row["relation"]) == (stairs, 5, "team")


def test_attack_24_every_read_through_the_glass_is_flagged(place: Place) -> None:
    broken = place.api.post(f"/cases/{stairs}/break-glass", EMERGENCY, by=by_stranger)
    assert broken.status_code == 201, broken.text
    for _ in range(2):
        assert place.api.get(HISTORY, by=by_stranger).status_code == 200
    reads = [e for e in place.events(f"case:{stairs}") if isinstance(e, RecordRead)]
    assert [each.relation for each in reads] == ["break-glass"] * 2
    assert {each.glass for each in reads} == {broken.json()["ids"]["glass"]}
    (row,) = place.caught_up(f"/break-glass?team={oost}", by=by_leader).json()["items"]
    assert (row["reads"], row["verdict"]) == (2, None)


def test_attack_24_it_ends_and_what_nobody_judged_shows_as_past_its_day(place: Place) -> None:
    assert place.api.post(f"/cases/{stairs}/break-glass", EMERGENCY, by=by_stranger).is_success
    later = monday + timedelta(hours=4, minutes=1)
    set_clock(place.database, later)
    is_a_problem(place.api.get(HISTORY, by=by_stranger), 403, "NOT_INVOLVED")
    set_clock(place.database, monday + timedelta(days=8))
    (row,) = place.caught_up(f"/break-glass?team={oost}", by=by_leader).json()["items"]
    assert row["reviewedAt"] is None
    assert row["reviewBy"] < day(place.api.journal.now()).isoformat()


def test_attack_24_nobody_is_told_by_who_broke_it(place: Place) -> None:
    """The second person is another one, and the one who broke it cannot judge it."""
    own = {**EMERGENCY, "tell": leader}
    glass = place.api.post(f"/cases/{stairs}/break-glass", own, by=by_stranger).json()["ids"]
    review = {"verdict": "justified", "findings": "Het was nodig."}
    path = f"/cases/{stairs}/break-glass/{glass['glass']}/reviews"
    is_a_problem(place.api.post(path, review, by=by_stranger), 403, "CONFLICT_OF_INTEREST")
    assert place.api.post(path, review, by=by_leader).status_code == 201
    (broken,) = [e for e in place.events(f"case:{stairs}") if isinstance(e, GlassBroken)]
    assert broken.told == leader
