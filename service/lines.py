"""Lines within one process: whoever is about to change the same thing waits for the other.

Which of the things that a command asks about it is also going to change, shows itself: what its
last decision changed, the next one of its kind will change too. Waiting is for speed alone; the
store's conditions are what keeps decisions right.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Lines:
    """A line for every identity that somebody is deciding about now."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._lines: dict[str, tuple[threading.Lock, int]] = {}
        self._changed: dict[type, frozenset[int]] = {}

    def learn(self, command: type, changed: Iterable[bool]) -> None:
        """Remember which of its needs a command of this kind changed."""
        indexes = frozenset(i for i, each in enumerate(changed) if each)
        if indexes:
            self._changed[command] = indexes

    def likely_to_change(self, command: type) -> frozenset[int]:
        """The needs that a command of this kind changed last time."""
        return self._changed.get(command, frozenset())

    @contextmanager
    def stand_in(self, tags: Iterable[str]) -> Iterator[None]:
        """Wait for everybody who stands in line for one of these before us; in a fixed order."""
        names = sorted(set(tags))
        taken: list[str] = []
        try:
            for name in names:
                self._join(name)
                taken.append(name)
            yield
        finally:
            for name in reversed(taken):
                self._leave(name)

    def _join(self, name: str) -> None:
        with self._guard:
            line, waiting = self._lines.get(name, (threading.Lock(), 0))
            self._lines[name] = (line, waiting + 1)
        line.acquire()

    def _leave(self, name: str) -> None:
        with self._guard:
            line, waiting = self._lines[name]
            if waiting == 1:
                del self._lines[name]
            else:
                self._lines[name] = (line, waiting - 1)
        line.release()
