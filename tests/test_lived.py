"""A journal of lived cases: views come out the same twice, of two thousand facts and a million."""

from pathlib import Path

import pytest

from bench.filling import fill
from projections.view import digest
from projections.views import VIEWS
from service.database import Database
from tests.processes import journal_of
from tests.views import Watched

MILLION = 1_000_000


def digests(watched: Watched) -> dict[str, str]:
    """What every view says, after it was built anew."""
    watched.rebuild()
    marks = watched.store.bookmarks(watched.connection)
    assert {mark.error for mark in marks.values()} == {None}
    assert {mark.position for mark in marks.values()} == {watched.reader.head()}
    return {name: digest(view, watched.rows(view).values()) for name, view in VIEWS.items()}


def grown(database: Database, home: Path, facts: int) -> None:
    """Positions are dense, and every view comes out the same twice."""
    with journal_of(database, home) as journal:
        fill(journal, facts)
        assert journal.head() == facts
    with database.connect("projector", autocommit=True) as connection:
        counted = connection.execute(
            f"SELECT count(*), min(position), max(position) FROM {database.schema}.fact"
        ).fetchone()
        assert counted == (facts, 1, facts)
        watched = Watched(database, connection)
        first = digests(watched)
        assert len(set(first.values())) == len(VIEWS)
        assert digests(watched) == first


@pytest.mark.requirement("Z-04")
def test_views_of_two_thousand_lived_facts_come_out_the_same_twice(
    database: Database, tmp_path: Path
) -> None:
    grown(database, tmp_path, 2_000)


@pytest.mark.long
@pytest.mark.requirement("Z-04")
def test_views_of_a_million_facts_come_out_the_same_twice(
    database: Database, tmp_path: Path
) -> None:
    grown(database, tmp_path, MILLION)
