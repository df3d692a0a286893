"""`wijkboek simulate`: a town lives, with progress, and says what came of it."""

import time
from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from domain.terms import day
from service.opening import Opened, begun
from service.simulated import LABEL, Clock, NotSimulated
from service.town.faults import REFUSED_AS, write
from service.town.living import Lived, Living
from service.town.setting import Town


def simulate(
    opened: Opened,
    console: Console,
    *,
    inhabitants: int,
    months: int,
    seed: int,
    faults: Path | None = None,
) -> Lived:
    """Let a town of so many inhabitants live for so many months from the journal's first day.

    What was lived before, with the same seed, is not lived again: it goes on from there.
    Raises NotBegun, NotSimulated, StoreUnavailable.
    """
    first = begun(opened.journal)
    if not first.event.simulated:
        raise NotSimulated(
            "This journal is real: nobody simulates in it. Begin another: set"
            " WIJKBOEK_MUNICIPALITY to a new name, then wijkboek init --simulated"
        )
    town = Town(first.event, inhabitants, seed)
    already = opened.journal.now()
    check_same(opened, town)
    started = time.monotonic()
    columns = (
        TextColumn(f"{LABEL} {{task.description}}"), BarColumn(),
        TextColumn("{task.percentage:.0f} %"), TextColumn("{task.fields[speed]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with (
        closing(Clock(opened.database)) as clock,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):

        def set_clock(moment: datetime) -> None:
            if moment > already:
                clock.set(moment)

        def tell(lived: Lived, share: float) -> None:
            speed = lived.facts / max(time.monotonic() - started, 0.001)
            now = f"{opened.settings.municipality}: {lived.facts:,} facts"
            progress.update(
                task, completed=share * 100, description=now, speed=f"{speed:,.0f} facts/s"
            )

        task = progress.add_task("", total=100, speed="")
        living = Living(town, opened.journal.record, set_clock)
        lived = living.live(day(first.recorded_at), months, tell)
    seconds = time.monotonic() - started
    if faults is not None:
        write(lived.faults, faults)
    report(lived, seconds, console)
    if faults is not None:
        console.print(f"The planted faults are listed in {faults}.", highlight=False)
    return lived


def check_same(opened: Opened, town: Town) -> None:
    """A journal holds one town. Raises NotSimulated where there is another in it."""
    founding = next(town.founding(opened.journal.now())).context.command
    if opened.journal.head() > 1 and opened.journal.answer(founding) is None:
        raise NotSimulated(
            "There is another town in this journal. Name the inhabitants and the seed that it was"
            " made with, or begin another journal in another place."
        )


def report(lived: Lived, seconds: float, console: Console) -> None:
    """What was lived, how fast, and the planted faults by kind."""
    console.print(
        f"[bold red]{LABEL}[/] {lived.cases:,} cases, {lived.commands:,} commands,"
        f" {lived.facts:,} facts in {seconds:,.0f} s ({lived.facts / seconds:,.0f} per second);"
        f" {lived.refused:,} attempts refused.",
        highlight=False,
    )
    table = Table("planted fault", "how many", "refused as", title="Planted faults")
    table.columns[1].justify = "right"
    for kind, number in sorted(Counter(fault.kind for fault in lived.faults).items()):
        refusal = REFUSED_AS.get(kind)
        table.add_row(kind, f"{number:,}", refusal or "recorded: no rule refuses it")
    console.print(table)
    for said, number in lived.surprises.items():
        console.print(f"[bold red]Not as planned, {number} times:[/] {said}")
