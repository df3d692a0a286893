"""A case of a hundred facts, half of them with words, told in plain sentences."""

import time
from statistics import median

from rich.progress import Progress

from bench.filling import filled, long_case
from bench.place import Place
from bench.table import Row
from domain.decisions.reading import ReadRecord
from domain.terms import CaseId
from service.journal import Journal
from service.replay import replay
from tests.people import acting

FACTS = 100
AROUND = 10_000
"""Facts of other cases in the same journal."""
WITHIN = 10.0
"""Milliseconds."""


def measure(place: Place, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """The median of all, in milliseconds."""
    took: list[float] = []
    with place.journal() as (journal, _):
        filled(journal, AROUND, progress)
        case = long_case(journal, FACTS)
        task = progress.add_task("replay", total=rounds)
        for _ in range(rounds):
            took += tellings(journal, case, seconds / 2)
            progress.advance(task)
    ms = median(took)
    what = f"replay of a case of {FACTS} facts"
    return [Row(what, f"{ms:.1f} ms", f"≤ {WITHIN:g} ms", ms <= WITHIN, ms / WITHIN)]


def tellings(journal: Journal, case: CaseId, seconds: float) -> list[float]:
    """How long each took, in milliseconds, for so long."""
    read = journal.record(ReadRecord(context=acting(at=journal.now()), case=case)).position
    stop = time.perf_counter() + seconds
    took = []
    while time.perf_counter() < stop:
        began = time.perf_counter()
        lines = replay(journal, case, read=read)
        took.append((time.perf_counter() - began) * 1000)
        assert len(lines) == FACTS + 1  # the read is one of them
    return took
