"""Carrying out a destruction: keys, sealed words and the fact that says so go and come together."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.exceptions import InvalidSignature

from domain.fact import Event
from domain.facts.destruction import WordsDestroyed
from domain.terms import DESTROYED, CommandId, day
from service.database import Database
from service.deciding import AnyCommand
from service.destroying import NotCarriedOut, approved, carry_out
from service.fixing.fsck import wrong_receipts
from service.journal import Journal
from service.keys import FileKeys, RootKey
from service.keys.checking import check
from service.keys.receipts import proven
from service.store import PostgresStore
from service.tombstones import tombstones
from tests import asked
from tests.opened import a_read_of, recorded
from tests.people import (
    admin,
    bakker,
    reported,
    signalled,
    stairs,
    town,
    vera,
    watches,
)
from tests.scenario import put

WORDS = 8
"""The position of what mevrouw Bakker said."""


class Place:
    """A journal on PostgreSQL with one case about mevrouw Bakker, and another."""

    def __init__(self, database: Database, home: Path) -> None:
        self.database, self.home = database, home
        self.root = RootKey(bytes(32), home, database.schema)
        self.keys = FileKeys(self.root, database)
        self.journal = Journal(PostgresStore(database), self.keys)
        put(self.journal, *town, *watches, reported, signalled)

    def decide(self, *positions: int) -> None:
        command = replace(asked.propose_destruction, positions=positions)
        assert self.journal.record(command).refusal is None
        assert self.journal.record(asked.approve_destruction).refusal is None

    def carry_out(self, **also: object) -> WordsDestroyed:
        done = carry_out(
            self.journal,
            self.database,
            self.home,
            asked.propose_destruction.destruction,
            **also,  # type: ignore[arg-type]
        )
        (fact,) = self.journal.read(after=done.position - 1, until=done.position)
        assert isinstance(fact.event, WordsDestroyed)
        return fact.event

    def told(self) -> list[Event]:
        read = recorded(self.journal, a_read_of(stairs, bakker))
        found = self.journal.store.read(after=WORDS - 1, limit=1).facts
        return [fact.event for fact in self.journal.told(found, read)]

    def asked(self, statement: str, role: str | None = None) -> list[tuple[object, ...]]:
        with self.database.connect(role, autocommit=True) as connection:
            return connection.execute(statement.replace("{s}", self.database.schema)).fetchall()

    def close(self) -> None:
        self.journal.close()
        self.keys.close()


def anew(command: AnyCommand) -> AnyCommand:
    """The same, as another request."""
    return replace(command, context=replace(command.context, command=CommandId(str(uuid4()))))


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Place]:
    made = Place(database, tmp_path)
    yield made
    made.close()


def test_words_that_were_destroyed_are_gone_and_the_facts_stay(place: Place) -> None:
    before = place.asked("SELECT * FROM {s}.fact ORDER BY position")
    (key,) = place.asked(f"SELECT key_id FROM {{s}}.words WHERE position = {WORDS}")[0]
    place.decide(WORDS)
    said = place.carry_out()
    assert (said.positions, said.keys, said.case, said.resident) == ((WORDS,), 1, stairs, bakker)
    assert (said.proposed_by, said.approved_by) == (admin, vera)
    assert place.told() == [replace(reported, question=DESTROYED)]
    sealed = place.asked("SELECT position, ciphertext IS NULL FROM {s}.words ORDER BY 1")
    assert (WORDS, True) in sealed and sealed.count((WORDS, True)) == 1
    assert sum(gone for _, gone in sealed) == 1  # type: ignore[misc]
    assert place.asked(f"SELECT FROM {{s}}_keys.key WHERE key_id = '{key}'") == []
    assert tombstones(place.home) == [UUID(str(key))]
    assert place.asked("SELECT * FROM {s}.fact ORDER BY position")[: len(before)] == before


def test_the_receipt_is_signed_and_names_no_person(place: Place) -> None:
    place.decide(WORDS)
    said = place.carry_out()
    (file,) = (place.home / "receipts" / "haarlem").iterdir()
    receipt = file.read_bytes()
    assert hashlib.sha256(receipt).hexdigest() == said.receipt
    told = proven(receipt)
    assert (told["keys"], told["municipality"], told["ground"]) == (1, "haarlem", said.ground)
    assert told["destruction"] == said.destruction
    for person in (bakker, admin, vera, stairs):
        assert person.encode() not in receipt
    assert list(wrong_receipts(place.journal, place.home, "haarlem")) == []
    forged = receipt.replace(b'"keys":1', b'"keys":2')
    assert forged != receipt
    for wrong in (forged, b"{}", b"", receipt[:-20]):
        with pytest.raises(InvalidSignature):
            proven(wrong)
    file.chmod(0o600)
    file.write_bytes(forged)
    (missing,) = wrong_receipts(place.journal, place.home, "haarlem")
    assert "is not there" in missing


def test_it_is_carried_out_once(place: Place) -> None:
    destruction = asked.propose_destruction.destruction
    place.decide(WORDS)
    assert approved(place.journal) == [destruction]
    place.carry_out()
    assert approved(place.journal) == []
    head = place.journal.head()
    with pytest.raises(NotCarriedOut, match="carried out before"):
        place.carry_out()
    assert place.journal.head() == head


def test_it_takes_both_decisions(place: Place) -> None:
    with pytest.raises(NotCarriedOut, match="Two people"):
        place.carry_out()
    assert place.journal.record(asked.propose_destruction).refusal is None
    with pytest.raises(NotCarriedOut, match="Two people"):
        place.carry_out()
    assert tombstones(place.home) == []


@pytest.mark.requirement("Z-07")
def test_a_hold_placed_after_the_approval_still_stops_it(place: Place) -> None:
    place.decide(WORDS)
    today = day(place.journal.now())
    assert place.journal.record(anew(replace(asked.place_hold, until=today))).refusal is None
    with pytest.raises(NotCarriedOut, match="hold"):
        place.carry_out()
    assert place.told() == [reported]
    assert place.journal.record(anew(asked.release_hold)).refusal is None
    place.carry_out()
    assert place.told() == [replace(reported, question=DESTROYED)]


def test_facts_of_another_case_are_not_touched(place: Place) -> None:
    place.decide(WORDS, WORDS + 1)
    with pytest.raises(NotCarriedOut, match="not of that case"):
        place.carry_out()
    assert tombstones(place.home) == []
    assert place.told() == [reported]


class CutOff(Exception):
    pass


@pytest.mark.parametrize("at", ["tombstones", "keys", "receipt", "words"])
def test_cut_off_at_any_step_it_is_finished_the_next_time(place: Place, at: str) -> None:
    def cut_off(step: str) -> None:
        if step == at:
            raise CutOff

    place.decide(WORDS)
    with pytest.raises(CutOff):
        place.carry_out(step=cut_off)
    if at == "words":
        assert approved(place.journal) == []
    else:
        assert place.carry_out().keys == 1
    assert place.told() == [replace(reported, question=DESTROYED)]
    assert check(place.database, place.root, place.home) == []


def test_the_writer_erases_nothing_by_itself(place: Place) -> None:
    place.decide(WORDS)
    head = place.journal.head()
    for position in (WORDS, head, head - 1, 0, 10**9):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="with the fact that says"):
            place.asked(f"SELECT {{s}}.erase_words({position})", "writer")


def test_a_fact_that_says_so_from_before_erases_nothing(place: Place) -> None:
    """Who appends `WordsDestroyed` in any other way gets nothing erased by it, then or later."""
    place.decide(WORDS)
    said = WordsDestroyed(
        destruction=asked.propose_destruction.destruction, case=stairs, resident=bakker,
        ground=asked.propose_destruction.ground, positions=(WORDS,), proposed_by=admin,
        approved_by=vera, keys=1, receipt=hashlib.sha256(b"").hexdigest(),  # type: ignore[arg-type]
    )  # fmt: skip
    at = recorded(place.journal, said)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        place.asked(f"SELECT {{s}}.erase_words({at})", "writer")
    assert place.told() == [reported]
    assert check(place.database, place.root, place.home) == [
        "1 facts are on record as destroyed and still have words: find out who recorded that."
    ]


@pytest.mark.parametrize("role", ["writer", "reader", "projector", "keys", "auditor"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {s}.words SET ciphertext = NULL",
        "INSERT INTO {s}.erasing VALUES (pg_current_xact_id())",
        "SELECT {s}.words_stay()",
        "SELECT * FROM {s}.said_of_destruction('DestructionProposed', 'destruction:x')",
    ],
)
def test_no_role_of_the_service_gets_round_it(place: Place, role: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        place.asked(statement, role)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {s}.words SET ciphertext = NULL",
        "UPDATE {s}.words SET ciphertext = 'x'",
        "DELETE FROM {s}.words",
        "TRUNCATE {s}.words",
    ],
)
def test_not_even_the_administrator_changes_words_by_the_way(place: Place, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
        place.asked(statement)
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
        place.database.connect() as connection,
    ):
        # Even in a transaction that may erase, words are erased and never replaced or moved.
        connection.execute("INSERT INTO haarlem.erasing VALUES (pg_current_xact_id())")
        change = statement.replace("{s}", "haarlem").replace("= NULL", "= NULL, position = 1")
        connection.execute(change)
