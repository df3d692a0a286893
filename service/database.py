"""The database of one municipality: embedded PostgreSQL, or the server that DATABASE_URL names."""

import contextlib
import hashlib
import hmac
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool
from pydantic import SecretStr
from rich.console import Console

from service.binaries import OLDEST, PostgresUnusable
from service.embedded import EmbeddedPostgres
from service.migration import MIGRATIONS, MigrationError, apply, migrations_in
from service.reach import DatabaseUnreachable, check_readable, unreachable, with_timeout
from service.secret_file import SharedSecret, secret_file
from service.settings import Settings, checked_schema

__all__ = ["Database", "DatabaseUnreachable", "MigrationError", "migrate", "open_database"]

ROLES = ("writer", "reader", "projector", "keys", "auditor", "register", "notary")
KEPT = ("", "_keys", "_register")
"""What follows the municipality's name in the names of the schemas whose rows a backup holds."""
SCHEMAS = (*KEPT, "_views", "_post")
"""All of them. What follows from facts is dropped before a restore, and made anew after it."""
EMBEDDED_NAME = "wijkboek"


@dataclass(frozen=True)
class Database:
    """Where one municipality's schema is, and how each role connects to it.

    `administrator` and the values of `logins` are connection strings; `secret` is 32 bytes from
    which the other roles' passwords follow; `server` is the embedded server, if it is one.
    """

    schema: str
    administrator: str = field(repr=False)
    secret: bytes = field(repr=False)
    logins: Mapping[str, str] = field(default_factory=dict, repr=False)
    server: EmbeddedPostgres | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        checked_schema(self.schema)  # it is put into SQL as it stands

    def url(self, role: str | None = None) -> str:
        """The connection string of login role `<schema>_<role>`, of the administrator if None.

        It holds a password: never print it. Raises ValueError for a role that does not exist.
        """
        if role is None:
            return self.administrator
        if login := self.logins.get(_known(role)):
            return login
        return make_conninfo(
            self.administrator, user=f"{self.schema}_{role}", password=self.password(role)
        )

    def password(self, role: str) -> str:
        """The password of login role `<schema>_<role>`: set by the operator, or derived."""
        if login := self.logins.get(_known(role)):
            given = conninfo_to_dict(login).get("password")
            if given:
                return str(given)
        return hmac.new(self.secret, f"{self.schema}_{role}".encode(), hashlib.sha256).hexdigest()

    def ensure(self) -> None:
        """Start an embedded server again if it was killed; else nothing.

        Raises DatabaseUnreachable.
        """
        if self.server is not None:
            try:
                self.server.ensure()
            except PostgresUnusable as error:
                raise DatabaseUnreachable(str(error)) from None

    def connect(
        self, role: str | None = None, *, autocommit: bool = False
    ) -> psycopg.Connection[TupleRow]:
        """A connection as `role`. Brings a killed embedded server back first.

        Raises DatabaseUnreachable.
        """
        self.ensure()
        url = self.url(role)
        try:
            return psycopg.connect(with_timeout(url), autocommit=autocommit)
        except psycopg.OperationalError as error:
            raise DatabaseUnreachable(unreachable(url, error)) from None

    def pool(
        self,
        role: str | None = None,
        *,
        min_size: int = 1,
        max_size: int = 8,
        checked: bool = True,
        **options: Any,
    ) -> ConnectionPool[psycopg.Connection[TupleRow]]:
        """A pool of connections as `role`, not yet open; `options` are ConnectionPool's.

        It outlives its server: a dead connection is found when it is handed out and replaced, and
        whatever makes a new one brings a killed embedded server back first. Not `checked`, that
        is one round trip faster, and whoever uses it calls `check` after an OperationalError.
        """

        def url() -> str:
            self.ensure()
            return with_timeout(self.url(role))

        return ConnectionPool(
            url, min_size=min_size, max_size=max_size, open=False,
            check=ConnectionPool.check_connection if checked else None, **options,
        )  # fmt: skip


@contextlib.contextmanager
def open_database(settings: Settings, *, durable: bool = True) -> Iterator[Database]:
    """The database that the settings name; an embedded one runs while the context is open.

    Raises DatabaseUnreachable. `durable` is EmbeddedPostgres's.
    """
    logins = {
        role: login.get_secret_value()
        for role in ROLES
        if isinstance(login := getattr(settings, f"{role}_url"), SecretStr)
    }
    if settings.database_url is None:
        with _running(settings.home, durable) as server:
            where = server.conninfo(EMBEDDED_NAME)
            yield Database(settings.municipality, where, _secret(settings.home), logins, server)
    else:
        where = settings.database_url.get_secret_value()
        database = Database(settings.municipality, where, _secret(settings.home), logins)
        _check_server(database)
        yield database


def migrate(database: Database, directory: Path = MIGRATIONS) -> list[str]:
    """Bring the schema up to date with the files of `directory`; the names of those applied.

    Raises MigrationError (nothing of the failed file stays) and DatabaseUnreachable.
    """
    migrations = migrations_in(directory)
    with contextlib.closing(database.connect(autocommit=True)) as connection:
        return apply(connection, database.schema, migrations, database.password)


def renew_passwords(database: Database) -> list[str]:
    """Give the existing login roles the passwords that `Database.password` says; their names.

    Needed after the secret changed: a restore on another machine, or a rotation.
    """
    renewed = []
    with contextlib.closing(database.connect(autocommit=True)) as connection:
        for role in ROLES:
            name = f"{database.schema}_{role}"
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [name]).rowcount:
                connection.pgconn.change_password(name.encode(), database.password(role).encode())
                renewed.append(name)
    return renewed


def _secret(home: Path) -> bytes:
    try:
        return secret_file(home / "secret", lambda: os.urandom(32))
    except SharedSecret as error:
        raise DatabaseUnreachable(str(error)) from None
    except OSError as error:
        raise DatabaseUnreachable(
            f"Cannot keep the secret in {home}: {error.strerror}."
            " Set WIJKBOEK_HOME to a folder of your own."
        ) from None


@contextlib.contextmanager
def _running(home: Path, durable: bool) -> Iterator[EmbeddedPostgres]:
    with contextlib.ExitStack() as until_closed:
        try:
            server = EmbeddedPostgres(home, durable=durable)
            with Console(stderr=True).status("Starting the database …"):
                until_closed.enter_context(server)
        except PostgresUnusable as error:
            raise DatabaseUnreachable(str(error)) from None
        except OSError as error:
            raise DatabaseUnreachable(
                f"Cannot keep a database in {home}: {error.strerror or error}."
                " Set WIJKBOEK_HOME to a folder of your own."
            ) from None
        _make_database(server)
        yield server


def _make_database(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [EMBEDDED_NAME])
        if not known.rowcount:
            # Another process may just have made it, too.
            with contextlib.suppress(
                psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation
            ):
                connection.execute(
                    sql.SQL("CREATE DATABASE {}").format(sql.Identifier(EMBEDDED_NAME))
                )


def _check_server(database: Database) -> None:
    for name, url in {"database": database.administrator, **database.logins}.items():
        variable = "DATABASE_URL" if name == "database" else f"WIJKBOEK_{name.upper()}_URL"
        check_readable(variable, url)
    with contextlib.closing(database.connect()) as connection:
        release = connection.info.server_version // 10000
    if release < OLDEST:
        raise DatabaseUnreachable(
            f"The server that DATABASE_URL names runs PostgreSQL {release}:"
            f" {OLDEST} or newer is needed."
        )


def _known(role: str) -> str:
    if role not in ROLES:
        raise ValueError(f"no role {role!r}: there are {', '.join(ROLES)}")
    return role
