"""PostgreSQL's own programs, run as the administrator of one municipality's database."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from service.binaries import postgres_binaries
from service.database import Database
from service.manifest import BackupRefused

_ENVIRONMENT = {
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER",
    "password": "PGPASSWORD", "dbname": "PGDATABASE", "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
    "options": "PGOPTIONS",
}  # fmt: skip
"""Passwords go by the environment: arguments are there for everybody to see."""


def database_name(database: Database) -> str:
    """The name of the database that a municipality's schemas are in."""
    return str(conninfo_to_dict(database.administrator)["dbname"])


def run(database: Database, program: str, *arguments: str) -> str:
    """One of PostgreSQL's own programs, as the administrator; what it printed.

    Raises BackupRefused with its last words, PostgresUnusable, DatabaseUnreachable.
    """
    database.ensure()
    folder = database.server.binaries if database.server else postgres_binaries()
    own = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    for name, value in conninfo_to_dict(database.administrator).items():
        if name in _ENVIRONMENT:
            own[_ENVIRONMENT[name]] = str(value)
    done = subprocess.run(
        [folder / program, *arguments], env=own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupRefused(f"{program} failed: {said}")
    return done.stdout


@contextlib.contextmanager
def own_folder(within: Path | None) -> Iterator[Path]:
    """A folder of our own for unfinished work, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".wijkboek-", dir=within) as name:
        yield Path(name)
