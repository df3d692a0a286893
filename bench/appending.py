"""Decide and append: ours over the full path, the library's, and bare one-row commits."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from statistics import median

import psycopg
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.postgres_tt import PostgresDCBRecorderTT
from eventsourcing.persistence import IntegrityError
from eventsourcing.postgres import PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from rich.progress import Progress

from bench.deciding import Cells, Spend, beginning, cells, put_many, spend
from bench.place import Place
from bench.table import Row, ratio
from domain.fact import Event
from domain.filing import identities
from service.codec import Stored, canonical, decode, encode
from service.journal import Journal
from service.keys import MemoryKeys
from service.warm import Question, with_tags

WORKERS = (1, 8, 32)
Once = Callable[[int, int], None]
"""Do it once: worker, how many times before."""


def rate(once: Once, workers: int, seconds: float) -> float:
    """How often a second, by that many threads."""
    done = [0] * workers
    stop = time.perf_counter() + seconds

    def work(worker: int) -> None:
        while time.perf_counter() < stop:
            once(worker, done[worker])
            done[worker] += 1

    threads = [threading.Thread(target=work, args=(w,)) for w in range(workers)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - begin)


@contextmanager
def ours(place: Place) -> Iterator[Once]:
    """The product: its journal, sealing words, as its own role, with context."""
    with place.journal() as (journal, _):
        yield spender(journal, cells())


def spender(journal: Journal, own: Cells) -> Once:
    """Spends in that journal, by turns on these cases, which it puts there."""
    put_many(journal, beginning(own))

    def once(worker: int, nth: int) -> None:
        command = spend(own[(nth * 37 + worker) % len(own)], datetime.now(UTC))
        answer = journal.record(command)
        assert answer.refusal is None, answer.refusal

    return once


@contextmanager
def the_librarys(place: Place) -> Iterator[Once]:
    """`eventsourcing.dcb.postgres_tt`, doing the same: read the boundary, fold, decide, append."""
    own = cells()
    with datastore(place) as store:
        recorder = PostgresDCBRecorderTT(store, events_table_name=f"dcb_{own[0][0][:8]}")
        recorder.create_table()
        keys = MemoryKeys()
        recorder.append([_plain(event, keys) for event in beginning(own)])

        def once(worker: int, nth: int) -> None:
            command = spend(own[(nth * 37 + worker) % len(own)], datetime.now(UTC))
            while True:
                try:
                    return _decide(recorder, command, keys)
                except IntegrityError:
                    continue

        yield once


def _decide(recorder: PostgresDCBRecorderTT, command: Spend, keys: MemoryKeys) -> None:
    needs = command.needs()
    asked = [Question(need) for need in needs]
    query = DCBQuery([DCBQueryItem(list(q.types), list(q.tags)) for q in asked])
    found = recorder.read(query)
    facts = [
        decode(Stored(f.position, command.context.occurred_at, f.event.type, f.event.data))
        for f in found
    ]
    known = [q.fold((q.need, 0), with_tags(facts)) for q in asked]
    decided = command.decide(*known)  # type: ignore[arg-type]
    condition = DCBAppendCondition(query, after=found.head)
    recorder.append([_plain(event, keys, command) for event in decided], condition)


def _plain(event: Event, keys: MemoryKeys, command: Spend | None = None) -> DCBEvent:
    """An event as the library stores it: the same envelope and the same tags, nothing sealed
    beside it, no counts, no roles."""
    from tests.people import acting  # noqa: PLC0415

    context = command.context if command else acting()
    draft = encode(event, context, "0" * 64, keys)
    return DCBEvent(draft.kind, draft.envelope, [*identities(event), f"command:{context.command}"])


@contextmanager
def datastore(place: Place) -> Iterator[PostgresDatastore]:
    """The library's own connection to the same server."""
    where = conninfo_to_dict(place.database.url())
    store = PostgresDatastore(
        dbname=str(where["dbname"]), host=str(where["host"]), port=str(where.get("port", 5432)),
        user=str(where["user"]), password=str(where["password"]), pool_size=32,
        enable_db_functions=True,
    )  # fmt: skip
    try:
        yield store
    finally:
        store.close()


@contextmanager
def the_ceiling(place: Place) -> Iterator[Once]:
    """One row, one commit, one connection a worker: no reading, no rules."""
    name = f"raw_{cells(1)[0][0][:8]}"
    with psycopg.connect(place.database.url(), autocommit=True) as admin:
        admin.execute(f"CREATE TABLE {name} (id bigint PRIMARY KEY, data bytea)")
    body = canonical({"a": "x" * 600})
    ids = count()
    connections: dict[int, psycopg.Connection[tuple[object, ...]]] = {}

    def once(worker: int, nth: int) -> None:
        if worker not in connections:
            connections[worker] = psycopg.connect(place.database.url(), autocommit=True)
        connections[worker].execute(
            f"INSERT INTO {name} VALUES (%s, %s)",
            [next(ids), body],
        )

    try:
        yield once
    finally:
        for connection in connections.values():
            connection.close()


def measure(place: Place, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """Medians of interleaved runs."""
    task = progress.add_task("decide + append", total=rounds * len(WORKERS) * 3)
    found: dict[tuple[str, int], list[float]] = {}
    with ours(place) as mine, the_librarys(place) as theirs, the_ceiling(place) as raw:
        for _ in range(rounds):
            for workers in WORKERS:
                for name, once in (("ours", mine), ("tt", theirs), ("raw", raw)):
                    found.setdefault((name, workers), []).append(rate(once, workers, seconds))
                    progress.advance(task)
    rows = []
    for workers in WORKERS:
        us, tt, ceiling = (median(found[name, workers]) for name in ("ours", "tt", "raw"))
        least = (4.0, 0.25) if workers == 8 else (None, None)
        rows += [
            Row(f"decide + append, {workers} workers", f"{us:,.0f}/s"),
            ratio(f"  against the library's ({tt:,.0f}/s)", us / tt, at_least=least[0]),
            ratio(f"  against one-row commits ({ceiling:,.0f}/s)", us / ceiling, at_least=least[1]),
        ]
    return rows
