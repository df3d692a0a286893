"""The service in a process of its own, and a client of it over a bare socket that stays open.

An HTTP library would cost the client half as much as the whole service.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from bench.place import Place
from service.database import Database
from service.identity import Caller, issue
from service.settings import PROJECT
from tests.people import buurtteam, consultant, fatima

SERVE = (
    "import sys; from service.app import serve; from service.opening import opened;"
    "from service.settings import load_settings\n"
    "with opened(load_settings()) as it: serve(it, port=int(sys.argv[1]))"
)
STARTS_WITHIN = 30
"""Seconds."""


class Client:
    """A connection that is kept, and speaks as Fatima."""

    def __init__(self, port: int, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._authorized = f"Host: localhost\r\nAuthorization: Bearer {token}\r\n"

    def get(self, path: str) -> bytes:
        """The body of a 200."""
        return self._ask(f"GET {path} HTTP/1.1\r\n{self._authorized}\r\n".encode(), b"200")

    def post(self, path: str, body: object) -> bytes:
        """The body of a 201, under a command id of its own."""
        said = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self._authorized}Idempotency-Key: {uuid4()}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(said)}\r\n\r\n"
        )
        return self._ask(head.encode() + said, b"201")

    def _ask(self, request: bytes, expected: bytes) -> bytes:
        self._socket.sendall(request)
        head, body = b"", self._socket.recv(65536)
        while not head:
            head, ended, rest = body.partition(b"\r\n\r\n")
            if not ended:
                head, body = b"", body + self._socket.recv(65536)
        assert head[9:12] == expected, head + rest
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        while len(rest) < length:
            rest += self._socket.recv(65536)
        return rest

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def service_on(place: Place, database: Database) -> Iterator[Callable[[], Client]]:
    """The service in a process of its own; it gives clients."""
    environment = {
        **os.environ,
        "DATABASE_URL": database.administrator,
        "WIJKBOEK_HOME": str(place.home),
        "WIJKBOEK_MUNICIPALITY": database.schema,
    }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    token = issue(place.home, database.schema, Caller(fatima, consultant, buurtteam))
    log = place.home / "service.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port)], cwd=PROJECT, env=environment,
            stdout=file, stderr=file,
        )  # fmt: skip
    try:
        _wait_until_it_answers(process, port, token, log)
        yield lambda: Client(port, token)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_it_answers(
    process: "subprocess.Popen[bytes]", port: int, token: str, log: Path
) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            Client(port, token).close()
            return
        except ConnectionError:
            if process.poll() is not None or time.monotonic() > deadline:
                said = log.read_text(errors="replace")[-2000:]
                raise RuntimeError(f"the service did not start:\n{said}") from None
            time.sleep(0.05)
