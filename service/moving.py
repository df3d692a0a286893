"""After a merger every case goes over to the team that goes on, also one at the door: a fact each.

The resident sees in her own record that another team helps from now on, and every rule about the
case knows it. Asked again it does what is left: a command id follows from the case and its teams.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from domain.decisions.intake import RedirectCase
from domain.decisions.team import MoveCase
from domain.facts.case import Case, CaseOpened
from domain.facts.intake import (
    CaseRedirected,
    FrontDoor,
    NotificationReceived,
    SignalReceived,
)
from domain.facts.municipality import JournalOpened
from domain.facts.team import CaseMoved, TeamsMerged
from domain.filing import subject
from domain.terms import CaseId, CommandId, TeamId, day, tag
from service.acting import acting_for_the_service
from service.codec import decode
from service.journal import Journal
from service.outcome import Answer
from service.records import Item

NAMING_A_TEAM = (SignalReceived, NotificationReceived, CaseRedirected, CaseOpened, CaseMoved)
"""The facts that say with which team a case is."""


@dataclass(frozen=True)
class Move:
    """A case whose team is no more, and the team that goes on."""

    case: CaseId
    previous: TeamId
    team: TeamId
    at_the_door: bool
    """Nobody took it on yet."""


def waiting(journal: Journal) -> list[Move]:
    """The cases that are still with a team that has merged. Raises StoreUnavailable."""
    return [move for team, into in _merged(journal) for move in _of(journal, team, into)]


def move(journal: Journal, genesis: JournalOpened) -> Iterator[Answer]:
    """Let each go over, on the word of who administers the service, until none is left.

    Raises NobodyActs and what `Journal.record` raises.
    """
    done: set[CommandId] = set()
    while moves := waiting(journal):
        for each in moves:
            name = f"move {each.case} {each.previous} {each.team}"
            command = CommandId(str(uuid5(UUID(genesis.organisation), name)))
            if command in done:
                return  # it was refused: asking again changes nothing
            done.add(command)
            context = acting_for_the_service(journal, genesis, command)
            if each.at_the_door:
                yield journal.record(RedirectCase(context=context, case=each.case, team=each.team))
                continue
            yield journal.record(
                MoveCase(context=context, case=each.case, previous=each.previous, team=each.team)
            )


def _merged(journal: Journal) -> Iterator[tuple[TeamId, TeamId]]:
    """The teams that have merged by now, each with the team that went on."""
    today = day(journal.now())
    page = journal.store.read([Item((TeamsMerged.__name__,))])
    events: list[Any] = [decode(stored).event for stored in page.facts]
    for event in events:
        if event.since <= today:
            yield from ((team, event.into) for team in event.teams)


def _of(journal: Journal, team: TeamId, into: TeamId) -> Iterator[Move]:
    types = tuple(kind.__name__ for kind in NAMING_A_TEAM)
    page = journal.store.read([Item(types, (tag("team", team),))])
    cases: list[Any] = [decode(stored).event for stored in page.facts]
    for case in dict.fromkeys(event.case for event in cases):
        known = _known(journal, Case(case))
        if known.team == team and not known.closed:
            yield Move(case, team, into, at_the_door=False)
        if known.team is None and not known.closed:
            door = _known(journal, FrontDoor(case))
            if door.team == team and not door.turned_away:
                yield Move(case, team, into, at_the_door=True)


def _known(journal: Journal, fold: Any) -> Any:
    """What is known now, in whatever process it was put on record."""
    types = tuple(kind.__name__ for kind in type(fold).learns_from)
    for stored in journal.store.read([Item(types, tuple(sorted(subject(fold))))]).facts:
        fold = fold.evolve(decode(stored))
    return fold
