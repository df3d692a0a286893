"""`wijkboek organisations`: who employed, paid and steered whom on a day (N-04)."""

from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from domain.terms import OrganisationId, TeamId, day
from projections.narrative import word
from service.moving import move, waiting
from service.opening import Opened, begun
from service.organisations import Register, as_of_day
from service.simulated import LABEL, is_simulated


def organisations(
    opened: Opened, console: Console, on: date | None, known_at: datetime | None
) -> None:
    """Print the register as of that day; workers are pseudonyms. Raises NotBegun."""
    begun(opened.journal)
    register = as_of_day(opened.journal, on or day(opened.journal.now()), known_at)
    label = f"[bold yellow]{escape(LABEL)}[/] " if is_simulated(opened.database) else ""
    known = f", as known at {known_at:%Y-%m-%d %H:%M} UTC" if known_at else ""
    console.print(f"{label}On {register.on}{known}:", highlight=False)
    _print(console, "Who employs", ["worker", "employer", "since", "until"], [
        [row.worker, _named(register, row.organisation), str(row.since), _until(row.until)]
        for row in register.employs
    ])  # fmt: skip
    _print(console, "Who pays", ["organisation", "paid by", "stream", "since", "until"], [
        [_named(register, row.organisation), _named(register, row.by), word(row.stream, "en"),
         str(row.since), _until(row.until)]
        for row in register.pays
    ])  # fmt: skip
    _print(console, "Who steers", ["team", "steered by", "since", "until"], [
        [_team(register, row.team), _named(register, row.by), str(row.since), _until(row.until)]
        for row in register.steers
    ])  # fmt: skip
    _print(console, "Teams", ["team", "of", "since", "until", "neighbourhoods"], [
        [_team(register, row.team), _named(register, row.organisation), str(row.since),
         _until(row.until), ", ".join(register.neighbourhoods(row.team))]
        for row in register.teams
    ])  # fmt: skip


def move_cases(opened: Opened, console: Console) -> None:
    """Let what waits go over. Raises NotBegun, NobodyActs."""
    genesis = begun(opened.journal).event
    many = len(waiting(opened.journal))
    moved = 0
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("cases", total=many)
        for answer in move(opened.journal, genesis):
            moved += answer.refusal is None
            bar.advance(task)
    console.print(f"{moved} of {many} open cases went over to the team that goes on.")


def _print(console: Console, title: str, heads: list[str], rows: list[list[str]]) -> None:
    console.print(f"\n[bold]{title}[/]")
    if not rows:
        console.print("  Nothing is on record.")
        return
    table = Table(box=SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, no_wrap=head == "worker")  # an id in pieces is of no use
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)


def _named(register: Register, organisation: OrganisationId | None) -> str:
    return register.organisations.get(organisation, organisation) if organisation else ""


def _team(register: Register, team: TeamId) -> str:
    return register.names.get(team, team)


def _until(until: date | None) -> str:
    return str(until) if until else ""
