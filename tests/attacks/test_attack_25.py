"""Attack 25: somebody with the database in hand disables a trigger, or changes what guards."""

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from service.commands.check import NotAsRecorded, check
from service.database import SCHEMAS, Database, migrate
from service.follow import Follower
from service.journal import Journal
from service.keys import FileKeys
from service.opening import Opened, begun
from service.settings import Settings
from service.simulated import make_simulated
from service.state import (
    State,
    changed_since_migrated,
    differences,
    fingerprint,
    incarnation_of,
    state_of,
)
from service.store import PostgresStore
from service.watching import RELEASE, Watch
from tests.people import monday, opened_journal, reported, town
from tests.postgres import fresh_database
from tests.scenario import put

ROOT = Path(__file__).resolve().parent.parent.parent
CHANGES = {
    "ALTER TABLE {s}.fact DISABLE TRIGGER append_only": "trigger {s}.fact.append_only",
    "ALTER TABLE {s}.fact DISABLE TRIGGER ALL": "trigger {s}.fact.append_only",
    "ALTER TABLE {s}.words ENABLE REPLICA TRIGGER append_only": "trigger {s}.words.append_only",
    "DROP TRIGGER append_only ON {s}.fact_tag": "trigger {s}.fact_tag.append_only",
    "CREATE TRIGGER quiet BEFORE INSERT ON {s}.fact FOR EACH ROW"
    " EXECUTE FUNCTION {s}.refuse_change()": "trigger {s}.fact.quiet",
    "CREATE OR REPLACE FUNCTION {s}.refuse_change() RETURNS trigger LANGUAGE plpgsql"
    " AS 'BEGIN RETURN OLD; END'": "function {s}.refuse_change()",
    "CREATE OR REPLACE FUNCTION {s}.journal_now() RETURNS timestamptz LANGUAGE sql VOLATILE"
    " AS 'SELECT timestamptz ''2020-01-01'''": "function {s}.journal_now()",
    "ALTER FUNCTION {s}.journal_now() SECURITY DEFINER": "function {s}.journal_now()",
    "ALTER FUNCTION {s}.register_types(text[]) RESET search_path":
        "function {s}.register_types(text[])",
    "ALTER FUNCTION {s}.register_types(text[]) OWNER TO CURRENT_USER":
        "function {s}.register_types(text[])",
    "CREATE FUNCTION {s}.backdoor() RETURNS int LANGUAGE sql AS 'SELECT 1'":
        "function {s}.backdoor()",
    "GRANT DELETE ON {s}.fact TO {s}_writer": "right of {s}_writer on {s}.fact",
    "GRANT SELECT ON {s}_keys.key TO {s}_reader": "right of {s}_reader on {s}_keys.key",
    "GRANT SELECT ON {s}.words TO PUBLIC": "right of everybody on {s}.words",
    "GRANT UPDATE (envelope) ON {s}.fact TO {s}_projector":
        "right of {s}_projector on column {s}.fact.envelope",
    "GRANT USAGE ON SCHEMA {s}_keys TO {s}_reader": "right of {s}_reader on schema {s}_keys",
    "GRANT SELECT ON {s}.fact TO {s}_reader WITH GRANT OPTION": "right of {s}_reader on {s}.fact",
    "REVOKE SELECT ON {s}.fact FROM {s}_auditor": "right of {s}_auditor on {s}.fact",
    "GRANT EXECUTE ON FUNCTION {s}.register_types(text[]) TO {s}_reader":
        "right of {s}_reader on {s}.register_types(text[])",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {s}_projector IN SCHEMA {s}_views GRANT DELETE ON TABLES"
    " TO {s}_reader": "right of {s}_reader on what {s}_projector will make in {s}_views r",
    "GRANT {s}_owner TO {s}_writer": "member {s}_writer of {s}_owner",
    "ALTER ROLE {s}_writer SUPERUSER": "role {s}_writer",
    "ALTER ROLE {s}_reader BYPASSRLS": "role {s}_reader",
    "ALTER ROLE {s}_owner LOGIN": "role {s}_owner",
    "ALTER ROLE {s}_writer SET search_path = elsewhere": "role {s}_writer",
    "ALTER TABLE {s}.fact OWNER TO CURRENT_USER": "table {s}.fact",
    "ALTER TABLE {s}.fact ENABLE ROW LEVEL SECURITY": "table {s}.fact",
    "ALTER TABLE {s}.fact SET UNLOGGED": "table {s}.fact",
    "CREATE POLICY hide ON {s}.fact USING (position <> 3)": "policy {s}.fact.hide",
    "CREATE RULE hide AS ON INSERT TO {s}.fact DO INSTEAD NOTHING": "rule {s}.fact.hide",
    "ALTER TABLE {s}.fact ADD COLUMN note text": "column {s}.fact.note",
    "ALTER TABLE {s}.fact ALTER envelope SET NOT NULL": "column {s}.fact.envelope",
    "ALTER TABLE {s}.fact ALTER recorded_at SET DEFAULT '2020-01-01'":
        "column {s}.fact.recorded_at",
    "ALTER TABLE {s}.fact_tag DROP CONSTRAINT fact_tag_pkey":
        "constraint {s}.fact_tag.fact_tag_pkey",
    "ALTER TABLE {s}.fact_tag DROP CONSTRAINT fact_tag_salt_check":
        "constraint {s}.fact_tag.fact_tag_salt_check",
    "DROP INDEX {s}.fact_tag_nth": "index {s}.fact_tag_nth",
    "CREATE TABLE {s}.shadow (LIKE {s}.fact)": "table {s}.shadow",
    "CREATE TABLE {s}_views.shadow (note text)": "table {s}_views.shadow",
    "CREATE VIEW {s}.peek AS SELECT * FROM {s}_keys.key": "view {s}.peek",
    "GRANT DELETE ON {s}_views.caseload TO {s}_reader": "table {s}_views.caseload",
    "ALTER TABLE {s}_views.caseload OWNER TO CURRENT_USER": "table {s}_views.caseload",
    "CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
    " CREATE EVENT TRIGGER ears ON ddl_command_end EXECUTE FUNCTION public.on_ddl()":
        "database event trigger ears",
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica',"
    " current_database()); END $$": "database setting of all session_replication_role",
    "ALTER SCHEMA {s}_keys OWNER TO {s}_writer": "schema {s}_keys",
    "DROP SCHEMA {s}_post CASCADE": "table {s}_post.sender",
}  # fmt: skip
"""What a superuser does, and what is then named."""


