"""What is on record stays: no role of the service can change, drop, insert or place a fact."""

import os
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from service.database import ROLES, Database, migrate
from service.journal import Journal
from service.keys import FileKeys
from service.store import PostgresStore
from tests.people import opened_journal, reported, town
from tests.postgres import fresh_database
from tests.scenario import put

TABLES = ("fact", "fact_tag", "words", "fact_type")
CHANGES = [
    *(f"UPDATE {{s}}.{table} SET {column} = {column}" for table, column in zip(
        TABLES, ("envelope", "nth", "ciphertext", "name"), strict=True)),
    *(f"DELETE FROM {{s}}.{table}" for table in TABLES),
    *(f"TRUNCATE {{s}}.{table} CASCADE" for table in TABLES),
    *(f"MERGE INTO {{s}}.{table} t USING (SELECT 1) u ON false WHEN MATCHED THEN DELETE"
      for table in TABLES),
    "UPDATE {s}.fact SET position = position + 1000",
    "UPDATE {s}.fact SET recorded_at = now() - interval '1 year'",
    "DELETE FROM {s}.migration",
]  # fmt: skip
INSERTS = [
    "INSERT INTO {s}.fact SELECT position + 1, type, recorded_at, id, header, body_hash, envelope"
    " FROM {s}.fact ORDER BY position DESC LIMIT 1",
    "INSERT INTO {s}.fact (position, type, recorded_at, id, header, body_hash) OVERRIDING SYSTEM"
    " VALUE VALUES (0, 1, '2020-01-01', gen_random_uuid(), '', '')",
    "INSERT INTO {s}.fact_tag VALUES ('case:x', 1::smallint, 1, 1, '')",
    "INSERT INTO {s}.words VALUES (1, 'question', gen_random_uuid(), 'x')",
    "INSERT INTO {s}.fact_type VALUES (99::smallint, 'Forged')",
    "COPY {s}.fact FROM PROGRAM 'true'",
]
ROUNDABOUT = [
    *(f"ALTER TABLE {{s}}.{table} DISABLE TRIGGER ALL" for table in TABLES),
    *(f"DROP TRIGGER append_only ON {{s}}.{table}" for table in TABLES),
    *(f"DROP TABLE {{s}}.{table} CASCADE" for table in TABLES),
    "SET session_replication_role = replica",
    "SET ROLE {s}_owner",
    "SET ROLE {s}_keys_owner",
    "SET SESSION AUTHORIZATION {s}_owner",
    "ALTER TABLE {s}.fact OWNER TO CURRENT_USER",
    "ALTER TABLE {s}.fact ADD COLUMN note text",
    "ALTER SCHEMA {s} RENAME TO other",
    "DROP SCHEMA {s} CASCADE",
    "CREATE TABLE {s}.fact2 (LIKE {s}.fact)",
    "CREATE TRIGGER mine BEFORE INSERT ON {s}.fact EXECUTE FUNCTION {s}.refuse_change()",
    "CREATE RULE mine AS ON INSERT TO {s}.fact DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION {s}.journal_now() RETURNS timestamptz LANGUAGE sql"
    " AS 'SELECT timestamptz ''2020-01-01'''",
    "CREATE OR REPLACE FUNCTION {s}.refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN OLD; END'",
    "DROP FUNCTION {s}.refuse_change() CASCADE",
    "ALTER FUNCTION {s}.journal_now() RENAME TO was_now",
    "ALTER ROLE {s}_writer SUPERUSER",
    "CREATE SCHEMA mine",
    "UPDATE {s}_keys.epoch SET epoch = epoch",
    "UPDATE {s}_keys.key SET subject = subject",
    "DELETE FROM {s}_keys.epoch",
    "TRUNCATE {s}_keys.key",
]
EMPTY_BATCH = (
    "SELECT * FROM {s}.append_batch('{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}',"
    "'{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}',"
    "'{{}}','{{}}','{{}}','{{}}','{{}}','{{}}','{{}}')"
)
HIDDEN = {  # what a role of the service must not even see
    "writer": ["{s}_keys.key", "{s}_keys.epoch"],
    "reader": ["{s}_keys.key", "{s}_keys.epoch"],
    "projector": ["{s}_keys.key", "{s}_keys.epoch", "{s}.words"],
    "auditor": ["{s}_keys.key", "{s}_keys.epoch"],
    "keys": ["{s}.fact", "{s}.fact_tag", "{s}.words", "{s}.fact_type"],
    "register": ["{s}.fact", "{s}.fact_tag", "{s}.words", "{s}_keys.key"],
    "notary": ["{s}.fact_tag", "{s}.words", "{s}_keys.key", "{s}_keys.epoch"],
}


