"""The register of organisations as of a day: folded from the facts, as the views fold them (N-04).

*On* a day is what held then; *known at* a moment is what was on record by then. Names of
organisations and teams are no words about a resident: the first fact of a journal opens them.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from pydantic.alias_generators import to_camel

from domain.facts.municipality import JournalOpened, OrganisationRegistered, TeamFormed
from domain.facts.team import TeamRenamed
from domain.terms import Neighbourhood, OrganisationId, TeamId
from projections.narrative.names import Names
from projections.view import R, View, as_of
from projections.views.organisations import (
    Covered,
    Employed,
    Funded,
    NeighbourhoodTeam,
    Steered,
    employments,
    fundings,
    steerings,
    team_areas,
    teams,
)
from service.codec import decode
from service.journal import Journal
from service.records import Item

GENESIS = 1
"""The position of the first fact of every journal."""
NAMED_BY = (JournalOpened, OrganisationRegistered, TeamFormed, TeamRenamed)


@dataclass(frozen=True)
class Register:
    """Who employed, paid and steered whom on one day, and which teams there were."""

    on: date
    employs: tuple[Employed, ...]
    pays: tuple[Funded, ...]
    steers: tuple[Steered, ...]
    teams: tuple[NeighbourhoodTeam, ...]
    areas: tuple[Covered, ...]
    organisations: dict[OrganisationId, str]
    names: dict[TeamId, str]
    """Of each team, as it was called on that day."""

    def neighbourhoods(self, team: TeamId) -> list[Neighbourhood]:
        """Which were that team's."""
        return sorted(row.neighbourhood for row in self.areas if row.team == team)

    def shown(self) -> dict[str, Any]:
        """As HTTP shows it."""
        return {
            "on": self.on,
            "organisations": [
                {"organisation": organisation, "name": name}
                for organisation, name in sorted(self.organisations.items())
            ],
            "employs": list(map(_camel, self.employs)),
            "pays": list(map(_camel, self.pays)),
            "steers": list(map(_camel, self.steers)),
            "teams": [
                {
                    **_camel(row),
                    "name": self.names[row.team],
                    "neighbourhoods": self.neighbourhoods(row.team),
                }
                for row in self.teams
            ],
        }


def as_of_day(journal: Journal, on: date, known_at: datetime | None = None) -> Register:
    """The register as it was on that day, as far as was known at that moment (now, if None).

    Raises StoreUnavailable, ReadRequired.
    """
    until = None if known_at is None else journal.known_at(known_at)
    names = _names(journal, until)
    return Register(
        on=on,
        employs=_standing(journal, employments, on, until),
        pays=_standing(journal, fundings, on, until),
        steers=_standing(journal, steerings, on, until),
        teams=_standing(journal, teams, on, until),
        areas=_standing(journal, team_areas, on, until),
        organisations=names.organisations,
        names=names.then(on).teams,
    )


def _standing(journal: Journal, view: View[R], on: date, until: int | None) -> tuple[Any, ...]:
    """The rows of that view that held on that day, in the order of their keys."""
    types = tuple(sorted(kind.__name__ for kind in view.folds))
    found = journal.store.read([Item(types)]).facts
    facts = (decode(each) for each in found if until is None or each.position <= until)
    return tuple(row for _, row in sorted(as_of(view, facts).items()) if _held(row, on))


def _held(row: Any, on: date) -> bool:
    since, until = row.since, row.until
    return since is not None and since <= on and (until is None or on < until)


def _names(journal: Journal, until: int | None) -> Names:
    types = tuple(kind.__name__ for kind in NAMED_BY)
    found = [
        each
        for each in journal.store.read([Item(types)]).facts
        if until is None or each.position <= until
    ]
    facts: Iterable[Any] = journal.told(found, GENESIS)
    return Names().learn(facts)


def _camel(row: Any) -> dict[str, Any]:
    return {to_camel(name): value for name, value in asdict(row).items()}
