"""The whole journal as it is stored, for whoever verifies it: facts with their leaves, checkpoints.

Read as the auditor, in one snapshot, in pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, LiteralString

from psycopg import Connection, sql

from service.entry import micros
from service.fixing.tree import Tree
from service.notary.journal import Placed
from service.notary.note import Note, parse_note
from service.notary.paths import Node
from service.notary.rows import Row
from service.notary.signing import parse_signatures
from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, split

PAGE = 5000


class Stored:
    """What the database holds of a journal and its tree."""

    def __init__(self, connection: Connection[Any], schema: str) -> None:
        """`connection` is the auditor's, in a transaction of isolation level REPEATABLE READ."""
        self.connection, self.tree = connection, Tree(schema)

        def ready(text: LiteralString) -> sql.Composed:
            return sql.SQL(text).format(s=sql.Identifier(schema))

        self._head = ready("SELECT coalesce(max(position), 0) FROM {s}.fact")
        self._types = ready("SELECT id, name FROM {s}.fact_type")
        self._facts = ready(
            "SELECT position, type, recorded_at, id, header, body_hash, envelope FROM {s}.fact"
            " WHERE position > %s ORDER BY position LIMIT %s"
        )
        self._under = ready(
            "SELECT f.position, f.type, f.recorded_at, f.id, f.header, f.body_hash, f.envelope"
            " FROM {s}.fact_tag x JOIN {s}.fact f ON f.position = x.position"
            " WHERE x.tag = %s AND x.position <= %s ORDER BY x.position"
        )
        self._filed = ready(
            "SELECT position, tag, type, nth, salt FROM {s}.fact_tag"
            " WHERE position = ANY (%s) ORDER BY position, tag"
        )
        self._page_filed = ready(
            "SELECT position, tag, type, nth, salt FROM {s}.fact_tag"
            " WHERE position BETWEEN %s AND %s ORDER BY position, tag"
        )
        self._words = ready(
            "SELECT position, segment, key_id, ciphertext FROM {s}.words"
            " WHERE position BETWEEN %s AND %s ORDER BY position, segment"
        )
        self._checkpoints = ready("SELECT size, note FROM {s}.checkpoint ORDER BY size")
        self._lines = ready("SELECT size, witness, at, line FROM {s}.cosignature ORDER BY size, at")

    def head(self) -> int:
        """The position of the last fact, 0 in an empty journal."""
        (head,) = self.connection.execute(self._head).fetchone() or (0,)
        return int(head)

    def placed(self) -> Iterator[Placed]:
        """Every fact in its order, with the leaf that the tree holds at its place."""
        names: dict[int, str] = dict(self.connection.execute(self._types).fetchall())
        after, leaves = 0, _Leaves(self.tree, self.connection)
        cursor = self.connection.cursor(binary=True)
        while page := cursor.execute(self._facts, [after, PAGE]).fetchall():
            first, after = page[0][0], page[-1][0]
            filed = cursor.execute(self._page_filed, [first, after]).fetchall()
            words = cursor.execute(self._words, [first, after]).fetchall()
            for row in _rows(page, names, filed, words):
                yield row, leaves.at(row.position - 1)

    def under(self, identity: str, until: int) -> list[Row]:
        """The facts under one identity, up to a position, without their words."""
        names: dict[int, str] = dict(self.connection.execute(self._types).fetchall())
        cursor = self.connection.cursor(binary=True)
        found = cursor.execute(self._under, [identity, until]).fetchall()
        filed = cursor.execute(self._filed, [[row[0] for row in found]]).fetchall()
        return list(_rows(found, names, filed, ()))

    def size(self) -> int:
        """How many facts the tiles hold."""
        return self.tree.head(self.connection).size

    def tile(self, level: int, index: int) -> bytes | None:
        """A tile as it is kept, or None."""
        return self.tree.tile(self.connection, level, index)

    def node(self) -> Node:
        """Whole subtrees, for proofs."""
        return self.tree.node(self.connection)

    def checkpoints(self) -> list[bytes]:
        """Every checkpoint that was signed; where witnesses saw it twice, as they last did."""
        lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for size, witness, _, line in self.connection.execute(self._lines):
            lines[size].append((witness, line))
        found = []
        for size, text in self.connection.execute(self._checkpoints).fetchall():
            found.append(_with(text, dict(lines.pop(size, ())).values()))
        # What was cosigned and has no checkpoint any more is no checkpoint: verifying says so.
        return found + ["".join(line for _, line in left).encode() for left in lines.values()]


def _with(text: str, lines: Iterable[str]) -> bytes:
    try:
        note = parse_note(text.encode())
        more = parse_signatures("".join(lines).encode()) if lines else ()
    except Malformed:
        return text.encode() + "".join(lines).encode()
    return Note(note.text, (*note.signatures, *more)).data()


class _Leaves:
    """The leaves of a tree in their order, a tile at a time."""

    def __init__(self, tree: Tree, connection: Connection[Any]) -> None:
        self._tree, self.connection = tree, connection
        self._at, self._hashes = -1, list[bytes]()

    def at(self, index: int) -> bytes | None:
        if index // WIDTH != self._at:
            self._at = index // WIDTH
            tile = self._tree.tile(self.connection, 0, self._at)
            self._hashes = split(tile) if tile else []
        place = index % WIDTH
        return self._hashes[place] if place < len(self._hashes) else None


def _rows(
    page: Sequence[Any], names: dict[int, str], filed: Iterable[Any], words: Iterable[Any]
) -> Iterator[Row]:
    under: dict[int, list[tuple[str, str, int, bytes]]] = defaultdict(list)
    for position, tag, kind, nth, salt in filed:
        under[position].append((tag, names.get(kind, ""), nth, bytes(salt)))
    beside: dict[int, list[tuple[str, str, bytes | None]]] = defaultdict(list)
    for position, segment, key, box in words:
        beside[position].append((segment, str(key), None if box is None else bytes(box)))
    for position, kind, at, fact_id, header, body_hash, envelope in page:
        yield Row(
            position, names.get(kind, ""), micros(at), str(fact_id), bytes(header),
            bytes(body_hash), None if envelope is None else bytes(envelope),
            under[position], beside[position],
        )  # fmt: skip
