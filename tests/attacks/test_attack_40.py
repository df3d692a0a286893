"""Attack 40: somebody with the database in hand edits the filing, to hide a fact from a case."""

import os
from collections.abc import Iterator

import pytest

from domain.terms import tag
from service.database import Database
from service.filing_check import (
    ADDED,
    BODY,
    COUNT,
    GAP,
    HEADER,
    REMOVED,
    STRAY,
    TYPE,
    Fault,
    check_filing,
)
from service.journal import Journal
from service.keys import FileKeys
from service.store import PostgresStore
from tests.people import (
    agreed,
    bakker,
    clarified,
    informed,
    max_,
    opened,
    planned,
    reported,
    signalled,
    signals,
    stairs,
    town,
)
from tests.postgres import fresh_database
from tests.scenario import put

HISTORY = (*town, reported, clarified, informed, opened, signalled, agreed, planned)
HIDDEN = len(town) + 2
"""Where it stands that the question was clarified: what the attacker would rather not be seen."""


@pytest.fixture(scope="module")
def haarlem(database_server: Database, migrated_template: str) -> Iterator[Database]:
    with fresh_database(database_server, migrated_template) as database:
        keys, store = FileKeys(os.urandom(32), database), PostgresStore(database)
        put(Journal(store, keys), *HISTORY)
        store.close()
        keys.close()
        yield database


def faults_after(database: Database, *statements: str) -> list[Fault]:
    """What is found after a superuser, looking past triggers, did this; it is undone again."""
    with database.connect() as administrator:
        administrator.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        administrator.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            done = administrator.execute(statement.encode())
            assert done.rowcount > 0, statement
        found = list(check_filing(administrator, database.schema))
        administrator.rollback()
        return found


TAG = tag("case", stairs)
OTHER = tag("case", signals)
OF_HIDDEN = f"tag = '{TAG}' AND position = {HIDDEN}"


def test_attack_40_a_filing_that_nobody_touched_has_no_fault(haarlem: Database) -> None:
    with haarlem.connect("auditor") as auditor:
        seen: list[int] = []
        assert list(check_filing(auditor, haarlem.schema, seen.append)) == []
        assert seen == [len(HISTORY)]


@pytest.mark.parametrize("position", range(len(town) + 1, len(HISTORY) + 1))
def test_attack_40_a_fact_hidden_from_a_case_is_named(haarlem: Database, position: int) -> None:
    case = OTHER if HISTORY[position - 1] is signalled else TAG
    found = faults_after(
        haarlem, f"DELETE FROM haarlem.fact_tag WHERE tag = '{case}' AND position = {position}"
    )
    assert Fault(position, REMOVED, case) in found
    assert Fault(position, HEADER) in found


def test_attack_40_a_fact_filed_under_another_case_is_named_with_both(haarlem: Database) -> None:
    found = faults_after(
        haarlem, f"UPDATE haarlem.fact_tag SET tag = '{OTHER}', nth = 2 WHERE {OF_HIDDEN}"
    )
    assert Fault(HIDDEN, REMOVED, TAG) in found
    assert Fault(HIDDEN, ADDED, OTHER) in found


def test_attack_40_a_fact_hung_on_somebody_else_is_named(haarlem: Database) -> None:
    about = tag("resident", max_)
    found = faults_after(
        haarlem,
        f"INSERT INTO haarlem.fact_tag SELECT '{about}', type, position, 2, salt"
        f" FROM haarlem.fact_tag WHERE {OF_HIDDEN}",
    )
    assert Fault(HIDDEN, ADDED, about) in found
    assert Fault(HIDDEN, HEADER) in found


def test_attack_40_swapping_two_people_in_the_filing_of_two_facts_is_named(
    haarlem: Database,
) -> None:
    mine, other = tag("resident", bakker), tag("resident", max_)
    signal = HISTORY.index(signalled) + 1
    found = faults_after(
        haarlem,
        f"UPDATE haarlem.fact_tag SET tag = '{other}' WHERE tag = '{mine}' AND position = {HIDDEN}",
        f"UPDATE haarlem.fact_tag SET tag = '{mine}' WHERE tag = '{other}' AND position = {signal}",
    )
    assert {Fault(HIDDEN, REMOVED, mine), Fault(HIDDEN, ADDED, other)} <= set(found)
    assert {Fault(signal, REMOVED, other), Fault(signal, ADDED, mine)} <= set(found)


def test_attack_40_a_hole_that_is_closed_by_counting_anew_is_named(haarlem: Database) -> None:
    found = faults_after(
        haarlem,
        f"DELETE FROM haarlem.fact_tag WHERE {OF_HIDDEN}",
        *(
            f"UPDATE haarlem.fact_tag SET nth = nth + {by} WHERE tag = '{TAG}'"
            f" AND position > {HIDDEN}"
            for by in (1000, -1001)
        ),
    )
    assert Fault(HIDDEN, REMOVED, TAG) in found
    assert [f for f in found if f.what == HEADER and f.position > HIDDEN]
    assert not [f for f in found if f.what == COUNT]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (f"UPDATE haarlem.fact_tag SET nth = nth + 7 WHERE {OF_HIDDEN}", COUNT),
        (f"UPDATE haarlem.fact_tag SET salt = '\\x00112233445566778899aabbccddeeff'"
         f" WHERE {OF_HIDDEN}", HEADER),
        (f"UPDATE haarlem.fact_tag SET type = type % 2 + 1 WHERE {OF_HIDDEN}", TYPE),
        (f"UPDATE haarlem.fact_tag SET position = 999 WHERE {OF_HIDDEN}", STRAY),
        (f"UPDATE haarlem.fact_tag SET position = -1 WHERE {OF_HIDDEN}", STRAY),
        (f"DELETE FROM haarlem.fact WHERE position = {HIDDEN}", GAP),
        (f"UPDATE haarlem.fact SET recorded_at = recorded_at - interval '1 day'"
         f" WHERE position = {HIDDEN}", HEADER),
        (f"UPDATE haarlem.fact SET type = type % 2 + 1 WHERE position = {HIDDEN}", BODY),
        (f"UPDATE haarlem.fact SET envelope = envelope || '\\x20' WHERE position = {HIDDEN}", BODY),
    ],
)  # fmt: skip
def test_attack_40_whatever_is_edited_is_named(
    haarlem: Database, statement: str, what: str
) -> None:
    assert what in {fault.what for fault in faults_after(haarlem, statement)}


@pytest.mark.parametrize("tag_of", ["case", "resident", "command", "team", "organisation"])
def test_attack_40_every_single_row_of_the_filing_counts(haarlem: Database, tag_of: str) -> None:
    with haarlem.connect() as administrator:
        rows = administrator.execute(
            "SELECT tag, position FROM haarlem.fact_tag WHERE tag LIKE %s", [f"{tag_of}:%"]
        ).fetchall()
    assert rows
    for name, position in rows:
        gone = f"DELETE FROM haarlem.fact_tag WHERE tag = '{name}' AND position = {position}"
        assert Fault(position, REMOVED, name) in faults_after(haarlem, gone)
