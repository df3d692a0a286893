"""The service as its clients see it: a process of its own, answering over HTTP on one machine.

Beside it, in the same rounds, what the database alone takes to commit one row.
"""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median, quantiles

from rich.progress import Progress

from bench.appending import Once, the_ceiling
from bench.client import Client, service_on
from bench.deciding import beginning, cells, put_many
from bench.filling import filled, long_case
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.table import Row, ratio
from tests.people import fast_track, oost

AROUND = 10_000
"""Facts that were there before."""
CLIENTS = 4
COMMANDS = ("consult", "spend")
Ask = Callable[[Client, int], None]
"""One request: over which connection, how many before."""


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

        def nothing(client: Client, nth: int) -> None:
            client.get("/health")

        asks: dict[str, Ask] = {
            "nothing (health)": nothing, "consult": consult, "spend": spend,
            "list of 100 open cases": caseload, "history of 100 facts": history,
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
    bare = median(map(median, found["nothing (health) 1"]))
    table = [Row("commit of one row, p50", f"{commit:.2f} ms")]
    for name in names:
        p50 = median(map(median, found[f"{name} 1"]))
        p99 = median(quantiles(took, n=100)[98] for took in found[f"{name} {CLIENTS}"])
        where = (
            f"A bare answer takes {bare:.2f} ms of it and a bare commit {commit:.2f} ms; the other"
            f" {max(p50 - bare - commit, 0):.2f} ms are the request (caller, body, log) and"
            " deciding, sealing and filing."
        )
        among = f"{CLIENTS} at once share the cores with the database and the clients themselves."
        command = name in COMMANDS
        table += [
            Row(f"http {name}, 1 client, p50", f"{p50:.2f} ms"),
            ratio("  against a commit", p50 / commit, at_most=6 if command else None, where=where),
            Row(f"http {name}, {CLIENTS} clients, p99", f"{p99:.2f} ms"),
            ratio("  against a commit", p99 / commit, at_most=25 if command else None, where=among),
        ]
    return table
