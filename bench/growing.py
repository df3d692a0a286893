"""The same figures in a small journal and in one a hundred times as large, both in one go.

Two journals on one server, measured by turns: what the machine does meanwhile, it does to both.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from rich.progress import Progress

from bench.appending import Once, rate, spender
from bench.deciding import cells, spend
from bench.filling import filled, long_case
from bench.place import Place
from bench.rebuilding import rebuilt
from bench.replaying import tellings
from bench.table import Row, ratio
from service.database import Database
from service.journal import Journal
from service.records import Item
from service.warm import Question

SMALL = 10_000
LARGE = 1_000_000
WITHIN = 1.25
"""The larger one may be so many times as slow."""
ROUNDS = 3
"""At most: a rebuild of a million facts takes its time."""


def boundary(journal: Journal, items: list[Item], seconds: float) -> float:
    """How long it takes to read all that a spend must know, in milliseconds."""
    took, stop = [], perf_counter() + seconds
    while (began := perf_counter()) < stop:
        journal.store.read(items)
        took.append((perf_counter() - began) * 1000)
    return median(took)


class Sized:
    """A journal of some size, and what is measured in it."""

    def __init__(self, journal: Journal, database: Database, once: Once, items: list[Item]) -> None:
        case = long_case(journal)
        rebuilt(database)
        self.measures: dict[str, Callable[[float], float]] = {
            "decide + append, 8 workers": lambda seconds: rate(once, 8, seconds),
            "boundary read": lambda seconds: boundary(journal, items, seconds),
            "replay of a case of 100 facts": lambda s: median(tellings(journal, case, s)),
            "rebuild of all views": lambda seconds: rebuilt(database),
        }


UNITS = {
    "decide + append, 8 workers": "/s",
    "boundary read": " ms",
    "replay of a case of 100 facts": " ms",
    "rebuild of all views": "/s",
}


def measure(
    place: Place, progress: Progress, rounds: int, seconds: float, facts: int = LARGE
) -> list[Row]:
    """Medians of runs by turns; the last column is how many times as slow the large one is."""
    rounds = min(rounds, ROUNDS)
    with ExitStack() as until_done:
        sizes = {}
        for size in (SMALL, facts):
            journal, database = until_done.enter_context(place.journal())
            filled(journal, size, progress)
            own = cells()
            once = spender(journal, own)
            needs = spend(own[0], datetime.now(UTC)).needs()
            items = [Question(need).since(0) for need in needs]
            with database.connect(autocommit=True) as administrator:
                # As autovacuum would have, had there been months and not minutes.
                administrator.execute("VACUUM ANALYZE")
            sizes[size] = Sized(journal, database, once, items)
        task = progress.add_task("growth", total=rounds * 2 * len(UNITS))
        found: dict[tuple[str, int], list[float]] = {}
        for nth in range(rounds):
            for name in UNITS:
                # Who comes second finds what the first one left to the disk: by turns.
                for size, sized in list(sizes.items())[:: -1 if nth % 2 else 1]:
                    found.setdefault((name, size), []).append(sized.measures[name](seconds))
                    progress.advance(task)
    rows = []
    for name, unit in UNITS.items():
        small, large = median(found[name, SMALL]), median(found[name, facts])
        slower = large / small if unit == " ms" else small / large
        digits = ".2f" if unit == " ms" else ",.0f"
        rows += [
            Row(f"{name}, {SMALL:,} facts", f"{small:{digits}}{unit}"),
            Row(f"{name}, {facts:,} facts", f"{large:{digits}}{unit}"),
            ratio("  as slow", slower, at_most=WITHIN),
        ]
    return rows
