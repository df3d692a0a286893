"""`wijkboek rebuild`, `replay`, `follow` and `views`: what can be seen, and how far it has come."""

import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from projections.rebuild import rebuild as build_anew
from projections.view import View
from service.database import Database, migrate, open_database
from service.follow import Follower
from service.lag import served
from service.opening import Opened
from service.settings import Settings
from service.simulated import LABEL, is_simulated
from service.views import FactReader, State, states, view_store


class NotThere(LookupError):
    """There is no view, case or language of that name; the message says what there is."""


def rebuild(opened: Opened, console: Console, name: str | None = None) -> None:
    """Build one view anew, or all of them. What is read meanwhile is the old one.

    Raises NotThere, RebuildRunning, DatabaseUnreachable.
    """
    schema = opened.database.schema
    store = view_store(schema)
    chosen = list(store.views.values()) if name is None else [chosen_view(store.views, name)]
    began = time.monotonic()
    with opened.database.connect("projector", autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        store.prepare(connection)
        reader = FactReader(schema, connection, chosen)
        head = reader.head()
        with _bar(console, head) as bar:
            task = bar.add_task("Rebuilding the views", total=head)
            build_anew(
                store, connection, chosen, reader.passing, lambda at: bar.update(task, completed=at)
            )
        seconds = max(time.monotonic() - began, 0.001)
        built = {view.name for view in chosen}
        found = [state for state in states(connection, schema) if state.view in built]
    console.print(
        f"{len(chosen)} views built anew from {head:,} facts in {seconds:.1f} s"
        f" ({head / seconds:,.0f} facts/s)."
    )
    _say_what_stopped(found, console)


def follow(settings: Settings, console: Console) -> None:
    """Keep every view caught up until this process is asked to stop (SIGTERM or Ctrl-C).

    Without the journal, for that would ask for the root key: views hold no words.
    Raises DatabaseUnreachable, MigrationError.
    """
    with open_database(settings) as database:
        migrate(database)
        # The port after the service's own; past the last one, any that is free.
        port = settings.port and (settings.port + 1) % 65_536
        follow_database(database, console, settings.host, port)


def follow_database(
    database: Database, console: Console, host: str = "127.0.0.1", port: int = 0
) -> None:
    """The same, for a process that has no keys: a follower needs none.

    How far the views are behind stands at `http://host:port/metrics`; port 0 takes a free one.
    """
    follower = Follower(database)

    def stop(number: int, frame: object) -> None:
        follower.stop()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
    label = f"[bold red]{LABEL}[/] " if is_simulated(database) else ""
    console.print(f"{label}Following the journal of {database.schema}. Stop with Ctrl-C.")
    with served(database, host, port) as listens:
        if listens is None:
            console.print(f"Port {port} is taken: how far the views are shows wijkboek views.")
        else:
            console.print(f"How far the views are: http://{host}:{listens}/metrics")
        follower.run()
    console.print("Stopped between two batches: nothing is half done.")


def show(opened: Opened, console: Console) -> None:
    """How far every view has come, and which one is stopped, by what."""
    with opened.database.connect("reader", autocommit=True) as connection:
        found = states(connection, opened.database.schema)
        older = view_store(opened.database.schema).outdated(connection) if found else []
    if not found:
        console.print("No view was ever built. Run wijkboek follow, or wijkboek rebuild.")
        return
    if is_simulated(opened.database):
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    table = Table("view", "position", "facts behind", "seconds behind")
    for state in found:
        table.add_row(
            state.view, f"{state.position:,}", f"{state.behind:,}", f"{state.seconds:.1f}"
        )
    console.print(table)
    for each in older:
        console.print(
            f"[yellow]{each.name} was built by another version.[/] A follower of this one builds it"
            f" anew; so does: wijkboek rebuild {each.name}"
        )
    _say_what_stopped(found, console)


def _say_what_stopped(found: list[State], console: Console) -> None:
    for state in found:
        if state.error:
            console.print(
                f"[red]{escape(state.error)}.[/] Correct the view,"
                f" then run: wijkboek rebuild {state.view}"
            )


def chosen_view(views: Mapping[str, View[Any]], name: str) -> View[Any]:
    """The view of that name. Raises NotThere, which says what there is."""
    if name not in views:
        raise NotThere(f"There is no view of that name. There are: {', '.join(sorted(views))}.")
    return views[name]


@contextmanager
def _bar(console: Console, total: int) -> Iterator[Progress]:
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.completed:,} of " + f"{total:,} facts"), TimeRemainingColumn(),
        console=console,
    ) as bar:  # fmt: skip
        yield bar
