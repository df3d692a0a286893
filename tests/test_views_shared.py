"""Views used by many at once: readers, rebuilds, followers in several processes, older code."""

import threading
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any, Self
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from domain.fact import Event, Fact
from domain.facts.case import FindingRecorded
from domain.terms import CaseId, ResidentId
from projections.rebuild import RebuildRunning, rebuild
from projections.view import View, as_of, but, digest
from projections.views import VIEWS
from projections.views.caseload import caseload
from service.database import Database
from tests.happened import reserved, sent, spent
from tests.people import (
    bakker,
    helped,
    opened,
    ready_to_spend,
    reported,
    stairs,
    withdrawn,
)
from tests.scenario import put
from tests.test_views_stopped import busy, finding
from tests.views import journal_on, watching


def test_a_reader_never_waits_for_a_rebuild(database: Database) -> None:
    """Somebody is in the middle of reading for as long as the swap tries; others read on."""
    with journal_on(database) as journal, watching(database, caseload) as views:
        put(journal, *helped)
        views.follow()
        read = sql.SQL("SELECT count(*) FROM {}").format(views.store.tables["caseload"].name)
        with database.connect("reader") as slow, database.connect("reader") as other:
            slow.execute(read)  # holds its lock until it commits
            other.execute("SET statement_timeout = '2s'")
            swap = threading.Thread(target=views.rebuild)
            swap.start()
            for _ in range(50):
                assert other.execute(read).fetchone() == (1,)
                other.commit()
            assert swap.is_alive()
            slow.commit()
            swap.join(20)
            assert not swap.is_alive()
            assert other.execute(read).fetchone() == (1,)


def test_two_rebuilds_at_once_are_one_too_many(database: Database) -> None:
    with (
        journal_on(database) as journal,
        watching(database) as views,
        watching(database) as others,
    ):
        put(journal, *helped)

        def second(position: int) -> None:
            with pytest.raises(RebuildRunning):
                others.rebuild()

        rebuild(views.store, views.connection, [caseload], views.reader.passing, second)
        others.rebuild()


def test_another_definition_waits_to_be_built_anew(database: Database) -> None:
    """An older process, still running, leaves the rows of a newer definition alone."""

    @dataclass(frozen=True)
    class Wider:
        case: CaseId
        resident: ResidentId | None = None
        findings: int = 0

        def evolve(self, fact: Fact[FindingRecorded]) -> Self | None:
            return but(self, resident=fact.event.resident, findings=self.findings + 1)

    wider = View("busy", Wider)
    with journal_on(database) as journal, watching(database, busy) as old:
        put(journal, *helped, finding)
        old.follow()
        with watching(database, wider) as new:
            assert new.store.outdated(new.connection) == [wider]
            new.follow()
            assert new.store.bookmarks(new.connection)["busy"].position == len(helped) + 1
            new.rebuild()
            assert not new.store.outdated(new.connection)
            put(journal, finding)
            assert old.store.apply(old.connection, busy, old.reader.page(len(helped) + 1)) == (
                len(helped) + 1
            )
            new.follow()
            assert new.rows(wider)[stairs,] == Wider(stairs, bakker, 2)


def test_who_may_read_views_and_who_may_write_them(database: Database) -> None:
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped)
        views.follow()
        views.rebuild()
        table = views.store.tables["caseload"].name
        for role in ("reader", "writer", "auditor"):
            with database.connect(role, autocommit=True) as connection:
                assert connection.execute(sql.SQL("SELECT 1 FROM {}").format(table)).rowcount == 1
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(sql.SQL("DELETE FROM {}").format(table))
        with (
            database.connect("keys", autocommit=True) as keys,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            keys.execute(sql.SQL("SELECT 1 FROM {}").format(table))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            views.connection.execute(
                sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(database.schema, "words"))
            )


def test_followers_in_several_processes_never_apply_a_fact_twice(database: Database) -> None:
    cases = 40
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *ready_to_spend)
        context = get_context("spawn")
        done = context.Event()
        others = [
            context.Process(target=follow_until, args=(database, done), daemon=True)
            for _ in range(3)
        ]
        for process in others:
            process.start()
        for _ in range(cases):
            put(journal, *a_case())
            views.follow()
        done.set()
        for process in others:
            process.join(30)
            assert process.exitcode == 0
        views.follow()
        expected = {n: digest(v, as_of(v, journal.read()).values()) for n, v in VIEWS.items()}
        assert views.digests() == expected
        assert len(views.rows(caseload)) == cases + 1


def a_case() -> list[Event]:
    case, resident = CaseId(str(uuid4())), ResidentId(str(uuid4()))
    return [
        replace(event, case=case, resident=resident)
        for event in (reported, opened, withdrawn, reserved, spent, sent)
    ]


def follow_until(database: Database, done: Any) -> None:
    """Another process that follows as fast as it can."""
    with watching(database) as views:
        while not done.is_set():
            views.follow()
