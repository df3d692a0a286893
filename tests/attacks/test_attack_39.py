"""Attack 39: somebody with the database in hand edits, swaps, removes or adds residents' rows.

Every change of the register is a fact that commits to the whole row, so that whatever is not as it
was recorded is named by the nightly check, and is not shown meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress

import psycopg
import pytest
from psycopg import sql

from domain.codes import RegisterPart
from domain.decisions.register import ReadRegister
from domain.facts.resident import ResidentChanged
from domain.terms import ResidentId
from service.database import ROLES, Database
from service.keys import FileKeys
from service.register.blind import blinds
from service.register.check import Fault, check, sweep
from service.register.person import Contact, Person
from service.register.register import Register
from service.sealing import WordsTampered
from tests.people import bakker, max_, named, wit
from tests.register import (
    THEM,
    anew,
    as_superuser,
    meneer_max,
    mevrouw_bakker,
    register_on,
    registered,
)

stranger = ResidentId(named("stranger"))
By = Callable[[str], int]


@pytest.fixture
def register(database: Database) -> Iterator[Register]:
    """Three residents are registered, and one of them moved house since."""
    with closing(FileKeys(bytes(32), database)) as keys, register_on(database, keys) as register:
        registered(register, bakker, max_, wit)
        answer = register.change(anew(), bakker, Person(contact=Contact("Dorpsweg 2")))
        assert isinstance(answer.facts[0].event, ResidentChanged)
        assert check(register).differences == ()
        yield register


@pytest.fixture
def by_hand(database: Database) -> By:
    """A statement of the superuser's, about mevrouw Bakker ({a}) and Max ({b})."""
    rows = {
        "a": f"(SELECT command FROM {{r}}.entry WHERE resident = '{bakker}'"
        " ORDER BY written_at DESC LIMIT 1)",
        "b": f"(SELECT command FROM {{r}}.entry WHERE resident = '{max_}')",
    }

    def do(statement: str) -> int:
        for name, row in rows.items():
            statement = statement.replace(f"<{name}>", row)
        return as_superuser(database, statement)

    return do


def faults(register: Register) -> set[tuple[ResidentId, Fault, ResidentId | None]]:
    return {(d.resident, d.fault, d.other) for d in check(register).differences}


