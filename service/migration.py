"""Numbered SQL files, applied in order and once, to the schema of one municipality."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_FILE = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}")
_LOCK = 4_920_313_700_601_017  # one for the whole database: roles are shared by its schemas


class MigrationError(RuntimeError):
    """The schema cannot be brought up to date; the message says what to do."""


@dataclass(frozen=True)
class Migration:
    """One file: its number from 1, its name, its text and the SHA-256 of its bytes in hex."""

    number: int
    name: str
    text: str
    checksum: str


def migrations_in(directory: Path) -> list[Migration]:
    """The files NNNN_name.sql of `directory`, 1, 2, 3 … Raises MigrationError on any other name."""
    found = []
    for path in sorted(directory.glob("*.sql")):
        name = _FILE.fullmatch(path.name)
        if name is None:
            raise MigrationError(f"{path.name}: name a migration NNNN_name.sql, in small letters.")
        content = path.read_bytes()
        found.append(
            Migration(
                int(name[1]), path.stem, content.decode(), hashlib.sha256(content).hexdigest()
            )
        )
    for expected, migration in enumerate(found, start=1):
        if migration.number != expected:
            raise MigrationError(
                f"{migration.name}.sql stands where number {expected:04} should be:"
                " number migrations 0001, 0002, 0003 … without a gap or a double."
            )
    return found


def apply(
    connection: psycopg.Connection[TupleRow],
    schema: str,
    migrations: Sequence[Migration],
    password: Callable[[str], str],
) -> list[str]:
    """Apply what is missing, each file in a transaction of its own; the names of those applied.

    `connection` is the administrator's, in autocommit; `password(role)` is the password that
    `{{password:role}}` stands for. Several processes may do this at once: one works, the others
    wait and find it done. Raises MigrationError.
    """
    connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        done = _applied(connection, schema)
        _check(done, migrations)
        missing = migrations[len(done) :]
        for migration in missing:
            statements = _filled_in(connection, schema, migration, password)
            try:
                with connection.transaction():
                    connection.execute(statements)
                    connection.execute(
                        sql.SQL("INSERT INTO {} VALUES (%s, %s, %s)").format(_table(schema)),
                        [migration.number, migration.name, migration.checksum],
                    )
            except psycopg.Error as error:
                reason = error.diag.message_primary or type(error).__name__
                raise MigrationError(f"{migration.name}.sql failed: {reason}.") from error
        return [migration.name for migration in missing]
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _table(schema: str) -> sql.Identifier:
    return sql.Identifier(schema, "migration")


def _applied(connection: psycopg.Connection[TupleRow], schema: str) -> list[tuple[int, str, str]]:
    """Number, name and checksum of what was applied, in order. Makes the schema when it is new."""
    with connection.transaction():
        # Asked first, because CREATE … IF NOT EXISTS wants the right to create all the same.
        known = connection.execute("SELECT to_regclass(%s)", [f"{schema}.migration"]).fetchone()
        if known == (None,):
            connection.execute(
                sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema))
            )
            connection.execute(
                sql.SQL(
                    "CREATE TABLE {} (number integer PRIMARY KEY, name text NOT NULL,"
                    " checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
                ).format(_table(schema))
            )
        rows = connection.execute(
            sql.SQL("SELECT number, name, checksum FROM {} ORDER BY number").format(_table(schema))
        )
        return [(number, name, checksum) for number, name, checksum in rows]


def _check(done: Sequence[tuple[int, str, str]], migrations: Sequence[Migration]) -> None:
    if len(done) > len(migrations):
        raise MigrationError(
            f"This database has migration {done[-1][1]}, and this Wijkboek knows"
            f" {len(migrations)} in all. Use the newer Wijkboek that the database was last used"
            " with."
        )
    for (number, name, checksum), migration in zip(done, migrations, strict=False):
        if (number, name, checksum) != (migration.number, migration.name, migration.checksum):
            raise MigrationError(
                f"{migration.name}.sql is not what was applied to this database as {name}."
                " A migration never changes once it was applied: restore that file, and put the"
                " change into a new one."
            )


def _filled_in(
    connection: psycopg.Connection[TupleRow],
    schema: str,
    migration: Migration,
    password: Callable[[str], str],
) -> bytes:
    """The text with {{schema}} and {{password:role}} replaced."""

    def value(placeholder: re.Match[str]) -> str:
        kind, _, role = placeholder[1].partition(":")
        if placeholder[1] == "schema":
            return schema  # checked by the settings to be a plain name
        if kind != "password":
            raise MigrationError(
                f"{migration.name}.sql: {placeholder[0]} is neither {{{{schema}}}}"
                " nor {{password:role}}."
            )
        # The verifier, not the password: statements may end up in the server's log.
        verifier = connection.pgconn.encrypt_password(
            password(role).encode(), f"{schema}_{role}".encode(), b"scram-sha-256"
        )
        return sql.Literal(verifier.decode()).as_string(connection)

    return _PLACEHOLDER.sub(value, migration.text).encode()
