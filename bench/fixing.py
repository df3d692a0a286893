"""The notary: how fast facts are fixed, signed, proved and verified, and what it costs writers."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from rich.progress import Progress

from bench.filling import filled
from bench.place import Place as Server
from bench.table import Row
from service.codec import Draft
from service.database import Database
from service.fixing.notary import Notary, notary_of
from service.fixing.place import Place
from service.fixing.stored import Stored
from service.fixing.tree import Tree
from service.journal import Journal
from service.notary.journal import Placed, verify_rows
from service.notary.merkle import verify_inclusion
from service.notary.paths import inclusion_proof
from service.notary.signer import SignerServer
from service.records import Append

FACTS = 20_000
RATES = (100, 500)
"""Facts a second, while it is measured how long after the commit they are signed for."""
WANTED = 200_000
"""Facts a second, verified in full on one core."""


def measure(server: Server, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """Medians over all rounds."""
    with server.journal() as (journal, database), notarised(server, database) as notary:
        filled(journal, FACTS, progress)
        with database.connect("notary", autocommit=True) as connection:
            began = time.perf_counter()
            fixed = notary.step(connection)
            pace = fixed / (time.perf_counter() - began)
            rows = [Row("facts fixed in the tree, signed and published", f"{pace:,.0f} facts/s")]
            rows += verified(database, notary, rounds)
            rows += proved(notary.tree, connection, rounds)
            rows.append(Row("tree on disk, per fact", f"{on_disk(database, fixed):.0f} bytes"))
        notary.start()
        rows += [each for rate in RATES for each in signed_after(journal, database, rate, seconds)]
        notary.stop()
        rows += writers(journal, database, server, rounds, seconds)
    return rows


@contextmanager
def notarised(server: Server, database: Database) -> Iterator[Notary]:
    """A notary with its signer; without witnesses, which are asked in their own time."""
    place = Place(server.home / f"notary-{uuid4().hex[:8]}")
    place.begin(f"wijkboek.invalid/{database.schema}")
    signer = SignerServer(place.socket, place.signer())
    threading.Thread(target=signer.serve_forever, daemon=True).start()
    try:
        yield notary_of(database, place)
    finally:
        signer.shutdown()
        signer.server_close()


def verified(database: Database, notary: Notary, rounds: int) -> list[Row]:
    """All of it in memory, in seconds of one core: what is measured is verifying, not reading."""
    with database.connect("auditor") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        stored = Stored(connection, database.schema)
        began = time.perf_counter()
        placed = list(stored.placed())
        read = len(placed) / (time.perf_counter() - began)
        notes = stored.checkpoints()
    policy = Place(notary._public._folder.parent).policy()
    paces, raw = [], []
    for _ in range(rounds):
        began = time.process_time()
        report = verify_rows(placed, notes, policy)
        paces.append(len(placed) / (time.process_time() - began))
        assert not report.findings
        raw.append(hashed(placed))
    pace, hashes = median(paces), median(raw)
    return [
        Row("full verification: tree, filing, words", f"{pace:,.0f} facts/s", f"≥ {WANTED:,}/s",
            pace >= WANTED, WANTED / pace),
        Row(f"against hashing the same bytes ({hashes:,.0f}/s)", f"{pace / hashes:.2f} ×"),
        Row("reading it for that, out of the database", f"{read:,.0f} facts/s"),
    ]  # fmt: skip


def hashed(placed: list[Placed]) -> float:
    """Every hash that verifying takes, and nothing else: facts a second."""
    sha256, node = hashlib.sha256, bytes(65)
    began = time.process_time()
    for row, _ in placed:
        sha256(row.header).digest()
        sha256(row.envelope or b"").digest()
        sha256(node).digest()
        sha256(node).digest()
        for _, _, _, salt in row.filed:
            sha256(salt).digest()
        for _, _, box in row.words:
            sha256(box or b"").digest()
    return len(placed) / (time.process_time() - began)


def proved(tree: Tree, connection: psycopg.Connection[Any], rounds: int) -> list[Row]:
    """One proof made and checked, the tiles read anew for each; in seconds of one core."""
    head, took = tree.head(connection), []
    for nth in range(rounds * 20):
        index = nth * 7919 % head.size
        leaf = tree.node(connection)(0, index)
        began = time.process_time()
        path = inclusion_proof(tree.node(connection), index, head.size)
        verify_inclusion(leaf, index, head.size, path, head.root)
        took.append((time.process_time() - began) * 1000)
    ms = median(took)
    what = f"inclusion proof made and checked, of {head.size:,}"
    return [Row(what, f"{ms:.2f} ms", "< 1 ms", ms < 1, ms)]


def on_disk(database: Database, facts: int) -> float:
    with database.connect() as connection:
        relation = sql.SQL("SELECT pg_total_relation_size({})").format(f"{database.schema}.tile")
        (size,) = connection.execute(relation).fetchone() or (0,)
    return float(size) / facts


def drafts(count: int) -> list[Draft]:
    return [
        Draft("CaseOpened", uuid4(), b'{"bench":true}', (f"case:{uuid4()}",), (), ())
        for _ in range(count)
    ]


def signed_after(journal: Journal, database: Database, rate: int, seconds: float) -> Iterator[Row]:
    """From commit to signature, as the database's clock has both."""
    after, until = journal.head(), time.monotonic() + seconds * 2
    while time.monotonic() < until:
        due = time.monotonic() + 0.05
        journal.store.append(Append(drafts(max(1, rate // 20))))
        time.sleep(max(0.0, due - time.monotonic()))
    last = journal.head()
    statement = sql.SQL(
        "SELECT extract(epoch FROM (SELECT min(c.signed_at) FROM {s}.checkpoint c"
        " WHERE c.size >= f.position) - f.recorded_at)::float8 * 1000"
        " FROM {s}.fact f WHERE f.position > %s ORDER BY 1"
    ).format(s=sql.Identifier(database.schema))
    with database.connect("auditor", autocommit=True) as connection:
        while True:
            took = [ms for (ms,) in connection.execute(statement, [after])]
            if None not in took and len(took) == last - after:
                break
            time.sleep(0.05)
    p50, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
    yield Row(f"commit → signed at {rate} facts/s, p50", f"{p50:,.0f} ms")
    yield Row(f"commit → signed at {rate} facts/s, p99", f"{p99:,.0f} ms", "≤ 500 ms", p99 <= 500,
              p99 / 500)  # fmt: skip


def writers(
    journal: Journal, database: Database, server: Server, rounds: int, seconds: float
) -> list[Row]:
    """One writer, with the notary in the same process, and without it."""
    paces: dict[bool, list[float]] = {True: [], False: []}
    for nth in range(rounds * 2):
        on = nth % 2 == 0
        with notarised_anew(server, database, on):
            count, until = 0, time.monotonic() + seconds
            while time.monotonic() < until:
                journal.store.append(Append(drafts(20)))
                count += 20
            paces[on].append(count / seconds)
    with_, without = median(paces[True]), median(paces[False])
    spread = min(paces[False]) / without
    share = with_ / without
    return [
        Row("facts appended with the notary in the same process", f"{with_:,.0f} facts/s"),
        Row(f"against without it ({without:,.0f}/s)", f"{share:.2f} ×", f"≥ {spread:.2f} ×",
            share >= spread, spread / share),
    ]  # fmt: skip


@contextmanager
def notarised_anew(server: Server, database: Database, on: bool) -> Iterator[None]:
    if not on:
        yield
        return
    (folder,) = server.home.glob("notary-*")
    notary = notary_of(database, Place(folder))
    notary.start()
    try:
        yield
    finally:
        notary.stop()
