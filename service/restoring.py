"""Putting a backup back where no fact is yet: first everything is checked, then it is done.

Only rows are taken from the dump. Schemas, roles, functions and rights are made by our own
migrations, so that a dump cannot bring a weaker guard along; views are built anew, not put back.
"""

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from psycopg import Connection, sql

from service.backup import told_of
from service.database import KEPT, SCHEMAS, Database, renew_passwords
from service.keys import KeysUnusable, Root, RootKey, root_key
from service.keys.root import EPOCHS as SECRETS
from service.manifest import (
    DUMP,
    EPOCHS,
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
from service.tombstones import destroyed_epochs

NOT_PUT_BACK = ("migration", "clock", "read_type", "turn")
"""Tables that the migrations, or the simulation, fill themselves."""


def restore(database: Database, home: Path, file: Path, root: Root | None = None) -> Manifest:
    """Put a backup back where no fact is yet. Nothing is changed before all of it is checked.

    What must follow: bury the tombstones and build the views anew, which opening the journal and
    `wijkboek rebuild` do. `root` is the one in `home`, unless another is given.
    Raises BackupRefused, KeysUnusable, DatabaseUnreachable, MigrationError.
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
        if not authentic(content, mac, root or _root(manifest, folder, home)):
            raise BackupRefused("The manifest of this backup was changed: use another backup.")
        secrets = _secrets(manifest, folder, home) if root is None else {}
        if manifest.parts.keys() >= {ROOT_KEY}:
            key = (folder / ROOT_KEY).read_bytes()
            secret_file(home / "root.key", lambda: key)
        for name, secret in secrets.items():
            secret_file(home / SECRETS / name, lambda secret=secret: secret)  # type: ignore[misc]
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


def _secrets(manifest: Manifest, folder: Path, home: Path) -> dict[str, bytes]:
    """The secrets of epochs that come out of the backup: none of one that was destroyed since.

    Raises KeysUnusable where one is neither in it nor here.
    """
    gone = destroyed_epochs(home, manifest.municipality)
    destroyed = {f"{manifest.municipality}-{epoch}.key" for epoch in gone}
    inside: dict[str, str] = {}
    if EPOCHS in manifest.parts:
        inside = orjson.loads((folder / EPOCHS).read_bytes())
    for name in manifest.secrets:
        path = home / SECRETS / name
        if name not in inside and name not in destroyed and not path.exists():
            raise KeysUnusable(
                f"The secret of an epoch is not in this backup and not here: put its file at {path}"
                " (mode 600)"
            )
        if name in inside and path.exists() and path.read_bytes().hex() != inside[name]:
            raise KeysUnusable(f"{path} is another secret than this backup's: move it away first")
    wanted = set(manifest.secrets) - destroyed
    return {name: bytes.fromhex(said) for name, said in inside.items() if name in wanted}


def _root(manifest: Manifest, folder: Path, home: Path) -> RootKey:
    """The root key that the backup's words are sealed under: from it, or from here."""
    here = home / "root.key"
    if not here.exists() and ROOT_KEY not in manifest.parts:
        raise KeysUnusable(
            f"The root key is not in this backup and not here: put its file at {here} (mode 600)"
        )
    root = RootKey(root_key(here) if here.exists() else (folder / ROOT_KEY).read_bytes())
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
