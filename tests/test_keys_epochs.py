"""Epochs: keys are wrapped anew, an old epoch is destroyed, and then no older backup opens."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, KeysUnusable, RootKey
from service.keys.rotation import STAYS, Rotated, RotationRunning, Where, rotate
from service.outcome import OtherCommand
from service.post.proving import proof_of
from service.records import AppendRefused
from service.store import PostgresStore
from service.tombstones import destroyed_epochs, remember, tombstones
from tests import asked
from tests.opened import opened
from tests.people import pieter, reported, town
from tests.scenario import put

MARCH = datetime(2026, 3, 1, 4, tzinfo=UTC)
KEYS = 7


class Place:
    """A journal with a few sealed words, whose keys hang on a root in a folder."""

    def __init__(self, database: Database, home: Path) -> None:
        self.database, self.home = database, home
        self.root = RootKey(bytes(range(32)), home, database.schema)
        self.store = PostgresStore(database)
        with self.journal() as journal:
            put(journal, *town, *[reported] * 4)

    def keys(self) -> FileKeys:
        gone = destroyed_epochs(self.home, self.database.schema)
        return FileKeys(self.root, self.database, gone)

    def journal(self) -> Any:
        return closing(Kept(self.store, self.keys()))

    def rotate(self, now: datetime = MARCH, **also: Any) -> Rotated:
        return rotate(self.database, self.root, self.home, now, **also)

    def asked(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.database.connect(autocommit=True) as connection:
            return connection.execute(statement.replace("{k}", "haarlem_keys"), values).fetchall()

    def by_epoch(self) -> dict[int, int]:
        return dict(self.asked("SELECT epoch, count(*)::int FROM {k}.key GROUP BY epoch"))

    def secret(self, epoch: int) -> Path:
        return self.home / "epochs" / f"haarlem-{epoch}.key"


class Kept(Journal):
    """A journal whose store outlives it."""

    def close(self) -> None:
        assert isinstance(self.keys, FileKeys)
        self.keys.close()


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Place]:
    made = Place(database, tmp_path)
    yield made
    made.store.close()


def words(journal: Journal) -> list[str]:
    return [event.question for f in opened(journal) if hasattr(event := f.event, "question")]


def test_a_new_epoch_takes_every_live_key_along(place: Place) -> None:
    seen: list[tuple[int, int]] = []
    made = place.rotate(page=3, progress=lambda done, of: seen.append((done, of)))
    assert made == Rotated(2, begun=True, rewrapped=KEYS, damaged=0, destroyed=())
    assert place.by_epoch() == {2: KEYS}
    assert seen == [(3, KEYS), (6, KEYS), (KEYS, KEYS)]
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 4
        put(journal, reported)
    assert place.by_epoch() == {2: KEYS + 1}
    assert place.secret(1).stat().st_mode & 0o777 == 0o600


def test_a_rotation_that_was_cut_off_is_finished_and_not_begun_again(place: Place) -> None:
    class CutOff(Exception):
        pass

    def cut_off(done: int, of: int) -> None:
        raise CutOff

    with pytest.raises(CutOff):
        place.rotate(page=3, progress=cut_off)
    assert place.by_epoch() == {1: KEYS - 3, 2: 3}
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 4
    assert place.rotate(page=3) == Rotated(2, False, KEYS - 3, 0, ())
    assert place.by_epoch() == {2: KEYS}


def test_a_running_service_follows_to_the_new_epoch(place: Place) -> None:
    with place.journal() as running:
        place.rotate()
        assert words(running) == [reported.question] * 4  # its own epoch is older than these keys
        assert running.keys.create().epoch == 2


def test_an_old_epoch_is_destroyed_after_thirty_days_and_not_before(place: Place) -> None:
    place.rotate(MARCH)
    assert place.rotate(MARCH + STAYS - timedelta(seconds=1)).destroyed == ()
    assert place.secret(1).exists()
    assert place.rotate(MARCH + STAYS).destroyed == (1,)
    assert not place.secret(1).exists()
    assert destroyed_epochs(place.home, "haarlem") == [1]
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 4


def test_an_epoch_that_a_key_still_needs_is_not_destroyed(place: Place) -> None:
    with place.journal() as slow:
        place.rotate(MARCH)
        put(slow, reported)  # a process that has not looked yet seals under the old epoch
    assert place.by_epoch() == {1: 1, 2: KEYS}
    made = place.rotate(MARCH + STAYS)
    assert (made.rewrapped, made.destroyed) == (KEYS + 1, (1,))
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 5


def test_a_key_that_does_not_open_is_left_and_keeps_its_epoch(place: Place) -> None:
    one = "(SELECT min(key_id::text)::uuid FROM {k}.key)"
    place.asked(f"UPDATE {{k}}.key SET wrapped = '\\x00' WHERE key_id = {one} RETURNING 1")
    assert place.rotate(MARCH).damaged == 1
    made = place.rotate(MARCH + STAYS)
    assert (made.damaged, made.destroyed) == (1, ())


def test_no_append_can_use_an_epoch_that_was_destroyed(place: Place) -> None:
    with place.journal() as slow:
        place.rotate(MARCH)
        place.rotate(MARCH + STAYS)
        with pytest.raises(AppendRefused):
            put(slow, reported)


def test_what_was_cut_off_between_database_and_secret_is_done_next_time(place: Place) -> None:
    place.rotate(MARCH)
    with closing(place.database.connect(autocommit=True)) as connection:
        assert Where(connection, "haarlem").destroy(1, MARCH + STAYS)
    assert place.secret(1).exists()
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 4
    place.rotate(MARCH + STAYS)
    assert not place.secret(1).exists()
    assert destroyed_epochs(place.home, "haarlem") == [1]


def test_only_one_rotates(place: Place) -> None:
    with (
        closing(place.database.connect(autocommit=True)) as connection,
        Where(connection, "haarlem").alone(),
        pytest.raises(RotationRunning),
    ):
        place.rotate()
    place.rotate()


def test_the_same_command_gives_its_first_answer_across_epochs(place: Place) -> None:
    command = replace(asked.receive_notification)
    with place.journal() as journal:
        first = journal.record(command)
        assert not first.repeated
    place.rotate(MARCH)
    other = replace(command, question="Iets heel anders.")
    with place.journal() as journal:
        again = journal.record(command)
        assert (again.repeated, again.position) == (True, first.position)
        with pytest.raises(OtherCommand):
            journal.record(other)


def test_once_its_epoch_is_gone_a_command_is_known_by_who_asks(place: Place) -> None:
    command = asked.receive_notification
    with place.journal() as journal:
        first = journal.record(command)
    place.rotate(MARCH)
    place.rotate(MARCH + STAYS)
    with place.journal() as journal:
        # Nobody can say any more whether it is the same text: nothing is done twice all the same.
        head = journal.head()
        assert journal.record(replace(command, question="Iets anders.")).position == first.position
        by_another = replace(command, context=replace(command.context, actor=pieter))
        with pytest.raises(OtherCommand):
            journal.record(by_another)
        assert journal.head() == head


def test_a_secret_that_others_may_read_is_refused(place: Place) -> None:
    place.secret(1).chmod(0o640)
    with pytest.raises(KeysUnusable, match=r"haarlem-1\.key may be read by others: run chmod 600"):
        place.keys()


def test_a_secret_that_is_not_there_is_named(place: Place) -> None:
    place.secret(1).rename(place.home / "elsewhere")
    with pytest.raises(KeysUnusable, match=r"haarlem-1\.key, which is not there"):
        place.keys()


def test_another_root_key_opens_nothing(place: Place) -> None:
    with pytest.raises(KeysUnusable, match="does not open this journal's keys"):
        FileKeys(RootKey(bytes(32), place.home, "haarlem"), place.database)


def test_an_epoch_of_before_there_were_secrets_opens_and_is_left_behind(
    database: Database, tmp_path: Path
) -> None:
    bare = FileKeys(bytes(range(32)), database)
    bare.close()
    place = Place(database, tmp_path)
    assert not place.secret(1).exists()
    place.rotate()
    assert place.secret(2).exists()
    with place.journal() as journal:
        assert words(journal) == [reported.question] * 4
    place.store.close()


def test_a_tombstone_that_a_crash_cut_off_is_none(tmp_path: Path) -> None:
    first, second = UUID(int=1), UUID(int=2)
    remember(tmp_path, [first])
    with (tmp_path / "tombstones").open("a") as file:
        file.write(str(second)[:20])
    assert tombstones(tmp_path) == [first]
    remember(tmp_path, [first, second], [("haarlem", 3), ("ede", 12)])
    assert tombstones(tmp_path) == [first, second]
    assert (destroyed_epochs(tmp_path, "haarlem"), destroyed_epochs(tmp_path, "ede")) == ([3], [12])
    assert (tmp_path / "tombstones").read_text().count(str(first)) == 1
    assert (tmp_path / "tombstones").stat().st_mode & 0o777 == 0o600


def test_what_was_sent_is_proved_after_the_epoch_of_that_day_is_gone(place: Place) -> None:
    with closing(place.keys()) as keys:
        proof = proof_of(b"Beste mevrouw Bakker", keys)
    place.rotate(MARCH)
    assert place.rotate(MARCH + STAYS).destroyed == (1,)
    with closing(place.keys()) as keys:
        assert proof_of(b"Beste mevrouw Bakker", keys) == proof
        assert proof_of(b"Beste mevrouw Jansen", keys) != proof
