"""`wijkboek view`: the rows of one view, as they stand now or as they were known at a moment."""

import csv
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import psycopg
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.terms import AMSTERDAM, Cents
from projections.narrative.nl import euros
from projections.view import Column, View
from service.commands.views import NotThere, chosen_view
from service.database import Database
from service.opening import Opened
from service.simulated import LABEL, is_simulated
from service.views import shown_at, view_store

ON_SCREEN = 50
"""Rows that are printed as a table; the whole of a view goes to a file, as CSV."""


def view(
    opened: Opened,
    console: Console,
    name: str,
    known_at: datetime | None = None,
    *,
    as_csv: bool = False,
) -> None:
    """Print a view in the order of its key: out of its table, or folded anew from the facts.

    `known_at` is aware. As CSV, money is in cents and times are UTC. Raises NotThere,
    DatabaseUnreachable, StoreUnavailable.
    """
    store = view_store(opened.database.schema)
    shown = chosen_view(store.views, name)
    if known_at is None:
        rows, position = _kept(opened.database, shown)
        until = f"facts up to {position:,}"
    else:
        with Console(stderr=True).status(f"Folding {name} from the facts …"):
            rows = list(shown_at(opened.journal, shown, known_at).values())
        until = f"as known at {_text(known_at)}"
    rows.sort(key=attrgetter(*shown.key))
    if as_csv:
        return _write(shown.columns, rows, console)
    label = f"[bold yellow]{escape(LABEL)}[/] " if is_simulated(opened.database) else ""
    console.print(f"{label}{name}: {len(rows):,} rows, {until}.", highlight=False)
    _print(shown.columns, rows[:ON_SCREEN], console)
    if len(rows) > ON_SCREEN:
        console.print(f"And {len(rows) - ON_SCREEN:,} more: --csv prints all of them.")


def _kept(database: Database, shown: View[Any]) -> tuple[list[Any], int]:
    """The rows of the view's table, and how far it has come: of one snapshot."""
    store = view_store(database.schema)
    with closing(database.connect("reader")) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        try:
            marks = store.bookmarks(connection)
        except psycopg.errors.UndefinedTable:
            marks = {}
        if shown.name not in marks:
            raise NotThere(
                f"{shown.name} was never built. Run wijkboek follow, or wijkboek rebuild"
                f" {shown.name}; --known-at does without."
            )
        if marks[shown.name].fingerprint != shown.fingerprint:
            raise NotThere(
                f"{shown.name} was built by another version. Run wijkboek follow, or wijkboek"
                f" rebuild {shown.name}; --known-at does without."
            )
        return list(store.tables[shown.name].rows(connection)), marks[shown.name].position


def _print(columns: Sequence[Column], rows: Sequence[Any], console: Console) -> None:
    """As a table where it fits; else a row below the other: an id in pieces is of no use."""
    cells = [[_cell(column, getattr(row, column.name)) for column in columns] for row in rows]
    names = [column.name.replace("_", " ") for column in columns]
    table = Table(box=SIMPLE_HEAD)
    for name, column in zip(names, columns, strict=True):
        table.add_column(name, justify="right" if column.sql == "bigint" else "left", no_wrap=True)
    for row in cells:
        table.add_row(*row)
    unbounded = console.options.update(width=10_000)
    if rows and console.measure(table, options=unbounded).maximum <= console.width:
        return console.print(table)
    for row in cells:
        record = Table.grid(padding=(0, 2))
        for name, cell in zip(names, row, strict=True):
            record.add_row(f"[dim]{name}[/]", cell)
        console.print("", record, sep="\n")


def _cell(column: Column, value: Any) -> str:
    if value is not None and column.kind is Cents:
        return euros(value)
    return escape(_text(value))


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _write(columns: Sequence[Column], rows: Sequence[Any], console: Console) -> None:
    lines = csv.writer(console.file, lineterminator="\n")
    lines.writerow(column.name for column in columns)
    for row in rows:
        lines.writerow(_field(getattr(row, column.name)) for column in columns)


def _field(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
