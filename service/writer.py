"""The one thread that writes: it gathers what is waiting and commits it as one batch."""

import os
import struct
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from queue import SimpleQueue
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from service.arrays import (
    Array,
    bigs,
    blobs,
    ints,
    know_arrays,
    small,
    texts,
    times,
    uuids,
)  # fmt: skip
from service.database import Database, DatabaseUnreachable
from service.records import Append, Appended, AppendRefused, Item, StoreUnavailable

JOIN = "\x1f"
MOST = 256
"""The most requests in one batch."""


class Writer:
    """Group commit: as fast as one commit at a time can carry as many requests as there are."""

    def __init__(self, database: Database, type_number: Callable[[str], int]) -> None:
        self._database = database
        self._type = type_number
        self._call = (
            sql.SQL(
                "SELECT request, first, last, at FROM {}.append_batch("
                "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,"
                "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            )
            .format(sql.Identifier(database.schema))
            .as_bytes()
        )
        self._waiting: SimpleQueue[tuple[Append, Future[Appended | None]] | None] = SimpleQueue()
        self._accepting = threading.Lock()
        self._closed = False
        self._conn: psycopg.Connection[Any] | None = None
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def append(self, request: Append) -> Appended | None:
        """Waits until the batch with this request is committed. See `records.Store.append`."""
        answer: Future[Appended | None] = Future()
        with self._accepting:
            if self._closed:
                raise StoreUnavailable("the service is stopping")
            self._waiting.put((request, answer))
        return answer.result()

    def close(self) -> None:
        """Writes what was accepted, and stops."""
        with self._accepting:
            if self._closed:
                return
            self._closed = True
            self._waiting.put(None)
        self._thread.join()
        if self._conn is not None:
            self._conn.close()

    def _run(self) -> None:
        stopping = False
        while not stopping:
            batch = [self._waiting.get()]
            while len(batch) < MOST and not self._waiting.empty():
                batch.append(self._waiting.get())
            stopping = batch[-1] is None
            if work := [each for each in batch if each is not None]:
                self._serve(work)

    def _serve(self, work: list[tuple[Append, "Future[Appended | None]"]]) -> None:
        try:
            answers = self._write([request for request, _ in work])
        except (psycopg.OperationalError, DatabaseUnreachable) as error:
            self._forget_connection()
            unavailable = StoreUnavailable("the database cannot be reached")
            unavailable.__cause__ = error
            for _, answer in work:
                answer.set_exception(unavailable)
        except (
            psycopg.Error,
            struct.error,
            ArithmeticError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            if len(work) == 1:
                work[0][1].set_exception(_refused(error))
            else:
                for one in work:  # a request that the database refuses fails alone
                    self._serve([one])
        else:
            for (_, answer), result in zip(work, answers, strict=True):
                answer.set_result(result)

    def _write(self, requests: list[Append]) -> list[Appended | None]:
        batch = Batch(self._type)
        for number, request in enumerate(requests):
            batch.add(number, request)
        if not batch.facts:
            return [None] * len(requests)
        if self._conn is None:
            self._conn = self._database.connect("writer", autocommit=True)
            self._conn.prepare_threshold = 0
            know_arrays(self._conn)
        found = self._conn.cursor(binary=True).execute(self._call, batch.columns()).fetchall()
        where = {number: Appended(first, last, at) for number, first, last, at in found}
        return [where.get(number) for number in range(len(requests))]

    def _forget_connection(self) -> None:
        if self._conn is not None:
            self._conn.close()
            self._conn = None


def _refused(error: Exception) -> AppendRefused:
    # The server's own words may quote what was stored: only the kind of error goes on.
    state = getattr(error, "sqlstate", None)
    return AppendRefused(f"the database refused this request ({state or type(error).__name__})")


class Batch:
    """Requests side by side, as the columns of one function call."""

    def __init__(self, type_number: Callable[[str], int]) -> None:
        self._type = type_number
        self.plain: list[tuple[int, str, int, int]] = []
        self.general: list[tuple[int, str, str, int]] = []
        self.deadlines: list[tuple[int, datetime]] = []
        self.facts: list[tuple[int, int, str, UUID, bytes]] = []
        self.tags: list[tuple[int, str, bytes]] = []
        self.words: list[tuple[int, str, UUID, bytes]] = []
        self.keys: list[tuple[int, UUID, int, bytes, str]] = []
        self._filed: dict[str, set[str]] = {}
        self._appended: list[tuple[str, frozenset[str]]] = []

    def add(self, number: int, request: Append) -> None:
        """Adds a request, unless an earlier one of this batch made its condition untrue."""
        items = [*request.unless, *([request.never] if request.never else [])]
        if any(self._now_known(item) for item in items):
            return  # it decides again, on what will be known then
        for item in request.unless:
            self._condition(number, item, max(item.after, request.after))
        if request.never:
            self._condition(number, request.never, 0)
        if request.before is not None:
            self.deadlines.append((number, request.before))
        for draft in request.drafts:
            self.facts.append(
                (number, self._type(draft.kind), draft.kind, draft.fact_id, draft.envelope)
            )
            nth = len(self.facts)
            salts = os.urandom(16 * len(draft.tags))
            for i, name in enumerate(draft.tags):
                self.tags.append((nth, name, salts[16 * i : 16 * i + 16]))
            for segment in draft.segments:
                self.words.append((nth, segment.name, segment.key_id, segment.ciphertext))
            for key, about in draft.keys:
                self.keys.append((nth, key.key_id, key.epoch, key.wrapped, about))
            self._appended.append((draft.kind, frozenset(draft.tags)))
            for name in draft.tags:
                self._filed.setdefault(name, set()).add(draft.kind)

    def _now_known(self, item: Item) -> bool:
        """Whether an earlier request of this batch appends what this item asks about."""
        if len(item.tags) == 1:
            kinds = self._filed.get(item.tags[0], set())
            return bool(kinds) and (not item.types or not kinds.isdisjoint(item.types))
        return any(
            (not item.types or kind in item.types) and tags.issuperset(item.tags)
            for kind, tags in self._appended
        )

    def _condition(self, number: int, item: Item, after: int) -> None:
        if len(item.tags) != 1:
            types = JOIN.join(str(self._type(name)) for name in item.types)
            self.general.append((number, JOIN.join(item.tags), types, after))
        elif not item.types:
            self.plain.append((number, item.tags[0], 0, after))
        else:
            for name in item.types:
                self.plain.append((number, item.tags[0], self._type(name), after))

    def columns(self) -> list[Array]:
        """The arguments of `append_batch`, in order."""
        return [
            *_columns(self.plain, ints, texts, small, bigs),
            *_columns(self.general, ints, texts, texts, bigs),
            *_columns(self.deadlines, ints, times),
            *_columns(self.facts, ints, small, texts, uuids, blobs),
            *_columns(self.tags, ints, texts, blobs),
            *_columns(self.words, ints, texts, uuids, blobs),
            *_columns(self.keys, ints, uuids, ints, blobs, texts),
        ]


def _columns(rows: list[Any], *kinds: Callable[[Any], Array]) -> list[Array]:
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return [kind(column) for kind, column in zip(kinds, columns, strict=True)]
