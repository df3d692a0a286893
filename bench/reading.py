"""What it costs that every read is a fact and every act asks by what right; and long lists.

Within one run, in turns: a case told again with its read decided and committed first, and told
again on a read of before; a spending with and without the question by what right. Both parties of
a ratio do all the rest alike.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from typing import Any

from rich.progress import Progress

from bench.client import Client, service_on
from bench.deciding import Cells, beginning, cells, fresh, put_many
from bench.filling import long_case
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.table import Row, ratio
from domain.codes import Part
from domain.decisions.reading import ReadRecord
from domain.decisions.spending import SpendBudget
from domain.terms import CaseId, Cents, CommandId, ReservationId, ResidentId, SpendingId
from service import deciding
from service.journal import Journal
from service.replay import EVERYTHING, replay
from tests.people import acting, fast_track, opened, reported

STORY = EVERYTHING - {Part.READING}
"""What `GET /v1/cases/{case}/history` shows: the reads of it have an address of their own."""
AT_MOST = 1.6
"""How many times as long it may take."""
USUAL = 60
"""Facts of a usual case."""
ROWS = 1_000
WITHIN = 25.0
"""Milliseconds, the median of a list of so many rows."""
Once = Callable[[], Any]


def measure(place: Place, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """The medians over the rounds."""
    took: dict[str, list[float]] = {}
    with place.journal() as (journal, database):
        own = cells()
        put_many(journal, beginning(own))
        case = long_case(journal, USUAL)
        put_many(journal, [event for _ in range(ROWS) for event in a_case()])
        rebuilt(database)
        read = journal.record(a_read(journal, case)).position
        spend = spender(journal, own)
        with service_on(place, database) as client:
            there = client()
            contenders: dict[str, Once] = {
                "told": lambda: replay(journal, case, read=read, parts=STORY),
                "read": lambda: replay(
                    journal,
                    case,
                    parts=STORY,
                    read=journal.record(a_read(journal, case)).position,
                ),
                "spent": without_right(spend),
                "spent by right": spend,
                "listed": lambda: a_list(there),
            }
            task = progress.add_task("reading", total=rounds * len(contenders))
            for _ in range(rounds):
                for name, once in contenders.items():
                    took.setdefault(name, []).append(median(times(once, seconds)))
                    progress.advance(task)
            there.close()
    ms = {name: median(each) for name, each in took.items()}
    listed = f"list of {ROWS:,} rows, its members on record, p50"
    return [
        ratio(
            f"a case of {USUAL} facts, read and on record : told alone",
            ms["read"] / ms["told"], at_most=AT_MOST,
        ),
        ratio(
            "a spending, asked by what right : not asked",
            ms["spent by right"] / ms["spent"], at_most=AT_MOST,
        ),
        Row("a case read and on record, p50", f"{ms['read']:.1f} ms"),
        Row(
            listed, f"{ms['listed']:.1f} ms", f"≤ {WITHIN:g} ms", ms["listed"] <= WITHIN,
            ms["listed"] / WITHIN,
        ),
    ]  # fmt: skip


def times(once: Once, seconds: float) -> list[float]:
    """How long each took, in milliseconds, for so long."""
    took, stop = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < stop:
        once()
        took.append((time.perf_counter() - began) * 1000)
    return took


def a_read(journal: Journal, case: CaseId) -> ReadRecord:
    """Fatima reads a case of her team."""
    return ReadRecord(context=acting(at=journal.now()), case=case)


def a_list(client: Client) -> None:
    """Over HTTP: decided, committed with its members, and shown."""
    body = client.get(f"/v1/caseload?limit={ROWS}")
    assert body.count(b'"case":') == ROWS


def a_case() -> list[Any]:
    """A case at team Oost that is open."""
    case, resident = CaseId(fresh()), ResidentId(fresh())
    return [
        replace(reported, case=case, resident=resident),
        replace(opened, case=case, resident=resident),
    ]


def spender(journal: Journal, own: Cells) -> Once:
    """One cent, each time out of another case's budget."""
    turns = [0]

    def once() -> None:
        case, budget, _ = own[turns[0] % len(own)]
        turns[0] += 1
        command = SpendBudget(
            context=replace(acting(at=journal.now()), command=CommandId(fresh())),
            spending=SpendingId(fresh()), reservation=ReservationId(fresh()), case=case,
            mandate=fast_track, budget=budget, amount=Cents(1), reason="Een douchestoel.",
        )  # fmt: skip
        assert journal.record(command).refusal is None

    return once


def without_right(once: Once) -> Once:
    """The same, where nobody asks by what right."""

    def bare() -> None:
        with nobody_asks():
            once()

    return bare


@contextmanager
def nobody_asks() -> Iterator[None]:
    """Meanwhile a command needs what it needs itself, and nothing else."""
    asks = vars(deciding)["needs"]
    vars(deciding)["needs"] = lambda command, case: ()
    try:
        yield
    finally:
        vars(deciding)["needs"] = asks
