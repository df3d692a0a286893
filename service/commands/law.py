"""`wijkboek law`: the rows of law that hold on a day, each with its source and how sure it is."""

from calendar import month_name
from collections.abc import Iterable
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.codes import TermCode
from domain.law import EDITION, Rules
from domain.law.reading import check, publish, tables
from domain.law.rows import (
    Basis,
    Deadline,
    Deciding,
    Funding,
    Holiday,
    ProvisionType,
    Retention,
    Row,
    TaskField,
)
from domain.law.rules import holds
from projections.narrative import word
from service.commands.views import NotThere

ITS_OWN = frozenset(field.name for field in fields(Row))
"""What every row has; the rest is the table's own."""


def law(
    console: Console, code: str | None = None, on: date | None = None, edition: int | None = None
) -> None:
    """Print the rows that speak on that day; with a code, all of its rows and all they say.

    Raises NotThere.
    """
    if edition is not None and not 1 <= edition <= EDITION:
        raise NotThere(f"There is no edition {edition}: they go from 1 to {EDITION}.")
    rules = Rules(edition or EDITION)
    if code is not None:
        return _whole(console, code, on, rules)
    on = on or date.today()
    console.print(f"Law on {on}, edition {rules.edition}:", highlight=False)
    for name in tables():
        table = Table("code", "from", "what", "mark", "source", box=SIMPLE_HEAD, title=name)
        table.title_justify = "left"
        for row in speaking(rules, name, on):
            off = "" if row.enabled else "[yellow]off[/] "
            table.add_row(
                escape(row.code), str(row.valid_from), off + escape(says(row)), row.mark,
                escape(row.source),
            )  # fmt: skip
        console.print(table)
    if new := check():
        console.print(f"Not published yet: {', '.join(new)}. Run: wijkboek law --publish")


def publish_rows(console: Console) -> None:
    """Put the digests of new rows into the lock. Raises LawEdited."""
    new = publish()
    console.print(f"Published: {', '.join(new)}." if new else "Every row is published already.")


def speaking(rules: Rules, name: str, on: date) -> Iterable[Row]:
    """Of every code of a table the row that speaks on that day: the newest that covers it."""
    said: dict[str, Row] = {}
    for row in rules.rows(name):
        if holds(row, on) and (row.code not in said or said[row.code].edition < row.edition):
            said[row.code] = row
    return said.values()


def says(row: Row) -> str:
    """The gist of a row, on one line."""
    match row:
        case Deadline():
            how_long = f"{row.length} {row.unit}" if row.length else "at once"
            return f"{word(TermCode(row.code), 'en')}: {how_long}"
        case Basis():
            return f"for {_text(row.purposes)}"
        case Retention():
            return f"{row.length} {row.unit} from {row.starts}"
        case Funding() | TaskField():
            return row.name
        case ProvisionType():
            return f"{_text(row.laws)}; field {row.field}; paid from {_text(row.streams)}"
        case Deciding():
            return f"agrees: {_text(row.agrees)}; gets the letter: {_text(row.notice)}"
        case Holiday(month=0):
            return f"Easter {row.easter:+} days"
        case Holiday():
            return f"{row.day} {month_name[row.month]}"
        case _:
            return row.note


def _whole(console: Console, code: str, on: date | None, rules: Rules) -> None:
    found = [
        (name, row)
        for name in tables()
        for row in rules.rows(name)
        if row.code.casefold() == code.casefold() and (on is None or holds(row, on))
    ]
    if not found:
        when = f" on {on}" if on else ""
        raise NotThere(f"No row of law has the code {code}{when}. `wijkboek law` lists them.")
    for name, row in found:
        record = Table.grid(padding=(0, 2))
        until = f" to {row.valid_to}" if row.valid_to else ""
        record.add_row("[dim]table[/]", f"{name}, edition {row.edition}")
        record.add_row("[dim]holds[/]", f"from {row.valid_from}{until}")
        record.add_row("[dim]enabled[/]", "yes" if row.enabled else "no: not known to be in force")
        for column, value in _own(row):
            record.add_row(f"[dim]{column.replace('_', ' ')}[/]", escape(value))
        record.add_row("[dim]source[/]", escape(row.source))
        record.add_row("[dim]mark[/]", row.mark)
        if row.note:
            record.add_row("[dim]note[/]", escape(row.note))
        console.print(f"[bold]{escape(row.code)}[/]", record, sep="\n", end="\n\n")


def _own(row: Row) -> list[tuple[str, str]]:
    """The fields of its own that a row has filled in."""
    return [
        (field.name, _text(value))
        for field in fields(row)
        if field.name not in ITS_OWN
        and ((value := getattr(row, field.name)) != field.default or field.default is MISSING)
    ]


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value if isinstance(value, StrEnum) else str(value)
