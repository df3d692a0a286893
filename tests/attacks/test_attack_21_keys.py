"""Attack 21: words are asked of the database or the key service without a read on record."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from service.database import ROLES, Database
from service.keys import ReadRequired
from service.keys.checking import check
from tests.attacks.erased import BSN, HERS, Erased, a_case
from tests.opened import a_read_of, recorded
from tests.people import bakker, max_, signals, stairs


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with a_case(database, tmp_path) as made:
        yield made


def keys_of(place: Erased, case: str) -> list[UUID]:
    with closing(place.database.connect()) as superuser:
        found = superuser.execute(
            "SELECT key_id FROM haarlem_keys.key WHERE unit = %s", [f"case:{case}"]
        )
        return [key for (key,) in found]


def test_attack_21_even_a_superuser_reads_no_word(place: Erased) -> None:
    rows = [row for table in place.everything().values() for row in table]
    assert len(rows) > 100
    for text in ("kanarie", "zingt", BSN):
        assert not any(text in row or text.encode().hex() in row for row in rows)


def test_attack_21_a_forged_opening_without_a_read_is_refused(place: Erased) -> None:
    keys = place.journal.keys
    hers, head = keys_of(place, stairs), place.journal.head()
    assert len(hers) == len(HERS)
    for position in (*range(head + 2), -1, 2**62):
        with pytest.raises(ReadRequired):
            keys.open(hers, position)
    read_of_another = recorded(place.journal, a_read_of(signals, max_))
    with pytest.raises(ReadRequired):
        keys.open(hers, read_of_another)
    with pytest.raises(ReadRequired):  # not for the one that it is of, either: none or all
        keys.open([*keys_of(place, signals), hers[0]], read_of_another)


@pytest.mark.parametrize("role", ROLES)
def test_attack_21_nor_does_the_database_give_a_key_to_any_role(place: Erased, role: str) -> None:
    recorded(place.journal, a_read_of(stairs, bakker))
    for statement in (
        "SELECT wrapped FROM haarlem_keys.key",
        "SELECT key_id FROM haarlem_keys.key",
        "COPY haarlem_keys.key TO STDOUT",
        "SET ROLE haarlem_keys_owner",
    ):
        with (
            closing(place.database.connect(role)) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_attack_21_a_read_that_is_not_committed_opens_nothing(place: Erased) -> None:
    """Somebody with the database in hand shows the key service a read, and takes it back after."""
    hers = keys_of(place, stairs)
    read = recorded(place.journal, a_read_of(stairs, bakker))
    with closing(place.database.connect()) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(
            "INSERT INTO haarlem.fact SELECT position + 1, type, recorded_at, gen_random_uuid(),"
            " header, body_hash, envelope FROM haarlem.fact WHERE position = %s", [read],
        )  # fmt: skip
        superuser.execute(
            "INSERT INTO haarlem.fact_tag SELECT tag, type, position + 1, nth + 1000, salt"
            " FROM haarlem.fact_tag WHERE position = %s", [read],
        )  # fmt: skip
        with pytest.raises(ReadRequired, match=f"no read .* at position {read + 1}$"):
            place.journal.keys.open(hers, read + 1)
        superuser.rollback()
    assert place.journal.keys.open(hers, read)


def test_attack_21_every_opening_names_a_read_and_one_that_does_not_is_found(
    place: Erased,
) -> None:
    assert place.words() == HERS
    assert check(place.database, place.root, place.home) == []
    with closing(place.database.connect(autocommit=True)) as superuser:
        superuser.execute(
            "INSERT INTO haarlem_keys.opening (read, asked, opened) VALUES (1000, 1, 1), (7, 1, 1)"
        )
    assert check(place.database, place.root, place.home) == [
        "2 openings name no read that is on record."
    ]