@pytest.fixture(scope="module")
def haarlem(database_server: Database, migrated_template: str) -> Iterator[Database]:
    """A journal whose views were built."""
    with fresh_database(database_server, migrated_template) as database:
        with database.connect("projector", autocommit=True) as projector:
            Follower(database).store.prepare(projector)
        yield database


@pytest.fixture(scope="module")
def untouched(haarlem: Database) -> State:
    with haarlem.connect() as administrator:
        return state_of(administrator, haarlem.schema)


def test_attack_25_what_was_migrated_is_as_migrated(haarlem: Database) -> None:
    with haarlem.connect(autocommit=True) as administrator:
        assert [str(c) for c in changed_since_migrated(administrator, haarlem.schema)] == []
        left = administrator.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^w[0-9a-f]{20}'"
            " UNION ALL SELECT rolname FROM pg_roles WHERE rolname ~ '^w[0-9a-f]{20}'"
        )
        assert left.fetchall() == []


def test_attack_25_so_is_a_simulated_journal(empty_database: Database) -> None:
    ede = replace(empty_database, schema="text")  # a name that is a type's as well
    migrate(ede)
    make_simulated(ede, monday)
    with ede.connect(autocommit=True) as administrator:
        assert [str(c) for c in changed_since_migrated(administrator, ede.schema)] == []
        administrator.execute("DROP TABLE text.clock CASCADE")


@pytest.mark.parametrize(("statement", "name"), CHANGES.items(), ids=CHANGES.values())
def test_attack_25_whatever_is_changed_is_named_and_the_fingerprint_differs(
    haarlem: Database, untouched: State, statement: str, name: str
) -> None:
    s = haarlem.schema
    with haarlem.connect() as administrator:
        administrator.execute(statement.replace("{s}", s).encode())
        now = state_of(administrator, s)
        administrator.rollback()
    assert name.replace("{s}", s) in [change.name for change in differences(now, untouched)]
    assert fingerprint(now) != fingerprint(untouched)


def test_attack_25_every_schema_and_role_of_a_municipality_is_looked_at(haarlem: Database) -> None:
    with haarlem.connect() as administrator:
        schemas = administrator.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '^haarlem(_|$)'"
        ).fetchall()
        roles = administrator.execute(
            "SELECT 'role ' || rolname FROM pg_roles WHERE rolname ~ '^haarlem_'"
        ).fetchall()
        state = state_of(administrator, haarlem.schema)
    assert {name for (name,) in schemas} == {f"haarlem{ending}" for ending in SCHEMAS}
    assert {name for (name,) in roles} == {name for name in state if name.startswith("role ")}


