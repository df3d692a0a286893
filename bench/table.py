"""The one table that a bench prints, and keeps in bench/RESULTS.md."""

import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True)
class Row:
    """What was measured, what came out, what was asked for, and whether it is met."""

    what: str
    figure: str
    wanted: str = ""
    met: bool | None = None
    by: float = 1.0
    """How many times too slow it is, where it is not met."""
    where: str = ""
    """Where the time goes, as far as this run has shown."""


def ratio(
    what: str,
    value: float,
    at_least: float | None = None,
    at_most: float | None = None,
    where: str = "",
) -> Row:
    """A ratio within this run, with the bound that it is held to, if any."""
    figure = f"{value:.2f} ×"
    if at_least is not None:
        met, by = value >= at_least, at_least / value
        return Row(what, figure, f"≥ {at_least:g} ×", met, by, where)
    if at_most is not None:
        met, by = value <= at_most, value / at_most
        return Row(what, figure, f"≤ {at_most:g} ×", met, by, where)
    return Row(what, figure)


def show(rows: Sequence[Row], console: Console) -> None:
    """Print the table."""
    table = Table(title=f"wijkboek bench, {machine()}")
    table.add_column("what", no_wrap=True)
    table.add_column("figure", justify="right", no_wrap=True)
    table.add_column("wanted", justify="right", no_wrap=True)
    table.add_column("", justify="center", no_wrap=True)
    for row in rows:
        table.add_row(row.what, row.figure, row.wanted, _mark(row))
    console.print(table)


def keep(rows: Sequence[Row], arguments: str) -> None:
    """Put the table at the top of RESULTS.md, with machine, date and commit."""
    head, _, earlier = (RESULTS.read_text() if RESULTS.exists() else "# Results\n\n").partition(
        "## "
    )
    lines = [
        f"## {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit()}, {machine()}",
        "",
        f"`./run bench {arguments}`".replace(" `", "`"),
        "",
        "| what | figure | wanted | |",
        "|---|---:|---:|---|",
        *(f"| {row.what.strip()} | {row.figure} | {row.wanted} | {_mark(row)} |" for row in rows),
        "",
        *missed(rows),
        "",
    ]
    RESULTS.write_text(head + "\n".join(lines) + ("## " + earlier if earlier else ""))


def missed(rows: Sequence[Row]) -> list[str]:
    """What was not met: by how much, and where the time goes."""
    lines, about = [], ""
    for row in rows:
        if not row.what.startswith(" "):
            about = row.what
        if row.met is False:
            name = row.what.strip() if row.what == about else f"{about}, {row.what.strip()}"
            said = f"- Missed: {name}: {row.by:.2f} times as much as allowed."
            lines.append(f"{said} {row.where}".rstrip())
    return [*lines, ""] if lines else []


def machine() -> str:
    """Cores, Python and system: figures are of this machine alone."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"


def commit() -> str:
    """The short commit, with "-dirty" where files differ from it; "unknown" outside a checkout."""
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--exclude=*"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return found.stdout.strip() or "unknown"


def _mark(row: Row) -> str:
    return "" if row.met is None else "met" if row.met else "MISSED"
