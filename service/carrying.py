"""Destroys what is to be destroyed, as two people decided or by a rule; again if it was cut off."""

import threading
from collections.abc import Callable

import structlog

from service.database import DatabaseUnreachable
from service.destroying import Destroyed, NotCarriedOut
from service.keys import KeysUnusable
from service.lapsing import waiting
from service.opening import Opened
from service.records import StoreUnavailable
from service.threads import runs

AGAIN = 600.0
"""Seconds after which what could not be carried out is tried again: a hold may have ended."""

log = structlog.get_logger()


class Carrier:
    """One thread of work; any number of them may be at it, and each destruction is done once."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)

    def start(self) -> None:
        """Carry out in a thread of this process, until `stop`."""
        self._thread.start()

    def wake(self) -> None:
        """Something was approved: look now."""
        self._wake.set()

    def stop(self) -> None:
        """Stop between two destructions, and wait for that."""
        self._stop.set()
        self._wake.set()
        if self._thread is not threading.current_thread() and self._thread.is_alive():
            self._thread.join()

    def runs(self) -> bool:
        """Whether its thread was started and has not ended."""
        return runs(self._thread)

    def carry_out_all(self) -> list[Destroyed]:
        """What can be carried out now of what was approved, was struck, or whose day has passed.

        Raises StoreUnavailable.
        """
        opened = self._opened
        todo = waiting(opened.journal, opened.database, opened.settings.home)
        done = [self._carry_out(*each) for each in todo if not self._stop.is_set()]
        return [each for each in done if each is not None]

    def _carry_out(self, what: str, work: Callable[[], Destroyed]) -> Destroyed | None:
        try:
            done = work()
        except (NotCarriedOut, KeysUnusable) as error:
            log.warning("destruction_waits", destruction=what, because=str(error))
            return None
        log.info("words_destroyed", destruction=what, keys=done.keys, texts=done.texts)
        return done

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                self.carry_out_all()
            except (StoreUnavailable, DatabaseUnreachable) as error:
                log.warning("destruction_waits", because=type(error).__name__)
            self._wake.wait(AGAIN)