@pytest.fixture(scope="module")
def haarlem(database_server: Database, migrated_template: str) -> Iterator[Database]:
    """A journal with a few facts and words, that no test of this module can change."""
    with fresh_database(database_server, migrated_template) as database:
        keys, store = FileKeys(os.urandom(32), database), PostgresStore(database)
        put(Journal(store, keys), *town, reported)
        store.close()
        keys.close()
        yield database


def contents(database: Database) -> list[object]:
    """Every byte that is on record."""
    s = database.schema
    with database.connect() as administrator:
        return [
            administrator.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in (*(f"{s}.{t}" for t in TABLES), f"{s}_keys.key", f"{s}_keys.epoch")
        ]


def attempt(database: Database, role: str, statement: str) -> None:
    connection = database.connect(role, autocommit=True)
    try:
        connection.execute(statement.format(s=database.schema).encode())
    finally:
        connection.close()


@pytest.mark.requirement("Z-01")
@pytest.mark.parametrize("role", ROLES)
def test_no_role_of_the_service_can_change_drop_or_insert_a_fact(
    haarlem: Database, role: str
) -> None:
    before = contents(haarlem)
    assert all(before)
    for statement in (*CHANGES, *INSERTS, *ROUNDABOUT):
        with pytest.raises(InsufficientPrivilege):
            attempt(haarlem, role, statement)
            pytest.fail(f"{role} can: {statement}")
    assert contents(haarlem) == before


@pytest.mark.requirement("Z-01")
@pytest.mark.parametrize("role", [role for role in ROLES if role != "writer"])
def test_only_the_writer_appends(haarlem: Database, role: str) -> None:
    for statement in (EMPTY_BATCH, "SELECT {s}.register_types(ARRAY['Forged'])"):
        with pytest.raises(InsufficientPrivilege):
            attempt(haarlem, role, statement)
    attempt(haarlem, "writer", EMPTY_BATCH)


@pytest.mark.parametrize("role", ["writer", "reader", "projector", "auditor"])
def test_a_grant_by_who_may_not_grant_grants_nothing(haarlem: Database, role: str) -> None:
    attempt(haarlem, role, "GRANT ALL ON {s}.fact, {s}.fact_tag TO PUBLIC")
    for statement in CHANGES[:-1]:
        with pytest.raises(InsufficientPrivilege, match="permission denied"):
            attempt(haarlem, role, statement)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_no_more_than_it_needs(haarlem: Database, role: str) -> None:
    for table in HIDDEN[role]:
        with pytest.raises(InsufficientPrivilege):
            attempt(haarlem, role, f"SELECT FROM {table}")
        with pytest.raises(InsufficientPrivilege):
            attempt(haarlem, role, f"COPY {table} TO STDOUT")


@pytest.mark.parametrize("role", ROLES)
def test_who_signs_or_promises_may_ask_how_far_the_standby_is_and_see_no_more_of_it(
    haarlem: Database, role: str
) -> None:
    with haarlem.connect(role, autocommit=True) as connection:
        may = connection.execute("SELECT pg_has_role('pg_read_all_stats', 'usage')").fetchone()
    assert may == (False,)
    if role in ("notary", "reader"):
        attempt(haarlem, role, "SELECT {s}.standby_flushed()")
        return
    with pytest.raises(InsufficientPrivilege):
        attempt(haarlem, role, "SELECT {s}.standby_flushed()")


