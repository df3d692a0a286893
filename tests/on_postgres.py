"""Rule examples on PostgreSQL: one database for all of them, emptied before each."""

import os
from collections.abc import Iterator
from datetime import datetime
from math import inf

import psycopg
import pytest
from psycopg import sql

from domain.terms import EPOCH
from service.database import Database
from service.journal import Journal
from service.keys import FileKeys
from service.store import PostgresStore
from tests.people import monday
from tests.postgres import fresh_database
from tests.scenario import played_on

AT_LAST = 100
"""After so many examples the files are made anew."""


class OnPostgres:
    """Makes stages: each empties the journal, and it is Monday again."""

    def __init__(self, database: Database, store: PostgresStore, keys: FileKeys) -> None:
        self._schema, self._store, self._keys = database.schema, store, keys
        self._emptied = 0
        self._administrator = psycopg.connect(database.administrator, autocommit=True)
        # A trigger of the journal refuses this to everyone; a superuser may look past triggers.
        self._do("SET session_replication_role = replica")
        self._do("CREATE UNLOGGED TABLE {s}.clock (moment timestamptz)")
        self._do("GRANT SELECT ON {s}.clock TO PUBLIC")
        self._do("INSERT INTO {s}.clock VALUES (now())")
        self._do(
            "CREATE OR REPLACE FUNCTION {s}.journal_now() RETURNS timestamptz LANGUAGE sql"
            " VOLATILE SECURITY DEFINER AS 'SELECT moment FROM {s}.clock'"
        )
        self.journal = Journal(store, keys)

    def __call__(self) -> "OnPostgres":
        # To make the files anew takes ten times as long as to take out the few rows in them.
        self._emptied += 1
        if self._emptied % AT_LAST == 0:
            self._do("TRUNCATE {s}.fact, {s}.fact_tag, {s}.words, {s}.member, {s}.attachment")
        else:
            self._do(
                "DELETE FROM {s}.fact; DELETE FROM {s}.fact_tag; DELETE FROM {s}.words;"
                " DELETE FROM {s}.member; DELETE FROM {s}.attachment"
            )
        self._store._heard = (EPOCH, -inf)  # in the example before it may have been next year
        self.it_is(monday)
        self.journal = Journal(self._store, self._keys)
        return self

    def it_is(self, moment: datetime) -> None:
        self._do("UPDATE {s}.clock SET moment = %s", moment)

    def close(self) -> None:
        self._administrator.close()

    def _do(self, statement: str, *values: object) -> None:
        ready = sql.SQL(statement).format(s=sql.Identifier(self._schema))
        self._administrator.execute(ready, values or None)


@pytest.fixture(scope="session")
def on_postgres(database_server: Database, migrated_template: str) -> Iterator[OnPostgres]:
    with fresh_database(database_server, migrated_template) as database:
        keys = FileKeys(os.urandom(32), database)
        store = PostgresStore(database)
        stages = OnPostgres(database, store, keys)
        yield stages
        stages.close()
        store.close()
        keys.close()


@pytest.fixture(scope="module", autouse=True)
def rules_play_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where `given` puts its journal in this run of a test; see conftest for who is run twice."""
    if getattr(request, "param", "memory") == "memory":
        yield
        return
    with played_on(request.getfixturevalue("on_postgres")):
        yield
