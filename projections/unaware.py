"""How many do not know (M-05): per team and state on a day, and what may be published of that."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.codes import AwarenessState
from domain.facts.notice import Clock
from domain.terms import TeamId

STATES = (AwarenessState.UNKNOWN, AwarenessState.POSTPONED, AwarenessState.OVERDUE)
FEWEST = 10
"""A smaller number could be somebody (our own rule); none is none, and may be said."""

Tally = Mapping[AwarenessState, int | None]
"""How many, by state; None: too few to say."""


@dataclass(frozen=True)
class Group:
    """So many persons in cases of a team who do not know, with the same days."""

    team: TeamId | None
    due_on: date | None
    review_on: date | None
    persons: int


def counted(groups: Iterable[Group], on: date) -> dict[TeamId | None, Counter[AwarenessState]]:
    """By team, how many there are in each state on that day."""
    found: dict[TeamId | None, Counter[AwarenessState]] = {}
    for group in groups:
        state = Clock(due_on=group.due_on, review_on=group.review_on).state(on)
        found.setdefault(group.team, Counter())[state] += group.persons
    return found


def publishable(
    teams: Mapping[TeamId | None, Mapping[AwarenessState, int]],
) -> tuple[dict[TeamId | None, Tally], Tally]:
    """What the council sees by team, and in all. A number under ten is not said, and no total from
    which, with the other numbers, it could be worked out."""
    said: dict[TeamId | None, Tally] = {
        team: {state: _many(found.get(state, 0)) for state in STATES}
        for team, found in teams.items()
    }
    totals: dict[AwarenessState, int | None] = {}
    for state in STATES:
        hidden = [found.get(state, 0) for team, found in teams.items() if said[team][state] is None]
        total = sum(found.get(state, 0) for found in teams.values())
        worked_out = len(hidden) == 1 or 0 < sum(hidden) < FEWEST
        totals[state] = None if worked_out else _many(total)
    return said, totals


def _many(number: int) -> int | None:
    return None if 0 < number < FEWEST else number
