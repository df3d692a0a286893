"""What is seen is what happened: views, followed, rebuilt and read back."""

import pytest

from domain.facts.case import CoordinatorAssigned
from domain.terms import day
from projections.views.caseload import caseload
from service.database import Database
from tests.people import bakker, fatima, helped, monday, oost, stairs
from tests.scenario import put
from tests.views import journal_on, watching

coordinated = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)


def test_an_open_case_stands_in_the_caseload(database: Database) -> None:
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped, coordinated)
        views.follow()
        (row,) = views.rows(caseload).values()
        assert (row.case, row.team, row.coordinator) == (stairs, oost, fatima)
        assert row.opened_on == day(monday)


@pytest.mark.requirement("Z-04")
def test_two_rebuilds_are_the_same_to_the_byte_and_the_same_as_the_live_view(
    database: Database,
) -> None:
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped, coordinated)
        views.follow()
        live = views.digests()
        views.rebuild()
        once = views.digests()
        views.rebuild()
        assert live == once == views.digests()
        assert views.rows(caseload)
