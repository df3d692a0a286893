"""The tree in PostgreSQL: facts become leaves in pages, one transaction a page.

A leaf is recomputed from the bytes that are stored, and not taken over from who wrote them. Level 0
of the tiles is the leaves: the leaf of the fact at position p has index p − 1.
"""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection, sql

from service.entry import micros
from service.notary.entries import hash_of_body, leaf_of, parse_header
from service.notary.paths import Node
from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, Tiled, node_in, of_size, split

PAGE = 5000


class FactAltered(Exception):
    """A stored fact is not what was recorded: neither it nor what follows is fixed. Names where."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(
            f"The fact at position {position} is not what was recorded: nothing from there on is"
            " fixed. Find out who changed it: wijkboek check"
        )


@dataclass(frozen=True)
class Head:
    """A tree at a size."""

    size: int
    root: bytes


class Tree:
    """Reads and extends the tree of one municipality. Connections are the notary's, in autocommit;
    who only reads may be the reader or the auditor."""

    def __init__(self, schema: str, page: int = PAGE) -> None:
        self._page = page

        def ready(text: LiteralString) -> sql.Composed:
            return sql.SQL(text).format(s=sql.Identifier(schema))

        self._begin = ready("INSERT INTO {s}.tree VALUES (true, 0) ON CONFLICT DO NOTHING")
        self._mine = ready("SELECT size FROM {s}.tree FOR UPDATE SKIP LOCKED")
        self._size = ready("SELECT size FROM {s}.tree")
        self._facts = ready(
            "SELECT f.position, t.name, f.recorded_at, f.header, f.body_hash, f.envelope"
            " FROM {s}.fact f LEFT JOIN {s}.fact_type t ON t.id = f.type"
            " WHERE f.position > %s ORDER BY f.position LIMIT %s"
        )
        self._tile = ready("SELECT hashes FROM {s}.tile WHERE level = %s AND index = %s")
        self._keep = ready(
            "INSERT INTO {s}.tile VALUES (%s, %s, %s)"
            " ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes"
        )
        self._grown = ready("UPDATE {s}.tree SET size = %s WHERE size = %s")

    def extend(self, connection: Connection[Any]) -> int:
        """One more page of facts: how many. 0 where there is none, or another notary is at it.

        Raises FactAltered, and then nothing of the page is fixed.
        """
        connection.execute(self._begin)
        with connection.transaction():
            mine = connection.execute(self._mine).fetchone()
            if mine is None:
                return 0
            (size,) = mine
            cursor = connection.cursor(binary=True)
            leaves = list(_leaves(size, cursor.execute(self._facts, [size, self._page])))
            if not leaves:
                return 0
            tree = Tiled(size, self._edge(connection, size))
            for leaf in leaves:
                tree.add(leaf)
            changed = [(level, index, hashes) for (level, index), hashes in tree.settle().items()]
            connection.cursor().executemany(self._keep, changed)
            if connection.execute(self._grown, [tree.size, size]).rowcount != 1:
                raise AssertionError("the row of the tree was locked, and changed all the same")
            return len(leaves)

    def head(self, connection: Connection[Any]) -> Head:
        """How far it has come, size and root from one snapshot."""
        with connection.transaction():
            row = connection.execute(self._size).fetchone()
            size = 0 if row is None else int(row[0])
            return Head(size, self.root(connection, size))

    def root(self, connection: Connection[Any], size: int) -> bytes:
        """The root at any size that it has had."""
        return Tiled(size, self._edge(connection, size)).root()

    def node(self, connection: Connection[Any]) -> Node:
        """Whole subtrees, for proofs: tiles are read once each."""
        return node_in(
            functools.cache(lambda level, index: self.tile(connection, level, index) or b"")
        )

    def tile(self, connection: Connection[Any], level: int, index: int) -> bytes | None:
        """A tile as it is kept, or None."""
        row = connection.execute(self._tile, [level, index], binary=True).fetchone()
        return None if row is None else bytes(row[0])

    def _hashes(self, connection: Connection[Any], level: int, index: int) -> Sequence[bytes]:
        kept = self.tile(connection, level, index)
        return split(kept) if kept else ()

    def _edge(self, connection: Connection[Any], size: int) -> dict[int, list[bytes]]:
        return {
            level: list(self._hashes(connection, level, index))[:width]
            for level, index, width in of_size(size)
            if width < WIDTH
        }


def _leaves(size: int, rows: Iterable[Sequence[Any]]) -> Iterable[bytes]:
    """The leaf hashes of the facts that follow. Raises FactAltered."""
    for expected, (position, kind, at, header, body_hash, envelope) in enumerate(rows, size + 1):
        try:
            said = parse_header(header)
            same = (said.position, said.recorded_at) == (position, micros(at))
            # Removed envelopes leave their hash behind.
            same = same and (envelope is None or hash_of_body(kind or "", envelope) == body_hash)
        except Malformed:
            same = False
        if position != expected or not same:
            raise FactAltered(expected)
        yield leaf_of(header, body_hash)
