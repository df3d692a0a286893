"""The embedded server outlives kills of those who use it, and of itself, whoever runs it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.pq import Ping

from service.binaries import PostgresUnusable, postgres_binaries, reachable
from service.embedded import EmbeddedPostgres
from tests.database_user import visit
from tests.postgres import reachable_folder

PROJECT = Path(__file__).resolve().parent.parent
NOBODY = 65534


@dataclass
class Place:
    """A home for a server, and the processes of user `uid` that use it."""

    home: Path
    uid: int
    users: list[subprocess.Popen[str]] = field(default_factory=list)

    def user(self) -> subprocess.Popen[str]:
        """A new process that uses the server; see tests/database_user.py."""
        other = self.uid != os.geteuid()
        python = python_for(self.uid)
        assert python is not None
        process = subprocess.Popen(
            [python, "-m", "tests.database_user", str(self.home)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(os.path.isdir, sys.path))},
            user=self.uid if other else None, group=self.uid if other else None,
            extra_groups=[] if other else None,
        )  # fmt: skip
        self.users.append(process)
        return process

    def visits(self) -> int:
        """What a new user sees, who then leaves."""
        user = self.user()
        seen = said(user)
        leave(user)
        return seen

    def postmaster(self) -> psutil.Process:
        """The server's process."""
        return psutil.Process(int((self.home / "data/postmaster.pid").read_text().split()[0]))


def said(user: subprocess.Popen[str]) -> int:
    assert user.stdout is not None
    return int(user.stdout.readline())


def leave(user: subprocess.Popen[str]) -> None:
    user.communicate()
    assert user.returncode == 0


