"""A PostgreSQL server for the tests: one a session, and for every test a database of its own."""

import contextlib
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from service.database import Database, migrate, open_database
from service.settings import Settings


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that the server can enter, also when it runs as `nobody` for root.

    pytest's own temporary folders are closed to other users, and their paths are long.
    """
    folder = Path(tempfile.mkdtemp(prefix="wijkboek-test-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def fresh_database(server: Database, template: str | None = None) -> Iterator[Database]:
    """A new database on the server of `server`, copied from `template`, dropped at the end.

    The copy takes some 50 ms. Without a template it is empty: not migrated.
    """
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(server.administrator, autocommit=True) as administrator:
        administrator.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
        try:
            yield replace(server, administrator=make_conninfo(server.administrator, dbname=name))
        finally:
            administrator.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


@pytest.fixture(scope="session")
def database_server() -> Iterator[Database]:
    """The session's embedded server, not durable. DATABASE_URL is left alone: it may be real."""
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", municipality="haarlem", database_url=None)
        with open_database(settings, durable=False) as server:
            yield server


@pytest.fixture(scope="session")
def migrated_template(database_server: Database) -> Iterator[str]:
    """The name of a migrated database that nobody is connected to, to copy from."""
    with fresh_database(database_server) as template:
        migrate(template)
        with psycopg.connect(template.administrator) as connection:
            name = connection.info.dbname
        yield name


@pytest.fixture
def empty_database(database_server: Database) -> Iterator[Database]:
    """A database of this test alone, without any table."""
    with fresh_database(database_server) as fresh:
        yield fresh


@pytest.fixture
def database(database_server: Database, migrated_template: str) -> Iterator[Database]:
    """A migrated database of this test alone, for municipality haarlem."""
    with fresh_database(database_server, migrated_template) as fresh:
        yield fresh
