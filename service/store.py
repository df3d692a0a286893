"""Facts in PostgreSQL: one function call per batch, dense positions in commit order, append-only.

Every append of a process goes through one writer, one batch at a time. While a batch commits, the
next one gathers; the database takes the schema's lock, checks every condition, gives positions and
the time, and commits once. Reading and its head come from one snapshot.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from time import monotonic
from typing import Any

import psycopg
from psycopg import sql
from psycopg_pool import PoolTimeout

import domain.facts  # noqa: F401  (so that every event is known)
from domain.fact import Event
from domain.terms import EPOCH
from service.arrays import bigs, know_arrays, small, texts
from service.batch import JOIN
from service.codec import Stored
from service.database import Database
from service.records import Append, Appended, Item, Page, ReadOnly, StoreUnavailable
from service.sealing import Segment
from service.writer import Writer

FRESH = 1.0
"""Seconds for which the journal's clock, once heard, may be gone by."""
# Every question is answered by index, and planned once. Left to itself the planner makes a plan
# while the journal is still small, scans it whole, and goes on doing so when it is not any more.
BY_INDEX = " ".join(
    f"-c {setting}"
    for setting in (
        "plan_cache_mode=force_generic_plan", "jit=off", "enable_seqscan=off",
        "enable_bitmapscan=off", "enable_hashjoin=off", "enable_mergejoin=off",
    )
)  # fmt: skip


class PostgresStore:
    """The facts of one municipality: one schema, one lock. See `records.Store`."""

    def __init__(self, database: Database, *, readers: int = 8) -> None:
        """Speaks to the database as its writer role. Raises StoreUnavailable."""
        self._schema = database.schema
        quick = {"autocommit": True, "prepare_threshold": 0, "options": BY_INDEX}
        self._pool = database.pool(
            "writer",
            max_size=readers,
            timeout=10,
            checked=False,
            kwargs=quick,
            configure=know_arrays,
        )
        # A line of waiting contenders must never use up the connections that the one at its head
        # needs to read: turns have connections of their own.
        self._turns = database.pool(
            "writer", min_size=0, max_size=readers, timeout=30, kwargs={"autocommit": True}
        )
        self._sql = Statements(database.schema)
        self._heard = (EPOCH, monotonic() - FRESH)
        self.read_only = False
        self._pool.open()
        self._turns.open()
        self._types: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._know_types(Event.kinds)
        self._writer = Writer(database, self._types.__getitem__)

    def read(self, items: Iterable[Item] = (), *, after: int = 0, limit: int | None = None) -> Page:
        wanted = list(items)
        if wanted and limit is None and all(len(item.tags) == 1 for item in wanted):
            statement, parameters = self._boundary(wanted, after)
        else:
            statement, parameters = self._general(wanted, after, limit)
        rows = self._fetch(statement, parameters)
        head, now = rows[0][0], rows[0][1]
        self._hear(now)
        seen: dict[int, Stored] = {}
        for _, _, position, recorded_at, kind, envelope in rows:
            if position is not None and position not in seen and envelope is not None:
                seen[position] = Stored(position, recorded_at, self._name(kind), envelope)
        facts = [seen[position] for position in sorted(seen)]
        return Page(facts, head or 0, now)

    def _boundary(self, items: list[Item], after: int) -> tuple[bytes, list[Any]]:
        asked = [
            (item.tags[0], number, max(item.after, after))
            for item in items
            for number in self._known(item.types)
        ]
        of_any_type = [(i.tags[0], max(i.after, after)) for i in items if not i.types]
        return self._sql.boundary, [
            texts([t for t, _, _ in asked]), small([n for _, n, _ in asked]),
            bigs([a for _, _, a in asked]),
            texts([t for t, _ in of_any_type]), bigs([a for _, a in of_any_type]),
        ]  # fmt: skip

    def _general(self, items: list[Item], after: int, limit: int | None) -> tuple[bytes, list[Any]]:
        most = limit if limit is not None else 2**62
        if not items:
            return self._sql.everything, [after, most]
        tags = [JOIN.join(item.tags) for item in items]
        types = [JOIN.join(map(str, self._known(item.types))) for item in items]
        # Types that were never stored match nothing, where no types at all would match everything.
        asked = [
            (t, y or "0" if item.types else "", max(item.after, after))
            for item, t, y in zip(items, tags, types, strict=True)
        ]
        return self._sql.matching, [
            [t for t, _, _ in asked], [y for _, y, _ in asked], [a for _, _, a in asked], most,
        ]  # fmt: skip

    def append(self, request: Append) -> Appended | None:
        if self.read_only:
            raise ReadOnly
        asked = (*request.unless, *([request.never] if request.never else ()))
        names = {draft.kind for draft in request.drafts}
        self._know_types(names.union(*(item.types for item in asked)) - self._types.keys())
        placed = self._writer.append(request)
        if placed is not None:
            self._hear(placed.recorded_at)
        return placed

    def heard(self) -> datetime | None:
        now, at = self._heard
        return now if monotonic() - at < FRESH else None

    def _hear(self, now: datetime) -> None:
        # Not the latest ever heard: a journal that becomes a simulated one tells an earlier time.
        self._heard = (now, monotonic())

    def words(self, positions: Sequence[int]) -> dict[int, list[Segment]]:
        found: dict[int, list[Segment]] = {}
        for position, name, key_id, box in self._fetch(self._sql.words, [list(positions)]):
            found.setdefault(position, []).append(Segment(name, key_id, box))
        return found

    def listed(self, tags: Iterable[str]) -> Sequence[Stored]:
        rows = self._fetch(self._sql.listed, [list(tags)])
        return [Stored(p, at, self._name(kind), envelope) for p, at, kind, envelope in rows]

    def recorded_at(self, position: int) -> datetime:
        rows = self._fetch(self._sql.recorded_at, [position])
        if not rows:
            raise LookupError(f"there is no fact at position {position}")
        moment: datetime = rows[0][0]
        return moment

    @contextmanager
    def turn(self, tags: Iterable[str]) -> Iterator[None]:
        """Advisory locks in a fixed order; a process that dies lets go of them by itself."""
        try:
            with self._turns.connection() as conn:
                try:
                    # A turn is for speed alone: after ten seconds one goes on without it.
                    with suppress(psycopg.errors.LockNotAvailable):
                        for name in sorted(tags):
                            conn.execute(
                                "SELECT pg_advisory_lock(hashtextextended(%s, 0))",
                                [f"{self._schema}{JOIN}{name}"],
                            )
                    yield
                finally:
                    conn.execute("SELECT pg_advisory_unlock_all()")
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error

    def alone(self) -> AbstractContextManager[None]:
        return self._writer.alone()

    def close(self) -> None:
        self._writer.close()
        self._pool.close()
        self._turns.close()

    def _fetch(self, statement: bytes, parameters: list[Any]) -> list[Any]:
        for again in (True, False):
            try:
                with self._pool.connection() as conn:
                    return conn.cursor(binary=True).execute(statement, parameters).fetchall()
            except (psycopg.OperationalError, PoolTimeout) as error:
                if not again:
                    raise StoreUnavailable("the database cannot be reached") from error
                self._pool.check()  # others in the pool may have died with the same server
        raise AssertionError("unreachable")

    def _know_types(self, names: Iterable[str]) -> None:
        if new := list(names):
            for name, number in self._fetch(self._sql.register_types, [new]):
                self._types[name], self._names[number] = number, name

    def _known(self, names: Iterable[str]) -> list[int]:
        """Numbers of types; one that this journal has never heard of matches nothing."""
        return [self._types[name] for name in names if name in self._types]

    def _name(self, number: int) -> str:
        if number not in self._names:
            for name, known in self._fetch(self._sql.types, []):
                self._types[name], self._names[known] = known, name
        return self._names[number]


