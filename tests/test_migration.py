"""Migrations: applied in order, once, whole or not at all, and never changed afterwards."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from service.database import Database, MigrationError, migrate
from service.migration import MIGRATIONS, migrations_in

FIRST = "CREATE TABLE {{schema}}.thing (id integer); INSERT INTO {{schema}}.thing VALUES (1);"
SECOND = "ALTER TABLE {{schema}}.thing ADD name text;"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two migrations that belong together."""
    (tmp_path / "0001_thing.sql").write_text(FIRST)
    (tmp_path / "0002_name.sql").write_text(SECOND)
    return tmp_path


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.connect() as connection:
        return connection.execute(query.encode()).fetchall()


def test_applied_in_order_and_once(empty_database: Database, files: Path) -> None:
    assert migrate(empty_database, files) == ["0001_thing", "0002_name"]
    assert migrate(empty_database, files) == []
    assert rows(empty_database, "SELECT id, name FROM haarlem.thing") == [(1, None)]
    recorded = rows(empty_database, "SELECT number, name, checksum FROM haarlem.migration")
    assert recorded == [(m.number, m.name, m.checksum) for m in migrations_in(files)]


def test_what_was_added_is_applied_later(empty_database: Database, files: Path) -> None:
    migrate(empty_database, files)
    (files / "0003_more.sql").write_text("INSERT INTO {{schema}}.thing VALUES (2, '50%');")
    assert migrate(empty_database, files) == ["0003_more"]
    assert rows(empty_database, "SELECT name FROM haarlem.thing WHERE id = 2") == [("50%",)]


def test_several_processes_at_once_apply_each_once(empty_database: Database, files: Path) -> None:
    applied: list[str] = []
    threads = [
        threading.Thread(target=lambda: applied.extend(migrate(empty_database, files)))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert applied == ["0001_thing", "0002_name"]
    assert rows(empty_database, "SELECT id FROM haarlem.thing") == [(1,)]


def test_municipalities_have_a_schema_each(empty_database: Database, files: Path) -> None:
    migrate(empty_database, files)
    assert len(migrate(replace(empty_database, schema="zaanstad"), files)) == 2
    assert rows(empty_database, "SELECT id FROM zaanstad.thing") == [(1,)]


def test_a_failed_migration_leaves_nothing(empty_database: Database, files: Path) -> None:
    (files / "0003_bad.sql").write_text(
        "INSERT INTO {{schema}}.thing VALUES (3); SELECT 1 FROM {{schema}}.nothing;"
    )
    with pytest.raises(MigrationError, match=r'^0003_bad.sql failed: .*nothing" does not exist\.$'):
        migrate(empty_database, files)
    assert rows(empty_database, "SELECT id FROM haarlem.thing") == [(1,)]
    (files / "0003_bad.sql").write_text("INSERT INTO {{schema}}.thing VALUES (3);")
    assert migrate(empty_database, files) == ["0003_bad"]


def test_a_migration_never_changes(empty_database: Database, files: Path) -> None:
    migrate(empty_database, files)
    (files / "0001_thing.sql").write_text(FIRST + "\n")
    with pytest.raises(MigrationError, match="not what was applied to this database as 0001_thing"):
        migrate(empty_database, files)
    (files / "0001_thing.sql").rename(files / "0001_other.sql")
    (files / "0001_other.sql").write_text(FIRST)
    with pytest.raises(MigrationError, match=r"0001_other\.sql is not what was applied"):
        migrate(empty_database, files)


def test_a_database_that_is_newer_than_the_code(empty_database: Database, files: Path) -> None:
    migrate(empty_database, files)
    (files / "0002_name.sql").unlink()
    with pytest.raises(MigrationError, match=r"has migration 0002_name, .* newer Wijkboek"):
        migrate(empty_database, files)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("0004_gap.sql", "0004_gap.sql stands where number 0003 should be"),
        ("0002_double.sql", "0002_name.sql stands where number 0003 should be"),
        ("3_short.sql", r"3_short\.sql: name a migration NNNN_name\.sql"),
        ("0003_Big.sql", r"0003_Big\.sql: name a migration NNNN_name\.sql"),
    ],
)
def test_names_that_have_no_place_in_the_order(
    name: str, told: str, empty_database: Database, files: Path
) -> None:
    (files / name).write_text("SELECT 1")
    with pytest.raises(MigrationError, match=told):
        migrate(empty_database, files)


def test_a_placeholder_that_means_nothing(empty_database: Database, files: Path) -> None:
    (files / "0003_typo.sql").write_text("SELECT '{{shema}}'")
    with pytest.raises(MigrationError, match=r"0003_typo\.sql: \{\{shema\}\} is neither"):
        migrate(empty_database, files)


def test_a_migration_holds_no_password_that_can_be_read(
    empty_database: Database, files: Path
) -> None:
    (files / "0003_verifier.sql").write_text(
        "CREATE TABLE {{schema}}.verifier AS SELECT {{password:writer}} AS text"
    )
    migrate(empty_database, files)
    [(verifier,)] = rows(empty_database, "SELECT text FROM haarlem.verifier")
    assert str(verifier).startswith("SCRAM-SHA-256$")


def test_the_product_s_own_migrations_apply_twice_over(empty_database: Database) -> None:
    other = replace(empty_database, schema="zaanstad")
    for database in (empty_database, other):
        assert len(migrate(database)) == len(migrations_in(MIGRATIONS))
        assert migrate(database) == []
