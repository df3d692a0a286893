"""Embedded PostgreSQL: a server of our own in one folder, shared by every process that uses it.

The first process starts it, the last one stops it, and whoever comes after a crash repairs it.
Linux and macOS; the server listens on a socket in a private folder and never on the network.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg.pq import Ping

from service.binaries import PostgresUnusable
from service.cluster import Cluster


class EmbeddedPostgres:
    """The server in folder `home`; as a context, it runs from enter to exit.

    `durable=False` may lose facts in a power cut: for tests only. It counts for whoever starts the
    server. Everything here raises PostgresUnusable, with what to do about it, or OSError where
    files cannot be made.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.expanduser().resolve()
        self.cluster = Cluster(self.home, durable=durable)
        self._reference: int | None = None

    def conninfo(self, database: str = "postgres") -> str:
        """How the administrator connects to `database`: holds the password, so never print it."""
        return self.cluster.conninfo(database)

    @property
    def binaries(self) -> Path:
        """The folder of the programs that belong to this server: pg_dump, pg_restore …"""
        return self.cluster.binaries

    def start(self) -> None:
        """Join the server, after making, starting or repairing it where needed."""
        self._make_home()
        with self._mutex():
            reference = _lock_file(self.home / "users")
            try:
                # Shared, and dropped by the kernel even when this process is killed.
                fcntl.flock(reference, fcntl.LOCK_SH)
                self.cluster.prepare()
                self.cluster.bring_up()
            except BaseException:
                os.close(reference)
                raise
            self._reference = reference

    def ensure(self) -> None:
        """Start the server again if it was killed while this process was using it."""
        if self.cluster.state() != Ping.OK:
            with self._mutex():
                if self._reference is None:  # a pool left open would start it for nobody
                    raise PostgresUnusable("This process has left the embedded database.")
                self.cluster.bring_up()

    def stop(self) -> None:
        """Leave the server; the last to leave stops it. Does nothing when not started."""
        if self._reference is None:
            return
        with self._mutex():
            # Fails while any other process holds its reference.
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._reference, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.cluster.shut_down()
            os.close(self._reference)
            self._reference = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _make_home(self) -> None:
        if not set('"$`\\\n').isdisjoint(
            str(self.home)
        ):  # pg_ctl puts the path into a shell command
            raise PostgresUnusable(
                f"{self.home} has a quote, a $ or the like in its name."
                " Set WIJKBOEK_HOME to a folder with a plain name."
            )
        missing = [folder for folder in [self.home, *self.home.parents] if not folder.exists()]
        for folder in reversed(missing):
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                # Whatever the umask says: the server's user must pass, others need not look.
                folder.chmod(0o711 if self.cluster.user else 0o700)
        owner = self.home.stat().st_uid
        if owner != os.geteuid():
            raise PostgresUnusable(
                f"{self.home} belongs to user {owner}, and this is user {os.geteuid()}."
                " Run as that user, or set WIJKBOEK_HOME to a folder of your own."
            )

    @contextlib.contextmanager
    def _mutex(self) -> Iterator[None]:
        """One process (and thread) at a time makes, starts, repairs or stops the server."""
        lock = _lock_file(self.home / "mutex")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def _lock_file(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