class Statements:
    """The store's SQL, with the schema's name in place."""

    def __init__(self, schema: str) -> None:
        def ready(text: str) -> bytes:
            return sql.SQL(text).format(s=sql.Identifier(schema)).as_bytes()

        found = (
            "SELECT h.head, greatest({s}.journal_now(), (SELECT recorded_at FROM {s}.fact"
            " WHERE position = h.head)), f.position, f.recorded_at, f.type, f.envelope"
            " FROM (SELECT max(position) AS head FROM {s}.fact) h LEFT JOIN "
        )
        self.boundary = ready(
            found + "(SELECT x.position FROM"
            " unnest(%s, %s, %s) q(tag, type, after)"
            ' JOIN {s}.fact_tag x ON x.tag = q.tag COLLATE "C" AND x.type = q.type'
            " AND x.position > q.after"
            " UNION ALL"
            " SELECT x.position FROM unnest(%s, %s) q(tag, after)"
            ' JOIN {s}.fact_tag x ON x.tag = q.tag COLLATE "C" AND x.position > q.after'
            ") p ON true LEFT JOIN {s}.fact f ON f.position = p.position"
        )
        self.everything = ready(
            found + "(SELECT * FROM {s}.fact WHERE position > %s ORDER BY position LIMIT %s) f"
            " ON true ORDER BY f.position"
        )
        self.matching = ready(
            found + "(SELECT DISTINCT m.position FROM"
            " unnest(%s::text[], %s::text[], %s::bigint[]) q(t, y, a),"
            " LATERAL {s}.matching(q.t, q.y, q.a) m(position)"
            " ORDER BY m.position LIMIT %s) p ON true"
            " LEFT JOIN {s}.fact f ON f.position = p.position ORDER BY f.position"
        )
        self.words = ready(
            "SELECT position, segment, key_id, ciphertext FROM {s}.words"
            " WHERE position = ANY (%s) AND ciphertext IS NOT NULL"
        )
        self.listed = ready(
            "SELECT position, recorded_at, type, envelope FROM {s}.fact"
            " WHERE position IN (SELECT m.position FROM {s}.member m WHERE m.tag = ANY (%s))"
            " AND envelope IS NOT NULL ORDER BY position"
        )
        self.recorded_at = ready("SELECT recorded_at FROM {s}.fact WHERE position = %s")
        self.register_types = ready("SELECT name, id FROM {s}.register_types(%s)")
        self.types = ready("SELECT name, id FROM {s}.fact_type")
