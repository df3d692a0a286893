"""Three servers in the hands of Patroni, and the etcd in which they agree on who writes."""

import contextlib
import json
import os
import pwd
import secrets
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from service.binaries import copied, reachable
from service.embedded import EmbeddedPostgres
from tests.ha.installed import etcd, installed, python
from tests.postgres import reachable_folder

NAMES = ("one", "two", "three")
PATIENCE = 180.0
"""Seconds for a failover, or for a server to come back, before the test gives up."""
DCS = {
    "ttl": 20, "loop_wait": 1, "retry_timeout": 5, "primary_start_timeout": 0,
    "synchronous_mode": True, "synchronous_mode_strict": True,
    "postgresql": {
        "use_pg_rewind": True, "remove_data_directory_on_rewind_failure": True,
        "remove_data_directory_on_diverged_timelines": True,
        "parameters": {"fsync": "off", "full_page_writes": "off", "wal_log_hints": "on"},
    },
}  # fmt: skip


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def until(what: str, holds: Any) -> None:
    """Ask until it holds; nothing here tells of itself."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.1)


@dataclass
class Node:
    """One server and the Patroni that minds it."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    rest: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def settings(self, etcd_port: int, binaries: Path, password: str) -> dict[str, Any]:
        """What Patroni reads."""
        login = {"username": "postgres", "password": password}
        return {
            "scope": "wijkboek", "name": self.name, "etcd3": {"host": f"127.0.0.1:{etcd_port}"},
            "restapi": {"listen": f"127.0.0.1:{self.rest}",
                        "connect_address": f"127.0.0.1:{self.rest}"},
            "bootstrap": {"dcs": DCS, "initdb": [
                {"encoding": "UTF8"}, {"locale": "C"}, {"locale-provider": "builtin"},
                {"builtin-locale": "C.UTF-8"}, "no-sync", {"auth": "scram-sha-256"},
            ]},
            "postgresql": {
                "listen": f"127.0.0.1:{self.port}", "connect_address": f"127.0.0.1:{self.port}",
                "data_dir": str(self.folder / "data"), "bin_dir": str(binaries),
                "pgpass": str(self.folder / "pgpass"),
                "authentication": {"superuser": login, "replication": login, "rewind": login},
                "parameters": {"unix_socket_directories": str(self.folder), "timezone": "UTC"},
                "pg_hba": ["local all all scram-sha-256", "host all all 127.0.0.1/32 scram-sha-256",
                           "host replication all 127.0.0.1/32 scram-sha-256"],
            },
        }  # fmt: skip

    def server(self) -> psutil.Process | None:
        """The process of the server, where it runs."""
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.NoSuchProcess):
            pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
            return psutil.Process(pid)
        return None

    def kill_server(self) -> None:
        """kill -9 of the server and of all that works in it; Patroni lives."""
        server = self.server()
        if server is not None:
            for each in (server, *server.children(recursive=True)):
                with contextlib.suppress(psutil.NoSuchProcess):
                    each.send_signal(signal.SIGKILL)

    def kill_all(self) -> None:
        """The whole machine goes: kill -9 of Patroni first, so that it says nothing any more."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.kill_server()


class Cluster:
    """The three, started by `running`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.password = folder, secrets.token_hex(8)
        # Who runs the servers of a folder, and with which programs, is known already.
        local = EmbeddedPostgres(folder / "programs").cluster
        self._user = local.user or pwd.getpwuid(os.geteuid())
        self._root, self._binaries = local.user is not None, local.binaries
        if self._root and not reachable(self._binaries, self._user.pw_uid):
            (folder / "programs").mkdir(mode=0o711)
            self._binaries = copied(self._binaries, folder / "programs")
        self._python = python(self._user.pw_uid)
        self._environment = installed(self._python, folder / "packages")
        self._etcd = free_port()
        self.nodes = {name: Node(name, self._own(name)) for name in NAMES}
        for node in self.nodes.values():
            said = node.settings(self._etcd, self._binaries, self.password)
            file = node.folder / "patroni.json"  # what is JSON is YAML as well
            file.write_text(json.dumps(said))
            os.chown(file, self._user.pw_uid, -1)

    @property
    def url(self) -> str:
        """Whichever of the three writes now."""
        ports = ",".join(str(node.port) for node in self.nodes.values())
        hosts = ",".join("127.0.0.1" for _ in self.nodes)
        return (
            f"host={hosts} port={ports} user=postgres password={self.password} dbname=postgres"
            " target_session_attrs=read-write connect_timeout=2"
        )

    def start(self, node: Node) -> None:
        """Let Patroni mind this server, which may be there, or not yet."""
        node.process = self._run(
            node.name, self._python, "-m", "patroni", str(node.folder / "patroni.json")
        )

    def members(self) -> dict[str, tuple[str, str]]:
        """Of each its role and its state, as whoever answers says it."""
        for node in self.nodes.values():
            with contextlib.suppress(OSError, ValueError):
                address = f"http://127.0.0.1:{node.rest}/cluster"
                with urllib.request.urlopen(address, timeout=2) as answer:
                    found = json.load(answer)["members"]
                return {each["name"]: (each["role"], each["state"]) for each in found}
        return {}

    def whole(self) -> bool:
        """One writes, another follows in step, and the third streams."""
        found = sorted(self.members().values())
        wanted = [("leader", "running"), ("replica", "streaming"), ("sync_standby", "streaming")]
        return found == wanted

    def leader(self) -> Node | None:
        """Who writes; nobody, between two of them."""
        for name, (role, state) in self.members().items():
            if (role, state) == ("leader", "running"):
                return self.nodes[name]
        return None

    def _own(self, name: str) -> Path:
        made = self.folder / name
        made.mkdir(mode=0o700)
        os.chown(made, self._user.pw_uid, -1)
        return made

    def _run(self, name: str, *command: str) -> "subprocess.Popen[bytes]":
        user = (self._user.pw_uid, self._user.pw_gid) if self._root else (None, None)
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                user=user[0], group=user[1], extra_groups=[] if self._root else None,
                env=self._environment,
            )  # fmt: skip

    def etcd(self, program: str) -> "subprocess.Popen[bytes]":
        """A store of one: that it dies as well is not what is tested."""
        asked, among = f"http://127.0.0.1:{self._etcd}", f"http://127.0.0.1:{free_port()}"
        return self._run(
            "etcd", program, "--data-dir", str(self._own("store")),
            "--listen-client-urls", asked, "--advertise-client-urls", asked,
            "--listen-peer-urls", among, "--initial-advertise-peer-urls", among,
            "--initial-cluster", f"default={among}",
        )  # fmt: skip


@contextlib.contextmanager
def running() -> Iterator[Cluster]:
    """The three, once they are whole; all is killed at the end."""
    program = etcd()
    with reachable_folder() as folder:
        cluster = Cluster(folder)
        store = cluster.etcd(program)
        try:
            for node in cluster.nodes.values():
                cluster.start(node)
            until("three servers", cluster.whole)
            yield cluster
        finally:
            for node in cluster.nodes.values():
                node.kill_all()
            store.kill()
            store.wait()
