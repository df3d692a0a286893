"""The compose file, the image and the first roles: what an operator gets."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest
import yaml
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from service.database import Database, migrate
from service.embedded import EmbeddedPostgres
from service.fixing.place import Place, place_of
from service.notary.signer import SignerServer
from service.settings import Settings
from tests.notary.fixing import serving
from tests.postgres import reachable_folder

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_there_are_a_database_a_service_a_follower_and_a_signer() -> None:
    assert set(SERVICES) == {"database", "service", "follower", "signer"}
    assert SERVICES["database"]["image"] == "postgres:18"
    assert SERVICES["service"]["command"] == ["serve"]
    assert SERVICES["follower"]["command"] == ["follow"]
    assert SERVICES["signer"]["command"] == ["notary", "signer"]


def test_the_signer_reaches_nobody_and_is_found_where_the_notary_looks() -> None:
    signer = SERVICES["signer"]
    assert signer["network_mode"] == "none"
    assert "networks" not in signer and "ports" not in signer
    assert "secrets" not in signer and "DATABASE_URL" not in signer["environment"]
    assert signer["volumes"] == SERVICES["service"]["volumes"] == ["home:/var/lib/wijkboek"]
    home, named = Path("/var/lib/wijkboek"), signer["environment"]["WIJKBOEK_MUNICIPALITY"]
    here = SERVICES["service"]["environment"]["WIJKBOEK_MUNICIPALITY"]
    assert here == named
    asked = Path(signer["healthcheck"]["test"][-1].replace(named, "haarlem"))
    assert asked == place_of(Settings(home=home, municipality="haarlem")).socket


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check_and_comes_back(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] == "CMD"
    assert {"interval", "timeout", "retries"} <= set(check)
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_they_start_in_order() -> None:
    healthy = {"condition": "service_healthy"}
    assert "depends_on" not in SERVICES["database"]
    assert SERVICES["service"]["depends_on"] == {"database": healthy}
    assert SERVICES["follower"]["depends_on"] == {"service": healthy}
    assert SERVICES["signer"]["depends_on"] == {"service": {"condition": "service_started"}}


def test_no_secret_stands_in_the_compose_file() -> None:
    for name, service in SERVICES.items():
        for key, value in service["environment"].items():
            if re.search("PASSWORD|SECRET|TOKEN|KEY", key):
                assert key.endswith("_FILE"), f"{name}: {key}"
                assert value.startswith("/run/secrets/"), f"{name}: {key}"
        url = service["environment"].get("DATABASE_URL")
        assert url is None or "password" not in conninfo_to_dict(url)
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/secrets/" in ignored


def test_an_operator_can_set_what_the_compose_file_does_not() -> None:
    """Without a provider of identities development tokens hold: that one must be able to set."""
    for name in ("service", "follower"):
        (file,) = SERVICES[name]["env_file"]
        assert file == {"path": "wijkboek.env", "required": False}
        fixed = {key.upper() for key in SERVICES[name]["environment"]}
        assert not any(key.startswith(("WIJKBOEK_OIDC", "WIJKBOEK_MAIL")) for key in fixed)
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "wijkboek.env" in ignored, "secrets may stand in it"


def test_only_the_database_knows_the_superuser() -> None:
    assert "postgres_password" in SERVICES["database"]["secrets"]
    for name in ("service", "follower"):
        assert SERVICES[name]["secrets"] == ["wijkboek_password"]
        assert conninfo_to_dict(SERVICES[name]["environment"]["DATABASE_URL"])["user"] == "wijkboek"


def test_the_service_has_no_more_rights_than_it_needs() -> None:
    for name in ("service", "follower", "signer"):
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "privileged" not in service
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["service"]["ports"])


def test_the_image_installs_by_hash_and_runs_as_an_ordinary_user() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes" in lines
    last_user = re.findall(r"^USER (\S+)", lines, re.MULTILINE)[-1]
    assert last_user not in {"root", "0"}


def test_what_the_image_copies_is_there_and_let_through() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    let_through = (ROOT / ".dockerignore").read_text().splitlines()
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source
        assert f"!{source}" in let_through, source


@pytest.fixture
def made_by_roles_sh() -> Iterator[str]:
    """The connection string of role wijkboek, as docker/roles.sh makes it on a new server."""
    with reachable_folder() as folder, EmbeddedPostgres(folder / "home", durable=False) as server:
        secret = folder / "wijkboek_password"
        secret.write_text("it's a secret\n")
        superuser = conninfo_to_dict(server.conninfo())
        names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
        environment = {names[key]: str(superuser[key]) for key in names if key in superuser}
        subprocess.run(
            ["sh", str(ROOT / "docker" / "roles.sh")],
            env={**environment, "PATH": f"{server.binaries}:{os.environ['PATH']}",
                 "WIJKBOEK_PASSWORD_FILE": str(secret)},
            check=True,
        )  # fmt: skip
        yield make_conninfo(
            server.conninfo(), user="wijkboek", password="it's a secret", dbname="wijkboek"
        )


def test_the_role_that_the_service_works_as_is_enough_and_no_superuser(
    made_by_roles_sh: str,
) -> None:
    database = Database("haarlem", made_by_roles_sh, bytes(32))
    assert migrate(database)
    assert migrate(database) == []
    with database.connect() as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False)
    with database.connect("writer") as writer:
        assert writer.execute("SELECT count(*) FROM haarlem.fact").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            writer.execute("DELETE FROM haarlem.fact")


def sees_standbys(database: Database) -> bool:
    """Whether the owner of the function that the notary asks sees how far a standby is."""
    with database.connect() as connection:
        owner = f"{database.schema}_owner"
        asked = connection.execute("SELECT pg_has_role(%s, 'pg_read_all_stats', 'usage')", [owner])
        return asked.fetchone() == (True,)


def test_an_older_role_that_may_not_show_standbys_migrates_all_the_same(
    made_by_roles_sh: str,
) -> None:
    haarlem = Database("haarlem", made_by_roles_sh, bytes(32))
    migrate(haarlem)
    assert sees_standbys(haarlem)
    with haarlem.connect(autocommit=True) as connection:
        connection.execute("CREATE ROLE older LOGIN CREATEROLE PASSWORD 'a secret'")
        connection.execute("GRANT CREATE ON DATABASE wijkboek TO older")
    older = make_conninfo(made_by_roles_sh, user="older", password="a secret")
    ede = Database("ede", older, bytes(32))
    migrate(ede)
    assert not sees_standbys(ede)


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health/ready" else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def answering() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answers) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def healthy(url: str) -> subprocess.CompletedProcess[str]:
    check = [sys.executable, str(ROOT / "docker" / "healthy.py"), url]
    return subprocess.run(check, capture_output=True, text=True, check=False)


def test_the_health_check_tells_well_from_unwell_and_from_absent(answering: str) -> None:
    assert healthy(f"{answering}/health/ready").returncode == 0
    unwell, absent = healthy(f"{answering}/health/live"), healthy("http://127.0.0.1:1/")
    assert (unwell.returncode, absent.returncode) == (1, 1)
    assert "Traceback" not in unwell.stderr + absent.stderr


def test_the_health_check_tells_a_signer_that_answers_from_none(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.begin("wijkboek.example/haarlem")
    with serving(SignerServer(place.socket, place.signer())):
        assert healthy(str(place.socket)).returncode == 0
    assert healthy(str(place.socket)).returncode == 1


@pytest.mark.parametrize("script", ["docker/start", "docker/roles.sh", ".ci/run"])
def test_the_shell_scripts_can_be_read_by_a_shell_and_run(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    subprocess.run([shell, "-n", str(ROOT / script)], check=True)
    assert os.access(ROOT / script, os.X_OK)