@pytest.mark.requirement("Z-01")
@pytest.mark.parametrize("statement", [each for each in CHANGES if "migration" not in each])
def test_the_tables_owner_and_a_careless_administrator_are_stopped_by_a_trigger(
    haarlem: Database, statement: str
) -> None:
    before = contents(haarlem)
    for become in ("", f"SET ROLE {haarlem.schema}_owner; "):
        with (
            pytest.raises(InsufficientPrivilege, match=r"append-only: .* is refused"),
            haarlem.connect() as connection,
        ):
            connection.execute((become + statement.format(s=haarlem.schema)).encode())
    assert contents(haarlem) == before


def test_tables_of_ones_own_with_the_same_names_change_nothing(haarlem: Database) -> None:
    """The functions look in the journal's schema alone, whatever the caller's search path says."""
    before = len(contents(haarlem)[0])  # type: ignore[arg-type]
    with haarlem.connect("writer", autocommit=True) as writer:
        try:
            writer.execute("CREATE TEMP TABLE fact_type (id smallint, name text)")
            writer.execute("SET search_path = pg_temp, haarlem")
        except InsufficientPrivilege:
            return
        writer.execute("SELECT haarlem.register_types(ARRAY['ConsultHeld'])")
        assert writer.execute("SELECT count(*) FROM pg_temp.fact_type").fetchone() == (0,)
    assert len(contents(haarlem)[0]) == before  # type: ignore[arg-type]


@pytest.mark.requirement("M-07")
def test_who_appends_chooses_neither_position_nor_time(haarlem: Database) -> None:
    with haarlem.connect() as administrator:
        (arguments,) = administrator.execute(
            "SELECT pg_get_function_arguments('haarlem.append_batch'::regproc)"
        ).fetchone() or ("",)
        assert arguments.count("timestamptz") + arguments.count("timestamp with time zone") == 1
        (source,) = administrator.execute(
            "SELECT prosrc FROM pg_proc WHERE oid = 'haarlem.append_batch'::regproc"
        ).fetchone() or ("",)
    assert "greatest(since, journal_now())" in source
    assert "unnest(di, dm) d(i, m) WHERE now_ >= d.m" in source  # the one: a deadline


@pytest.fixture
def ede(haarlem: Database) -> Iterator[Database]:
    """Another municipality in the same database."""
    database = replace(haarlem, schema="ede")
    migrate(database)
    yield database
    with haarlem.connect(autocommit=True) as administrator:
        administrator.execute("DROP SCHEMA ede, ede_keys, ede_views CASCADE")
        for role in (*ROLES, "owner", "keys_owner"):
            administrator.execute(f"DROP OWNED BY ede_{role}; DROP ROLE ede_{role}".encode())


def test_municipalities_in_one_database_never_see_each_other(
    haarlem: Database, ede: Database
) -> None:
    store, keys = PostgresStore(ede), FileKeys(os.urandom(32), ede)
    put(Journal(store, keys), opened_journal)
    assert store.read(limit=0).head == 1
    store.close()
    keys.close()
    for one, other in ((haarlem, ede), (ede, haarlem)):
        s = other.schema
        for role in ROLES:
            for table in (*TABLES, "migration"):
                with pytest.raises(InsufficientPrivilege):
                    attempt(one, role, f"SELECT FROM {s}.{table}")
            for statement in (
                f"SELECT FROM {s}_keys.key", f"SELECT FROM {s}_views.bookmark",
                f"SELECT {s}.journal_now()", EMPTY_BATCH.replace("{s}", s),
                f"SET ROLE {s}_writer",
            ):  # fmt: skip
                with pytest.raises(InsufficientPrivilege):
                    attempt(one, role, statement)
    with pytest.raises(psycopg.OperationalError), ede.connect("writer") as connection:
        wrong = replace(ede, secret=os.urandom(32))
        assert connection.info.user == "ede_writer"
        psycopg.connect(wrong.url("writer"))
