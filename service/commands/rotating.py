"""What `wijkboek keys` does: rotate, tell how keys stand, check a restore, destroy."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg import sql
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from domain.terms import day
from service.destroying import NotCarriedOut, approved
from service.keys.checking import check
from service.keys.choosing import root_of
from service.keys.rotation import STAYS, Where
from service.keys.rotation import rotate as begin
from service.lapsing import waiting
from service.opening import Opened
from service.tombstones import destroyed_epochs, tombstones

A_MONTH = timedelta(days=28)


def rotate(opened: Opened, console: Console, *, only_if_due: bool) -> None:
    """Rotate, and say what came of it. Raises KeysUnusable, RotationRunning."""
    now, home = datetime.now(UTC), opened.settings.home
    if only_if_due:
        with closing(opened.database.connect(autocommit=True)) as connection:
            newest = Where(connection, opened.database.schema).epochs()[-1]
        if newest.rewrapped is not None and now - newest.begun < A_MONTH:
            return console.print(
                f"Epoch {newest.number} is of {newest.begun:%Y-%m-%d}: nothing to do yet."
            )
    with _bar("Wrapping keys anew") as progress:
        done = begin(opened.database, root_of(opened.settings), home, now, progress)
    verb = "began" if done.begun else "was finished"
    console.print(f"Epoch {done.epoch} {verb}: {done.rewrapped:,} keys are wrapped under it.")
    if done.damaged:
        console.print(
            f"[bold red]{done.damaged:,} keys do not open[/] and were left under their old epoch,"
            " which stays for as long: see wijkboek keys restore-check.", soft_wrap=True,
        )  # fmt: skip
    for epoch in done.destroyed:
        console.print(
            f"Epoch {epoch} is destroyed: no backup from before {now - STAYS:%Y-%m-%d} opens now."
        )


def status(opened: Opened, console: Console) -> None:
    """Epochs, live keys, what is due, tombstones, and destructions that wait."""
    home, schema = opened.settings.home, opened.database.schema
    with closing(opened.database.connect(autocommit=True)) as connection:
        where = Where(connection, schema)
        epochs, live = where.epochs(), where.live()
        due = connection.execute(
            sql.SQL("SELECT count(*) FROM {}.key WHERE due <= %s").format(
                sql.Identifier(f"{schema}_keys")
            ),
            [day(opened.journal.now())],
        ).fetchone()
    gone = destroyed_epochs(home, schema)
    for epoch in epochs:
        ended = epoch.destroyed is not None or epoch.number in gone
        state = "destroyed" if ended else f"{live.get(epoch.number, 0):,} keys"
        console.print(f"Epoch {epoch.number}, of {day(epoch.begun)}: {state}.", highlight=False)
    standing = [e for e in epochs if e.destroyed is None and e.number not in gone]
    console.print(
        f"Live keys: {sum(live.values()):,}. Oldest epoch that still opens: {standing[0].number}."
    )
    console.print(f"Keys due to be destroyed: {due[0] if due else 0:,}.")
    console.print(f"Tombstones: {len(tombstones(home)):,} keys, {len(gone):,} epochs.")
    console.print(f"Destructions approved and not carried out: {len(approved(opened.journal)):,}.")


def restore_check(opened: Opened, console: Console) -> bool:
    """Whether all is as it should be; says what is not."""
    with _bar("Opening every key once") as progress:
        wrong = check(opened.database, root_of(opened.settings), opened.settings.home, progress)
    for line in wrong:
        console.print(f"[bold red]Wrong:[/] {line}", soft_wrap=True)
    if not wrong:
        console.print(
            "What was destroyed is gone, every other key opens, and every opening names its read."
        )
    return not wrong


def destroy(opened: Opened, console: Console) -> None:
    """Carry out all that was approved, was struck or has passed; says of each what came of it."""
    todo = waiting(opened.journal, opened.database, opened.settings.home)
    if not todo:
        return console.print("Nothing waits to be destroyed.")
    for destruction, work in todo:
        try:
            done = work()
        except NotCarriedOut as error:
            console.print(f"{destruction}: {error}", soft_wrap=True)
        else:
            console.print(
                f"{destruction}: {done.keys:,} keys and {done.texts:,} sealed texts are destroyed,"
                f" on record at position {done.position:,}.", soft_wrap=True,
            )  # fmt: skip


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    columns: list[Any] = [
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
    ]  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
