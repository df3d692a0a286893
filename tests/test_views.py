"""Views in PostgreSQL: live as rebuilt, as of any moment, with bookmark and rows as one."""

from datetime import timedelta

import pytest

from domain.facts.case import CoordinatorAssigned
from projections.rebuild import rebuild
from projections.store import Page, ViewStore
from projections.table import NEW, OLD, Table
from projections.view import as_of, digest
from projections.views import VIEWS
from projections.views.caseload import caseload
from service.database import Database
from service.views import states
from tests.happened import refused, reserved, spent
from tests.people import (
    bakker,
    closed,
    fatima,
    helped,
    oost,
    ready_to_spend,
    stairs,
)
from tests.scenario import put
from tests.test_views_stopped import finding
from tests.views import journal_on, watching

coordinated = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
everything = (*ready_to_spend, coordinated, reserved, spent, refused)


@pytest.mark.requirement("Z-04")
def test_two_rebuilds_are_the_same_to_the_byte_and_the_same_as_the_live_view(
    database: Database,
) -> None:
    with journal_on(database) as journal, watching(database) as views:
        for event in everything:
            put(journal, event)
            views.follow()
        live = views.digests()
        views.rebuild()
        once = views.digests()
        views.rebuild()
        assert live == once == views.digests()
        happened = {type(event) for event in everything}
        empty = {name for name, view in VIEWS.items() if view.folds & happened} - {
            name for name, view in VIEWS.items() if views.rows(view)
        }
        assert not empty


def test_as_of_any_position_a_view_is_what_was_live_then(database: Database) -> None:
    with journal_on(database) as journal, watching(database) as views:
        for event in (*everything, closed):
            put(journal, event)
            views.follow()
            for view in VIEWS.values():
                then = as_of(view, journal.read(until=journal.head()))
                assert views.rows(view) == then
                assert views.digests()[view.name] == digest(view, then.values())


def test_what_is_recorded_during_a_rebuild_is_in_it(database: Database) -> None:
    """Half of it while facts are read, half of it just before the new tables are swapped in."""
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped)
        later = [[coordinated, finding], [finding, spent]]

        def read(after: int) -> Page:
            page = views.reader.passing(after)
            if page.until == page.after and later:  # everything was read, it seemed
                put(journal, *later.pop())
                return page if not later else views.reader.passing(after)
            return page

        rebuild(views.store, views.connection, list(VIEWS.values()), read)
        assert not later
        assert views.rows(caseload)[stairs,].coordinator == fatima
        assert {m.position for m in views.store.bookmarks(views.connection).values()} == {
            journal.head()
        }
        expected = {n: digest(v, as_of(v, journal.read()).values()) for n, v in VIEWS.items()}
        assert views.digests() == expected


def test_a_rebuild_that_was_broken_off_leaves_the_old_view_and_is_done_again(
    database: Database,
) -> None:
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *everything)
        views.follow()
        live = views.digests()

        def power_cut(position: int) -> None:
            raise RuntimeError("power cut")

        with pytest.raises(RuntimeError, match="power cut"):
            rebuild(views.store, views.connection, [caseload], views.reader.passing, power_cut)
        for left in (NEW, OLD):  # what a process killed at the worst moment leaves behind
            Table(database.schema, caseload, left).create(views.connection)
        assert views.digests() == live
        views.rebuild()
        assert views.digests() == live


def test_a_batch_that_is_rolled_back_moves_neither_rows_nor_bookmark(database: Database) -> None:
    with journal_on(database) as journal, watching(database, caseload) as views:
        put(journal, *helped)
        with pytest.raises(RuntimeError, match="killed"), views.connection.transaction():
            views.store.apply(views.connection, caseload, views.reader.page(0))
            raise RuntimeError("killed")
        assert not views.rows(caseload)
        assert views.store.bookmarks(views.connection)["caseload"].position == 0
        views.follow()
        assert views.rows(caseload)


def test_lag_says_how_many_facts_and_how_long(database: Database) -> None:
    with journal_on(database) as journal, watching(database, caseload) as views:
        put(journal, *helped)
        (state,) = states(views.connection, database.schema)
        assert state.behind == len(helped)
        assert 0 < state.seconds < timedelta(hours=1).total_seconds()
        views.follow()
        (state,) = states(views.connection, database.schema)
        assert (state.behind, state.seconds, state.error) == (0, 0.0, None)


def test_two_municipalities_have_views_of_their_own() -> None:
    here, there = ViewStore("haarlem", [caseload]), ViewStore("ede", [caseload])
    assert here.tables["caseload"].name != there.tables["caseload"].name
    assert here.bookmark != there.bookmark


def test_a_page_that_begins_after_the_bookmark_is_left_alone(database: Database) -> None:
    """Another follower's page, of a view that is further: nothing may be left out in between."""
    with journal_on(database) as journal, watching(database, caseload) as views:
        put(journal, *helped, coordinated)
        assert views.store.apply(views.connection, caseload, views.reader.page(len(helped))) == 0
        assert not views.rows(caseload)
        views.follow()
        assert views.rows(caseload)[stairs,].coordinator == fatima
