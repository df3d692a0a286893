"""A server and a standby that streams from it: two embedded ones, for what a failover can lose."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psycopg
from psycopg.conninfo import make_conninfo

from service.database import Database, migrate
from service.embedded import EmbeddedPostgres
from service.store import PostgresStore
from tests.notary.fixing import added
from tests.postgres import reachable_folder


@dataclass
class Pair:
    """The server that writes, and its standby, which is asked to flush before a commit is told."""

    primary: EmbeddedPostgres
    standby: EmbeddedPostgres

    @property
    def database(self) -> Database:
        return Database("haarlem", self.primary.conninfo(), bytes(32))

    @property
    def promoted(self) -> Database:
        """The standby, once it took over."""
        return Database("haarlem", self.standby.conninfo(), bytes(32))

    def synchronous(self, names: str) -> None:
        """Which standbys are waited for, from now on."""
        with psycopg.connect(self.primary.conninfo(), autocommit=True) as administrator:
            administrator.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
            administrator.execute("SELECT pg_reload_conf()")
            while administrator.execute("SHOW synchronous_standby_names").fetchone() != (names,):
                pass

    def away(self) -> None:
        """The standby stops."""
        self.standby.cluster.shut_down()

    def back(self) -> None:
        """The standby is there again, and streams."""
        self.standby.cluster.bring_up()
        with psycopg.connect(self.primary.conninfo(), autocommit=True) as administrator:
            streams = "SELECT FROM pg_stat_replication WHERE state = 'streaming'"
            while administrator.execute(streams).fetchone() is None:
                pass

    @contextlib.contextmanager
    def slow_third(self) -> Iterator[None]:
        """Another standby, `three`, that may be waited for and writes nothing any more."""
        cluster = self.primary.cluster
        folder = cluster.home / "received"
        folder.mkdir(mode=0o700)
        os.chown(folder, cluster.data.stat().st_uid, -1)
        address = make_conninfo(self.primary.conninfo(), application_name="three")
        user = cluster.user
        with subprocess.Popen(
            [cluster.binaries / "pg_receivewal", "--synchronous", "-D", folder, "-d", address],
            user=user.pw_uid if user else None, group=user.pw_gid if user else None,
            stderr=subprocess.DEVNULL,
        ) as third:  # fmt: skip
            try:
                with psycopg.connect(self.primary.conninfo(), autocommit=True) as administrator:
                    there = (
                        "SELECT FROM pg_stat_replication"
                        " WHERE application_name = 'three' AND sync_state = 'quorum'"
                    )
                    while administrator.execute(there).fetchone() is None:
                        assert third.poll() is None
                third.send_signal(signal.SIGSTOP)
                yield
            finally:
                third.kill()

    def take_over(self) -> None:
        """The primary dies, and the standby goes on as it is."""
        self.primary.cluster._run(
            "pg_ctl", "-D", str(self.primary.cluster.data), "-w", "-m", "immediate", "stop"
        )
        self.standby.cluster.bring_up()
        with psycopg.connect(self.standby.conninfo(), autocommit=True) as administrator:
            assert administrator.execute("SELECT pg_promote()").fetchone() == (True,)

    def stopped_waiting(self, how: str) -> None:
        """Whoever waits for the standby now, waits no longer: `cancel` or `terminate`."""
        waits = f"SELECT pg_{how}_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        with psycopg.connect(self.primary.conninfo(), autocommit=True) as administrator:
            while administrator.execute(waits.encode()).fetchone() is None:
                pass

    def added_alone(self, store: PostgresStore, count: int) -> None:
        """Facts that the standby has not: the commit waits for it, and the wait is cancelled."""
        with ThreadPoolExecutor(1) as apart:
            adding = apart.submit(added, store, count)
            self.stopped_waiting("cancel")
            adding.result()


@contextlib.contextmanager
def pair() -> Iterator[Pair]:
    """Both running, the journal migrated, and every commit flushed by the standby."""
    with reachable_folder() as folder, contextlib.ExitStack() as until_closed:
        primary = until_closed.enter_context(EmbeddedPostgres(folder / "one", durable=False))
        standby = EmbeddedPostgres(folder / "two", durable=False)
        owner = primary.cluster.data.stat().st_uid
        standby.home.mkdir(mode=0o711)
        standby.cluster.data.mkdir(mode=0o700)
        os.chown(standby.cluster.data, owner, -1)
        shutil.copy(primary.home / "password", standby.home / "password")
        code, said = standby.cluster._run(
            "pg_basebackup", "-D", str(standby.cluster.data), "-R", "--checkpoint=fast",
            "--no-sync", "-d", make_conninfo(primary.conninfo(), application_name="two"),
        )  # fmt: skip
        assert code == 0, said
        until_closed.enter_context(standby)
        both = Pair(primary, standby)
        migrate(both.database)
        both.back()
        both.synchronous("*")
        yield both
