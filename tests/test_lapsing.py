"""What goes by a rule, and not by two people: what was struck, and a note whose day has passed."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from domain.facts.destruction import HoldPlaced, HoldReleased
from domain.facts.note import NoteDestroyed, NotesRead
from domain.facts.staff import StaffNamesRead
from domain.facts.statement import StatementContested, StruckWordsDestroyed
from domain.terms import DESTROYED, CaseId, CommandId, Digest, NoteId
from service.database import Database
from service.destroying import NotCarriedOut, erase
from service.keys import ReadRequired
from service.keys.checking import check
from service.keys.receipts import proven
from service.lapsing import lapsed, let_lapse
from service.records import Item
from tests import asked
from tests.asked.statement import fell, reminder, steep
from tests.attacks.erased import Erased, opened_in
from tests.opened import a_read_of, recorded
from tests.people import bakker, by_fatima, fatima, helped, named, stairs
from tests.scenario import put
from tests.test_note import written
from tests.test_report import drafted, shared
from tests.test_statement import recorded as observed
from tests.test_statement import struck, told

contested = StatementContested(
    statement=steep, case=stairs, resident=bakker, words="Dat is niet zo."
)
rests = replace(told, rests_on=(steep,))
kept = NoteId(named("kept"))


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with opened_in(database, tmp_path) as made:
        put(made.journal, *helped, observed, contested, rests, drafted, shared)
        yield made


def lapse(place: Erased) -> list[object]:
    """Everything that goes by a rule now, and the facts that say so."""
    done = [
        let_lapse(place.journal, place.database, place.home, each) for each in lapsed(place.journal)
    ]
    return [next(place.journal.read(after=each.position - 1)).event for each in done]


def words_of(place: Erased, *kinds: str) -> list[str]:
    read = recorded(place.journal, a_read_of(stairs, bakker))
    found = [s for s in place.journal.store.read().facts if s.kind in kinds]
    told = place.journal.told(found, read)
    return [str(getattr(f.event, "text", getattr(f.event, "words", ""))) for f in told]


@pytest.mark.requirement("C-03")
def test_what_she_struck_is_destroyed_with_all_that_was_said_of_it(place: Erased) -> None:
    assert lapse(place) == []
    put(place.journal, struck)
    (gone,) = lapse(place)
    assert isinstance(gone, StruckWordsDestroyed)
    assert (gone.statement, gone.struck_by, gone.keys) == (steep, fatima, 2)
    said = words_of(place, "StatementRecorded", "StatementContested")
    assert said == [DESTROYED, DESTROYED, told.text]
    assert lapse(place) == []


@pytest.mark.requirement("C-03")
def test_its_receipt_is_signed_and_a_hold_puts_it_off(place: Erased) -> None:
    hold = HoldPlaced(
        hold=asked.place_hold.hold, case=stairs, resident=bakker,
        reason=asked.place_hold.reason, until=(place.journal.now() + timedelta(days=1)).date(),
    )  # fmt: skip
    put(place.journal, struck)
    (waits,) = lapsed(place.journal)
    put(place.journal, hold)
    with pytest.raises(NotCarriedOut, match="hold"):
        let_lapse(place.journal, place.database, place.home, waits)
    assert words_of(place, "StatementRecorded") == [observed.text, told.text]
    put(place.journal, HoldReleased(hold=hold.hold, case=stairs, resident=bakker))
    done = let_lapse(place.journal, place.database, place.home, waits)
    fact = next(place.journal.read(after=done.position - 1))
    assert isinstance(fact.event, StruckWordsDestroyed)
    assert hashlib.sha256(done.receipt).hexdigest() == fact.event.receipt
    assert proven(done.receipt)["ground"] == "struck"
    for name in (bakker, stairs, steep):
        assert name.encode() not in done.receipt


@pytest.mark.requirement("C-03")
def test_the_database_lets_no_words_go_that_nobody_struck(place: Erased) -> None:
    put(place.journal, struck)
    at = {stored.kind: stored.position for stored in place.journal.store.read().facts}
    true = StruckWordsDestroyed(
        statement=steep, case=stairs, resident=bakker, struck_by=fatima, keys=1,
        positions=(at["StatementContested"],), receipt=Digest("0" * 64),
    )  # fmt: skip
    another, nothing = replace(true, positions=(at["StatementRecorded"],)), at["ReportDrafted"]
    for claim in (
        another,  # which rests on it, and is filed under it too
        replace(another, statement=fell),
        replace(true, positions=(*true.positions, nothing)),
        replace(true, case=CaseId(named("elsewhere"))),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="resident struck"):
            claimed(place, claim, "statement:" + claim.statement)
    assert DESTROYED not in words_of(place, "StatementRecorded", "StatementContested")
    assert claimed(place, true, "statement:" + steep) == 1


@pytest.mark.requirement("C-06")
def test_a_note_goes_after_its_last_day_and_not_before(place: Erased) -> None:
    today = place.journal.now().date()
    put(
        place.journal,
        replace(written, expires_on=today - timedelta(days=1)),
        replace(written, note=kept, expires_on=today + timedelta(days=2)),
    )
    (gone,) = lapse(place)
    assert isinstance(gone, NoteDestroyed)
    assert (gone.note, gone.writer, gone.keys) == (reminder, fatima, 1)
    later = [s.position for s in place.journal.store.read().facts if s.kind == "NoteWritten"][1]
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="after its last day"):
        claimed(place, replace(gone, note=kept, positions=(later,)), "note:" + kept)
    assert check(place.database, place.root, place.home) == []


def test_nothing_goes_but_in_the_transaction_that_says_so(place: Erased) -> None:
    put(place.journal, struck)
    head = place.journal.head()
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="with the fact that says"),
        closing(place.database.connect("writer")) as connection,
    ):
        connection.execute(f"SELECT {place.database.schema}.erase_lapsed({head})")


@pytest.mark.requirement("C-06")
def test_the_key_service_opens_a_note_on_a_read_that_names_it_and_on_no_other(
    place: Erased,
) -> None:
    put(place.journal, written)
    (note,) = [s for s in place.journal.store.read().facts if s.kind == "NoteWritten"]
    for read in (
        a_read_of(stairs, bakker), a_read_of(None, bakker), NotesRead(writer=fatima, notes=(kept,)),
        StaffNamesRead(workers=(fatima,), reader=fatima),
    ):  # fmt: skip
        with pytest.raises(ReadRequired):
            list(place.journal.told([note], recorded(place.journal, read)))
    own = recorded(place.journal, NotesRead(writer=fatima, notes=(reminder,)))
    (opened,) = place.journal.told([note], own)
    assert opened.event == written


def claimed(place: Erased, claim: StruckWordsDestroyed | NoteDestroyed, name: str) -> int:
    """What the database erases on that claim, if it believes it."""
    once = Item((type(claim).__name__,), (name,))
    context = replace(by_fatima, command=CommandId(str(uuid4())))
    return erase(place.journal, place.database, claim, context, once, "erase_lapsed")[1]