def kill(process: subprocess.Popen[str] | psutil.Process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def gone(server: psutil.Process) -> bool:
    """Has it ended? In a container nobody may have collected it yet."""
    return not server.is_running() or server.status() == psutil.STATUS_ZOMBIE


def python_for(uid: int) -> str | None:
    """A Python of this release that user `uid` can run: ours may lie in a closed home."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    system = shutil.which(name, path=os.defpath)
    for python in filter(None, [sys.executable, system]):
        if uid == os.geteuid() or reachable(Path(python).resolve(), uid):
            return python
    return None


def users_to_try() -> list[int]:
    """This user, and for root also one without any rights, where that one can read the project."""
    here = os.geteuid()
    parts = [PROJECT, Path(psycopg.__file__).parent]
    if here == 0 and python_for(NOBODY) and all(reachable(part, NOBODY) for part in parts):
        return [here, NOBODY]
    return [here]


@pytest.fixture(params=users_to_try(), ids=lambda uid: f"uid{uid}")
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with reachable_folder() as folder:
        os.chown(folder, request.param, -1)
        place = Place(folder / "home", request.param)
        yield place
        for user in place.users:
            user.kill()
            user.communicate()
        pid_file = place.home / "data/postmaster.pid"
        with contextlib.suppress(FileNotFoundError, psutil.NoSuchProcess):
            left_over = psutil.Process(int(pid_file.read_text().split()[0]))
            if left_over.name() == "postgres":
                kill(left_over)


def test_what_was_written_is_there_the_next_time(place: Place) -> None:
    assert place.visits() == 1
    assert place.visits() == 2
    assert not (place.home / "data/postmaster.pid").exists()


def test_the_last_to_leave_stops_the_server(place: Place) -> None:
    first, second = place.user(), place.user()
    assert {said(first), said(second)} == {1, 2}
    server = place.postmaster()
    leave(first)
    assert place.visits() == 3
    assert not gone(server)
    leave(second)
    assert gone(server)


def test_several_start_at_once_in_a_new_folder(place: Place) -> None:
    users = [place.user() for _ in range(4)]
    assert {said(user) for user in users} == {1, 2, 3, 4}
    for user in users:
        leave(user)


def test_a_killed_user_does_not_keep_the_server(place: Place) -> None:
    user = place.user()
    assert said(user) == 1
    server = place.postmaster()
    kill(user)
    assert not gone(server)
    assert place.visits() == 2
    assert gone(server)


def test_a_killed_server_comes_back_for_a_new_user(place: Place) -> None:
    user = place.user()
    assert said(user) == 1
    kill(place.postmaster())
    assert place.visits() == 2
    leave(user)


def test_a_pid_file_whose_number_is_in_use_again(place: Place) -> None:
    user = place.user()
    assert said(user) == 1
    kill(place.postmaster())
    bystander = place.user()  # of the same user, so PostgreSQL alone would believe it
    assert said(bystander) == 2
    kill(place.postmaster())
    for lock in (place.home / "data/postmaster.pid", place.home / "s/.s.PGSQL.5432.lock"):
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(user.pid), *lines[1:], ""]))
    assert place.visits() == 3


def test_killed_while_making_the_database(place: Place) -> None:
    user = place.user()
    while user.poll() is None and not list(place.home.glob("new-*/PG_VERSION")):
        pass  # what counts is the moment: half-way through initdb
    kill(user)
    assert not (place.home / "data").exists()
    assert place.visits() == 1


@pytest.fixture
def home() -> Iterator[Path]:
    with reachable_folder() as folder:
        yield folder / "home"


def test_ensure_waits_for_work_that_outlived_its_server(home: Path) -> None:
    endless = "SELECT sum(n) FROM (SELECT generate_series(1, 20000000) AS n) AS busy"
    with EmbeddedPostgres(home, durable=False) as server:
        connection = psycopg.connect(server.conninfo())
        begun = threading.Event()

        def work() -> None:
            connection.execute("SELECT 1")
            begun.set()
            with contextlib.suppress(psycopg.OperationalError):
                connection.execute(endless)

        thread = threading.Thread(target=work)
        thread.start()
        begun.wait()
        kill(Place(home, os.geteuid()).postmaster())
        server.ensure()
        assert visit(server.conninfo()) == 1
        thread.join()


def test_who_has_left_does_not_start_it_again(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as server:
        server.ensure()
    with pytest.raises(PostgresUnusable, match="has left"):
        server.ensure()
    assert server.cluster.state() != Ping.OK
    server.stop()


def test_only_the_owner_can_read_what_lies_there(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False):
        for name in ("password", "mutex", "users"):
            assert (home / name).stat().st_mode & 0o777 == 0o600
        for name in ("data", "s"):
            assert (home / name).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["it's a home, see?", "long" * 30])
def test_any_folder_will_do(home: Path, name: str) -> None:
    with EmbeddedPostgres(home / name, durable=False) as server:
        assert visit(server.conninfo()) == 1
        socket = server.cluster.socket
    assert not socket.is_relative_to(home)  # a path that a socket cannot have
    assert not socket.exists()


def test_programs_that_the_server_cannot_enter_are_copied(home: Path) -> None:
    hidden, package = home.parent / "hidden", postgres_binaries().parents[1]
    shutil.copytree(package, hidden / package.name, symlinks=True)
    with contextlib.suppress(FileNotFoundError):
        shutil.copytree(f"{package}.libs", hidden / f"{package.name}.libs")
    for folder in (hidden, hidden / package.name):
        folder.chmod(0o700)
    server = EmbeddedPostgres(home, durable=False)
    server.cluster.binaries = hidden / package.name / "pginstall/bin"
    with server:
        assert visit(server.conninfo()) == 1
        moved = server.binaries.is_relative_to(home)
    assert moved == (os.geteuid() == 0)


def test_a_folder_that_the_shell_would_misread_is_refused(home: Path) -> None:
    with pytest.raises(PostgresUnusable, match="plain name"):
        EmbeddedPostgres(home / "$(id)", durable=False).start()
    assert not home.exists()


def test_a_folder_that_the_server_cannot_enter_is_named(home: Path) -> None:
    if os.geteuid() == 0:
        home.parent.chmod(0o700)
        told = "nobody.*cannot enter.*WIJKBOEK_HOME"
    else:
        home = Path("/")
        told = "belongs to user 0.*WIJKBOEK_HOME"
    with pytest.raises(PostgresUnusable, match=told):
        EmbeddedPostgres(home, durable=False).start()


def test_a_folder_of_another_user_is_left_alone(home: Path) -> None:
    foreign = Path("/") if os.geteuid() else home
    if os.geteuid() == 0:
        home.mkdir()
        os.chown(home, NOBODY, -1)
    with pytest.raises(PostgresUnusable, match="WIJKBOEK_HOME"):
        EmbeddedPostgres(foreign, durable=False).start()


def test_files_of_another_release_are_left_alone(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False):
        pass
    (home / "data/PG_VERSION").write_text("12\n")
    server = EmbeddedPostgres(home, durable=False)
    with pytest.raises(PostgresUnusable, match="made by PostgreSQL 12"):
        server.start()
    assert server.cluster.state() != Ping.OK
    server.stop()
