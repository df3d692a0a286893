"""The follower: always on the heels of the journal, whatever is killed in between."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.request import urlopen

import psycopg

from domain.fact import Fact
from domain.facts.case import FindingRecorded
from domain.terms import CaseId
from projections.view import View, as_of, but, digest
from projections.views import VIEWS
from service.database import Database, migrate, open_database
from service.follow import Follower
from service.settings import Settings
from service.views import states, wait_for
from tests.people import helped, stairs
from tests.postgres import reachable_folder
from tests.scenario import put
from tests.test_views_stopped import busy, finding
from tests.views import journal_on, watching

LONG = 30.0
"""Seconds after which a test gives up."""


def until(what: Callable[[], bool]) -> None:
    """Wait until that is so."""
    deadline = time.monotonic() + LONG
    while not what():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


@contextmanager
def following(database: Database, **options: Any) -> Iterator[Follower]:
    follower = Follower(database, **options)
    follower.start()
    try:
        yield follower
    finally:
        follower.stop()


def seen(database: Database, position: int) -> bool:
    with database.pool("reader", kwargs={"autocommit": True}) as pool:
        return all(wait_for(pool, database.schema, name, position, LONG) for name in VIEWS)


def test_what_is_recorded_is_soon_in_every_view(database: Database) -> None:
    with journal_on(database) as journal, following(database), watching(database) as views:
        for event in helped:
            put(journal, event)
        assert seen(database, len(helped))
        assert views.digests() == {
            name: digest(view, as_of(view, journal.read()).values()) for name, view in VIEWS.items()
        }
        assert not any(state.behind for state in states(views.connection, database.schema))


def test_it_can_be_woken_and_waits_for_nobody_in_vain(database: Database) -> None:
    with journal_on(database) as journal, following(database) as follower:
        put(journal, *helped)
        follower.wake()
        assert seen(database, len(helped))
        with database.pool("reader", kwargs={"autocommit": True}) as pool:
            assert not wait_for(pool, database.schema, "caseload", len(helped) + 1, 0.05)
            assert not wait_for(pool, database.schema, "no such view", 1, 0.05)


def test_nobody_waits_for_a_view_that_is_stopped(database: Database) -> None:
    with journal_on(database) as journal, following(database, views=[busy]):
        put(journal, *helped, *[finding] * 6)
        with database.pool("reader", kwargs={"autocommit": True}) as pool:
            assert wait_for(pool, database.schema, "busy", len(helped) + 3, LONG)
            until(lambda: stopped(pool, database.schema))
            assert not wait_for(pool, database.schema, "busy", len(helped) + 4, LONG)


def stopped(pool: Any, schema: str) -> bool:
    with pool.connection() as connection:
        return all(state.error is not None for state in states(connection, schema))


def test_a_new_view_of_a_long_journal_and_another_definition_are_built_anew(
    database: Database,
) -> None:
    @dataclass(frozen=True)
    class Better:
        case: CaseId
        findings: int = 0
        last: int | None = None

        def evolve(self, fact: Fact[FindingRecorded]) -> Self | None:
            return but(self, findings=self.findings + 1, last=fact.position)

    better = View("busy", Better)
    with journal_on(database) as journal, watching(database, busy):
        put(journal, *helped, *[finding] * 6)
        with following(database, views=[better], far_behind=3), watching(database, better) as views:
            until(lambda: not views.store.outdated(views.connection))
            put(journal, finding)
            position = journal.head()
            until(lambda: views.store.bookmarks(views.connection)["busy"].position == position)
            assert views.rows(better)[stairs,] == Better(stairs, 7, position)
        with following(database, far_behind=3):
            assert seen(database, position)


def test_a_database_that_was_lost_is_followed_again() -> None:
    """Its server is killed, and comes back."""
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", municipality="haarlem", database_url=None)
        with open_database(settings) as database:
            migrate(database)
            with following(database), journal_on(database) as journal:
                put(journal, *helped)
                assert seen(database, len(helped))
                with psycopg.connect(database.administrator, autocommit=True) as administrator:
                    administrator.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s",
                        [f"{database.schema}_projector"],
                    )
                put(journal, finding)
                assert seen(database, len(helped) + 1)
                kill_server(database)
                database.ensure()
            with journal_on(database) as journal, following(database):
                put(journal, finding)
                assert seen(database, len(helped) + 2)


def kill_server(database: Database) -> None:
    with psycopg.connect(database.administrator) as connection:
        (path,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    with open(f"{path}/postmaster.pid", encoding="ascii") as lines:
        os.kill(int(lines.readline()), signal.SIGKILL)


def test_killed_at_any_moment_nothing_is_folded_twice_or_left_out(database: Database) -> None:
    context = multiprocessing.get_context("spawn")
    with journal_on(database) as journal, watching(database) as views:
        put(journal, *helped)
        for _ in range(3):
            process = context.Process(target=follow_in_another_process, args=(database,))
            process.start()
            before = views.store.bookmarks(views.connection)["caseload"].position
            put(journal, *[finding] * 400)
            until(
                lambda before=before: (  # type: ignore[misc]
                    views.store.bookmarks(views.connection)["caseload"].position > before
                )
            )
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
            process.join(LONG)
        views.follow()
        assert views.digests() == {
            name: digest(view, as_of(view, journal.read()).values()) for name, view in VIEWS.items()
        }


def follow_in_another_process(database: Database) -> None:
    """Until it is killed."""
    Follower(database).run()


FOLLOW = """
import sys
from rich.console import Console
from service.commands.views import follow_database
from service.database import open_database
from service.settings import load_settings
with open_database(load_settings()) as database:
    follow_database(database, Console(force_terminal=False))
"""


def test_asked_to_stop_it_stops_between_two_batches() -> None:
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", municipality="haarlem", database_url=None)
        with open_database(settings) as database, journal_after(migrate, database) as journal:
            put(journal, *helped)
            environment = {**os.environ, "WIJKBOEK_HOME": str(settings.home)}
            environment.pop("DATABASE_URL", None)
            process = subprocess.Popen(
                [sys.executable, "-c", FOLLOW], env=environment, stdout=subprocess.PIPE, text=True
            )
            try:
                until(lambda: following_begun(database))
                assert seen(database, len(helped))
                assert process.stdout is not None
                process.stdout.readline()
                url = process.stdout.readline().split()[-1]
                with urlopen(url) as answer:
                    metrics = answer.read().decode()
                assert 'wijkboek_view_behind_facts{view="caseload"} 0.0' in metrics
                process.send_signal(signal.SIGTERM)
                said, _ = process.communicate(timeout=LONG)
            finally:
                process.kill()
            assert process.returncode == 0
            assert "Stopped between two batches" in said


@contextmanager
def journal_after(prepare: Callable[[Database], object], database: Database) -> Iterator[Any]:
    prepare(database)
    with journal_on(database) as journal:
        yield journal


def following_begun(database: Database) -> bool:
    with database.connect("reader", autocommit=True) as connection:
        return len(states(connection, database.schema)) == len(VIEWS)
