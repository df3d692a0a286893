"""Putting a backup back where no fact is yet: first everything is checked, then it is done.

Only rows are taken from the dump. Schemas, roles, functions and rights are made by our own
migrations, so that a dump cannot bring a weaker guard along; views are built anew, not put back.
"""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from psycopg import Connection, sql

from service.backup import told_of
from service.database import KEPT, SCHEMAS, Database, renew_passwords
from service.keys import KeysUnusable, root_key
from service.manifest import (
    DUMP,
    ROOT_KEY,
    BackupRefused,
    Manifest,
    authentic,
    key_fingerprint,
    read_archive,
)
from service.migration import MIGRATIONS, Migration, apply, migrations_in
from service.programs import database_name, own_folder, run
from service.secret_file import secret_file
from service.simulated import make_simulated

NOT_PUT_BACK = ("migration", "clock", "read_type", "turn")
"""Tables that the migrations, or the simulation, fill themselves."""


def restore(database: Database, home: Path, file: Path) -> Manifest:
    """Put a backup back where no fact is yet. Nothing is changed before all of it is checked.

    What must follow: bury the tombstones and build the views anew, which opening the journal and
    `wijkboek rebuild` do. Raises BackupRefused, KeysUnusable, DatabaseUnreachable, MigrationError.
    """
    with own_folder(None) as folder:
        manifest, content, mac = read_archive(file, folder)
        if manifest.municipality != database.schema:
            raise BackupRefused(
                f"This is a backup of {manifest.municipality}, and this place is for"
                f" {database.schema}: set WIJKBOEK_MUNICIPALITY={manifest.municipality}"
            )
        migrations = _same_migrations(manifest)
        _check_empty(database)
        if not authentic(content, mac, _root(manifest, folder, home)):
            raise BackupRefused("The manifest of this backup was changed: use another backup.")
        if manifest.parts.keys() >= {ROOT_KEY}:
            key = (folder / ROOT_KEY).read_bytes()
            secret_file(home / "root.key", lambda: key)
        _make_room(database)
        with contextlib.closing(database.connect(autocommit=True)) as connection:
            apply(connection, database.schema, migrations, database.password)
        if manifest.simulated and manifest.recorded_at is not None:
            make_simulated(database, manifest.recorded_at)
        _put_back(database, folder)
        _check_restored(database, manifest)
        renew_passwords(database)
    return manifest


def _same_migrations(manifest: Manifest) -> Sequence[Migration]:
    """Those that the backup's schema had; this version may have more, and adds them later."""
    known = migrations_in(MIGRATIONS)[: len(manifest.migrations)]
    if [(m.name, m.checksum) for m in known] != list(manifest.migrations):
        raise BackupRefused(
            "This backup was made by another version of Wijkboek, with migrations that this one"
            " does not know: restore it with that version, then upgrade."
        )
    return known


def _facts(connection: Connection[Any], schema: str) -> bool:
    """Whether there is a fact. Holds off new ones until the transaction ends."""
    if connection.execute("SELECT to_regclass(%s)", [f"{schema}.fact"]).fetchone() == (None,):
        return False
    where = {"s": sql.Identifier(schema), "owner": sql.Identifier(f"{schema}_owner")}
    connection.execute(
        sql.SQL("SET LOCAL ROLE {owner}; LOCK TABLE {s}.fact IN SHARE MODE").format(**where)
    )
    found = connection.execute(sql.SQL("SELECT FROM {s}.fact LIMIT 1").format(**where)).rowcount
    connection.execute("RESET ROLE")
    return bool(found)


def _check_empty(database: Database) -> None:
    with contextlib.closing(database.connect()) as connection:
        if _facts(connection, database.schema):
            raise _taken(database.schema)


def _make_room(database: Database) -> None:
    """Drop what opening an empty journal made: its numbers of types and first epoch are others."""
    schemas = [database.schema + part for part in reversed(SCHEMAS)]
    with contextlib.closing(database.connect()) as connection, connection.transaction():
        if _facts(connection, database.schema):
            raise _taken(database.schema)
        connection.execute(
            sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(
                sql.SQL(", ").join(map(sql.Identifier, schemas))
            )
        )


def _taken(schema: str) -> BackupRefused:
    return BackupRefused(
        f"There are facts in {schema} already, and a restore never replaces one:"
        " restore into an empty database."
    )


def _root(manifest: Manifest, folder: Path, home: Path) -> bytes:
    """The root key that the backup's words are sealed under: from it, or from here."""
    here = home / "root.key"
    if not here.exists() and ROOT_KEY not in manifest.parts:
        raise KeysUnusable(
            f"The root key is not in this backup and not here: put its file at {here} (mode 600)"
        )
    root = root_key(here) if here.exists() else (folder / ROOT_KEY).read_bytes()
    if key_fingerprint(root) != manifest.root_key:
        raise KeysUnusable(
            f"{here} is another root key than this backup's words are sealed under: put the file"
            " that belongs to it there"
        )
    return root


def _put_back(database: Database, folder: Path) -> None:
    """The rows of journal and keys, in one transaction."""
    dump = folder / DUMP
    listed = run(database, "pg_restore", "--list", str(dump)).splitlines()
    own = {database.schema + part for part in KEPT}
    wanted = [line for line in listed if _is_wanted(line, own)]
    (folder / "list").write_text("\n".join(wanted) + "\n")
    run(
        database, "pg_restore", "--data-only", "--single-transaction", "--exit-on-error",
        f"--use-list={folder / 'list'}", f"--dbname={database_name(database)}", str(dump),
    )  # fmt: skip


def _is_wanted(line: str, schemas: set[str]) -> bool:
    """Whether a line of the dump's table of contents is rows of the journal or of its keys."""
    words = line.split()
    if "TABLE" not in words or "DATA" not in words:
        return False
    schema, table = words[words.index("DATA") + 1 :][:2]
    return schema in schemas and table not in NOT_PUT_BACK


def _check_restored(database: Database, manifest: Manifest) -> None:
    with contextlib.closing(database.connect(autocommit=True)) as connection:
        found = told_of(connection, database.schema)
    if (found["head"], found["recorded_at"]) != (manifest.head, manifest.recorded_at):
        raise BackupRefused(
            "What was put back is not what the backup says: drop the database, and use another"
            " backup."
        )
