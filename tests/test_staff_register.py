"""The staff register on PostgreSQL: sealed, found by a blind login, held against the journal."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg import sql

from domain.facts.staff import StaffNamesRead
from domain.refusal import Refusal
from domain.terms import WorkerId
from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, ReadRequired
from service.outcome import OtherCommand
from service.sealing import WordsTampered
from service.staff.entry import Login, Member
from service.staff.register import StaffRegister
from service.staff.rows import StaffRows
from service.store import PostgresStore
from tests import asked
from tests.http import is_a_problem, new, serving, token
from tests.people import (
    acting,
    admin,
    administrator,
    fatima,
    gemeente,
    named,
    pieter,
    reported,
    town,
)
from tests.scenario import put


class Place:
    """A staff register on PostgreSQL."""

    def __init__(self, database: Database, rows: StaffRows) -> None:
        self.database = database
        self.keys = FileKeys(bytes(32), database)
        self.journal = Journal(PostgresStore(database), self.keys)
        self.staff = StaffRegister(self.journal, rows)

    def read(self, *workers: WorkerId) -> int:
        command = replace(asked.read_staff_names, context=by(), workers=workers)
        return self.journal.record(command).position

    def do(self, statement: str, *values: object) -> int:
        with psycopg.connect(self.database.administrator, autocommit=True) as connection:
            schema = sql.Identifier(f"{self.database.schema}_register")
            return connection.execute(sql.SQL(statement).format(r=schema), values or None).rowcount


def by() -> Any:
    return acting(admin, administrator, gemeente)


@contextmanager
def registering(database: Database) -> Iterator[Place]:
    with StaffRows(database) as rows:
        place = Place(database, rows)
        put(place.journal, *town)
        try:
            yield place
        finally:
            place.journal.close()
            place.keys.close()


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with registering(database) as made:
        yield made


fatima_login, pieter_login = Login("https://login.example.org", "f"), Login("https://x", "p")
fatima_is = Member("Fatima El Amrani", fatima_login)
pieter_is = Member("Pieter de Boer", pieter_login)


def test_a_worker_is_found_by_her_login_and_named_on_a_read_alone(place: Place) -> None:
    assert place.staff.register(by(), fatima, fatima_is).refusal is None
    assert place.staff.register(by(), pieter, pieter_is).refusal is None
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) == fatima
    assert place.staff.worker_of(fatima_login.issuer, "p") is None, "that is Pieter's elsewhere"
    assert place.staff.names([fatima, pieter], place.read(fatima, pieter)) == {
        fatima: "Fatima El Amrani", pieter: "Pieter de Boer",
    }  # fmt: skip
    with pytest.raises(ReadRequired):
        place.staff.names([fatima, pieter], place.read(fatima))
    for no_read_of_hers in (1, 2):
        with pytest.raises(ReadRequired):
            place.staff.names([fatima], no_read_of_hers)
    assert place.staff.check() == []


def test_neither_name_nor_login_stands_in_the_journal_or_in_the_clear(place: Place) -> None:
    place.staff.register(by(), fatima, fatima_is)
    with psycopg.connect(place.database.administrator) as connection:
        for table in (
            sql.Identifier(place.database.schema, "fact"),
            sql.Identifier(f"{place.database.schema}_register", "staff"),
            sql.Identifier(f"{place.database.schema}_keys", "key"),
        ):
            rows = connection.execute(sql.SQL("SELECT t::text FROM {} t").format(table)).fetchall()
            text = "\n".join(row[0] for row in rows)
            assert text
            for secret in ("Fatima", "Amrani", "login.example.org"):
                assert secret not in text
                assert secret.encode().hex() not in text


def test_a_new_name_takes_the_place_of_the_old_one_whose_key_is_gone(place: Place) -> None:
    place.staff.register(by(), fatima, fatima_is)
    married = Member("Fatima Bakker", Login("https://login.example.org", "fb"))
    assert place.staff.change(by(), fatima, married).refusal is None
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) is None
    assert place.staff.worker_of("https://login.example.org", "fb") == fatima
    assert place.staff.names([fatima], place.read(fatima)) == {fatima: "Fatima Bakker"}
    sealed = place.do("SELECT FROM {r}.staff WHERE ciphertext IS NOT NULL")
    assert sealed == 1


def test_who_was_removed_has_no_login_no_name_and_no_key(place: Place) -> None:
    place.staff.register(by(), fatima, fatima_is)
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) == fatima
    assert place.staff.remove(by(), fatima).refusal is None
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) is None
    assert place.staff.names([fatima], place.read(fatima)) == {}
    assert place.do("SELECT FROM {r}.staff WHERE ciphertext IS NOT NULL OR login IS NOT NULL") == 0
    assert place.staff.register(by(), pieter, fatima_is).refusal is None, "the login is free again"


def test_one_login_is_one_workers_also_when_two_ask_at_once(place: Place) -> None:
    def register(worker: WorkerId) -> Refusal | None:
        return place.staff.register(by(), worker, Member("Iemand", fatima_login)).refusal

    with ThreadPoolExecutor(4) as pool:
        workers = [WorkerId(named(f"worker {n}")) for n in range(4)]
        came = list(pool.map(register, workers))
    assert sorted(came, key=str) == [Refusal.LOGIN_TAKEN] * 3 + [None]
    (only,) = [w for w, refusal in zip(workers, came, strict=True) if refusal is None]
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) == only


def test_the_same_command_gives_the_first_answer_again_and_no_second_row(place: Place) -> None:
    context = by()
    first, again = (place.staff.register(context, fatima, fatima_is) for _ in range(2))
    assert (first.position, again.repeated) == (again.position, True)
    assert place.do("SELECT FROM {r}.staff") == 1
    with pytest.raises(OtherCommand):
        place.staff.register(context, fatima, pieter_is)


def test_a_row_that_no_fact_names_lets_nobody_in(place: Place) -> None:
    """As after a crash between the row and the fact; the same command then records it."""
    context = by()
    place.staff._written(context, fatima, fatima_is, None)
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) is None
    assert place.staff.names([fatima], place.read(fatima)) == {}
    assert place.staff.check() == []
    assert place.staff.register(context, fatima, fatima_is).refusal is None
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) == fatima


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE {r}.staff SET worker = '%s'" % pieter, "not there"),  # noqa: UP031
        ("UPDATE {r}.staff SET login = sha256('x')", "not the one"),
        ("UPDATE {r}.staff SET ciphertext = ciphertext || '\\x00'", "not the one"),
        ("DELETE FROM {r}.staff", "not there"),
        ("UPDATE {r}.staff SET pt_commit = sha256('x')", "not there"),
    ],
)
def test_a_row_that_was_changed_behind_our_back_is_found_and_lets_nobody_in(
    place: Place, tampering: str, what: str
) -> None:
    place.staff.register(by(), fatima, fatima_is)
    assert place.do(tampering) == 1
    assert [(each.worker, what in each.what) for each in place.staff.check()] == [(fatima, True)]
    assert place.staff.worker_of(fatima_login.issuer, fatima_login.subject) is None
    if "ciphertext" in tampering or "login" in tampering:
        with pytest.raises(WordsTampered):
            place.staff.names([fatima], place.read(fatima))


def test_over_http_the_administrator_registers_and_sees_names_and_nobody_else(
    database: Database,
) -> None:
    by_admin_token = token(admin, administrator, gemeente)
    with serving(database) as api:
        put(api.journal, *town)
        body = {
            "name": "Fatima El Amrani",
            "login": {"issuer": "https://x.example", "subject": "f"},
        }
        assert api.post("/workers", body).status_code == 403
        key = new()
        made = api.post("/workers", body, key=key, by=by_admin_token)
        assert made.status_code == 201, made.text
        assert "Fatima" not in made.text
        worker = made.json()["ids"]["worker"]
        again = api.post("/workers", body, key=key, by=by_admin_token)
        assert again.json() == made.json()
        other = api.post("/workers", {**body, "name": "Iemand"}, key=key, by=by_admin_token)
        assert (other.status_code, other.json()["code"]) == (409, "OTHER_REQUEST")
        taken = api.post("/workers", {**body, "name": "Iemand"}, by=by_admin_token)
        assert (taken.status_code, taken.json()["code"]) == (409, "LOGIN_TAKEN")
        seen = api.get(f"/workers?worker={worker}", by=by_admin_token).json()
        assert seen["items"] == [{"worker": worker, "name": "Fatima El Amrani"}]
        (fact,) = api.journal.read(after=seen["read"] - 1, until=seen["read"])
        assert fact.event == StaffNamesRead(workers=(WorkerId(worker),), reader=admin)
        before = api.journal.head()
        refused = api.get(f"/workers?worker={worker}")
        assert (refused.status_code, refused.json()["code"]) == (403, "NOT_AUTHORISED")
        assert api.journal.head() == before + 1, "the refusal is on record"
        is_a_problem(api.get("/workers", by=by_admin_token), 422, "NOT_VALID")
        change = {"name": "Fatima Bakker"}
        changed = api.post(f"/workers/{worker}/changes", change, by=by_admin_token)
        assert changed.status_code == 201, changed.text
        seen = api.get(f"/workers?worker={worker}", by=by_admin_token).json()
        assert seen["items"][0]["name"] == "Fatima Bakker"
        gone = api.post(f"/workers/{worker}/removals", {}, by=by_admin_token)
        assert gone.status_code == 201, gone.text
        seen = api.get(f"/workers?worker={worker}", by=by_admin_token).json()
        assert seen["items"] == []


def test_no_sentence_about_a_case_names_a_worker(database: Database) -> None:
    """A resident reads what somebody did, in what function: never what she is called."""
    with serving(database) as api:
        put(api.journal, *town, reported)
        staff = api.app.state.service.staff
        assert staff.register(by(), fatima, fatima_is).refusal is None
        history = api.get(f"/cases/{reported.case}/history")
        assert history.status_code == 200, history.text
        assert "Fatima" not in history.text
        assert "Amrani" not in history.text