EDITS = {
    "a sealed part": "UPDATE {r}.part SET ciphertext = ciphertext || '\\x00' WHERE command = <a>"
    " AND part = 'contact'",
    "the commitment to a text": "UPDATE {r}.part SET pt_commit = sha256('x') WHERE command = <a>"
    " AND part = 'names'",
    "which key opens it": "UPDATE {r}.part SET key_id = gen_random_uuid() WHERE command = <a>"
    " AND part = 'names'",
    "where somebody is found": "UPDATE {r}.blind SET value = sha256('x') WHERE command = <a>",
    "a part taken away": "DELETE FROM {r}.part WHERE command = <a> AND part = 'birth-date'",
    "an index taken away": "DELETE FROM {r}.blind WHERE command = <a>",
    "a part added": "INSERT INTO {r}.part SELECT <a>, 'debts', key_id, pt_commit, ciphertext"
    " FROM {r}.part WHERE command = <a> LIMIT 1",
    "another's part": "UPDATE {r}.part p SET key_id = q.key_id, pt_commit = q.pt_commit,"
    " ciphertext = q.ciphertext FROM {r}.part q WHERE p.command = <a> AND q.command = <b>"
    " AND p.part = 'names' AND q.part = 'names'",
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_attack_39_an_edited_row_is_named_and_not_shown(
    register: Register, by_hand: By, edit: str
) -> None:
    assert by_hand(edit)
    assert faults(register) == {(bakker, Fault.EDITED, None)}
    with pytest.raises(WordsTampered):
        register.standing(bakker)
    assert register.standing(max_) is not None


SWAPS = {
    "whose rows they are": [
        f"UPDATE {{r}}.entry SET resident = CASE resident WHEN '{bakker}' THEN '{max_}'::uuid"
        f" ELSE '{bakker}'::uuid END WHERE resident IN ('{bakker}', '{max_}')"
        " AND command IN (SELECT command FROM {r}.part)"
    ],
    "what lies in them": [
        "UPDATE {r}.part SET command = CASE command WHEN <a> THEN <b> ELSE <a> END"
        " WHERE command IN (<a>, <b>)",
        "UPDATE {r}.blind SET command = CASE command WHEN <a> THEN <b> ELSE <a> END"
        " WHERE command IN (<a>, <b>)",
    ],
    "what lies in them, found as before": [
        "UPDATE {r}.part SET command = CASE command WHEN <a> THEN <b> ELSE <a> END"
        " WHERE command IN (<a>, <b>)",
    ],
}


@pytest.mark.parametrize("statements", SWAPS.values(), ids=SWAPS)
def test_attack_39_two_swapped_rows_are_named_each_with_the_other(
    register: Register, database: Database, by_hand: By, statements: list[str]
) -> None:
    as_superuser(database, "ALTER TABLE {r}.part DROP CONSTRAINT part_pkey")
    as_superuser(database, "ALTER TABLE {r}.blind DROP CONSTRAINT blind_pkey")
    for statement in statements:
        assert by_hand(statement) >= 2
    assert faults(register) == {(bakker, Fault.SWAPPED, max_), (max_, Fault.SWAPPED, bakker)}
    for who in (bakker, max_):
        with pytest.raises(WordsTampered):
            register.standing(who)
        with suppress(WordsTampered):  # not found, or said to be tampered with: never the other
            found = register.found(blinds(register.keys, THEM[who]))
            assert set(found.values()) == {()}


def test_attack_39_a_history_does_not_move_to_another_person(
    register: Register, by_hand: By
) -> None:
    """Commitments moved along as well: the last fact about each of them still says another."""
    by_hand(
        "UPDATE {r}.entry SET pt_commit = sha256(pt_commit) WHERE resident IN"
        f" ('{bakker}', '{max_}')"
    )
    assert {(who, fault) for who, fault, _ in faults(register)} >= {
        (bakker, Fault.GONE), (max_, Fault.GONE),
    }  # fmt: skip


def test_attack_39_a_removed_row_is_named(register: Register, by_hand: By) -> None:
    assert by_hand("DELETE FROM {r}.entry WHERE command = <a>") == 1
    assert faults(register) == {(bakker, Fault.GONE, None)}
    with pytest.raises(WordsTampered):
        register.shown(bakker, [RegisterPart.NAMES], 1)


def test_attack_39_a_row_put_back_from_before_is_named(register: Register, by_hand: By) -> None:
    """What she moved away from is under another commitment: it does not stand any more."""
    by_hand(
        "INSERT INTO {r}.part SELECT e.command, p.part, p.key_id, p.pt_commit, p.ciphertext"
        f" FROM {{r}}.entry e, {{r}}.part p WHERE e.resident = '{bakker}' AND e.command <> <a>"
        " AND p.command = <a>"
    )
    assert faults(register) == {(bakker, Fault.LEFT_BEHIND, None)}
    by_hand("DELETE FROM {r}.entry WHERE command = <a>")
    assert (bakker, Fault.GONE, None) in faults(register)


def test_attack_39_an_added_row_is_named_and_never_found(register: Register, by_hand: By) -> None:
    assert by_hand(
        f"INSERT INTO {{r}}.entry SELECT gen_random_uuid(), '{stranger}', sha256('s'), said,"
        " NULL, '{}', '{}' FROM {r}.entry WHERE command = <b>".replace("'{}'", "ARRAY[]::uuid[]")
    )
    assert faults(register) == {(stranger, Fault.NOT_RECORDED, None)}
    assert register.standing(stranger) is None


def test_attack_39_a_row_added_to_be_found_by_anothers_number_is_not_found(
    register: Register, by_hand: By
) -> None:
    by_hand("DELETE FROM {r}.blind WHERE command = <b>")
    by_hand("INSERT INTO {r}.blind SELECT <b>, kind, value FROM {r}.blind WHERE command = <a>")
    with pytest.raises(WordsTampered):
        register.found(blinds(register.keys, mevrouw_bakker))
    assert (max_, Fault.EDITED, None) in faults(register)


def test_attack_39_a_row_that_the_register_refuses_is_not_taken_back_by_a_sweep(
    register: Register, by_hand: By
) -> None:
    """Evidence stays: only what no fact ever named, or what was superseded, is swept."""
    by_hand(EDITS["a sealed part"])
    by_hand(
        f"INSERT INTO {{r}}.entry SELECT gen_random_uuid(), '{stranger}', sha256('s'), said,"
        " NULL, ARRAY[]::uuid[], ARRAY[]::uuid[], now() - interval '1 day' FROM {r}.entry"
        " WHERE command = <b>"
    )
    differences = check(register).differences
    assert len(differences) == 2
    assert sweep(register, differences) == 1
    assert faults(register) == {(bakker, Fault.EDITED, None)}
    assert register.shown(max_, [RegisterPart.NAMES], _read(register)).names == meneer_max.names


def _read(register: Register) -> int:
    asked = ReadRegister(context=anew(), resident=max_, parts=(RegisterPart.NAMES,))
    return register.journal.record(asked).position


def test_attack_39_no_role_of_the_service_may_change_a_row(database: Database) -> None:
    changes = {"entry": "pt_commit", "part": "pt_commit", "blind": "value"}
    for role in ROLES:
        with database.connect(role, autocommit=True) as connection:
            for table, column in changes.items():
                update = sql.SQL("UPDATE haarlem_register.{} SET {} = NULL").format(
                    sql.Identifier(table), sql.Identifier(column)
                )
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(update)


def test_attack_39_no_other_role_sees_a_row(database: Database) -> None:
    for role in set(ROLES) - {"register"}:
        with database.connect(role, autocommit=True) as connection:
            for table in ("entry", "part", "blind", "turn"):
                select = sql.SQL("SELECT FROM haarlem_register.{}").format(sql.Identifier(table))
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(select)
