"""What `wijkboek register check` and `import` do, and say."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from projections.narrative import why
from service.opening import Opened, begun
from service.register.check import Difference, Fault, sweep
from service.register.check import check as compared
from service.register.importing import bring_in, read_lines
from service.register.register import Register
from service.register.rows import Rows
from service.simulated import is_simulated
from service.tombstones import remember

SAID = {
    Fault.GONE: "the row that was recorded is gone",
    Fault.EDITED: "something in the row was changed since it was recorded",
    Fault.SWAPPED: "what lies there was recorded of resident {other}",
    Fault.NOT_RECORDED: "no fact names this row: added by hand, or left by a process that died",
    Fault.LEFT_BEHIND: "superseded or removed, and still there",
}
NEXT = (
    "Nobody is shown a row that is not as it was recorded. Find out who changed the database;"
    " put edited, swapped and missing rows back from a backup, or register the change anew."
)


def check(opened: Opened, console: Console, *, sweep_too: bool) -> int:
    """Compare, print every difference, sweep if asked; how many differences are left."""
    with register_of(opened) as register:
        with _bar("Holding the register against the journal …", register.rows.count()) as bar:
            checked = compared(register, lambda more: bar.advance(bar.task_ids[0], more))
        left = checked.differences
        if left:
            console.print(_table(left))
        if sweep_too and left:
            swept = sweep(register, left)
            left = compared(register).differences
            console.print(f"Taken away, of what nobody is shown: {swept}.")
        if not left:
            console.print(f"{checked.residents} residents: every row is as it was last recorded.")
            return 0
        console.print(f"Not as recorded: {len(left)}. {NEXT}", soft_wrap=True)
        return len(left)


def bring(opened: Opened, console: Console, file: Path) -> int:
    """Register everybody in the file; how many were refused. Raises FileUnusable, NotBegun."""
    genesis = begun(opened.journal).event
    real = opened.settings.production and not is_simulated(opened.database)
    with register_of(opened) as register:
        lines = read_lines(file, register, real=real)
        with _bar("Registering residents …", len(lines)) as bar:
            come = list(bring_in(register, genesis, lines, lambda: bar.advance(bar.task_ids[0])))
    refused = [each for each in come if each.refusal is not None]
    repeated = sum(each.repeated and each.refusal is None for each in come)
    console.print(
        f"{len(come) - len(refused) - repeated} registered, {repeated} there already,"
        f" {len(refused)} refused."
    )
    for each in refused[:100]:
        assert each.refusal is not None
        console.print(f"  line {each.number}: {why(each.refusal, 'en')}", highlight=False)
    if refused:
        console.print(
            "Compare each with who is there (POST /v1/resident-searches). Somebody else: say so in"
            " notTheSameAs, and give the file again: nothing is done twice.",
            soft_wrap=True,
        )
    return len(refused)


@contextmanager
def register_of(opened: Opened) -> Iterator[Register]:
    """The register of residents, for as long as it is worked with."""
    with Rows(opened.database) as rows:
        yield Register(opened.journal, rows, partial(remember, opened.settings.home))


@contextmanager
def _bar(said: str, total: int) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task(said, total=total)
        yield progress


def _table(differences: tuple[Difference, ...]) -> Table:
    table = Table("resident", "what is wrong", "written by command", title_justify="left")
    for each in differences:
        table.add_row(
            each.resident, SAID[each.fault].format(other=each.other), each.command or "",
            style=None if each.fault is Fault.LEFT_BEHIND else "bold red",
        )  # fmt: skip
    return table
