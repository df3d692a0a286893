"""`wijkboek explain`, `mandates` and `mandate`: by what right, and what hangs on it."""

from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from domain.terms import UUID, Cents, MandateId, day
from projections.narrative import SPEECHES
from service.commands.views import NotThere
from service.explain import explain as explained
from service.explaining import explanation_told
from service.mandates import compared, hanging_on
from service.opening import Opened
from service.simulated import LABEL, is_simulated


def explain(opened: Opened, console: Console, what: str, language: str = "nl") -> None:
    """Print what a decision rested on, and its verdict under the rules of then and of now.

    `what` is the id of a decision, spending, referral or agreement line, or a position. No words
    are opened. Raises NotThere, StoreUnavailable.
    """
    if language not in SPEECHES:
        raise NotThere(f"Decisions are explained in these languages: {', '.join(SPEECHES)}.")
    found = explained(opened.journal, what.lower())
    if not found:
        raise NotThere(
            "Nothing was decided under that id, or at that position. Give the id of a decision, a"
            " spending or a referral; wijkboek replay CASE shows the positions."
        )
    if is_simulated(opened.database):
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    for each in found:
        table = Table.grid(padding=(0, 2))
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for about, said in explanation_told(each, language):
            table.add_row(about, said)
        console.print(table, "", sep="\n", highlight=False)


def mandates(
    opened: Opened,
    console: Console,
    on: date | None = None,
    known_at: datetime | None = None,
    *,
    everything: bool = False,
) -> None:
    """Print who may decide what: gaps and overlaps, or with `everything` all powers.

    Raises StoreUnavailable.
    """
    day_ = on or day(opened.journal.now())
    rows = compared(opened.journal, day_, known_at)
    shown = rows if everything else [row for row in rows if row.gap or row.overlap]
    gaps, overlaps = sum(row.gap for row in rows), sum(row.overlap for row in rows)
    if is_simulated(opened.database):
        console.print(f"[bold yellow]{escape(LABEL)}[/]")
    console.print(
        f"On {day_}: {len(rows):,} powers, {gaps:,} of nobody, {overlaps:,} of more than one"
        " organisation.",
        highlight=False,
    )
    table = Table(box=SIMPLE_HEAD)
    for name in ("law", "provision", "act", "organisations", "functions", "up to"):
        table.add_column(name)
    for row in shown:
        most = SPEECHES["nl"].euros(Cents(row.most)) if row.most is not None else "nobody"
        table.add_row(
            row.power.law, row.power.provision, row.power.act, str(len(row.organisations)),
            str(len(row.holders)), most,
        )  # fmt: skip
    if shown:
        console.print(table)


def mandate(opened: Opened, console: Console, which: str) -> None:
    """Print what hangs on a mandate, before it is revoked. Raises NotThere, StoreUnavailable."""
    on = day(opened.journal.now())
    found = hanging_on(opened.journal, MandateId(which), on) if UUID.fullmatch(which) else None
    if found is None or found.mandate.granted is None:
        raise NotThere("There is no such mandate: wijkboek view mandates lists them.")
    euros = SPEECHES["nl"].euros
    granted = found.mandate.granted
    console.print(
        f"{granted.kind} of function {granted.function}, up to {euros(granted.limit)},"
        f" {granted.since} - {granted.until}, {granted.publication}:"
        f" {'stands' if found.mandate.stands(on) else 'does not stand'}.",
        highlight=False,
    )
    console.print(f"Other mandates of this function that stand: {len(found.instead):,}.")
    for each in found.below:
        console.print(f"  passed on: {each}", highlight=False)
    for waiting in found.applications:
        up = ", went up to it" if waiting.escalated else ""
        console.print(
            f"  application {waiting.application}: {waiting.provision},"
            f" {euros(waiting.amount)}{up}",
            highlight=False,
        )
    for held in found.reservations:
        amount = euros(Cents(held.amount))
        console.print(f"  reservation {held.reservation}: {amount}", highlight=False)
    for line in found.promises:
        console.print(f"  promise {line.line}: {euros(line.amount)}", highlight=False)
    if not (found.below or found.applications or found.reservations or found.promises):
        console.print("Nothing hangs on it.")
