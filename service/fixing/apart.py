"""The notary in a process of its own, so that what it works out holds up nobody who records.

In one process they would take turns at one interpreter. The process ends with the one that began
it, however that ends; where it ends by itself, it is begun again.
"""

import multiprocessing
import signal
import sys
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psycopg
import structlog

from service.database import DatabaseUnreachable, open_database
from service.fixing.notary import EVERY, Notary
from service.fixing.place import NotaryUnusable, place_of
from service.fixing.setting_up import notary_of
from service.fixing.standby import standby_of
from service.observe import quiet_logs
from service.settings import Settings
from service.threads import runs, tell_of_ends

AGAIN = 1.0
"""Seconds until it is begun again."""
PATIENCE = 15.0
"""Seconds in which it may stop by itself."""
GONE = True
"""What the process says when facts are gone; else it says why nothing is fixed, or None."""

log = structlog.get_logger()


class NotaryApart:
    """Keeps that process. The notary here does no work: it is asked, and told how it goes."""

    def __init__(self, settings: Settings, notary: Notary) -> None:
        self._settings, self._notary = settings, notary
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.process: BaseProcess | None = None

    def start(self) -> None:
        """Begin the process, and again whenever it ended, until `stop`."""
        self._thread = threading.Thread(target=self._keep, name="notary", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Have it stop between two pages, and wait for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def runs(self) -> bool:
        """Whether the process is there, and facts are fixed."""
        alive = self.process is not None and self.process.is_alive()
        return alive and runs(self._thread) and self._notary.state.error is None

    def _keep(self) -> None:
        spawn = multiprocessing.get_context("spawn")  # of a process with threads no copy is sound
        while not self._stop.is_set():
            here, there = spawn.Pipe()
            self.process = spawn.Process(target=_work, args=(self._settings, there), daemon=True)
            self.process.start()
            there.close()
            self._listen(here)
            here.close()
            self.process.join(PATIENCE)
            self.process.terminate()  # what it was at is done again, and nothing of it is half done
            self.process.join()
            if not self._stop.is_set():
                log.critical("notary_ended", exit_code=self.process.exitcode)
                self._stop.wait(AGAIN)
                self._notary.state.error = None  # the next one says it again

    def _listen(self, told: Connection) -> None:
        while not self._stop.is_set():
            try:
                if not told.poll(EVERY):
                    continue
                said = told.recv()
            except (EOFError, OSError):
                return
            if said is GONE:
                self._notary.lost()
            else:
                self._notary.state.error = said


def _work(settings: Settings, told: Connection) -> None:
    """The process: works until nobody holds the other end any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who began this one
    quiet_logs(settings.log_level)
    tell_of_ends()
    try:
        _follow(settings, told)
    except (psycopg.Error, DatabaseUnreachable, NotaryUnusable, OSError) as error:
        log.critical("notary_cannot_begin", exc_info=error)  # of what kind, and where
        sys.exit(1)


def _follow(settings: Settings, told: Connection) -> None:
    with open_database(settings) as database:
        place, standby = place_of(settings), standby_of(settings)
        notary = notary_of(database, place, settings.timestamp_url, standby)
        gone = threading.Event()
        notary.lost = gone.set
        notary.start()
        said: str | None = None
        try:
            while notary.works() and not told.poll(EVERY):
                if gone.is_set():
                    gone.clear()
                    told.send(GONE)
                if notary.state.error != said:
                    said = notary.state.error
                    told.send(said)
        except OSError:
            pass  # the other end is gone
        notary.stop()
