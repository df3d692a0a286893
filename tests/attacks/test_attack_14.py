"""Attack 14: somebody with the database in hand moves sealed words from one fact to another."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from psycopg import sql

from service.database import Database
from service.sealing import WordsTampered
from tests.attacks.erased import HERS, Erased, a_case
from tests.opened import a_read_of, recorded
from tests.people import bakker, stairs

SWAPS = ("ciphertext", "ciphertext, key_id")
"""The words alone; and the words with their key, as if they had always been there."""


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with a_case(database, tmp_path) as made:
        yield made


def swapped(place: Erased, one: int, other: int, columns: str) -> None:
    """What stands beside one fact and beside the other, exchanged. Done twice: undone."""
    names = [name.strip() for name in columns.split(",")]
    change = sql.SQL(
        "UPDATE {s}.words w SET {columns} FROM {s}.words o WHERE (w.position, o.position)"
        " IN ((%s, %s), (%s, %s))"
    ).format(
        s=sql.Identifier(place.database.schema),
        columns=sql.SQL(", ").join(
            sql.SQL("{} = o.{}").format(sql.Identifier(name), sql.Identifier(name))
            for name in names
        ),
    )
    with place.database.connect(autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")  # triggers look away
        assert superuser.execute(change, [one, other, other, one]).rowcount == 2


@pytest.mark.parametrize("columns", SWAPS)
def test_attack_14_any_two_sealed_texts_swapped_do_not_open(place: Erased, columns: str) -> None:
    assert place.words() == HERS
    stored = place.of_the_case()
    read = recorded(place.journal, a_read_of(stairs, bakker))
    for one, other in permutations(stored, 2):
        swapped(place, one.position, other.position, columns)
        for touched in (one, other):
            with pytest.raises(WordsTampered):
                list(place.journal.told([touched], read))
        swapped(place, one.position, other.position, columns)
    assert place.words() == HERS


def test_attack_14_nor_does_a_text_that_was_put_beside_a_second_fact(place: Erased) -> None:
    stored = place.of_the_case()
    copied = sql.SQL(
        "UPDATE {s}.words w SET ciphertext = o.ciphertext, key_id = o.key_id, segment = o.segment"
        " FROM {s}.words o WHERE w.position = %s AND o.position = %s"
    ).format(s=sql.Identifier(place.database.schema))
    with place.database.connect(autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(copied, [stored[0].position, stored[1].position])
    read = recorded(place.journal, a_read_of(stairs, bakker))
    with pytest.raises(WordsTampered):
        list(place.journal.told([stored[0]], read))
    (fact,) = place.journal.told([stored[1]], read)
    assert HERS[1] in vars(fact.event).values()
