"""Attacks 32, 33 and 35: killed at any step, two notaries at once, a flood; and never a fork."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import pytest

from service.database import Database
from service.fixing.notary import Notary
from service.fixing.tree import Tree
from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.note import parse_note
from service.notary.paths import consistency_proof
from service.notary.signer import SignerClient
from tests.notary.fixing import Fixed, added, fixed


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path) as made:
        yield made


def checkpoints(place: Fixed) -> list[Checkpoint]:
    with place.database.connect("auditor") as auditor:
        rows = auditor.execute("SELECT note FROM haarlem.checkpoint ORDER BY size").fetchall()
    return [parse_checkpoint(parse_note(note.encode()).text) for (note,) in rows]


def no_fork(place: Fixed) -> int:
    """Every checkpoint that was signed is of the tree as it is now; how many."""
    signed = checkpoints(place)
    for each in signed:
        assert place.notary.tree.root(place.connection, each.size) == each.root
    return len(signed)


def test_attack_33_while_one_notary_extends_the_tree_the_other_passes_by(place: Fixed) -> None:
    added(place.store, 20)
    with place.database.connect("notary") as other:
        other.execute("INSERT INTO haarlem.tree VALUES (true, 0)")
        other.commit()
        other.execute("SELECT size FROM haarlem.tree FOR UPDATE")
        assert place.notary.tree.extend(place.connection) == 0
    assert place.step() == 20


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("rounds", [60, pytest.param(1_000, marks=pytest.mark.long)])
def test_attack_33_two_notaries_at_once_never_fork(place: Fixed, rounds: int) -> None:
    others = [place.another() for _ in range(2)]
    with ThreadPoolExecutor(3) as workers:

        def work(notary: Notary) -> int:
            with place.database.connect("notary", autocommit=True) as connection:
                return sum(notary.step(connection) for _ in range(rounds))

        running = [workers.submit(work, each) for each in others]
        for _ in range(rounds):
            added(place.store, 3)
        assert sum(each.result() for each in running) + place.step() == rounds * 3
    for each in others:
        each._signer.close()
    assert no_fork(place) > 0
    assert checkpoints(place)[-1].size == rounds * 3


def test_attack_33_who_signs_from_an_older_size_is_told_the_newer(place: Fixed) -> None:
    added(place.store, 9)
    place.step()
    client = SignerClient(place.place.socket, place.place.log())
    node = place.notary.tree.node(place.connection)
    small = Checkpoint(client.key.name, 4, place.notary.tree.root(place.connection, 4))
    with pytest.raises(Exception, match="holds 9 facts"):
        client.checkpoint(small, 0, [])
    assert client.size() == 9
    same = checkpoints(place)[0]
    assert client.checkpoint(same, 9, consistency_proof(node, 9, 9)).name == client.key.name
    client.close()


ROOT = Path(__file__).resolve().parent.parent.parent
EXTENDING = """
import sys
from service.database import Database
from service.fixing.notary import Notary
from service.fixing.tree import Tree
database = Database("haarlem", sys.argv[1], bytes.fromhex(sys.argv[2]))
tree = Tree("haarlem", page=3)
with database.connect("notary", autocommit=True) as connection:
    print("begun", flush=True)
    while tree.extend(connection):
        pass
"""


def test_attack_32_killed_at_any_moment_the_tree_is_whole(place: Fixed) -> None:
    added(place.store, 900)
    tree, killed = Tree("haarlem"), 0
    arguments = [place.database.administrator, place.database.secret.hex()]
    pause = 0.0
    while tree.head(place.connection).size < 900 and killed < 8:
        asked = [sys.executable, "-c", EXTENDING, *arguments]
        with subprocess.Popen(asked, stdout=subprocess.PIPE, cwd=ROOT) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with suppress(subprocess.TimeoutExpired):
                process.wait(pause)
            process.kill()
        killed, pause = killed + 1, pause + 0.02
        head = tree.head(place.connection)
        assert head.root == tree.root(place.connection, head.size)
    place.step()
    assert tree.head(place.connection).size == 900
    assert no_fork(place) == 1


def test_attack_32_published_half_way_it_is_published_whole_the_next_time(place: Fixed) -> None:
    added(place.store, 300)
    place.step()
    public = place.notary._public
    whole = {p: p.read_bytes() for p in place.place.public.rglob("*") if p.is_file()}
    for lost in whole:
        lost.unlink()
        note = checkpoints(place)
        assert note
        (place.place.public / "checkpoint").unlink(missing_ok=True)
        with place.database.connect("auditor") as auditor:
            (text,) = auditor.execute("SELECT note FROM haarlem.checkpoint").fetchone() or ("",)
        public.publish(place.connection, place.notary.tree, text.encode())
        assert {p: p.read_bytes() for p in whole} == whole


def test_attack_35_a_flood_is_fixed_in_pages_and_then_it_is_up_to_date(place: Fixed) -> None:
    for _ in range(10):
        added(place.store, 1000)
    assert place.step() == 10_000
    added(place.store, 1)
    assert place.step() == 1
    assert checkpoints(place)[-1].size == 10_001


def test_a_signer_that_is_away_is_waited_for_and_nothing_is_lost(
    database: Database, tmp_path: Path
) -> None:
    with fixed(database, tmp_path) as place:
        added(place.store, 5)
        nowhere = SignerClient(tmp_path / "nobody", place.place.log(), timeout=0.2)
        with pytest.raises(Exception, match="does not answer"):
            nowhere.size()
        with closing(nowhere):
            assert place.step() == 5
