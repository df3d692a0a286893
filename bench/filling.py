"""A journal filled with lives, as quickly as one process can: for figures, and for the long run.

Every fortieth case begins a new quarter's budget, as a team does: what is known about one budget
does not grow with the journal.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import islice

from rich.progress import Progress

from bench.deciding import A_TOWN, fresh
from bench.living import life, long_life
from domain.fact import Context, Event
from domain.terms import BudgetId, CaseId, CommandId
from service.codec import encode
from service.journal import Journal
from service.records import Append
from tests.people import acting, allotted, year_2026

A_BUDGET = 40
"""As many cases share a budget."""
BATCH = 40
"""Cases in one append: about a thousand facts."""
acted = acting()


def batches(least: int) -> Iterator[list[tuple[Event, Context]]]:
    """Lives in batches, until there are at least so many facts; each day something happens."""
    made, number, budget = 0, 0, BudgetId(fresh())
    while made < least:
        batch: list[tuple[Event, Context]] = []
        for _ in range(BATCH):
            if number % A_BUDGET == 0:
                budget = BudgetId(fresh())
                batch.append((replace(allotted, budget=budget, within=year_2026), acted))
            began = acted.occurred_at + timedelta(days=number % 200)
            batch += [
                (event, replace(acted, occurred_at=began + timedelta(days=day)))
                for day, event in enumerate(life(number, budget))
            ]
            number += 1
        made += len(batch)
        yield batch


def fill(journal: Journal, facts: int, told: Callable[[int], None] = lambda position: None) -> None:
    """Put lives on record until the journal holds exactly so many facts; `told` how many so far."""
    if journal.head() == 0:
        append(journal, [(event, acted) for event in A_TOWN])
    left = facts - journal.head()
    lives = cut(batches(left), left)
    one_at_a_time = threading.Lock()

    def work(_: int) -> None:
        while True:
            with one_at_a_time:
                batch = next(lives, None)
            if batch is None:
                return
            told(append(journal, batch))

    with ThreadPoolExecutor(2) as two:  # one seals while the other one's batch is written
        list(two.map(work, range(2)))


def filled(journal: Journal, facts: int, progress: Progress) -> None:
    """The same, with a bar that shows how far it is."""
    task = progress.add_task(f"filling a journal: {facts:,} facts", total=facts)
    fill(journal, facts, lambda at: progress.update(task, completed=at))


def cut(
    lives: Iterator[list[tuple[Event, Context]]], most: int
) -> Iterator[list[tuple[Event, Context]]]:
    """The same, and no more than so many facts."""
    while most > 0 and (batch := list(islice(next(lives), most))):
        most -= len(batch)
        yield batch


def append(journal: Journal, batch: Sequence[tuple[Event, Context]]) -> int:
    """On record in one append, as they are; the position of the last one."""
    drafts = [
        encode(event, replace(context, command=CommandId(fresh())), "0" * 64, journal.keys)
        for event, context in batch
    ]
    placed = journal.store.append(Append(drafts))
    assert placed is not None
    return placed.last


def long_case(journal: Journal, facts: int = 100) -> CaseId:
    """Put a case of exactly so many facts on record; its number."""
    case = CaseId(fresh())
    append(journal, [(event, acted) for event in long_life(case, facts)])
    return case
