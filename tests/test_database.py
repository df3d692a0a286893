"""The database of a municipality: which server, which logins, what is said when it is away."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from service.database import (
    ROLES,
    Database,
    DatabaseUnreachable,
    migrate,
    open_database,
    renew_passwords,
)
from service.secret_file import secret_file
from service.settings import Settings, SettingsInvalid, load_settings
from tests.postgres import reachable_folder

LOGIN = """
CREATE ROLE {{schema}}_reader LOGIN PASSWORD {{password:reader}};
GRANT USAGE ON SCHEMA {{schema}} TO {{schema}}_reader;
"""


@pytest.fixture
def with_login(empty_database: Database, tmp_path: Path) -> Iterator[Database]:
    """A municipality with one login role, reader; roles belong to the whole server."""
    database = replace(empty_database, schema="roledam")
    (tmp_path / "0001_login.sql").write_text(LOGIN)
    migrate(database, tmp_path)
    yield database
    with database.connect() as connection:
        connection.execute("DROP OWNED BY roledam_reader; DROP ROLE roledam_reader")


def settings_for(url: str, home: Path) -> Settings:
    return Settings(home=home, database_url=SecretStr(url))


def told(url: str, home: Path) -> str:
    """What is said of a DATABASE_URL that cannot be used."""
    with pytest.raises(DatabaseUnreachable) as error, open_database(settings_for(url, home)):
        pass
    return str(error.value)


def current_user(database: Database, role: str | None) -> object:
    with database.connect(role) as connection:
        row = connection.execute("SELECT current_user").fetchone()
    return row and row[0]


def test_every_test_has_a_database_of_its_own(empty_database: Database) -> None:
    with empty_database.connect() as connection:
        connection.execute("CREATE TABLE mine (id integer)")
    assert conninfo_to_dict(empty_database.url())["dbname"] != "wijkboek"


def test_each_role_has_a_login_and_a_password_of_its_own(empty_database: Database) -> None:
    logins = [conninfo_to_dict(empty_database.url(role)) for role in ROLES]
    assert [login["user"] for login in logins] == [f"haarlem_{role}" for role in ROLES]
    assert len({login["password"] for login in logins}) == len(ROLES)
    other = replace(empty_database, schema="zaanstad")
    assert other.password("writer") != empty_database.password("writer")
    with pytest.raises(ValueError, match="no role 'owner': there are writer, reader"):
        empty_database.url("owner")


def test_a_login_made_by_a_migration_works(with_login: Database) -> None:
    assert current_user(with_login, "reader") == "roledam_reader"
    assert current_user(with_login, None) == "postgres"


def test_an_operator_may_give_a_login_the_password(with_login: Database) -> None:
    own = {"reader": with_login.url("reader").replace(with_login.password("reader"), "own'word")}
    database = replace(with_login, logins=own)
    with pytest.raises(DatabaseUnreachable, match=r"password authentication failed .* Check the"):
        database.connect("reader")
    assert renew_passwords(database) == ["roledam_reader"]
    assert current_user(database, "reader") == "roledam_reader"


def test_passwords_are_renewed_after_the_secret_changed(with_login: Database) -> None:
    elsewhere = replace(with_login, secret=os.urandom(32))
    renew_passwords(elsewhere)
    assert current_user(elsewhere, "reader") == "roledam_reader"
    with pytest.raises(DatabaseUnreachable):
        with_login.connect("reader")


def test_a_database_does_not_show_its_passwords(empty_database: Database) -> None:
    password = str(conninfo_to_dict(empty_database.url())["password"])
    assert password not in repr(empty_database)
    assert empty_database.secret.hex() not in repr(empty_database)


def test_one_secret_however_many_make_it_at_once(tmp_path: Path) -> None:
    make = (
        "import os, sys, pathlib; from service.secret_file import secret_file; sys.stdin.read();"
        "print(secret_file(pathlib.Path(sys.argv[1]), lambda: os.urandom(32)).hex())"
    )
    path = tmp_path / "home" / "secret"
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", make, str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1],
        )
        for _ in range(4)
    ]  # fmt: skip
    secrets = {maker.communicate()[0].strip() for maker in makers}
    assert secrets == {path.read_bytes().hex()}
    assert len(path.read_bytes()) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret"]
    assert secret_file(path, bytes) == path.read_bytes()


def test_the_embedded_database_is_there_and_kept(empty_database: Database) -> None:
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", database_url=None)
        with open_database(settings, durable=False) as first, first.connect() as connection:
            connection.execute("CREATE TABLE kept (id integer)")
        with open_database(settings, durable=False) as second:
            assert second.secret == first.secret
            with second.connect() as connection:
                connection.execute("TABLE kept")
        with pytest.raises(psycopg.errors.UndefinedTable), empty_database.connect() as connection:
            connection.execute("TABLE kept")


def test_a_pool_outlives_its_server() -> None:
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", database_url=None)
        with open_database(settings, durable=False) as database:
            with database.pool(max_size=2) as pool:
                with pool.connection() as connection:
                    connection.execute("CREATE TABLE kept (id integer)")
                server = (folder / "home/data/postmaster.pid").read_text().split()[0]
                postmaster = psutil.Process(int(server))
                backends = postmaster.children()
                postmaster.kill()
                psutil.wait_procs([postmaster, *backends], timeout=30)  # they notice by themselves
                with pool.connection() as connection:
                    connection.execute("TABLE kept")
            assert database.connect().execute("SELECT 1").fetchone() == (1,)


def test_database_url_names_the_server(empty_database: Database, tmp_path: Path) -> None:
    with open_database(settings_for(empty_database.url(), tmp_path / "home")) as database:
        assert current_user(database, None) == "postgres"
        assert database.server is None
    assert (tmp_path / "home/secret").stat().st_mode & 0o777 == 0o600


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        port = taken.getsockname()[1]
        line = told(f"postgresql://wijk:geheim-woord@127.0.0.1:{port}/boek", tmp_path)
    assert line == (
        f"Cannot reach PostgreSQL at 127.0.0.1, port {port}, database boek: Connection refused."
        " Check DATABASE_URL, that the server runs, and that this machine may connect to it."
    )


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://wijk:geheim-woord@no-such-host.invalid/boek",
        "postgresql://wijk:geheim-woord@127.0.0.1:99999/boek",
        "postgresql://wijk:geheim-woord@[::1/boek",
        "host=127.0.0.1 password=geheim-woord geheim-woord",
        "mysql://wijk:geheim-woord@127.0.0.1/boek",
        "postgresql:///boek?host=/no/such/folder&password=geheim-woord",
    ],
)
def test_no_answer_quotes_the_password(url: str, tmp_path: Path) -> None:
    line = told(url, tmp_path)
    assert "DATABASE_URL" in line
    assert "geheim" not in line
    assert "\n" not in line


def test_a_refused_password_is_told_as_such(empty_database: Database, tmp_path: Path) -> None:
    password = str(conninfo_to_dict(empty_database.url())["password"])
    line = told(empty_database.url().replace(password, "geheim-woord"), tmp_path)
    assert "password authentication failed" in line
    assert "geheim" not in line


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for url in (None, SecretStr("postgresql://127.0.0.1/boek")):
        settings = Settings(home=tmp_path / "file" / "home", database_url=url)
        told_so = pytest.raises(DatabaseUnreachable, match=r"Cannot keep .*WIJKBOEK_HOME")
        with told_so, open_database(settings):
            pass


@pytest.mark.parametrize(
    "name",
    ["", "Haarlem", "1e", "den-haag", "pg_stad", "public", "a" * 32, "ede_keys", "ede_views"],
)
def test_a_municipality_that_cannot_name_a_schema(
    name: str, empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="small letter"):
        replace(empty_database, schema=name)
    monkeypatch.setenv("WIJKBOEK_MUNICIPALITY", name or "-")
    with pytest.raises(SettingsInvalid, match=r"^WIJKBOEK_MUNICIPALITY cannot be used: .*\.$"):
        load_settings()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://wijk:geheim@db/boek")
    monkeypatch.setenv("WIJKBOEK_PORT", "8123")
    monkeypatch.setenv("WIJKBOEK_HOME", "~/elders")
    settings = load_settings()
    assert settings.database_url is not None
    assert settings.database_url.get_secret_value().endswith("@db/boek")
    assert (settings.port, settings.home) == (8123, Path("~/elders").expanduser().resolve())
    assert "geheim" not in repr(settings)
    monkeypatch.setenv("WIJKBOEK_DATABASE_URL", "postgresql://other/boek")
    assert "other" in (load_settings().database_url or SecretStr("")).get_secret_value()
    monkeypatch.setenv("WIJKBOEK_PORT", "80000")
    with pytest.raises(SettingsInvalid, match=r"^WIJKBOEK_PORT cannot be used: .*65535"):
        load_settings()
