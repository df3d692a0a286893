"""What protects residents, in the demo: meneer Max's case, who was put right, who does not know."""

from contextlib import closing
from typing import Any

from rich.console import Console
from rich.table import Table

from domain.codes import AwarenessState
from domain.terms import CaseId, OrganisationId, TeamId, day, tag
from projections.narrative import SPEECHES, word
from projections.unaware import STATES, Group, counted
from projections.view import View
from projections.views.awareness import awareness
from projections.views.corrections import corrections
from service.lapsing import lapsed, let_lapse
from service.opening import Opened
from service.records import Item
from service.replay import NAMED
from service.views import view_store

LANGUAGE = "en"


def destroy_struck(open_: Opened, console: Console) -> None:
    """Destroy what residents struck from drafts: its keys, and then its words (C-03)."""
    place = open_.journal, open_.database, open_.settings.home
    gone = [let_lapse(*place, each) for each in lapsed(open_.journal)]
    if gone:
        console.print(f"  [bold]Struck by residents[/]: {len(gone)} lines; their words are gone.")


def put_right(open_: Opened, console: Console, case: CaseId) -> None:
    """Who received what was corrected in that case, and what they answered, if they did."""
    speech, today = SPEECHES[LANGUAGE], day(open_.journal.now())
    table = Table("recipient", "told on", "answers by", "answer")
    for row in _rows(open_, corrections):
        if row.case != case:
            continue
        silent = "[bold red]none, too late[/]" if row.due_on < today else "none yet"
        said = word(row.answer, LANGUAGE) if row.answer else silent
        name = _named(open_, row.organisation)
        table.add_row(name, speech.day(row.notified_on), speech.day(row.due_on), said)
    console.print(table)


def who_does_not_know(open_: Opened, console: Console, teams: dict[TeamId, str]) -> None:
    """By team, how many are written about and were not told: the target is none (M-05)."""
    groups = [
        Group(row.team, row.due_on, row.review_on, 1)
        for row in _rows(open_, awareness)
        if not row.knows
    ]
    found = counted(groups, day(open_.journal.now()))
    if not found:
        console.print("  Everybody was told.")
        return
    table = Table("team", *(state.value for state in STATES))
    for column in table.columns[1:]:
        column.justify = "right"
    for team, numbers in sorted(found.items(), key=lambda each: str(each[0])):
        name = teams.get(team, team) if team else "(no team yet)"
        late = numbers[AwarenessState.OVERDUE]
        shown = [str(numbers[state]) for state in STATES[:-1]]
        table.add_row(name, *shown, f"[bold red]{late}[/]" if late else "0")
    console.print(table)


def _rows(open_: Opened, view: View[Any]) -> list[Any]:
    table = view_store(open_.database.schema).tables[view.name]
    with closing(open_.database.connect("reader", autocommit=True)) as connection:
        return list(table.rows(connection))


def _named(open_: Opened, organisation: OrganisationId) -> str:
    item = Item(("OrganisationRegistered",), (tag("organisation", organisation),))
    registered = open_.journal.store.read([item]).facts
    event: Any = next(open_.journal.told(registered, NAMED)).event
    return str(event.name)
