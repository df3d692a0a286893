"""The notary in a small journal, a larger and a large one: fixing, signing, proving, verifying.

One journal that grows; what is measured at each size is held against the first one as well.
"""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from hashlib import sha256
from itertools import islice
from statistics import median
from typing import Any

import psycopg
from psycopg import sql
from rich.progress import Progress

from bench.filling import filled
from bench.latency import latencies, writers
from bench.place import Place as Server
from bench.table import Row, ratio
from service.commands.demo_notary import outsiders
from service.database import Database
from service.fixing.apart import NotaryApart
from service.fixing.exporting import dumped
from service.fixing.notary import Notary
from service.fixing.place import Place, place_of
from service.fixing.setting_up import notary_of
from service.fixing.stored import PAGE, Stored
from service.fixing.tree import Tree
from service.journal import Journal
from service.notary.entries import NTH
from service.notary.journal import Placed, verify_journal, verify_rows
from service.notary.merkle import verify_inclusion
from service.notary.paths import inclusion_proof
from service.notary.policy import Policy
from service.notary.quick import QuickAudit
from service.settings import Settings

SIZES = (10_000, 100_000, 1_000_000)
RATES = (100, 500, 2_000)
"""Facts a second, while it is measured how long after the commit they are signed for."""
WANTED = 200_000
"""Facts a second, verified in full on one core."""
WITHIN = 1.25
"""The largest journal may be so many times as slow."""
Figures = dict[str, float]


def measure(
    server: Server,
    progress: Progress,
    rounds: int,
    seconds: float,
    sizes: Sequence[int] = SIZES,
    rates: Sequence[int] = RATES,
) -> list[Row]:
    """At each size in turn, and then what the notary costs whoever writes."""
    with server.journal() as (journal, database):
        settings = Settings(home=server.home, municipality=database.schema, database_url=None)
        place = place_of(settings)
        with outsiders(settings, place):
            notary = notary_of(database, place)
            begin = partial(NotaryApart, settings, notary)
            found: list[Figures] = []
            rows: list[Row] = []
            for size in sizes:
                figures, told = sized(journal, database, notary, place, size, progress, rounds)
                waited, also = latencies(begin, journal, database, rates, seconds * 5)
                found.append(figures | waited)
                rows += [Row(f"{size:,} facts", ""), *told, *also]
            rows += flat(found[0], found[-1], sizes) if len(sizes) > 1 else []
            rows += writers(begin, journal, database, rounds, seconds)
    return rows


def sized(
    journal: Journal,
    database: Database,
    notary: Notary,
    place: Place,
    size: int,
    progress: Progress,
    rounds: int,
) -> tuple[Figures, list[Row]]:
    """What there is to measure in a journal of that size while nobody writes."""
    filled(journal, size, progress)
    with database.connect("notary", autocommit=True) as connection:
        began = time.perf_counter()
        grew = notary.step(connection)
        fixed = grew / (time.perf_counter() - began)
        notary.witnessing.witness(connection)
        ms = proved(notary.tree, connection, rounds)
    policy = place.policy()
    verified = full(database, policy, rounds if size <= PAGE * 4 else 1)
    tree, all_ = on_disk(database)
    share = verified["verified"] / verified["raw"]
    rows = [
        Row("  fixed in the tree, signed and published", f"{fixed:,.0f} facts/s"),
        Row("  full verification on one core: tree, filing, words",
            f"{verified['verified']:,.0f} facts/s", f"≥ {WANTED:,}/s",
            verified["verified"] >= WANTED, WANTED / verified["verified"]),
        ratio(f"    against hashing the same bytes ({verified['raw']:,.0f}/s)", share),
        Row("    reading it for that, out of the database", f"{verified['read']:,.0f} facts/s"),
        Row("    both together, on the clock", f"{verified['clock']:,.0f} facts/s"),
        Row("  inclusion proof made and checked", f"{ms:.2f} ms", "< 1 ms", ms < 1, ms),
        Row("  tree on disk, per fact", f"{tree / size:.0f} bytes"),
        Row("  everything on disk, per fact", f"{all_ / size:,.0f} bytes"),
    ]  # fmt: skip
    if size <= PAGE * 4:
        rows.insert(5, Row("    the same of a file", f"{of_file(database, place):,.0f} facts/s"))
    figures = {
        "fixed in the tree": 1 / fixed, "full verification, against hashing": 1 / share,
        "inclusion proof made and checked": ms,
        "tree on disk, per fact": tree / size, "everything on disk, per fact": all_ / size,
    }  # fmt: skip
    return figures, rows


