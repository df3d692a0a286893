"""How long after the commit a fact is signed for and cosigned, and what that costs whoever writes.

The notary, its signer and three witnesses on loopback are processes of their own, as they are under
`wijkboek serve`.
"""

import json
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import LiteralString
from uuid import uuid4

from psycopg import sql

from bench.table import Row
from service.codec import Draft
from service.database import Database
from service.fixing.apart import NotaryApart
from service.journal import Journal
from service.records import Append

A_BATCH = 0.05
"""Seconds between two commits."""
PATIENCE = 60
TURNS = 3
"""At least, with the notary and without, by turns."""
Begin = Callable[[], NotaryApart]


def drafts(count: int) -> list[Draft]:
    """Facts of their own cases, without words."""
    found = []
    for _ in range(count):
        fact, case = uuid4(), uuid4()
        said = {"context": {}, "event": {"case": str(case)}, "id": str(fact), "schema": 1}
        envelope = json.dumps({**said, "words": {}}, separators=(",", ":")).encode()
        found.append(Draft("CaseOpened", fact, envelope, (f"case:{case}",), (), ()))
    return found


@contextmanager
def running(begin: Begin, journal: Journal, database: Database) -> Iterator[None]:
    """The notary works meanwhile, and has caught up when it begins."""
    notary = begin()
    notary.start()
    try:
        journal.store.append(Append(drafts(1)))
        took(journal, database, journal.head() - 1, MOMENTS[0][1])
        yield
    finally:
        notary.stop()


def until(true: Callable[[], bool]) -> None:
    stop = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < stop, "the notary did not come so far within a minute"
        time.sleep(0.05)


def latencies(
    begin: Begin, journal: Journal, database: Database, rates: Sequence[int], seconds: float
) -> tuple[dict[str, float], list[Row]]:
    """At so many facts a second, each in its turn: milliseconds, and the rows that say so."""
    figures: dict[str, float] = {}
    rows: list[Row] = []
    with running(begin, journal, database):
        for rate in rates:
            after = journal.head()
            reached = written(journal, rate, seconds)
            at = f"at {rate:,} facts/s"
            so_many = "" if reached > rate * 0.95 else f" ({reached:,.0f} came)"
            for what, moments, most in MOMENTS:
                ms = took(journal, database, after, moments)
                p50, p99 = ms[len(ms) // 2], ms[len(ms) * 99 // 100]
                figures[f"commit → {what} {at}, p50"] = p50
                rows += [
                    Row(f"  commit → {what} {at}{so_many}, p50", f"{p50:,.0f} ms"),
                    Row(f"  commit → {what} {at}{so_many}, p99", f"{p99:,.0f} ms",
                        f"≤ {most:,} ms", p99 <= most, p99 / most),
                ]  # fmt: skip
    return figures, rows


def written(journal: Journal, rate: int, seconds: float) -> float:
    """So many facts a second, in commits of some; how many it were."""
    batch = max(1, round(rate * A_BATCH))
    batches = [drafts(batch) for _ in range(max(1, round(seconds * rate / batch)))]
    began = time.monotonic()
    for nth, each in enumerate(batches):
        time.sleep(max(0.0, began + nth * batch / rate - time.monotonic()))
        journal.store.append(Append(each))
    return len(batches) * batch / max(time.monotonic() - began, seconds)


MOMENTS: tuple[tuple[str, LiteralString, int], ...] = (
    (
        "signed",
        "SELECT size, (extract(epoch FROM signed_at) * 1000)::float8 FROM {s}.checkpoint"
        " ORDER BY size",
        500,
    ),
    (
        "quorum",  # witnesses say whole seconds: so it was before the next
        "SELECT size, (array_agg(at ORDER BY at))[2] * 1000.0::float8 + 1000 FROM"
        " (SELECT size, witness, min(at) AS at FROM {s}.cosignature GROUP BY size, witness) first"
        " GROUP BY size HAVING count(*) >= 2 ORDER BY size",
        15_000,
    ),
)
"""When a tree of some size was signed, and when two of three witnesses had cosigned it, in ms; and
how long after the commit that may be for 99 of 100 facts."""


def took(journal: Journal, database: Database, after: int, moments: LiteralString) -> list[float]:
    """From commit to that moment, in milliseconds, ascending, of every fact after a position."""
    schema, head = sql.Identifier(database.schema), journal.head()
    facts = sql.SQL(
        "SELECT position, (extract(epoch FROM recorded_at) * 1000)::float8 FROM {s}.fact"
        " WHERE position > %s"
    )
    seen: list[tuple[int, float]] = []
    with database.connect("auditor", autocommit=True) as connection:

        def there() -> bool:
            seen[:] = connection.execute(sql.SQL(moments).format(s=schema)).fetchall()
            return bool(seen) and seen[-1][0] >= head

        until(there)
        found = connection.execute(facts.format(s=schema), [after]).fetchall()
    sizes = [size for size, _ in seen]
    return sorted(seen[bisect_left(sizes, position)][1] - at for position, at in found)


def writers(
    begin: Begin, journal: Journal, database: Database, rounds: int, seconds: float
) -> list[Row]:
    """One writer, with the notary beside it and without, by turns."""
    paces: dict[bool, list[float]] = {True: [], False: []}
    for nth in range(max(rounds, TURNS)):
        for on in (True, False) if nth % 2 else (False, True):
            if on:
                with running(begin, journal, database):
                    paces[on].append(pace(journal, seconds))
            else:
                paces[on].append(pace(journal, seconds))
    with_, without = median(paces[True]), median(paces[False])
    least, share = min(paces[False]) / without, with_ / without
    spread = ", ".join(
        f"{name} {min(each):,.0f} to {max(each):,.0f}"
        for name, each in (("with", paces[True]), ("without", paces[False]))
    )
    return [
        Row("facts appended with the notary beside it", f"{with_:,.0f} facts/s"),
        Row(f"  against without it ({without:,.0f}/s)", f"{share:.2f} ×", f"≥ {least:.2f} ×",
            share >= least, least / share, f"The spread of this run: {spread}."),
    ]  # fmt: skip


def pace(journal: Journal, seconds: float) -> float:
    """Facts a second of one writer, twenty in a commit."""
    count, began = 0, time.monotonic()
    while time.monotonic() < began + seconds:
        journal.store.append(Append(drafts(20)))
        count += 20
    return count / (time.monotonic() - began)
