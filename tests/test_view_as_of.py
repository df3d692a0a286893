"""A view as it was: the same fold over what was known then."""

from datetime import datetime, timedelta
from typing import Any

from domain.fact import Event, Fact
from projections.view import Key, as_of
from projections.views import VIEWS
from service.journal import Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.views import shown_at
from tests.happened import coordinated, spent
from tests.people import (
    acting,
    by_fatima,
    closed,
    helped,
    monday,
    opened,
    reported,
    town,
)
from tests.scenario import Clock, put


def facts(*events: Event) -> list[Fact[Any]]:
    return [
        Fact(position, monday + timedelta(seconds=position), by_fatima, event)
        for position, event in enumerate(events, 1)
    ]


def test_a_view_as_of_a_day_is_what_was_live_on_that_day() -> None:
    """Late recordings included: what was not yet on record on that day was not yet shown."""
    clock = Clock()
    journal = Journal(MemoryStore(clock), MemoryKeys())
    live: dict[str, dict[Key, Any]] = {name: {} for name in VIEWS}
    evenings: list[tuple[datetime, dict[str, dict[Key, Any]]]] = []
    for event in (*town, reported, opened, coordinated, spent, closed):
        before = journal.head()
        put(journal, event, context=acting(at=clock.now - timedelta(days=1)))
        for name, view in VIEWS.items():
            view.fold(journal.read(after=before), live[name])
        evenings.append((clock.now, {name: dict(rows) for name, rows in live.items()}))
        clock.pass_by(days=1)
    for evening, rows in evenings:
        assert {name: shown_at(journal, view, evening) for name, view in VIEWS.items()} == rows
    assert evenings[-2][1]["caseload"]


def test_a_prefix_shows_the_view_as_it_was() -> None:
    """As of any position, the fold over the facts up to it is what was live then."""
    history = facts(*helped, closed)
    for view in VIEWS.values():
        rows: dict[Key, Any] = {}
        for number, fact in enumerate(history, 1):
            view.fold([fact], rows)
            assert as_of(view, history[:number]) == rows
