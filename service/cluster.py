"""The data folder of an embedded PostgreSQL, and its server: made, started, repaired, stopped."""

import contextlib
import hashlib
import os
import pwd
import re
import secrets
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from service.binaries import PostgresUnusable, copied, major_version, postgres_binaries, reachable
from service.secret_file import secret_file

ADMINISTRATOR = "postgres"
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",  # the detail of an error can quote a row
}
# A commit still reaches the operating system, and so outlives a kill of the server.
_NOT_DURABLE = {"fsync": "off", "full_page_writes": "off"}
_PATIENCE = 60  # seconds of failed starts before giving up


class Cluster:
    """PostgreSQL's files in folder `home`, and the server that works on them.

    Knows nothing of others who use it: whoever calls `prepare`, `bring_up` or `shut_down` holds
    EmbeddedPostgres's mutex. Raises PostgresUnusable, with what to do about it.
    """

    def __init__(self, home: Path, *, durable: bool) -> None:
        self.home = home
        self.data = home / "data"
        self.durable = durable
        self.binaries = postgres_binaries()
        self.user = _unprivileged_user()
        self._uid = self.user.pw_uid if self.user else os.geteuid()
        self.socket = _socket_folder(home)

    def conninfo(self, database: str) -> str:
        """How the administrator connects to `database`: holds the password, so never print it."""
        password = (self.home / "password").read_text()
        return make_conninfo(
            host=str(self.socket), user=ADMINISTRATOR, password=password, dbname=database
        )

    def state(self) -> Ping:
        """OK: it takes connections; REJECT: it is starting or recovering; else it is not there."""
        return Ping(PGconn.ping(make_conninfo(host=str(self.socket), connect_timeout=3).encode()))

    def prepare(self) -> None:
        """Make the files if there are none; a second time it changes nothing."""
        if self.user and not reachable(self.home, self._uid):
            raise PostgresUnusable(
                f"PostgreSQL runs as user {self.user.pw_name} here, who cannot enter {self.home}."
                " Set WIJKBOEK_HOME to a folder such as /var/lib/wijkboek."
            )
        if self.user and not reachable(self.binaries, self._uid):
            # A virtual environment in root's home: never open that home to others.
            self.binaries = copied(self.binaries, self.home)
        for unfinished in self.home.glob("new-*"):  # an initdb may be writing there still
            shutil.rmtree(unfinished, ignore_errors=True)
        self._make_private(self.socket)
        if not self.data.exists():
            self._make_cluster()
        self._check_release()

    def bring_up(self) -> None:
        """Start the server, after whatever ended it; returns when it takes connections."""
        settings = {**_SETTINGS, **({} if self.durable else _NOT_DURABLE)}
        settings["unix_socket_directories"] = f'"{self.socket}"'
        options = " ".join(f"-c {shlex.quote(f'{k}={v}')}" for k, v in settings.items())
        log = self.data / "log"
        deadline = time.monotonic() + _PATIENCE
        while (state := self.state()) != Ping.OK:
            if state == Ping.REJECT:  # recovery takes as long as it takes
                time.sleep(0.1)
                continue
            self._remove_stale_files()
            code, output = self._run(
                "pg_ctl", "-D", str(self.data), "-w", "-t", "60", "-l", str(log), "-o", options,
                "start",
            )  # fmt: skip
            if code and time.monotonic() > deadline:
                tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
                raise PostgresUnusable(f"PostgreSQL in {self.home} does not start: {output}{tail}")
            if code:
                time.sleep(0.3)

    def shut_down(self) -> None:
        """Stop the server, ending the sessions that are left."""
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")
        if not self.socket.is_relative_to(self.home):
            with contextlib.suppress(OSError):  # not empty: the server would not stop
                self.socket.rmdir()

    def _make_private(self, folder: Path) -> None:
        """Make `folder` the server's own, closed to others; refuse one that was put there."""
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (self._uid, os.geteuid()):
            raise PostgresUnusable(f"{folder} is not ours. Remove it, or set WIJKBOEK_HOME.")
        folder.chmod(0o700)
        os.chown(folder, self._uid, -1)

    def _make_cluster(self) -> None:
        """initdb beside, then one rename: a kill half-way leaves nothing that looks finished."""
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=self.home))
        os.chown(fresh, self._uid, -1)
        password = self.home / "password"
        secret_file(password, lambda: secrets.token_hex(16).encode())
        os.chown(password, self._uid, -1)  # initdb reads it
        code, output = self._run(
            "initdb", "-D", str(fresh), "-U", ADMINISTRATOR, "--pwfile", str(password),
            "--auth=scram-sha-256", "-E", "UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        if code:
            shutil.rmtree(fresh)
            raise PostgresUnusable(f"initdb could not make a database in {self.home}: {output}")
        fresh.rename(self.data)
        _sync(self.home)  # the rename too must outlive a power cut

    def _check_release(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        here = major_version(self.binaries)
        if made_by != here:
            raise PostgresUnusable(
                f"{self.data} was made by PostgreSQL {made_by}, and this is {here}. Use {made_by},"
                " or back up there and restore here into another WIJKBOEK_HOME."
            )

    def _remove_stale_files(self) -> None:
        """PostgreSQL itself refuses a lock file whose process id is in use again, or a zombie's."""
        for process in psutil.process_iter(["name", "cwd", "status"]):
            seen = process.info
            if (seen["name"], seen["cwd"]) == ("postgres", str(self.data)) and (
                seen["status"] != psutil.STATUS_ZOMBIE
            ):
                return  # a server, or a backend that outlived it, still works in these files
        lock = self.socket / ".s.PGSQL.5432.lock"
        for stale in (self.data / "postmaster.pid", lock, lock.with_suffix("")):
            stale.unlink(missing_ok=True)

    def _run(self, tool: str, *arguments: str) -> tuple[int, str]:
        """Exit code and output of one of PostgreSQL's programs, run as the server's user."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        user = (self.user.pw_uid, self.user.pw_gid) if self.user else (None, None)
        # Not a pipe: the server inherits it, and reading it would hang until the server ends.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self.binaries / tool, *arguments],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False,
                cwd="/", env={**environment, "LC_ALL": "C"},
                user=user[0], group=user[1], extra_groups=[] if self.user else None,
            )  # fmt: skip
            output.seek(0)
            return done.returncode, output.read()


def _unprivileged_user() -> pwd.struct_passwd | None:
    """Whom the server runs as when this is root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresUnusable(
            "PostgreSQL does not run as root, and there is no user nobody to run it as."
            " Run as an ordinary user, or set DATABASE_URL."
        ) from None


def _socket_folder(home: Path) -> Path:
    """Inside `home`, unless a socket's path could not be that long (104 bytes on macOS) or odd."""
    inside = home / "s"
    if len(os.fsencode(inside)) < 80 and re.fullmatch(r"[\w./ -]+", str(inside)):
        return inside
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"wijkboek-{os.geteuid()}-{name}"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
