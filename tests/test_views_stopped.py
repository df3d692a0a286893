"""A fact that a view cannot take stops that view, says so, and stops no other."""

from dataclasses import dataclass
from typing import Any, Self

import psycopg
from psycopg import sql

from domain.codes import Topic
from domain.fact import Fact
from domain.facts.case import CaseOpened, CoordinatorAssigned, FindingRecorded
from domain.terms import CaseId
from projections.view import View, but
from projections.views.caseload import caseload
from service.database import Database
from service.views import states
from tests.people import (
    bakker,
    fatima,
    helped,
    mandated,
    oost,
    opened,
    stairs,
)
from tests.scenario import put
from tests.views import journal_on, watching

coordinated = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)


@dataclass(frozen=True)
class Busy:
    """How many findings there are in a case. Its fold has a mistake: three is too many."""

    case: CaseId
    findings: int = 0

    def evolve(self, fact: Fact[FindingRecorded]) -> Self | None:
        if self.findings == 3:
            raise ValueError(f"a mistake about {fact.event.finding}")
        return but(self, findings=self.findings + 1)


busy = View("busy", Busy)
finding = FindingRecorded(
    case=stairs, resident=bakker, topic=Topic.MOBILITY, finding="Zij valt soms."
)


def test_a_fact_that_a_fold_cannot_take_stops_that_view_and_no_other(database: Database) -> None:
    with journal_on(database) as journal, watching(database, busy, caseload) as views:
        put(journal, *helped, *[finding] * 6)
        put(journal, coordinated)
        views.follow()
        marks = views.store.bookmarks(views.connection)
        assert marks["caseload"].position == journal.head()
        assert marks["caseload"].error is None
        assert marks["busy"].error_position == len(helped) + 4
        assert marks["busy"].position == len(helped) + 3
        assert marks["busy"].error == (
            f"busy stopped at fact {len(helped) + 4}, FindingRecorded: ValueError"
        )
        assert views.rows(busy)[stairs,] == Busy(stairs, 3)
        stopped = next(s for s in states(views.connection, database.schema) if s.view == "busy")
        assert (stopped.behind, stopped.error is None) == (4, False)
        stood = views.digests()["busy"]
        views.rebuild()  # the mistake is still there
        assert views.digests()["busy"] == stood
        assert views.store.bookmarks(views.connection)["busy"] == marks["busy"]


def test_a_corrected_fold_is_tried_again_by_a_rebuild(database: Database) -> None:
    @dataclass(frozen=True)
    class Corrected:
        case: CaseId
        findings: int = 0

        def evolve(self, fact: Fact[FindingRecorded]) -> Self | None:
            return but(self, findings=self.findings + 1)

    with journal_on(database) as journal:
        put(journal, *helped, *[finding] * 6)
        with watching(database, busy) as views:
            views.follow()
        with watching(database, View("busy", Corrected)) as views:
            views.rebuild()
            assert views.store.bookmarks(views.connection)["busy"].error is None
            assert views.rows(View("busy", Corrected))[stairs,].findings == 6


def test_a_value_that_no_column_holds_stops_the_view_too(database: Database) -> None:
    @dataclass(frozen=True)
    class Huge:
        case: CaseId
        number: int = 1

        def evolve(self, fact: Fact[CaseOpened]) -> Self | None:
            return but(self, number=2**63)

    with journal_on(database) as journal, watching(database, View("huge", Huge)) as views:
        put(journal, *helped)
        views.follow()
        mark = views.store.bookmarks(views.connection)["huge"]
        assert mark.error is not None
        assert "NumericValueOutOfRange" in mark.error


def test_facts_of_a_type_that_this_code_does_not_know_are_passed_by(database: Database) -> None:
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped)
        with database.connect(autocommit=True) as administrator:
            forge(administrator, database.schema, len(helped) + 1, "FromTheFuture", b"{}")
        put(journal, coordinated)
        views.follow()
        assert views.rows(caseload)[stairs,].coordinator == fatima


def test_a_fact_that_cannot_be_read_stops_the_views_of_its_type_alone(database: Database) -> None:
    with journal_on(database) as journal, watching(database, busy, caseload) as views:
        put(journal, opened, mandated, finding)
        with database.connect(autocommit=True) as administrator:
            forge(administrator, database.schema, 4, "CaseOpened", b"{")
        put(journal, finding)
        views.follow()
        marks = views.store.bookmarks(views.connection)
        assert (marks["busy"].position, marks["busy"].error) == (5, None)
        assert (marks["caseload"].position, marks["caseload"].error_position) == (3, 4)


def forge(
    administrator: psycopg.Connection[Any], schema: str, position: int, kind: str, envelope: bytes
) -> None:
    """A fact such as this code could never have written."""
    name = sql.Identifier(schema)
    administrator.execute(
        sql.SQL(
            "INSERT INTO {0}.fact_type SELECT 1 + (SELECT max(id) FROM {0}.fact_type), %s"
            " WHERE NOT EXISTS (SELECT FROM {0}.fact_type WHERE name = %s)"
        ).format(name),
        [kind, kind],
    )
    administrator.execute(
        sql.SQL(
            "INSERT INTO {0}.fact (position, type, recorded_at, id, header, body_hash, envelope)"
            " SELECT %s, t.id, clock_timestamp(), gen_random_uuid(), '', '', %s"
            " FROM {0}.fact_type t WHERE name = %s"
        ).format(name),
        [position, envelope, kind],
    )
