"""A store in memory, for rule tests: the library's in-memory recorder, under the real codec."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from eventsourcing.dcb.api import (
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBSequencedEvent,
)
from eventsourcing.dcb.popo import InMemoryDCBRecorder

from domain.terms import EPOCH
from service.codec import Stored
from service.records import Append, Appended, Item, Page, ReadOnly
from service.sealing import Segment


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MemoryStore:
    """See `records.Store`. Its clock is given, so a test can say what day it is."""

    def __init__(self, clock: Callable[[], datetime] = _utc_now) -> None:
        self._clock = clock
        self._recorder = InMemoryDCBRecorder()
        self._words: dict[int, list[Segment]] = {}
        self._times: list[datetime] = []
        self._members: dict[int, frozenset[str]] = {}
        self._lock = threading.RLock()
        self.read_only = False

    def read(self, items: Iterable[Item] = (), *, after: int = 0, limit: int | None = None) -> Page:
        with self._lock:
            wanted = list(items)
            found = self._recorder.read(_query(wanted), after=after, limit=limit)
            facts = [
                Stored(f.position, self._times[f.position - 1], f.event.type, f.event.data)
                for f in found
                if not wanted or any(_asks_for(item, f) for item in wanted)
            ]
            return Page(facts, len(self._times), self._clock())

    def append(self, request: Append) -> Appended | None:
        if self.read_only:
            raise ReadOnly
        with self._lock:
            now = max(self._clock(), self._times[-1] if self._times else EPOCH)
            if request.before is not None and now >= request.before:
                return None
            if request.never and list(self._recorder.read(_query([request.never]), limit=1)):
                return None
            events = [DCBEvent(d.kind, d.envelope, list(d.tags)) for d in request.drafts]
            for item in request.unless:
                since = max(item.after, request.after)
                if list(self._recorder.read(_query([item]), after=since, limit=1)):
                    return None
            last = self._recorder.append(events)
            first = last - len(events) + 1
            for position, draft in enumerate(request.drafts, first):
                self._times.append(now)
                self._words[position] = list(draft.segments)
                self._members[position] = frozenset(draft.members)
            return Appended(first, last, now)

    def heard(self) -> datetime | None:
        return self._clock()

    def words(self, positions: Sequence[int]) -> dict[int, list[Segment]]:
        return {p: self._words[p] for p in positions if p in self._words}

    def listed(self, tags: Iterable[str]) -> Sequence[Stored]:
        asked = frozenset(tags)
        found = [position for position, members in self._members.items() if members & asked]
        return [self.read(after=position - 1, limit=1).facts[0] for position in found]

    def recorded_at(self, position: int) -> datetime:
        if not 1 <= position <= len(self._times):
            raise LookupError(f"there is no fact at position {position}")
        return self._times[position - 1]

    @contextmanager
    def turn(self, tags: Iterable[str]) -> Iterator[None]:
        yield  # there is no other process

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._lock:
            yield

    def close(self) -> None:
        """Nothing to let go of."""


def _asks_for(item: Item, found: DCBSequencedEvent) -> bool:
    return (
        found.position > item.after
        and (not item.types or found.event.type in item.types)
        and set(found.event.tags).issuperset(item.tags)
    )


def _query(items: Iterable[Item]) -> DCBQuery:
    return DCBQuery([DCBQueryItem(list(item.types), list(item.tags)) for item in items])
