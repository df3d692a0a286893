"""Views built anew: all together and each alone, beside reading and decoding, and the library's."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import Any

from psycopg import Connection, sql
from rich.progress import Progress

from bench.filling import filled
from bench.place import Place
from bench.runner import Runner
from bench.table import Row, ratio
from projections.rebuild import Building, fold_all, pages, rebuild
from projections.table import NEW, Table
from projections.views import VIEWS
from service.codec import Stored, decode
from service.database import Database
from service.views import PAGE, FactReader, view_store

FACTS = 50_000
BY_THE_LIBRARY = 3_000


def rebuilt(database: Database, *names: str) -> float:
    """Facts a second, as `wijkboek rebuild` does it: these views, or all of them."""
    store = view_store(database.schema)
    chosen = [VIEWS[name] for name in names or VIEWS]
    with database.connect("projector", autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        store.prepare(connection)
        reader = FactReader(database.schema, connection, chosen)
        head = reader.head()
        began = time.perf_counter()
        rebuild(store, connection, chosen, reader.passing)
        took = time.perf_counter() - began
        marks = store.bookmarks(connection)
        assert all(marks[view.name].position == head for view in chosen), marks
    return head / took


def read_and_decoded(database: Database) -> float:
    """Facts a second, read in pages and decoded, every one of them, and nothing done with them."""
    name = sql.Identifier(database.schema)
    page = sql.SQL(
        "SELECT position, recorded_at, type, envelope FROM {}.fact"
        " WHERE position > %s ORDER BY position LIMIT %s"
    ).format(name)
    with database.connect("projector", autocommit=True) as connection:
        types = sql.SQL("SELECT id, name FROM {}.fact_type").format(name)
        names: dict[int, str] = dict(connection.execute(types).fetchall())
        after = 0
        began = time.perf_counter()
        while rows := _page(connection, page, after):
            for position, at, kind, envelope in rows:
                decode(Stored(position, at, names[kind], envelope))
            after = rows[-1][0]
        return after / (time.perf_counter() - began)


def _page(connection: Connection[Any], page: sql.Composed, after: int) -> list[Any]:
    return connection.cursor(binary=True).execute(page, [after, PAGE]).fetchall()


def read_and_folded(database: Database) -> float:
    """Facts a second, read, decoded and folded in memory by all views; no table is written."""
    views = list(VIEWS.values())
    with database.connect("projector", autocommit=True) as connection:
        reader = FactReader(database.schema, connection, views)
        built = [Building(view, Table(database.schema, view, NEW)) for view in views]
        began = time.perf_counter()
        return fold_all(built, pages(reader.passing)) / (time.perf_counter() - began)


def measure(place: Place, progress: Progress, rounds: int, seconds: float) -> list[Row]:
    """Medians of interleaved runs; a run takes as long as it takes."""
    with ExitStack() as until_done:
        journal, database = until_done.enter_context(place.journal())
        filled(journal, FACTS, progress)
        library = until_done.enter_context(Runner.on(place, journal, BY_THE_LIBRARY))
        runs: dict[str, Callable[[], float]] = {
            "ceiling": partial(read_and_decoded, database),
            "all": partial(rebuilt, database),
            "folded": partial(read_and_folded, database),
            "library": library.rebuilt,
            **{name: partial(rebuilt, database, name) for name in VIEWS},
        }
        task = progress.add_task("rebuild", total=rounds * len(runs))
        found: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(rounds):
            for name, run in runs.items():
                found[name].append(run())
                progress.advance(task)
    us, ceiling, folded, theirs = (
        median(found[name]) for name in ("all", "ceiling", "folded", "library")
    )
    where = (
        f"Of its time reading and decoding take {us / ceiling:.0%}, folding"
        f" {max(us / folded - us / ceiling, 0):.0%}, and writing the tables {1 - us / folded:.0%}."
    )
    return [
        Row(f"rebuild of all {len(VIEWS)} views", f"{us:,.0f} facts/s"),
        ratio(
            f"  against read + decode ({ceiling:,.0f}/s)", us / ceiling, at_least=0.5, where=where
        ),
        ratio(
            f"  against ProjectionRunner, one view ({theirs:,.0f}/s)",
            us / theirs,
            at_least=30,
            where=where,
        ),
        *(Row(f"  {name} alone", f"{median(found[name]):,.0f} facts/s") for name in VIEWS),
    ]
