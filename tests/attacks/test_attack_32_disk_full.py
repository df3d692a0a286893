"""Attack 32: the disk is full, for the signer, the published folder or the database; and no fork.

A process that may write no larger file meets the kernel's own refusal, as of a disk without room:
in the middle of a file, too. Any user can do that to a process of his own.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from service.database import Database
from service.fixing.exporting import as_stored
from service.fixing.fsck import wrong_tiles
from service.notary.checkpoint import open_checkpoint
from service.notary.journal import verify_rows
from service.notary.kept import write_whole
from service.notary.signer import SignerAway
from service.notary.tiles import of_size
from tests.notary.fixing import Fixed, added, fixed

pytestmark = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="only Linux limits a process that runs"
)
ROOT = Path(__file__).resolve().parent.parent.parent
SIGNING = """
import sys
from pathlib import Path
from service.fixing.place import Place
from service.notary.signer import SignerServer
place = Place(Path(sys.argv[1]))
server = SignerServer(place.socket, place.signer())
print("signs", flush=True)
server.serve_forever()
"""


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path) as made:
        yield made


@contextmanager
def signing_apart(place: Fixed) -> Iterator[int]:
    """The signer in a process of its own: its id."""
    asked = [sys.executable, "-c", SIGNING, str(place.place.folder)]
    with subprocess.Popen(
        asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield process.pid
        finally:
            process.kill()


@contextmanager
def full(process: int, room: int) -> Iterator[None]:
    """No file of that process grows past so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)  # as inherited

    def limit(most: int) -> None:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, before[1]))

    def as_its_user(most: int) -> None:
        whose = Path(f"/proc/{process or os.getpid()}").stat()
        if whose.st_uid == os.getuid():
            limit(most)
        else:  # run by root, the database has a user of its own
            subprocess.run(
                ["true"], check=True, user=whose.st_uid, group=whose.st_gid, extra_groups=[],
                preexec_fn=lambda: limit(most),
            )  # fmt: skip

    as_its_user(room)
    try:
        yield
    finally:
        as_its_user(before[0])


def server_of(place: Fixed) -> int:
    """The process of the database that the notary speaks to. It writes its log for nobody here:
    that is on a disk of its own."""
    place.connection.execute("SET synchronous_commit = off")
    return place.connection.info.backend_pid


def published(place: Fixed) -> int:
    """How large the published tree is: all of its files are there, and signed."""
    public = place.notary._public
    note = public.checkpoint()
    if note is None:
        return 0
    tree, _ = open_checkpoint(note, place.place.log())
    assert tree.root == place.notary.tree.root(place.connection, tree.size)
    for level, last, width in of_size(tree.size):
        for index in range(last + 1):
            wide = 256 if index < last else width
            whole = place.notary.tree.tile(place.connection, level, index) or b""
            assert public.tile(level, index, wide) == whole[: 32 * wide]
    return tree.size


def litter(place: Fixed) -> list[Path]:
    """What was begun and not finished."""
    return list(place.place.folder.rglob(".*"))


def goes_on(place: Fixed) -> None:
    """Once there is room: all is fixed, signed and published, and as it was recorded."""
    added(place.store, 1)
    place.step()
    with as_stored(place.database) as stored:
        assert published(place) == stored.head() == stored.size()
        report = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
        wrong = [each for each in report.findings if "RFC 8785" not in each.message]
        assert (wrong, report.facts) == ([], stored.head())  # the drafts of tests say nothing
        assert list(wrong_tiles(stored)) == []
    assert litter(place) == []


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("room", [0, 1, 100])
def test_attack_32_no_room_for_what_the_signer_signed(place: Fixed, room: int) -> None:
    with signing_apart(place) as signer:
        added(place.store, 300)
        place.step()
        kept, before = place.place.signed.read_bytes(), place.notary._public.checkpoint()
        added(place.store, 5)
        with full(signer, room):
            for _ in range(2):
                with pytest.raises(SignerAway):
                    place.step()
        assert place.place.signed.read_bytes() == kept
        assert place.notary._public.checkpoint() == before
        goes_on(place)


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("room", [0, 31, 150, 1000, 8191])
def test_attack_32_no_room_for_what_is_published(place: Fixed, room: int) -> None:
    """Some tiles are there, and of the next one a part: the checkpoint is the one before."""
    with signing_apart(place):
        added(place.store, 3)
        place.step()
        added(place.store, 300)
        with full(0, room), pytest.raises(OSError, match="too large"):
            place.step()
        assert published(place) == 3
        assert litter(place) == []
        goes_on(place)


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("lacks", ["tree", "tile", "checkpoint"])
def test_attack_32_no_room_in_the_database(place: Fixed, lacks: str) -> None:
    """For the row of the tree, its tiles, or the checkpoint that the signer has signed by now."""
    added(place.store, 300)
    server, tree = server_of(place), place.notary.tree
    if lacks != "tree":
        place.connection.execute(tree._begin)
    if lacks == "checkpoint":
        assert tree.extend(place.connection) == 300
    with full(server, 0):
        for _ in range(2):
            with pytest.raises(psycopg.Error, match="File too large"):
                place.step()
    assert published(place) == 0
    assert place.place.signed.exists() is (lacks == "checkpoint")
    assert tree.head(place.connection).size == (300 if lacks == "checkpoint" else 0)
    goes_on(place)


def test_a_file_for_which_there_is_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    there = tmp_path / "there"
    write_whole(there, b"as it was")
    with full(0, 3), pytest.raises(OSError, match="too large"):
        write_whole(there, b"longer than there is room for")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"as it was"]
