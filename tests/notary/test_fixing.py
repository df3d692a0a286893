"""The notary follows the journal: every fact a leaf, in its place, signed, published, once."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from service.database import Database
from service.fixing.publishing import Public
from service.fixing.tree import FactAltered, Tree
from service.notary.checkpoint import open_checkpoint
from service.notary.entries import leaf_of
from service.notary.merkle import root_of, verify_inclusion
from service.notary.paths import inclusion_proof, node_of
from service.notary.tiles import of_size, split
from tests.http import serving
from tests.notary.fixing import Fixed, added, fixed


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path) as made:
        yield made


def leaves(place: Fixed) -> list[bytes]:
    with place.database.connect("auditor") as auditor:
        rows = auditor.execute("SELECT header, body_hash FROM haarlem.fact ORDER BY position")
        return [leaf_of(header, body_hash) for header, body_hash in rows]


@pytest.mark.requirement("M-31")
def test_every_fact_becomes_the_leaf_of_its_position(place: Fixed) -> None:
    assert place.step() == 0
    assert place.notary._public.checkpoint() is None
    for more in (1, 2, 252, 1, 1, 300):  # 256 is a whole tile
        added(place.store, more)
        assert place.step() == more
        assert place.step() == 0
        there = leaves(place)
        note = place.notary._public.checkpoint()
        assert note is not None
        checkpoint, _ = open_checkpoint(note, place.place.log())
        assert (checkpoint.size, checkpoint.root) == (len(there), root_of(there))
    whole, node = node_of(there), place.notary.tree.node(place.connection)
    for index in (0, 254, 255, 256, 556):
        path = inclusion_proof(node, index, 557)
        assert path == inclusion_proof(whole, index, 557)
        verify_inclusion(there[index], index, 557, path, checkpoint.root)
    for size in (1, 3, 255, 256, 257, 556):
        assert place.notary.tree.root(place.connection, size) == root_of(there[:size])


def test_what_is_published_is_the_whole_tree_and_nothing_else(place: Fixed) -> None:
    added(place.store, 300)
    place.step()
    added(place.store, 270)
    place.step()
    public: Public = place.notary._public
    level0 = [public.tile(0, index, width) for index, width in ((0, 256), (1, 256), (2, 58))]
    assert [each for tile in level0 for each in split(tile or b"")] == leaves(place)
    for level, index, width in of_size(570):
        assert len(public.tile(level, index, width) or b"") == 32 * width
    assert len(public.tile(0, 1, 44) or b"") == 44 * 32  # of the checkpoint before
    assert public.tile(0, 3, 1) is None and public.tile(3, 0, 1) is None
    names = {p.name for p in place.place.public.rglob("*") if p.is_file()}
    assert names <= {"checkpoint", "000", "001", "002", "44", "58", "1", "2"}


@pytest.mark.parametrize("size", [1, 7, 256, 1000])
def test_whatever_the_pages_the_tree_is_the_same(place: Fixed, size: int) -> None:
    added(place.store, 600)
    place.notary.tree._page = size
    assert place.step() == 600
    assert place.notary.tree.head(place.connection).root == root_of(leaves(place))


def test_it_goes_on_where_it_was_cut_off(place: Fixed) -> None:
    """Each page is one transaction: what was begun and not finished is as if it had not been."""
    added(place.store, 40)
    tree = Tree("haarlem", page=10)
    for _ in range(3):
        tree.extend(place.connection)
        with pytest.raises(KeyboardInterrupt), place.connection.transaction():
            tree.extend(place.connection)
            raise KeyboardInterrupt
    assert tree.head(place.connection).size == 30
    assert place.step() == 10
    assert place.notary.tree.head(place.connection).root == root_of(leaves(place))


CHANGES = [
    "UPDATE haarlem.fact SET envelope = '{}' WHERE position = 7",
    "UPDATE haarlem.fact SET body_hash = sha256('x') WHERE position = 7",
    "UPDATE haarlem.fact SET recorded_at = recorded_at + interval '1 second' WHERE position = 7",
    "UPDATE haarlem.fact SET header = '\\x01' WHERE position = 7",
    "UPDATE haarlem.fact SET type = 999 WHERE position = 7",
    "DELETE FROM haarlem.fact WHERE position = 7",
]


@pytest.mark.parametrize("change", CHANGES)
def test_attack_11_a_fact_that_was_changed_before_it_was_fixed_is_not_fixed(
    place: Fixed, change: str
) -> None:
    added(place.store, 5)
    place.step()
    added(place.store, 5)
    place.as_superuser(change)
    with pytest.raises(FactAltered, match="position 7"):
        place.step()
    head = place.notary.tree.head(place.connection)
    assert (head.size, head.root) == (5, root_of(leaves(place)[:5]))


def test_removed_words_and_envelopes_change_nothing_in_the_tree(place: Fixed) -> None:
    added(place.store, 5)
    place.as_superuser("UPDATE haarlem.fact SET envelope = NULL WHERE position IN (2, 4)")
    place.as_superuser("DELETE FROM haarlem.words")
    assert place.step() == 5
    before = place.notary.tree.head(place.connection)
    place.as_superuser("UPDATE haarlem.fact SET envelope = NULL")
    added(place.store, 3)
    assert place.step() == 3
    assert place.notary.tree.root(place.connection, 5) == before.root


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE haarlem.tile SET hashes = sha256('x') WHERE level = 0",
        "UPDATE haarlem.tile SET hashes = substr(hashes, 1, 32) WHERE level = 0",
        "UPDATE haarlem.tree SET size = 1", "DELETE FROM haarlem.tile", "TRUNCATE haarlem.tree",
        "UPDATE haarlem.checkpoint SET note = 'x'", "DELETE FROM haarlem.checkpoint",
        "UPDATE haarlem.tile SET index = 5", "UPDATE haarlem.fact SET envelope = NULL",
        "DELETE FROM haarlem.cosignature", "UPDATE haarlem.cosignature SET line = ''",
    ],
)  # fmt: skip
def test_neither_the_notary_nor_the_owner_rewrites_the_tree(place: Fixed, statement: str) -> None:
    added(place.store, 5)
    place.step()
    for role in ("notary", "writer", "reader", "auditor"):
        with (
            place.database.connect(role) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement.encode())
    with (
        place.database.connect() as owner,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"),
    ):
        owner.execute(statement.encode())


def test_attack_11_while_a_fact_is_not_fixed_the_service_says_that_it_is_not_ready(
    database: Database, tmp_path: Path
) -> None:
    with fixed(database, tmp_path) as place, serving(database) as api:
        added(place.store, 3)
        notary = place.another()
        notary.start()
        api.app.state.service.threads = {"notary": notary.runs}
        while notary.state.signed < 3:
            pass  # it looks by itself
        assert notary.runs()
        place.as_superuser(
            "INSERT INTO haarlem.fact SELECT position + 1, type, recorded_at, id, header,"
            " body_hash, envelope FROM haarlem.fact ORDER BY position DESC LIMIT 1"
        )
        while notary.runs():
            pass  # it looks by itself
        answer = api.client.get("/health/ready")
        assert (answer.status_code, "notary" in answer.json()["detail"]) == (503, True)
        notary.stop()
