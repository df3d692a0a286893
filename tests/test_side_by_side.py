"""Municipalities side by side in one installation, each with terms of its own and its history."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest

from domain.codes import TermCode, TermUnit
from projections.view import as_of
from projections.views.obligations import obligations
from service.database import Database, migrate
from service.journal import Journal
from service.keys import MemoryKeys
from service.store import PostgresStore
from tests import asked
from tests.people import bakker, monday, reported, stairs, town
from tests.scenario import put
from tests.test_configuration import first, promised
from tests.views import watching


@contextmanager
def side_by_side(database: Database) -> Iterator[tuple[Journal, Journal, Database]]:
    """Two municipalities in one database, each with a schema of its own."""
    other = replace(database, schema="leiden")
    migrate(other)
    with ExitStack() as stack:
        journals = [Journal(PostgresStore(each), MemoryKeys()) for each in (database, other)]
        for journal in journals:
            stack.callback(journal.close)
        yield journals[0], journals[1], other


@pytest.mark.requirement("N-01", "N-02")
def test_two_municipalities_have_different_terms_in_one_installation(database: Database) -> None:
    """The same events, under 30 days here and 10 working days there; each explains its own."""
    with side_by_side(database) as (haarlem, leiden, other):
        elsewhere = replace(
            first, terms=(TermCode.INVESTIGATION,), lengths=(10,), units=(TermUnit.WORKING_DAYS,)
        )
        for journal, version in ((haarlem, first), (leiden, elsewhere)):
            put(journal, *town, version)
            began = journal.now() - timedelta(minutes=1)
            context = replace(asked.receive_notification.context, occurred_at=began)
            answer = journal.record(replace(asked.receive_notification, context=context))
            assert answer.refusal is None
        here, there = (due_by(journal) for journal in (haarlem, leiden))
        assert here != there
        for journal, place, lasts in ((haarlem, database, here), (leiden, other, there)):
            with watching(place, obligations) as views:
                views.follow()
                row = views.rows(obligations)[stairs, TermCode.INVESTIGATION, "", bakker, "", ""]
                assert row.due_on == lasts
                assert journal.head() == views.reader.head()
        with (
            database.connect("reader") as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("SELECT * FROM leiden.fact")


def due_by(journal: Journal) -> date:
    row = as_of(obligations, journal.read())[stairs, TermCode.INVESTIGATION, "", bakker, "", ""]
    assert row.configuration == 1
    assert row.due_on is not None
    return row.due_on


@pytest.mark.requirement("N-01", "Z-29")
def test_version_two_leaves_what_version_one_promised(database: Database) -> None:
    """After version 2 took effect, a case of before is still explained by version 1."""
    journal = Journal(PostgresStore(database), MemoryKeys())
    try:
        put(journal, *town, first)
        put(journal, reported, promised)
        before = due_by(journal)
        two = replace(first, version=2, lengths=(14, 8), since=monday.date())
        put(journal, two)
        assert due_by(journal) == before == date(2026, 4, 1)
        assert two in [fact.event for fact in journal.read()]
    finally:
        journal.close()
