"""Attack 20: somebody changes a row of a view; worked out anew from the facts, it is named."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from psycopg import sql

from projections.rebuild import rebuild
from projections.view import digest
from projections.views.caseload import caseload
from service.database import Database
from service.fixing.exporting import as_stored
from service.fixing.fsck import wrong_rows, wrong_tiles
from service.fixing.ranges import together
from service.fixing.spread import look_at_all
from service.views import FactReader, view_store
from tests.attacks.erased import Erased, a_case
from tests.notary.fixing import Fixed, added, fixed


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with a_case(database, tmp_path) as made:
        built(made)
        yield made


def built(place: Erased) -> None:
    with closing(place.database.connect("projector", autocommit=True)) as projector:
        store = view_store("haarlem")
        store.prepare(projector)
        views = list(store.views.values())
        reader = FactReader("haarlem", projector, views)
        rebuild(store, projector, views, reader.passing, lambda position: None)


def wrong(place: Erased) -> list[str]:
    with place.database.connect("auditor", autocommit=True) as auditor:
        return list(wrong_rows(place.journal, auditor, "haarlem"))


CHANGES = {
    "UPDATE {v}.caseload SET team = gen_random_uuid()": "view caseload, row",
    "DELETE FROM {v}.caseload": "view caseload, row",
    "UPDATE {v}.budgets SET spent = spent + 1": "view budgets, row",
    "INSERT INTO {v}.referrals SELECT (jsonb_populate_record(r, jsonb_build_object('referral',"
    " gen_random_uuid()))).* FROM {v}.referrals r": "view referrals, row",
}


@pytest.mark.parametrize("change", CHANGES)
def test_attack_20_a_row_of_a_view_that_was_changed_is_named(place: Erased, change: str) -> None:
    assert wrong(place) == []
    statement = sql.SQL(change).format(v=sql.Identifier("haarlem_views"))
    with place.database.connect(autocommit=True) as superuser:
        assert superuser.execute(statement).rowcount
    found = wrong(place)
    assert found and all(CHANGES[change] in each for each in found), found
    built(place)
    assert wrong(place) == []


def test_attack_20_a_view_built_twice_is_the_same_to_the_byte(place: Erased) -> None:
    def seen() -> str:
        table = view_store("haarlem").tables["caseload"]
        with place.database.connect("auditor", autocommit=True) as auditor:
            return digest(caseload, table.rows(auditor))

    before = seen()
    built(place)
    assert seen() == before


@pytest.fixture
def tree(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path) as made:
        added(made.store, 600)
        made.step()
        yield made


def test_every_tile_follows_from_those_below_it(tree: Fixed, tmp_path: Path) -> None:
    with as_stored(tree.database) as stored:
        assert list(wrong_tiles(stored)) == []
    spoil = "UPDATE haarlem.tile SET hashes = sha256('x') || substr(hashes, 33) WHERE level = "
    tree.as_superuser(f"{spoil} 1")
    with as_stored(tree.database) as stored:
        (said,) = wrong_tiles(stored)
        assert said == "tile 0 of level 1 does not follow from those below it"
    tree.as_superuser(f"{spoil} 0")
    with as_stored(tree.database) as stored:
        policy = tree.place.policy_file.read_bytes()
        parts = look_at_all(
            tree.database, stored, policy, tmp_path / "fsck", simulated=False, processes=1
        )
        found = together(parts, tree.policy)
    assert "EDITED at position 1: the tree holds another fact here" in found
