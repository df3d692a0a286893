"""Backup of one municipality: facts, words, keys and views, in one archive, as of one moment."""

import contextlib
import os
from pathlib import Path
from typing import Any

import orjson
import psycopg
from psycopg import Connection, sql

from service.database import SCHEMAS, Database
from service.keys import Root, RootKey, root_key
from service.manifest import (
    DUMP,
    EPOCHS,
    ROOT_KEY,
    BackupRefused,
    Manifest,
    described,
    key_fingerprint,
    write_archive,
)
from service.programs import own_folder, run
from service.secret_file import secret_file


def back_up(
    database: Database,
    home: Path,
    file: Path,
    *,
    with_root_key: bool = False,
    root: Root | None = None,
) -> Manifest:
    """Write a backup to `file`, mode 0600; it must not exist yet.

    With the root key and the secrets of its epochs in it, whoever has the file can read every word,
    for as long as the file is there. `root` is the one in `home`, unless another is given. Raises
    BackupRefused, KeysUnusable, DatabaseUnreachable, PostgresUnusable.
    """
    if file.exists():
        raise BackupRefused(f"{file} exists already: name another file.")
    root = root or RootKey(root_key(home / "root.key"), home, database.schema)
    secrets = root.secrets() if isinstance(root, RootKey) else {}
    if with_root_key and not isinstance(root, RootKey):
        raise BackupRefused("The root of these keys is in Vault, and never leaves it.")
    try:
        with own_folder(file.absolute().parent) as folder:
            with contextlib.closing(database.connect()) as connection:
                connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                (snapshot,) = _row(connection, sql.SQL("SELECT pg_export_snapshot()"))
                told = told_of(connection, database.schema)
                schemas = [f"--schema={database.schema}{part}" for part in SCHEMAS]
                run(
                    # Most of it is sealed words, which no effort makes smaller. The lock's one row
                    # is there already wherever it comes back.
                    database, "pg_dump", "--format=custom", "--compress=1", *schemas,
                    f"--exclude-table-data={database.schema}.journal_lock",
                    f"--snapshot={snapshot}", f"--file={folder / DUMP}",
                )  # fmt: skip
            names: tuple[str, ...] = (DUMP,)
            if with_root_key:
                key, hex_by_name = root_key(home / "root.key"), _in_hex(secrets)
                secret_file(folder / ROOT_KEY, lambda: key)
                secret_file(folder / EPOCHS, lambda: hex_by_name)
                names = (DUMP, ROOT_KEY, EPOCHS)
            manifest = Manifest(
                municipality=database.schema, root_key=key_fingerprint(root),
                parts={name: described(folder / name) for name in names},
                secrets=tuple(secrets), **told,
            )  # fmt: skip
            unfinished = folder / "backup"
            unfinished.touch(mode=0o600)
            write_archive(unfinished, manifest, folder, root)
            os.link(unfinished, file)  # unlike a rename, never replaces what another has made
    except FileExistsError:
        raise BackupRefused(f"{file} exists already: name another file.") from None
    except OSError as error:
        raise BackupRefused(f"{file} cannot be written: {error.strerror or error}.") from None
    return manifest


def _in_hex(secrets: dict[str, bytes]) -> bytes:
    return orjson.dumps({name: secret.hex() for name, secret in secrets.items()})


def told_of(connection: Connection[Any], schema: str) -> dict[str, Any]:
    """What the manifest says of the journal, from the snapshot."""
    where = {"s": sql.Identifier(schema)}
    head, at = _row(
        connection,
        sql.SQL("SELECT coalesce(max(position), 0), max(recorded_at) FROM {s}.fact").format(
            **where
        ),
    )
    (clock,) = _row(connection, sql.SQL("SELECT to_regclass({})").format(f"{schema}.clock"))
    applied = sql.SQL("SELECT name, checksum FROM {s}.migration ORDER BY number").format(**where)
    return {
        "head": head,
        "recorded_at": at,
        "simulated": clock is not None,
        "migrations": connection.execute(applied).fetchall(),
    }


def _row(connection: Connection[Any], statement: sql.Composed | sql.SQL) -> tuple[Any, ...]:
    row: tuple[Any, ...] | None = connection.execute(statement).fetchone()
    assert row is not None
    return row