def test_attack_25_every_role_sees_the_same(haarlem: Database, untouched: State) -> None:
    """So the service that may do nothing else can put it on record."""
    for role in ("auditor", "reader", "writer"):
        with haarlem.connect(role) as connection:
            assert differences(state_of(connection, haarlem.schema), untouched) == []


def test_attack_25_a_view_that_is_built_anew_changes_nothing(
    haarlem: Database, untouched: State
) -> None:
    with haarlem.connect("projector", autocommit=True) as projector:
        projector.execute("DROP TABLE haarlem_views.caseload")
        Follower(haarlem).store.prepare(projector)
        assert differences(state_of(projector, haarlem.schema), untouched) == []


@dataclass
class Town:
    """A journal with a few facts, and a watch on it."""

    opened: Opened
    watch: Watch


@pytest.fixture
def there(database: Database, tmp_path: Path) -> Iterator[Town]:
    keys, store = FileKeys(os.urandom(32), database), PostgresStore(database)
    journal = Journal(store, keys)
    put(journal, replace(opened_journal, simulated=False), *town[1:], reported)
    opened = Opened(Settings(home=tmp_path, municipality=database.schema), database, journal)
    yield Town(opened, Watch(journal, database, begun(journal)))
    store.close()
    keys.close()


def changed(there: Town, statement: str) -> None:
    with there.opened.database.connect(autocommit=True) as administrator:
        administrator.execute(statement.encode())


def said(there: Town) -> tuple[str, bool]:
    """What `wijkboek check` prints, and whether it ends well."""
    console = Console(width=200, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    try:
        check(there.opened, console)
    except NotAsRecorded:
        return console.export_text(), False
    return console.export_text(), True


def test_attack_25_the_check_says_that_all_is_well(there: Town) -> None:
    there.watch.record()
    text, well = said(there)
    assert well, text
    assert "as the migrations made it" in text


def test_attack_25_the_check_names_what_was_changed_and_fails(there: Town) -> None:
    there.watch.record()
    changed(there, "ALTER TABLE haarlem.fact DISABLE TRIGGER append_only")
    text, well = said(there)
    assert not well
    assert "trigger haarlem.fact.append_only: was changed" in text
    assert "It changed since that was last put on record" in text


def test_attack_25_it_is_found_out_also_when_it_is_put_back_before_the_check(there: Town) -> None:
    """The hourly facts keep what was so in between."""
    there.watch.record()
    changed(there, "ALTER TABLE haarlem.fact DISABLE TRIGGER append_only")
    assert there.watch.record().unexpected
    changed(there, "ALTER TABLE haarlem.fact ENABLE TRIGGER append_only")
    assert there.watch.record().unexpected  # changed back, which is a change
    assert not there.watch.record().unexpected
    assert said(there)[1]


def test_attack_25_the_alarm_is_raised_in_the_log(
    there: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    there.watch.record()
    changed(there, "GRANT UPDATE ON haarlem.fact TO haarlem_writer")
    there.watch.record()
    assert "database_was_changed" in capsys.readouterr().out


def test_attack_25_a_watch_records_at_once_and_stops(there: Town) -> None:
    head = there.opened.journal.head()
    there.watch.start()
    for _ in range(3000):
        if there.opened.journal.head() > head:
            break
        there.watch._stop.wait(0.01)
    there.watch.stop()
    assert there.opened.journal.head() == head + 1


@pytest.mark.requirement("M-31")
def test_attack_03_and_25_which_database_it_is_goes_on_record(
    there: Town, database_server: Database, migrated_template: str, capsys: Any
) -> None:
    """One that was put back elsewhere is another, by any role that asks."""
    here, signed = there.opened.database, [7, 7, 6]
    watch = Watch(there.opened.journal, here, begun(there.opened.journal), lambda: signed.pop(0))
    first, again, forgotten = watch.record(), watch.record(), watch.record()
    assert first.incarnation == again.incarnation and first.release == RELEASE
    assert [each.signed for each in (first, again, forgotten)] == [7, 7, 6]
    assert [each.elsewhere for each in (first, again, forgotten)] == [False, False, True]
    assert capsys.readouterr().out.count("database_is_another") == 1
    with fresh_database(database_server, migrated_template) as other:
        found = []
        for role in ("auditor", "reader", "writer", "notary"):
            with here.connect(role) as mine, other.connect(role) as theirs:
                found.append((incarnation_of(mine, "haarlem"), incarnation_of(theirs, "haarlem")))
    assert set(found) == {(first.incarnation, found[0][1])}
    assert first.incarnation != found[0][1]


def test_the_release_that_goes_on_record_is_that_of_the_package() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert package["project"]["version"] == RELEASE
