"""What is backed up comes back: facts, words and keys; and nothing is put back by halves."""

import contextlib
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from domain.fact import Context
from domain.terms import CommandId
from service.arrays import know_arrays, small
from service.backup import back_up
from service.batch import Batch
from service.codec import Draft, encode
from service.database import Database, DatabaseUnreachable, migrate, renew_passwords
from service.journal import Journal
from service.keys import FileKeys, KeysUnusable, root_key
from service.manifest import BackupRefused
from service.migration import MIGRATIONS
from service.records import Append
from service.restoring import restore
from service.simulated import is_simulated, make_simulated, set_clock
from service.store import PostgresStore
from service.tombstones import bury
from tests.opened import opened
from tests.people import by_fatima, monday, named, reported, stairs, town
from tests.postgres import fresh_database
from tests.scenario import put


@contextlib.contextmanager
def journal_of(database: Database, home: Path) -> Iterator[Journal]:
    migrate(database)
    bury(database, home)
    keys = FileKeys(root_key(home / "root.key"), database)
    journal = Journal(PostgresStore(database), keys)
    try:
        yield journal
    finally:
        journal.close()
        keys.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def backup(database: Database, home: Path, tmp_path: Path) -> Path:
    with journal_of(database, home) as journal:
        put(journal, *town, reported)
    back_up(database, home, tmp_path / "backup", with_root_key=False)
    return tmp_path / "backup"


@pytest.fixture
def elsewhere(database_server: Database, database: Database, backup: Path) -> Iterator[Database]:
    """An empty database, once the backup is made."""
    with fresh_database(database_server) as fresh:
        yield fresh


def test_facts_and_words_come_back_as_they_were(
    database: Database, elsewhere: Database, backup: Path, home: Path
) -> None:
    with journal_of(database, home) as journal:
        before = opened(journal)
    manifest = restore(elsewhere, home, backup)
    assert (manifest.head, manifest.recorded_at) == (len(before), before[-1].recorded_at)
    with journal_of(elsewhere, home) as journal:
        assert opened(journal, until=len(before)) == before
        head = journal.head()
        put(journal, replace(reported, question="En nu weer."))
        assert journal.head() == head + 1
        assert opened(journal, f"case:{stairs}")[-1].event == replace(
            reported, question="En nu weer."
        )
    with contextlib.closing(elsewhere.connect("writer")) as connection:
        table = sql.Identifier(elsewhere.schema, "fact")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql.SQL("DELETE FROM {}").format(table))


def test_roles_get_the_passwords_of_the_machine_that_it_is_restored_on(
    elsewhere: Database, backup: Path, home: Path
) -> None:
    other = replace(elsewhere, secret=b"another machine's secret")
    try:
        restore(other, home, backup)
        other.connect("writer").close()
        with pytest.raises(DatabaseUnreachable):
            elsewhere.connect("writer")
    finally:
        renew_passwords(elsewhere)  # the roles are every test's


def test_where_there_are_facts_nothing_is_put_back(
    database: Database, backup: Path, home: Path
) -> None:
    with pytest.raises(BackupRefused, match="There are facts in haarlem already"):
        restore(database, home, backup)
    with journal_of(database, home) as journal:
        assert journal.head() == len(town) + 1


def test_an_empty_journal_that_was_opened_before_is_no_obstacle(
    elsewhere: Database, backup: Path, home: Path
) -> None:
    with journal_of(elsewhere, home) as journal:
        assert journal.head() == 0
    restore(elsewhere, home, backup)
    with journal_of(elsewhere, home) as journal:
        assert opened(journal)[-1].event == reported


@pytest.mark.parametrize("share", [0.01, 0.2, 0.6, 0.99])
def test_a_backup_that_is_cut_short_is_refused(
    elsewhere: Database, backup: Path, home: Path, share: float
) -> None:
    with tarfile.open(backup) as archive:
        dump = archive.getmember("journal.dump")
    content = backup.read_bytes()
    backup.write_bytes(content[: int((dump.offset_data + dump.size) * share)])
    with pytest.raises(BackupRefused, match="use another"):
        restore(elsewhere, home, backup)
    assert is_untouched(elsewhere)


