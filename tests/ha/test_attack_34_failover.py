"""Attack 34 with three servers and Patroni: whoever writes is killed, under load, again and again.

Nothing of the service is told that anybody was killed.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from domain.facts.state import SystemStateRecorded
from service.database import Database, migrate
from service.fixing.tree import Tree
from service.notary.checkpoint import parse_checkpoint
from service.notary.note import parse_note
from service.notary.promise import verify_promise
from service.notary.proof import parse_proof
from tests.ha.cluster import Cluster, running, until
from tests.ha.load import Scene, asked
from tests.people import town

pytestmark = pytest.mark.ha


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running() as three:
        yield three


def kill_who_writes(cluster: Cluster, *, machine_too: bool) -> None:
    """Until another writes; a whole machine comes back after that."""
    until("three servers", cluster.whole)
    dead = cluster.leader()
    assert dead is not None
    if machine_too:
        dead.kill_all()
    else:
        dead.kill_server()
    until("another leader", lambda: cluster.leader() not in (None, dead))
    if machine_too:
        cluster.start(dead)


def promises_are_kept(scene: Scene) -> None:
    assert scene.asking.promises, "nobody was promised anything"
    with httpx2.Client(base_url=f"http://127.0.0.1:{scene.asking.port}", timeout=30) as http:
        for command, promise in scene.asking.promises.items():
            proof = parse_proof(scene.asking.receipt(http, command))
            report = verify_promise(promise, proof, scene.place.policy())
            assert (report.findings, report.facts) == ([], 1), "a promise was broken"


def every_answer_is_on_record_once(scene: Scene) -> None:
    recorded = Counter(
        str(fact.context.command)
        for fact in scene.journal.read(after=len(town))
        if not isinstance(fact.event, SystemStateRecorded)  # the service's own, at its start
    )
    assert set(scene.asking.acknowledged) <= set(recorded), "what was answered is gone"
    assert set(recorded.values()) == {1}


def no_checkpoint_covers_what_is_gone(scene: Scene, database: Database) -> None:
    published = (parse_checkpoint(parse_note(note).text) for note in scene.published.notes.values())
    tree = Tree(database.schema)
    with closing(database.connect("notary", autocommit=True)) as connection:
        size = tree.head(connection).size
        for each in (*published, *scene.signer.trees):
            assert each.size <= size
            assert tree.root(connection, each.size) == each.root


@pytest.mark.requirement("M-31")
def test_attack_34_whoever_writes_is_killed_and_no_checkpoint_covers_a_lost_fact(
    cluster: Cluster, tmp_path: Path
) -> None:
    database = Database("haarlem", cluster.url, bytes(range(32)))
    migrate(database)
    with asked(database, tmp_path) as scene:
        scene.goes_on()
        for machine_too in (False, True, False):
            kill_who_writes(cluster, machine_too=machine_too)
            scene.goes_on()
        scene.ends()
        assert scene.asking.ready(), "the notary has something to complain of"
        promises_are_kept(scene)
        every_answer_is_on_record_once(scene)
        no_checkpoint_covers_what_is_gone(scene, database)
        assert scene.stops() == 0
        assert scene.alarms() == set(), "nobody is called for a failover"
    print(
        f"{len(scene.asking.acknowledged):,} answers, {len(scene.asking.promises):,} promises,"
        f" {len(scene.signer.trees):,} checkpoints signed,"
        f" {len(scene.published.notes):,} published,"
        f" nobody answered for {scene.asking.longest_wait():.1f} s at most"
    )
