"""The filing rebuilt from the envelopes: what was hidden from a case, or filed under another.

Reads every fact in pages, as the auditor. From its envelope follows under what it is filed; from
its filing the commitments in its header; from all filings the running counts. Somebody who edits
one of these, with the database in hand, leaves the others as they were.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow

from domain.filing import identities
from domain.terms import tag
from service.codec import Stored, decode
from service.entry import body, header, tag_commitment

PAGE = 2000
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, LookupError)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one fact, and under which tag."""

    position: int
    what: str
    tag: str = ""

    def __str__(self) -> str:
        return f"position {self.position}: {self.tag + ' ' if self.tag else ''}{self.what}"


REMOVED = "was removed from the filing"
ADDED = "was added to the filing"
HEADER = "the header does not fit the filing, the place or the time"
BODY = "the envelope or its type is not what was recorded"
GAP = "there is no such fact"
UNKNOWN = "the envelope cannot be read"
STRAY = "is filed for a fact that is not there"
TYPE = "is filed under another type than the fact's"
COUNT = "the running count is not the next one"


def check_filing(
    connection: psycopg.Connection[TupleRow],
    schema: str,
    seen: Callable[[int], None] = lambda position: None,
) -> Iterator[Fault]:
    """Every fault, by position and then by tag of the counts. `seen` is told how far it is.

    `connection` is the auditor's, in a transaction of isolation level REPEATABLE READ: one
    snapshot, also while others write.
    """
    yield from check_between(connection, schema, seen=seen)
    yield from check_counts(connection, schema)


def check_between(
    connection: psycopg.Connection[TupleRow],
    schema: str,
    after: int = 0,
    until: int = 2**62,
    seen: Callable[[int], None] = lambda position: None,
) -> Iterator[Fault]:
    """Every fault of the facts after that position, up to the other."""
    types = connection.execute(_sql(schema, "SELECT id, name FROM {s}.fact_type"))
    names: dict[int, str] = dict(types.fetchall())
    last = after
    while page := connection.execute(_sql(schema, FACTS), [last, until, PAGE]).fetchall():
        filed = _filed(connection, schema, last, page[-1][0])
        for row in page:
            yield from (Fault(position, GAP) for position in range(last + 1, row[0]))
            last = row[0]
            yield from _of_fact(row, names, filed.pop(last, {}))
        for position, tags in sorted(filed.items()):
            yield from (Fault(position, STRAY, name) for name in sorted(tags))
        seen(last)
    for position, name in connection.execute(_sql(schema, BEYOND), [last, until, after]):
        yield Fault(position, STRAY, name)


def check_counts(connection: psycopg.Connection[TupleRow], schema: str) -> Iterator[Fault]:
    """Every running count that is not the next one, by tag."""
    with connection.cursor(name="counts") as counts:
        for position, name in counts.execute(_sql(schema, COUNTS)):
            yield Fault(position, COUNT, name)


FACTS = """SELECT position, type, recorded_at, header, body_hash, envelope FROM {s}.fact
 WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"""
TAGS = """SELECT position, tag, type, nth, salt FROM {s}.fact_tag
 WHERE position > %s AND position <= %s"""
BEYOND = """SELECT position, tag FROM {s}.fact_tag WHERE position > %s AND position <= %s
    OR %s = 0 AND position < 1
 ORDER BY position, tag"""
COUNTS = """SELECT position, tag FROM (
    SELECT tag, position, nth, row_number() OVER (PARTITION BY tag ORDER BY position) AS should_be
      FROM {s}.fact_tag) counted WHERE nth <> should_be ORDER BY tag, position"""

Filing = dict[str, tuple[int, int, bytes]]
"""By tag: type, running count and salt."""


def _sql(schema: str, statement: LiteralString) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema))


def _filed(connection: Any, schema: str, after: int, until: int) -> dict[int, Filing]:
    found: dict[int, Filing] = {}
    for position, name, kind, nth, salt in connection.execute(_sql(schema, TAGS), [after, until]):
        found.setdefault(position, {})[name] = (kind, nth, bytes(salt))
    return found


def _of_fact(row: tuple[Any, ...], names: dict[int, str], filed: Filing) -> Iterator[Fault]:
    position, kind, recorded_at, said_header, body_hash, envelope = row
    commitments = [tag_commitment(salt, name, nth) for name, (_, nth, salt) in filed.items()]
    if header(position, recorded_at, commitments) != bytes(said_header):
        yield Fault(position, HEADER)
    yield from (Fault(position, TYPE, name) for name, each in filed.items() if each[0] != kind)
    if envelope is None:
        return  # removed at the end of its term: its header and hash stay
    name = names.get(kind, "")
    if hashlib.sha256(body(name, bytes(envelope))).digest() != bytes(body_hash):
        yield Fault(position, BODY)
    try:
        fact = decode(Stored(position, recorded_at, name, bytes(envelope)))
        should_be = {*identities(fact.event), tag("command", fact.context.command)}
    except UNREADABLE:
        yield Fault(position, UNKNOWN)
        return
    yield from (Fault(position, REMOVED, name) for name in sorted(should_be - filed.keys()))
    yield from (Fault(position, ADDED, name) for name in sorted(filed.keys() - should_be))