def test_a_changed_byte_is_noticed(elsewhere: Database, backup: Path, home: Path) -> None:
    with tarfile.open(backup) as archive:
        dump = archive.getmember("journal.dump")
    content = bytearray(backup.read_bytes())
    content[dump.offset_data + dump.size // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BackupRefused, match="not what was put into it"):
        restore(elsewhere, home, backup)
    assert is_untouched(elsewhere)


def test_a_changed_manifest_is_noticed(elsewhere: Database, backup: Path, home: Path) -> None:
    content = backup.read_bytes()
    changed = content.replace(b'\\"simulated\\":false', b'\\"simulated\\":true ')
    assert changed != content
    backup.write_bytes(changed)
    with pytest.raises(BackupRefused, match="manifest of this backup was changed"):
        restore(elsewhere, home, backup)
    assert is_untouched(elsewhere)


def test_the_wrong_root_key_and_none_are_said_before_anything_is_done(
    elsewhere: Database, backup: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(KeysUnusable, match="not in this backup and not here"):
        restore(elsewhere, bare, backup)
    root_key(bare / "root.key")
    with pytest.raises(KeysUnusable, match="another root key"):
        restore(elsewhere, bare, backup)
    assert is_untouched(elsewhere)


def test_the_root_key_travels_along_only_when_asked(
    database: Database, elsewhere: Database, home: Path, backup: Path, tmp_path: Path
) -> None:
    with tarfile.open(backup) as archive:
        assert archive.getnames() == ["manifest.json", "journal.dump"]
    whole, bare = tmp_path / "whole", tmp_path / "bare"
    bare.mkdir()
    back_up(database, home, whole, with_root_key=True)
    assert whole.stat().st_mode & 0o077 == 0
    restore(elsewhere, bare, whole)
    assert (bare / "root.key").read_bytes() == (home / "root.key").read_bytes()
    assert (bare / "root.key").stat().st_mode & 0o077 == 0
    with journal_of(elsewhere, bare) as journal:
        assert opened(journal)[-1].event == reported


def test_another_municipality_a_missing_file_and_an_existing_one_are_refused(
    database: Database, elsewhere: Database, backup: Path, home: Path
) -> None:
    with pytest.raises(BackupRefused, match="WIJKBOEK_MUNICIPALITY=haarlem"):
        restore(replace(elsewhere, schema="ede"), home, backup)
    with pytest.raises(BackupRefused, match="There is no file"):
        restore(elsewhere, home, backup.with_name("absent"))
    with pytest.raises(BackupRefused, match="exists already"):
        back_up(database, home, backup)


def test_a_key_that_was_destroyed_after_the_backup_stays_destroyed(
    elsewhere: Database, backup: Path, home: Path
) -> None:
    restore(elsewhere, home, backup)
    with contextlib.closing(elsewhere.connect()) as connection:
        keys = sql.SQL("SELECT key_id FROM {}").format(sql.Identifier("haarlem_keys", "key"))
        ids = [row[0] for row in connection.execute(keys)]
    (home / "tombstones").write_text("".join(f"{key}\n" for key in ids))
    with journal_of(elsewhere, home) as journal:
        assert opened(journal)[-1].event == replace(reported, question="[destroyed]")


def test_a_damaged_list_of_tombstones_opens_no_journal(database: Database, home: Path) -> None:
    (home / "tombstones").write_text("not a key\n")
    with pytest.raises(KeysUnusable, match="restore that file first"):
        bury(database, home)


def test_a_simulated_journal_comes_back_simulated_with_its_time(
    database_server: Database, database: Database, home: Path, tmp_path: Path
) -> None:
    make_simulated(database, monday)
    with journal_of(database, home) as journal:
        put(journal, *town, reported)
    back_up(database, home, tmp_path / "simulated")
    with fresh_database(database_server) as fresh:
        restore(fresh, home, tmp_path / "simulated")
        assert is_simulated(fresh)
        with journal_of(fresh, home) as journal:
            assert journal.now() == monday
            set_clock(fresh, monday.replace(hour=12))
            assert journal.now() == monday.replace(hour=12)


def test_an_upgrade_keeps_every_fact(empty_database: Database, home: Path, tmp_path: Path) -> None:
    """A schema with its first migration alone, with facts in it, and then all the others."""
    first = tmp_path / "migrations"
    first.mkdir()
    name = "0001_journal.sql"
    (first / name).write_bytes((MIGRATIONS / name).read_bytes())
    assert migrate(empty_database, first) == ["0001_journal"]
    told = [*town, reported]
    with contextlib.closing(FileKeys(root_key(home / "root.key"), empty_database)) as keys:
        drafts = [
            encode(each, numbered(number), "0" * 64, keys) for number, each in enumerate(told)
        ]
    appended_by_the_first_migration(empty_database, drafts)
    with journal_of(empty_database, home) as journal:
        assert [fact.event for fact in opened(journal)] == told
        units = "SELECT DISTINCT unit FROM haarlem_keys.key WHERE subject LIKE 'resident:%'"
        with empty_database.connect() as connection:
            assert connection.execute(units).fetchall() == [(f"case:{stairs}",)]
    rest = sorted(path.stem for path in MIGRATIONS.glob("*.sql"))[1:]
    assert rest and migrate(empty_database) == []


def numbered(number: int) -> Context:
    return replace(by_fatima, command=CommandId(named(f"command {number}")))


def appended_by_the_first_migration(database: Database, drafts: Sequence[Draft]) -> None:
    """As the version of that time did: it knew neither units of keys nor members of lists."""
    with database.connect("writer", autocommit=True) as connection:
        know_arrays(connection)
        names = sorted({draft.kind for draft in drafts})
        rows = connection.execute("SELECT name, id FROM haarlem.register_types(%s)", [names])
        numbers: dict[str, int] = dict(rows.fetchall())
        batch = Batch(numbers.__getitem__)
        batch.add(0, Append(drafts))
        call = f"SELECT FROM haarlem.append_batch({', '.join(['%s'] * 26)})"
        columns = batch.columns()[:26]
        columns[2] = small([])  # it was told the types of conditions by number, one at a time
        connection.execute(call, columns)


def is_untouched(database: Database) -> bool:
    with contextlib.closing(database.connect()) as connection:
        found = connection.execute("SELECT to_regnamespace('haarlem')").fetchone()
        return found == (None,)
