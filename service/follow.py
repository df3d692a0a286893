"""The follower: keeps every view caught up with the journal, as a process or as a thread."""

import threading
from collections.abc import Iterable
from typing import Any

import psycopg
import structlog
from psycopg import Connection

from projections.rebuild import RebuildRunning, rebuild
from projections.store import ViewStore
from projections.view import View
from projections.views import VIEWS
from service.database import Database, DatabaseUnreachable
from service.threads import runs
from service.views import FactReader

POLL = 0.1
"""Seconds between two looks, when nobody says that there is something."""
LONGEST_BACKOFF = 5.0
FAR_BEHIND = 50_000
"""So many facts behind, building anew is quicker than following."""

log = structlog.get_logger()


class Stopped(Exception):
    """The follower was asked to stop in the middle of a rebuild: nothing was swapped in."""


class Follower:
    """One thread of work; any number of them, in any process, may follow the same views."""

    def __init__(
        self,
        database: Database,
        views: Iterable[View[Any]] = VIEWS.values(),
        far_behind: int = FAR_BEHIND,
    ) -> None:
        self._database = database
        self._far_behind = far_behind
        self.store = ViewStore(database.schema, views)
        self._stop = threading.Event()
        self._wake = threading.Event()
        self._thread: threading.Thread | None = None
        self._fresh = True

    def start(self) -> None:
        """Follow in a thread of this process, until `stop`."""
        self._thread = threading.Thread(target=self.run, name="follower", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was recorded: look now."""
        self._wake.set()

    def stop(self) -> None:
        """Stop between two batches, and wait for that where it is a thread of this process.

        Safe to call from a signal handler in the thread that runs.
        """
        self._stop.set()
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def runs(self) -> bool:
        """Whether its thread was started and has not ended."""
        return runs(self._thread)

    def run(self) -> None:
        """Follow until stopped. A lost database is waited for, and begun with anew."""
        backoff = POLL
        while not self._stop.is_set():
            try:
                with self._database.connect("projector", autocommit=True) as connection:
                    self._begin(connection)
                    backoff = POLL
                    self._follow(connection)
            except Stopped:
                return
            except (psycopg.Error, DatabaseUnreachable) as error:
                log.warning(
                    "follower_begins_anew", because=type(error).__name__, in_seconds=backoff
                )
                self._stop.wait(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF)

    def _begin(self, connection: Connection[Any]) -> None:
        # Rows and bookmark are lost together or not at all, and the journal has the facts.
        connection.execute("SET synchronous_commit = off")
        self.store.prepare(connection)

    def _follow(self, connection: Connection[Any]) -> None:
        reader = FactReader(self._database.schema, connection, list(self.store.views.values()))
        while self._fresh and not self._stop.is_set():
            self._build_anew(connection, reader)
        while not self._stop.is_set():
            self._wake.clear()
            if not self._step(connection, reader):
                self._wake.wait(POLL)

    def _step(self, connection: Connection[Any], reader: FactReader) -> bool:
        """One page into every view that has not seen it; whether there was anything to do."""
        marks = self.store.bookmarks(connection)
        following = {
            name: marks[name].position
            for name, view in self.store.views.items()
            if marks[name].error is None and marks[name].fingerprint == view.fingerprint
        }
        if not following:
            return False
        page = reader.page(min(following.values()))
        for name, position in following.items():
            if position < page.until and not self._stop.is_set():
                self.store.apply(connection, self.store.views[name], page)
        return page.until > page.after

    def _build_anew(self, connection: Connection[Any], reader: FactReader) -> None:
        """At the start: the views that another definition made, and those that are far behind."""
        marks, head = self.store.bookmarks(connection), reader.head()
        chosen = [
            view
            for name, view in self.store.views.items()
            if marks[name].fingerprint != view.fingerprint
            or (marks[name].error is None and head - marks[name].position > self._far_behind)
        ]
        if not chosen:
            self._fresh = False
            return
        log.info("views_are_built_anew", views=[view.name for view in chosen])
        try:
            rebuild(self.store, connection, chosen, reader.passing, self._unless_stopped)
        except RebuildRunning:
            self._stop.wait(LONGEST_BACKOFF)  # what the other one leaves undone is done after it
        else:
            self._fresh = False

    def _unless_stopped(self, position: int) -> None:
        if self._stop.is_set():
            raise Stopped
