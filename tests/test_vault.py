"""The root of all keys in Vault: its Transit engine wraps epochs, and destroys them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.backup import back_up
from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, KeysUnusable, Root
from service.keys.choosing import root_of
from service.keys.rotation import STAYS, rotate
from service.manifest import BackupRefused
from service.restoring import restore
from service.settings import Settings
from service.store import PostgresStore
from service.tombstones import destroyed_epochs
from tests.opened import opened
from tests.people import reported, town
from tests.postgres import fresh_database
from tests.scenario import put
from tests.test_cli import wijkboek
from tests.transit import TOKEN, Transit, transit

MARCH = datetime(2026, 3, 1, 4, tzinfo=UTC)


@pytest.fixture
def vault() -> Iterator[Transit]:
    with transit() as running:
        yield running


@pytest.fixture
def token(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.touch(mode=0o600)
    file.write_text(f"{TOKEN}\n")
    return file


@pytest.fixture
def settings(vault: Transit, token: Path, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home", municipality="haarlem", vault_url=vault.url, vault_token_file=token
    )


def words(database: Database, root: Root, home: Path) -> list[str]:
    """What the notifications on record say, opened with that root."""
    gone = destroyed_epochs(home, database.schema)
    with (
        closing(FileKeys(root, database, gone)) as keys,
        closing(Journal(PostgresStore(database), keys)) as journal,
    ):
        if not journal.head():
            put(journal, *town, reported)
        events = [fact.event for fact in opened(journal)]
    return [event.question for event in events if hasattr(event, "question")]


def test_the_key_of_an_epoch_is_wrapped_by_vault_and_nowhere_else(
    database: Database, settings: Settings, vault: Transit
) -> None:
    root = root_of(settings)
    assert words(database, root, settings.home) == [reported.question]
    assert list(vault.keys) == ["wijkboek-haarlem-1"]
    with database.connect() as connection:
        ((wrapped,),) = connection.execute("SELECT wrapped FROM haarlem_keys.epoch").fetchall()
    assert bytes(wrapped).startswith(b"vault:v1:")
    assert not settings.home.exists()


def test_vault_is_not_asked_for_every_read(
    database: Database, settings: Settings, vault: Transit
) -> None:
    words(database, root_of(settings), settings.home)
    before = len(vault.asked)
    words(database, root_of(settings), settings.home)
    assert vault.asked[before:] == ["POST /v1/transit/decrypt/wijkboek-haarlem-1"]


def test_rotation_takes_keys_along_and_vault_destroys_the_old_epoch(
    database: Database, settings: Settings, vault: Transit
) -> None:
    root, home = root_of(settings), settings.home
    home.mkdir()
    words(database, root, home)
    assert rotate(database, root, home, MARCH).epoch == 2
    assert set(vault.keys) == {"wijkboek-haarlem-1", "wijkboek-haarlem-2"}
    assert rotate(database, root, home, MARCH + STAYS).destroyed == (1,)
    assert set(vault.keys) == {"wijkboek-haarlem-2", "wijkboek-haarlem-3"}
    assert words(database, root, home) == [reported.question]
    assert rotate(database, root, home, MARCH + STAYS).destroyed == ()  # and forgets it once


def test_a_backup_is_authenticated_by_vault_and_never_holds_the_root(
    database_server: Database, database: Database, settings: Settings, tmp_path: Path
) -> None:
    root, home = root_of(settings), settings.home
    home.mkdir()
    words(database, root, home)
    back_up(database, home, tmp_path / "backup", root=root)
    with fresh_database(database_server) as fresh:
        restore(fresh, home, tmp_path / "backup", root)
        assert words(fresh, root, home) == [reported.question]
    assert not (home / "root.key").exists()
    with pytest.raises(BackupRefused, match="in Vault, and never leaves it"):
        back_up(database, home, tmp_path / "other", root=root, with_root_key=True)
    with transit() as another, fresh_database(database_server) as fresh:
        elsewhere = root_of(settings.model_copy(update={"vault_url": another.url}))
        with pytest.raises(BackupRefused, match="was changed"):
            restore(fresh, home, tmp_path / "backup", elsewhere)


def test_another_vault_opens_nothing(database: Database, settings: Settings) -> None:
    words(database, root_of(settings), settings.home)
    with transit() as another:
        elsewhere = root_of(settings.model_copy(update={"vault_url": another.url}))
        with pytest.raises(KeysUnusable, match="does not open this journal's keys"):
            FileKeys(elsewhere, database)


def test_a_key_in_a_file_is_not_taken_for_one_in_vault(
    database: Database, settings: Settings
) -> None:
    words(database, root_of(settings.model_copy(update={"vault_url": None})), settings.home)
    with pytest.raises(KeysUnusable, match=r"wrapped under a root key in a file.*VAULT_URL"):
        FileKeys(root_of(settings), database)


def test_a_vault_that_is_sealed_or_gone_is_one_line_with_the_next_step(
    database: Database, settings: Settings, vault: Transit, token: Path
) -> None:
    words(database, root_of(settings), settings.home)
    vault.sealed = True
    with pytest.raises(KeysUnusable, match=r"^Vault at http://127\.0\.0\.1:\d+ is sealed: unseal"):
        FileKeys(root_of(settings), database)
    vault.sealed = False
    token.write_text("hvs.revoked")
    with pytest.raises(KeysUnusable, match="refuses this token: put a valid one in"):
        FileKeys(root_of(settings), database)
    token.write_text(TOKEN)
    nowhere = settings.model_copy(update={"vault_mount": "elsewhere"})
    with pytest.raises(KeysUnusable, match="has no such key or Transit engine"):
        FileKeys(root_of(nowhere), database)
    gone = settings.model_copy(update={"vault_url": "http://127.0.0.1:1"})
    with pytest.raises(KeysUnusable, match=r"cannot be reached .*: start it, or"):
        FileKeys(root_of(gone), database)


def test_a_token_is_read_from_a_file_of_ones_own(settings: Settings, token: Path) -> None:
    token.chmod(0o644)
    with pytest.raises(KeysUnusable, match="may be read by others: run chmod 600"):
        root_of(settings)
    token.unlink()
    with pytest.raises(KeysUnusable, match="set WIJKBOEK_VAULT_TOKEN_FILE to a file"):
        root_of(settings)
    with pytest.raises(KeysUnusable, match="set WIJKBOEK_VAULT_TOKEN_FILE to a file"):
        root_of(settings.model_copy(update={"vault_token_file": None}))


def test_the_command_line_says_so_in_one_line(database_server: Database, token: Path) -> None:
    assert database_server.server is not None
    code, out, err = wijkboek(
        "status", home=database_server.server.home, WIJKBOEK_MUNICIPALITY="vaulted",
        WIJKBOEK_VAULT_URL="http://127.0.0.1:1", WIJKBOEK_VAULT_TOKEN_FILE=str(token),
    )  # fmt: skip
    assert (code, out) == (1, "")
    assert err.startswith("wijkboek: Vault at http://127.0.0.1:1 cannot be reached")
    assert err.count("\n") == 1 and TOKEN not in err
