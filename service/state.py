"""How a municipality's schemas are set up, line by line, and how the migrations would have it.

Every table, column, trigger, rule, policy, function, role, membership and right is a line: a name
and what it is. What the migrations give is found by applying them to a schema of another name in a
transaction that is rolled back; so it is never out of step with them, and nothing is left behind.
The tables of views are made by the follower: they are named where they have a right, an owner or a
trigger that no view has.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import psycopg
from psycopg.rows import TupleRow

from domain.terms import EPOCH, Digest, Incarnation
from service.catalogue import QUERIES
from service.database import ROLES, SCHEMAS
from service.migration import MIGRATIONS, apply, migrations_in
from service.simulated import made_simulated

GROUPS = (*ROLES, "owner", "keys_owner")
"""Its roles, likewise: those that log in, and those that own."""

Connection = psycopg.Connection[TupleRow]
State = Mapping[str, str]
"""What is there, by name; told as text that is the same for the same set-up."""


@dataclass(frozen=True)
class Change:
    """One thing that is not as it should be."""

    name: str
    is_now: str | None
    """None: it is gone."""
    should_be: str | None
    """None: nothing of ours made it."""

    def __str__(self) -> str:
        if self.is_now is None:
            return f"{self.name}: is gone"
        if self.should_be is None:
            return f"{self.name}: is there, and no migration made it"
        return f"{self.name}: was changed"


def state_of(connection: Connection, schema: str) -> State:
    """How the schemas of that municipality are set up now. Any role may ask."""
    given = {
        "own": schema,
        "schemas": [f"{schema}{ending}" for ending in SCHEMAS],
        "views": f"{schema}_views",
        "roles": [f"{schema}_{group}" for group in GROUPS],
    }
    found: dict[str, str] = {}
    with connection.transaction():
        # Every name is written with its schema, whoever asks.
        connection.execute("SET LOCAL search_path = ''")
        for query in QUERIES:
            found.update(connection.execute(query, given).fetchall())
    return found


def fingerprint(state: State) -> Digest:
    """SHA-256 (hex) over all lines in the order of their names."""
    lines = (f"{name}\x1f{what}\x1e" for name, what in sorted(state.items()))
    return Digest(hashlib.sha256("".join(lines).encode()).hexdigest())


def incarnation_of(connection: Connection, schema: str) -> Incarnation:
    """Which database this is: it stays over a restart, and not over a restore. Any role may ask."""
    row = connection.execute(
        "SELECT s.system_identifier, c.timeline_id, d.oid, n.oid"
        " FROM pg_control_system() s, pg_control_checkpoint() c, pg_database d, pg_namespace n"
        " WHERE d.datname = current_database() AND n.nspname = %s",
        [schema],
    ).fetchone()
    return Incarnation("-".join(map(str, row or ())))


def as_migrated(connection: Connection, schema: str, clock: datetime | None = None) -> State:
    """How the migrations would have it; with `clock`, in a simulated journal.

    `connection` is the administrator's, in autocommit. Raises MigrationError.
    """
    other = f"w{uuid4().hex[:20]}"
    with connection.transaction(force_rollback=True):
        apply(connection, other, migrations_in(MIGRATIONS), lambda role: "not a password")
        if clock is not None:
            made_simulated(connection, other, clock)
        found = state_of(connection, other)
    return {
        name.replace(other, schema): what.replace(other, schema)
        for name, what in found.items()
        if not name.startswith("database ")  # of all schemas, and made by none of ours
    }


def differences(is_now: State, should_be: State) -> list[Change]:
    """What is not as it should be, by name."""
    return [
        Change(name, is_now.get(name), should_be.get(name))
        for name in sorted(is_now.keys() | should_be.keys())
        if is_now.get(name) != should_be.get(name)
    ]


def changed_since_migrated(connection: Connection, schema: str) -> list[Change]:
    """What is not as the migrations made it. `connection` is the administrator's, in autocommit.

    Raises MigrationError.
    """
    simulated = connection.execute("SELECT to_regclass(%s)", [f"{schema}.clock"]).fetchone()
    clock = None if simulated == (None,) else EPOCH
    return differences(state_of(connection, schema), as_migrated(connection, schema, clock))
