"""`wijkboek check`: is the database set up as the migrations made it, and filed as recorded?"""

import contextlib
from collections.abc import Iterator

from psycopg import IsolationLevel
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from service.filing_check import Fault, check_filing
from service.opening import Opened, begun
from service.simulated import LABEL
from service.state import Change, changed_since_migrated
from service.watching import Watch

MOST = 50
"""So many faults are printed one by one."""


class NotAsRecorded(RuntimeError):
    """Something was changed by another way than the service's; what, was printed."""


def check(opened: Opened, console: Console) -> None:
    """Say all that is wrong. Raises NotAsRecorded, NotBegun, MigrationError."""
    first = begun(opened.journal)
    if first.event.simulated:
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    changes = _set_up(opened)
    _list(console, "The database is set up as the migrations made it.",
          "The database is not set up as the migrations made it", changes)  # fmt: skip
    watched = Watch(opened.journal, opened.database, first).look()
    if watched.before.last is None:
        console.print("How it is set up was never put on record: wijkboek serve does so.")
    elif watched.changed_in_silence:
        console.print("[red]It changed since that was last put on record.[/]")
    else:
        console.print("It is as it was when that was last put on record, or was migrated since.")
    faults = _filing(opened)
    _list(console, "Every fact is filed as it was recorded.",
          "The filing is not what was recorded", faults)  # fmt: skip
    if changes or faults or watched.changed_in_silence:
        raise NotAsRecorded(
            "The database was changed by another way than this service's. Find out who did it and"
            " when, before you put it right: a backup of before shows what it was."
        )


def _set_up(opened: Opened) -> list[Change]:
    with (
        Console(stderr=True).status("Looking at the schemas …"),
        contextlib.closing(opened.database.connect(autocommit=True)) as administrator,
    ):
        return changed_since_migrated(administrator, opened.database.schema)


def _filing(opened: Opened) -> list[Fault]:
    head = opened.journal.head()
    with opened.database.connect("auditor") as auditor, _bar(head) as bar:
        auditor.isolation_level = IsolationLevel.REPEATABLE_READ
        auditor.read_only = True
        task = bar.add_task("Checking the filing", total=head)
        return list(
            check_filing(auditor, opened.database.schema, lambda at: bar.update(task, completed=at))
        )


def _list(console: Console, well: str, wrong: str, found: list[Change] | list[Fault]) -> None:
    if not found:
        console.print(well)
        return
    console.print(f"[red]{wrong}:[/] {len(found):,} differences.")
    for each in found[:MOST]:
        console.print(f"  {each}", soft_wrap=True, highlight=False, markup=False)
    if len(found) > MOST:
        console.print(f"  … and {len(found) - MOST:,} more.")


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Progress]:
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
        TextColumn("{task.completed:,} of " + f"{total:,} facts"), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        yield bar