def flat(small: Figures, large: Figures, sizes: Sequence[int]) -> Iterator[Row]:
    """How many times as slow, or as large, it is in the largest journal."""
    yield Row(f"{sizes[-1]:,} facts against {sizes[0]:,}", "")
    for what, value in small.items():
        yield ratio(f"  {what}", large[what] / value, at_most=WITHIN)


def full(database: Database, policy: Policy, rounds: int) -> dict[str, float]:
    """Facts a second: verifying and hashing on one core, reading likewise, and all on the clock."""
    times = [_full(database, policy) for _ in range(rounds)]
    return {name: median(each[name] for each in times) for name in times[0]}


def _full(database: Database, policy: Policy) -> dict[str, float]:
    read = raw = beside = beside_clock = 0.0

    def pages(placed: Iterator[Placed]) -> Iterator[Placed]:
        """A page at a time: it is hashed, and then verified, by turns on the same bytes."""
        nonlocal read, raw, beside, beside_clock
        while True:
            began = time.thread_time()
            page = list(islice(placed, PAGE))
            read += time.thread_time() - began
            began, clock = time.thread_time(), time.perf_counter()
            preimages = list(hashed(page))
            ready = time.thread_time()
            for each in preimages:
                sha256(each).digest()
            raw += time.thread_time() - ready
            beside += time.thread_time() - began
            beside_clock += time.perf_counter() - clock
            if not page:
                return
            yield from page

    with database.connect("auditor") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        stored = Stored(connection, database.schema)
        notes = stored.checkpoints()
        began, clock = time.thread_time(), time.perf_counter()
        report = verify_rows(pages(stored.placed()), notes, policy, kind=QuickAudit)
        took, passed = time.thread_time() - began, time.perf_counter() - clock
    assert not report.findings, report.findings[:3]
    seconds = {
        "verified": took - read - beside, "raw": raw, "read": read, "clock": passed - beside_clock
    }  # fmt: skip
    return {name: report.facts / each for name, each in seconds.items()}


def hashed(page: Sequence[Placed]) -> Iterator[bytes]:
    """Whatever verifying these facts must hash."""
    for row, leaf in page:
        yield row.header
        yield b"\1\0\1" + row.kind.encode() + (row.envelope or b"")
        yield b"\0" + (leaf or b"") * 2
        yield b"\1" + (leaf or b"") * 2
        for tag, _, nth, salt in row.filed:
            yield salt + NTH.pack(nth) + tag.encode()
        for _, _, box in row.words:
            yield box or b""


def of_file(database: Database, place: Place) -> float:
    """Facts a second of a dump, on one core, as whoever was handed the verifier verifies it."""
    with database.connect("auditor") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        lines = list(dumped(Stored(connection, database.schema), place))
    began = time.thread_time()
    report = verify_journal(lines, place.policy())
    assert not report.findings, report.findings[:3]
    return report.facts / (time.thread_time() - began)


def proved(tree: Tree, connection: psycopg.Connection[Any], rounds: int) -> float:
    """One proof made and checked, the tiles read anew for each: milliseconds of one core."""
    head, took = tree.head(connection), []
    for nth in range(rounds * 20):
        index = nth * 7919 % head.size
        leaf = tree.node(connection)(0, index)
        began = time.process_time()
        path = inclusion_proof(tree.node(connection), index, head.size)
        verify_inclusion(leaf, index, head.size, path, head.root)
        took.append((time.process_time() - began) * 1000)
    return median(took)


def on_disk(database: Database) -> tuple[int, int]:
    """Bytes of the tree's tiles, and of all tables of the journal with their indexes."""
    statement = sql.SQL(
        "SELECT pg_total_relation_size({}), (SELECT sum(pg_total_relation_size(oid))::bigint"
        " FROM pg_class WHERE relkind = 'r' AND relnamespace = {}::regnamespace)"
    ).format(f"{database.schema}.tile", database.schema)
    with database.connect() as connection:
        tree, all_ = connection.execute(statement).fetchone() or (0, 0)
    return int(tree), int(all_)
