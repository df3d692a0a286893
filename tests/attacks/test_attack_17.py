"""Attack 17: what was erased is brought back, out of a backup of before."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.terms import DESTROYED
from projections.rebuild import rebuild
from service.backup import back_up
from service.database import Database
from service.keys import KeysUnusable
from service.keys.checking import check
from service.keys.rotation import STAYS, rotate
from service.restoring import restore
from service.views import FactReader, view_store
from tests.attacks.erased import HERS, Erased, a_case, opened_in
from tests.people import stairs
from tests.postgres import fresh_database

MARCH = datetime(2026, 3, 1, 4, tzinfo=UTC)
GONE = [DESTROYED] * len(HERS)


@pytest.fixture
def backup(database: Database, tmp_path: Path) -> Path:
    """Of a journal whose words were destroyed afterwards: of database and keys, from before."""
    with a_case(database, tmp_path) as place:
        assert place.words() == HERS
        back_up(database, tmp_path, tmp_path / "backup")
        place.destroy()
        assert place.words() == GONE
    return tmp_path / "backup"


@pytest.fixture
def elsewhere(database_server: Database, backup: Path) -> Iterator[Database]:
    with fresh_database(database_server) as fresh:
        yield fresh


def test_attack_17_a_backup_of_before_brings_no_word_back(
    elsewhere: Database, backup: Path, tmp_path: Path
) -> None:
    restore(elsewhere, tmp_path, backup)
    sealed = keys_and_texts(elsewhere)
    assert sealed == (len(HERS), len(HERS)), "both were in the backup"
    with opened_in(elsewhere, tmp_path) as place:  # tombstones first: no other way of opening it
        assert keys_and_texts(elsewhere) == (0, len(HERS))
        assert place.words() == GONE
        assert wrong(place) == [f"{len(HERS)} sealed words have no key"]
        assert not_in_any_view(place)
        place.destroy()  # on record anew, in the journal that does not know of it
        assert wrong(place) == []
    assert keys_and_texts(elsewhere) == (0, 0)


def test_attack_17_keys_put_back_by_hand_while_it_is_open_are_noticed(
    database: Database, tmp_path: Path
) -> None:
    with a_case(database, tmp_path) as place:
        with database.connect() as superuser:
            kept = superuser.execute("SELECT * FROM haarlem_keys.key").fetchall()
        place.destroy()
        with database.connect(autocommit=True) as superuser, superuser.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO haarlem_keys.key VALUES ({', '.join(['%s'] * len(kept[0]))})"
                " ON CONFLICT DO NOTHING", kept,
            )  # fmt: skip
        risen = f"{len(HERS)} keys that were destroyed are back"
        assert wrong(place) == [risen]
    with opened_in(database, tmp_path) as place:
        assert place.words() == GONE
        assert wrong(place) == []


@pytest.mark.parametrize("with_tombstones", [True, False])
def test_attack_17_once_the_epoch_is_gone_it_fails_without_tombstones_too(
    database: Database, elsewhere: Database, backup: Path, tmp_path: Path, with_tombstones: bool
) -> None:
    """Whoever throws the tombstones away has thirty days; then no backup of then opens a word."""
    with opened_in(database, tmp_path) as place:
        for now in (MARCH, MARCH + STAYS):
            rotate(database, place.root, tmp_path, now)
    tombstones = tmp_path / "tombstones"
    kept = [line for line in tombstones.read_text().splitlines() if line.startswith("epoch ")]
    assert kept == ["epoch haarlem 1"]
    if not with_tombstones:
        tombstones.write_text("".join(f"{line}\n" for line in kept))
    restore(elsewhere, tmp_path, backup)
    with opened_in(elsewhere, tmp_path) as place:
        keys, _ = keys_and_texts(elsewhere)
        assert keys == (0 if with_tombstones else len(HERS))
        assert place.words() == GONE
        assert not_in_any_view(place)


def test_attack_17_nor_does_an_epoch_whose_tombstone_was_thrown_away_too(
    database: Database, elsewhere: Database, backup: Path, tmp_path: Path
) -> None:
    """Then the journal does not even open: the secret that the backup hangs on is nowhere."""
    with opened_in(database, tmp_path) as place:
        for now in (MARCH, MARCH + STAYS):
            rotate(database, place.root, tmp_path, now)
    (tmp_path / "tombstones").unlink()
    (tmp_path / "epochs" / "haarlem-1.key").write_bytes(bytes(32))
    (tmp_path / "epochs" / "haarlem-1.key").chmod(0o600)
    restore(elsewhere, tmp_path, backup)
    with pytest.raises(KeysUnusable, match="does not open"), opened_in(elsewhere, tmp_path):
        pass


def wrong(place: Erased) -> list[str]:
    """What `wijkboek keys restore-check` finds, each up to its colon."""
    return [line.partition(":")[0] for line in check(place.database, place.root, place.home)]


def keys_and_texts(database: Database) -> tuple[int, int]:
    """How many keys and sealed texts there are of what was said about mevrouw Bakker."""
    with closing(database.connect()) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM haarlem_keys.key k WHERE k.key_id IN"
            " (SELECT w.key_id FROM haarlem.words w WHERE w.position = ANY (p))),"
            " (SELECT count(*) FROM haarlem.words w WHERE w.position = ANY (p)"
            "   AND w.ciphertext IS NOT NULL)"
            " FROM (SELECT array_agg(w.position) AS p FROM haarlem.words w"
            "   JOIN haarlem.fact_tag t ON t.position = w.position AND t.tag = %s) q",
            [f"case:{stairs}"],
        ).fetchone()
    assert row is not None
    return row[0], row[1]


def not_in_any_view(place: Erased) -> bool:
    """Every view built anew from what was put back, and no word in any row of any table."""
    store = view_store(place.database.schema)
    with place.database.connect("projector", autocommit=True) as connection:
        store.prepare(connection)
        reader = FactReader(place.database.schema, connection, list(store.views.values()))
        rebuild(store, connection, list(store.views.values()), reader.passing)
    rows = [row for table in place.everything().values() for row in table]
    return bool(rows) and not any("kanarie" in row or b"kanarie".hex() in row for row in rows)
