"""What it costs that every read is a fact and every act asks by what right; and long lists.

Within one run, call by call in turns: a case told again with its read decided and committed first,
and told again on a read of before; a spending with and without the question by what right; a list
of a thousand over HTTP. Both parties of a ratio do all the rest alike, and have done it before.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median
from typing import Any

from rich.progress import Progress

from bench.client import Client, service_on
from bench.deciding import Cells, beginning, cells, fresh, put_many
from bench.filling import long_case
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.recalling import recalling
from bench.table import Row, ratio
from domain.codes import Part
from domain.decisions.reading import ReadList, ReadRecord
from domain.decisions.spending import SpendBudget
from domain.terms import CaseId, Cents, ReservationId, ResidentId, SpendingId, ViewName
from service import deciding
from service.database import Database
from service.journal import Journal
from service.replay import EVERYTHING, replay
from tests.people import acting, fast_track, oost, opened, reported

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
        read = journal.record(a_read(case)).position
        spend = spender(journal, own)
        for _ in own:
            spend()
        with service_on(place, database) as client:
            there = client()
            contenders: dict[str, Once] = {
                "told": lambda: replay(journal, case, read=read, parts=STORY),
                "read": lambda: replay(
                    journal, case, parts=STORY, read=journal.record(a_read(case)).position
                ),
                "spent": without_right(spend),
                "spent by right": spend,
                "listed": lambda: a_list(there),
            }
            task = progress.add_task("reading", total=rounds)
            for _ in range(rounds):
                for name, each in in_turns(contenders, seconds * len(contenders)).items():
                    took.setdefault(name, []).append(median(each))
                progress.advance(task)
            there.close()
        decisions = facts_read(database, journal, own, case)
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
        Row("a spending, asked by what right, p50", f"{ms['spent by right']:.2f} ms"),
        Row(
            listed, f"{ms['listed']:.1f} ms", f"≤ {WITHIN:g} ms", ms["listed"] <= WITHIN,
            ms["listed"] / WITHIN,
        ),
        *decisions,
    ]  # fmt: skip


def facts_read(database: Database, journal: Journal, own: Cells, case: CaseId) -> list[Row]:
    """What a spending, a read and a list of a team read, in a process that has just begun."""
    with recalling(database, journal.keys) as new:
        spend = spender(new.journal, own)
        return [
            new.row("a spending", spend, first=len(own), again=len(own)),
            new.row("a case read", lambda: new.journal.record(a_read(case))),
            new.row(f"a list of {ROWS:,} rows", lambda: new.journal.record(a_long_list())),
        ]


def in_turns(contenders: dict[str, Once], seconds: float) -> dict[str, list[float]]:
    """How long each took, in milliseconds: one call of each, there and back again, for so long."""
    took: dict[str, list[float]] = {name: [] for name in contenders}
    turns = list(contenders.items())
    stop = time.perf_counter() + seconds
    while time.perf_counter() < stop:
        turns.reverse()  # whoever comes after another's long work finds everything cold
        for name, once in turns:
            began = time.perf_counter()
            once()
            took[name].append((time.perf_counter() - began) * 1000)
    return took


def a_read(case: CaseId) -> ReadRecord:
    """Fatima reads a case of her team."""
    return ReadRecord(context=acting(at=datetime.now(UTC)), case=case)


def a_long_list() -> ReadList:
    """She reads a list of it."""
    cases = tuple(CaseId(fresh()) for _ in range(ROWS))
    return ReadList(
        context=acting(at=datetime.now(UTC)), view=ViewName("caseload"), rows=ROWS, teams=(oost,),
        cases=cases,
    )  # fmt: skip


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
            context=acting(at=datetime.now(UTC)),
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
