"""Our store as the library's `DCBRecorder`, so that its conformance kit runs against it.

The library's events carry bytes and an order of tags; both travel in the envelope.
"""

import threading
from collections.abc import Iterator, Sequence
from uuid import uuid4

import orjson
from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.persistence import IntegrityError, ProgrammingError

from service.codec import Draft, Stored
from service.records import Append, Item, Store

POLL = 0.1


class StoreRecorder(DCBRecorder):
    """Adapts a `records.Store`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(
        self, query: DCBQuery | None = None, *, after: int | None = None, limit: int | None = None
    ) -> DCBReadResponse:
        page = self._store.read(_items(query), after=after or 0, limit=limit)
        head: int | None = page.head or None
        if limit is not None:
            head = page.facts[-1].position if page.facts else None
        return Read(iter([_event(stored) for stored in page.facts]), head)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        if not events:
            raise ProgrammingError("there should be at least one event")
        unless: list[Item] = []
        if condition is not None:
            unless = _items(condition.fail_if_events_match) or [Item()]
        after = condition.after or 0 if condition else 0
        placed = self._store.append(Append([_draft(e) for e in events], unless, after))
        if placed is None:
            raise IntegrityError(condition)
        return placed.last

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> DCBSubscription["StoreRecorder"]:
        return Subscription(self, query, after)


class Read(DCBReadResponse):
    """Events that were found, and the head of the same snapshot."""

    def __init__(self, events: Iterator[DCBSequencedEvent], head: int | None) -> None:
        self._events = events
        self._head = head

    @property
    def head(self) -> int | None:
        return self._head

    def __next__(self) -> DCBSequencedEvent:
        return next(self._events)


class Subscription(DCBSubscription[StoreRecorder]):
    """Every event, and then every new one: asks again ten times a second."""

    def __init__(self, recorder: StoreRecorder, query: DCBQuery | None, after: int | None) -> None:
        super().__init__(recorder, query, after)
        self._stopped = threading.Event()
        self._found: Iterator[DCBSequencedEvent] = iter(())

    def stop(self) -> None:
        super().stop()
        self._stopped.set()

    def __next__(self) -> DCBSequencedEvent:
        while not self._stopped.is_set():
            if event := next(self._found, None):
                self._last_position = event.position
                return event
            self._found = iter(
                list(self._recorder.read(self._query, after=self._last_position, limit=1000))
            )
            if not self._found.__length_hint__():  # type: ignore[attr-defined]
                self._stopped.wait(POLL)
        raise StopIteration


def _items(query: DCBQuery | None) -> list[Item]:
    return [Item(tuple(i.types), tuple(i.tags)) for i in query.items] if query else []


def _draft(event: DCBEvent) -> Draft:
    envelope = orjson.dumps({"data": event.data.hex(), "tags": event.tags})
    return Draft(event.type, uuid4(), envelope, tuple(dict.fromkeys(event.tags)), (), ())


def _event(stored: Stored) -> DCBSequencedEvent:
    kept = orjson.loads(stored.envelope)
    event = DCBEvent(stored.kind, bytes.fromhex(kept["data"]), kept["tags"])
    return DCBSequencedEvent(event, stored.position)
