"""The service as its clients see it: a process of its own, answering over HTTP on one machine.

Clients speak over a bare socket that stays open: an HTTP library would cost half as much as the
service. Beside it, in the same rounds, what the database alone takes to commit one row.
"""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import median, quantiles
from uuid import uuid4

from rich.progress import Progress

from bench.appending import Once, the_ceiling
from bench.deciding import beginning, cells, put_many
from bench.filling import filled, long_case
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.table import Row, ratio
from service.database import Database
from service.identity import Caller, issue
from service.settings import PROJECT
from tests.people import buurtteam, consultant, fast_track, fatima, oost

SERVE = (
    "import sys; from service.app import serve; from service.opening import opened;"
    "from service.settings import load_settings\n"
    "with opened(load_settings()) as it: serve(it, port=int(sys.argv[1]))"
)
AROUND = 10_000
"""Facts that were there before."""
CLIENTS = 4
STARTS_WITHIN = 30
"""Seconds."""
Ask = Callable[["Client", int], None]
"""One request: over which connection, how many before."""


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
    token = issue(place.home, Caller(fatima, consultant, buurtteam))
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)], cwd=PROJECT, env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,  # it writes its log all the same
    )  # fmt: skip
    try:
        _wait_until_it_answers(process, port, token)
        yield lambda: Client(port, token)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int, token: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            Client(port, token).close()
            return
        except ConnectionError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def latencies(ask: Ask, clients: list[Client], seconds: float) -> list[float]:
    """How long each took, in milliseconds, with so many clients asking at once."""
    took: list[list[float]] = [[] for _ in clients]
    stop = time.perf_counter() + seconds

    def work(number: int, client: Client) -> None:
        nth = 0
        while (began := time.perf_counter()) < stop:
            ask(client, nth * len(clients) + number)
            took[number].append((time.perf_counter() - began) * 1000)
            nth += 1

    threads = [threading.Thread(target=work, args=each) for each in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for several in took for each in several]


def commits(once: Once, seconds: float) -> list[float]:
    """How long the commit of one row took, in milliseconds."""
    took, stop = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < stop:
        once(0, 0)
        took.append((time.perf_counter() - began) * 1000)
    return took


def measure(place: Place, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """Medians over the rounds of each round's p50 and p99."""
    with ExitStack() as until_done:
        journal, database = until_done.enter_context(place.journal())
        filled(journal, AROUND, progress)
        own = cells()
        put_many(journal, beginning(own))
        case = long_case(journal)
        rebuilt(database)
        raw = until_done.enter_context(the_ceiling(place))
        client = until_done.enter_context(service_on(place, database))
        clients = [client() for _ in range(CLIENTS)]
        for each in clients:
            until_done.callback(each.close)

        def consult(client: Client, nth: int) -> None:
            said = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
            client.post("/v1/consults", said)

        def spend(client: Client, nth: int) -> None:
            case, budget, _ = own[nth * 37 % len(own)]
            said = {"mandate": fast_track, "budget": budget, "amount": 1, "reason": "Een stoel."}
            client.post(f"/v1/cases/{case}/spendings", said)

        def caseload(client: Client, nth: int) -> None:
            client.get("/v1/caseload?limit=100")

        def history(client: Client, nth: int) -> None:
            client.get(f"/v1/cases/{case}/history")

        asks: dict[str, Ask] = {
            "consult": consult, "spend": spend, "list of 100 open cases": caseload,
            "history of 100 facts": history,
        }  # fmt: skip
        for ask in asks.values():
            ask(clients[0], 0)
        commits(raw, 0.2)
        task = progress.add_task("http", total=rounds * (1 + 2 * len(asks)))
        found: dict[str, list[list[float]]] = {}
        for _ in range(rounds):
            found.setdefault("raw", []).append(commits(raw, seconds))
            progress.advance(task)
            for name, ask in asks.items():
                for several in (1, CLIENTS):
                    took = latencies(ask, clients[:several], seconds)
                    found.setdefault(f"{name} {several}", []).append(took)
                    progress.advance(task)
    return rows(found, list(asks))


def rows(found: dict[str, list[list[float]]], names: list[str]) -> list[Row]:
    """Each request alone and with four clients; the bounds are for commands."""
    commit = median(map(median, found["raw"]))
    table = [Row("commit of one row, p50", f"{commit:.2f} ms")]
    for name in names:
        p50 = median(map(median, found[f"{name} 1"]))
        p99 = median(quantiles(took, n=100)[98] for took in found[f"{name} {CLIENTS}"])
        command = name in ("consult", "spend")
        table += [
            Row(f"http {name}, 1 client, p50", f"{p50:.2f} ms"),
            ratio("  against a commit", p50 / commit, at_most=6 if command else None),
            Row(f"http {name}, {CLIENTS} clients, p99", f"{p99:.2f} ms"),
            ratio("  against a commit", p99 / commit, at_most=25 if command else None),
        ]
    return table
