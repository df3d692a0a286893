"""Attack 27: a municipality, or who broke into its service, reaches for its neighbour's journal."""

from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from service.database import ROLES, SCHEMAS, Database
from service.keys import ReadRequired
from service.state import GROUPS
from tests.attacks.neighbours import Municipality, neighbours

Both = tuple[Municipality, Municipality]


@pytest.fixture(scope="module")
def both(database_server: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with neighbours(database_server, tmp_path_factory.mktemp("homes")) as both:
        yield both


ways = pytest.mark.parametrize("other_way", [False, True], ids=["forth", "back"])
roles = pytest.mark.parametrize("role", ROLES)


def us_and_them(both: Both, other_way: bool) -> tuple[Database, str]:
    first, second = both
    return (second.database, first.schema) if other_way else (first.database, second.schema)


def test_attack_27_there_is_something_to_reach_for(both: Both) -> None:
    for each in both:
        with each.database.connect() as administrator:
            for table in ("fact", "fact_tag", "words"):
                found = administrator.execute(f"SELECT FROM {each.schema}.{table}".encode())
                assert found.rowcount > 0
            keys = administrator.execute(f"SELECT FROM {each.schema}_keys.key".encode())
            assert keys.rowcount > 0


@ways
@roles
def test_attack_27_no_role_has_any_right_on_anything_of_the_neighbour(
    both: Both, role: str, other_way: bool
) -> None:
    """Every schema, table, column and function there is, asked of the database itself."""
    own, theirs = us_and_them(both, other_way)
    schemas = [f"{theirs}{ending}" for ending in SCHEMAS]
    with own.connect(role) as connection:
        counted = connection.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'v', 'm', 'S')", [schemas],
        ).fetchone()  # fmt: skip
        assert counted is not None
        assert counted[0] > 15
        for allowed in (
            "SELECT nspname FROM pg_namespace WHERE nspname = ANY (%s)"
            " AND has_schema_privilege(oid, 'USAGE, CREATE')",
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'v', 'm') AND (has_table_privilege"
            " (c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')"
            " OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))",
        ):
            assert connection.execute(allowed.encode(), [schemas]).fetchall() == []
        # A function's right counts only for who may enter its schema, which nobody may.
        callable_ = connection.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p"
            " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY (%s)"
            " AND has_function_privilege(p.oid, 'EXECUTE') AND p.prosecdef", [schemas],
        ).fetchall()  # fmt: skip
        assert callable_ == []


@ways
@roles
def test_attack_27_no_role_becomes_one_of_the_neighbours(
    both: Both, role: str, other_way: bool
) -> None:
    own, theirs = us_and_them(both, other_way)
    with own.connect(role, autocommit=True) as connection:
        for group in GROUPS:
            became = connection.execute(
                "SELECT pg_has_role(%s, 'MEMBER')", [f"{theirs}_{group}"]
            ).fetchone()
            assert became == (False,), group
            for statement in (
                f"SET ROLE {theirs}_{group}", f"SET SESSION AUTHORIZATION {theirs}_{group}",
                f"GRANT {theirs}_{group} TO CURRENT_USER",
                f"ALTER ROLE {theirs}_{group} PASSWORD 'x'",
            ):  # fmt: skip
                with pytest.raises(InsufficientPrivilege):
                    connection.execute(statement.encode())


@ways
@roles
def test_attack_27_no_setting_opens_a_door(both: Both, role: str, other_way: bool) -> None:
    """Search paths, settings of one's own making, and row security turned off yield nothing."""
    own, theirs = us_and_them(both, other_way)
    for setting in (
        f"SET search_path = {theirs}, {theirs}_keys, {theirs}_views",
        f"SET app.muni = '{theirs}'",
        f"SET wijkboek.municipality = '{theirs}'",
        "SET row_security = off",
    ):
        with own.connect(role, autocommit=True) as connection:
            connection.execute(setting.encode())
            for table in ("fact", "fact_tag", "words", "key", "caseload", "sender"):
                for schema in (f"{theirs}{ending}." for ending in SCHEMAS):
                    with pytest.raises((InsufficientPrivilege, psycopg.errors.UndefinedTable)):
                        connection.execute(f"SELECT FROM {schema}{table}".encode())
                    with pytest.raises((InsufficientPrivilege, psycopg.errors.UndefinedTable)):
                        connection.execute(f"COPY {schema}{table} TO STDOUT".encode())


@ways
@roles
def test_attack_27_a_search_path_leads_to_nothing_of_theirs(
    both: Both, role: str, other_way: bool
) -> None:
    """Unqualified, a name finds no table of a schema that one may not enter."""
    own, theirs = us_and_them(both, other_way)
    with own.connect(role, autocommit=True) as connection:
        connection.execute(f"SET search_path = {theirs}, {theirs}_keys".encode())
        for table in ("fact", "fact_tag", "words", "key", "epoch"):
            with pytest.raises(psycopg.errors.UndefinedTable):
                connection.execute(f"SELECT FROM {table}".encode())


@ways
@roles
def test_attack_27_neither_statistics_nor_sessions_tell_what_they_do(
    both: Both, role: str, other_way: bool
) -> None:
    own, theirs = us_and_them(both, other_way)
    they = next(each for each in both if each.schema == theirs)
    with they.database.connect() as administrator:
        administrator.execute(f"ANALYZE {theirs}.fact_tag".encode())
    with they.database.connect("writer") as busy, own.connect(role) as connection:
        busy.execute(f"SELECT 'secret' FROM {theirs}.fact LIMIT 1".encode())
        told = connection.execute(
            "SELECT query FROM pg_stat_activity WHERE usename LIKE %s", [f"{theirs}\\_%"]
        ).fetchall()
        assert told
        assert all("secret" not in query for (query,) in told)
        known = connection.execute("SELECT FROM pg_stats WHERE schemaname LIKE %s", [f"{theirs}%"])
        assert known.rowcount == 0


@ways
def test_attack_27_keys_of_one_open_nothing_of_the_other(both: Both, other_way: bool) -> None:
    own, other = both if not other_way else (both[1], both[0])
    with other.database.connect() as administrator:
        ids = administrator.execute(f"SELECT key_id FROM {other.schema}_keys.key".encode())
        wanted = [key for (key,) in ids.fetchall()]
    assert wanted
    for read in range(1, own.journal.head() + 1):
        with suppress(ReadRequired):
            assert own.journal.keys.open(wanted, read) == {}
