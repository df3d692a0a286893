"""The whole journal as it is stored, for whoever verifies it: facts with their leaves, checkpoints.

Read as the auditor, in one snapshot, in pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, LiteralString

from psycopg import Connection, sql

from service.fixing.tree import Tree
from service.notary.auditing import RENEWED
from service.notary.entries import parse_envelope
from service.notary.journal import Placed
from service.notary.note import Note, parse_note
from service.notary.paths import Node
from service.notary.rows import Row
from service.notary.signing import parse_signatures
from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, split

PAGE = 5000
LAST = 2**62


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
            "SELECT position, type, (extract(epoch FROM recorded_at) * 1000000)::bigint, id::text,"
            " header, body_hash, envelope FROM {s}.fact"
            " WHERE position > %s AND position <= %s ORDER BY position LIMIT %s"
        )
        self._under = ready(
            "SELECT f.position, f.type, (extract(epoch FROM f.recorded_at) * 1000000)::bigint,"
            " f.id::text, f.header, f.body_hash, f.envelope"
            " FROM {s}.fact_tag x JOIN {s}.fact f ON f.position = x.position"
            " WHERE x.tag = %s AND x.position <= %s ORDER BY x.position"
        )
        self._filed = ready(
            "SELECT position, tag, type, nth, salt FROM {s}.fact_tag"
            " WHERE position = ANY (%s) ORDER BY position, tag"
        )
        self._page_filed = ready(
            "SELECT position, tag, type, nth, salt FROM {s}.fact_tag"
            " WHERE position BETWEEN %s AND %s"  # sorting is a third of this question
        )
        self._words = ready(
            "SELECT position, segment, key_id::text, ciphertext FROM {s}.words"
            " WHERE position BETWEEN %s AND %s ORDER BY position, segment"
        )
        self._leaves = ready(
            "SELECT index, hashes FROM {s}.tile WHERE level = 0 AND index BETWEEN %s AND %s"
        )
        self._before = ready(
            "SELECT DISTINCT size FROM {s}.cosignature WHERE size < %s ORDER BY size DESC"
        )
        self._after = ready(
            "SELECT DISTINCT size FROM {s}.cosignature WHERE size > %s ORDER BY size"
        )
        self._recorded = ready(
            "SELECT (extract(epoch FROM recorded_at) * 1000000)::bigint FROM {s}.fact"
            " WHERE position = %s"
        )
        self._renewed = ready(
            "SELECT envelope FROM {s}.fact WHERE envelope IS NOT NULL"
            " AND type = (SELECT id FROM {s}.fact_type WHERE name = %s)"
        )
        self._checkpoints = ready(
            "SELECT size, note FROM {s}.checkpoint WHERE size BETWEEN %s AND %s ORDER BY size"
        )
        self._lines = ready(
            "SELECT size, witness, at, line FROM {s}.cosignature WHERE size BETWEEN %s AND %s"
            " ORDER BY size, at"
        )

    def head(self) -> int:
        """The position of the last fact, 0 in an empty journal."""
        (head,) = self.connection.execute(self._head).fetchone() or (0,)
        return int(head)

    def placed(self, after: int = 0, until: int = LAST) -> Iterator[Placed]:
        """Every fact after that position, up to the other, in order, with the leaf that the tree
        holds at its place."""
        names: dict[int, str] = dict(self.connection.execute(self._types).fetchall())
        with ThreadPoolExecutor(1) as ahead:  # the next page is read while this one is looked at
            coming = ahead.submit(self._page, after, until)
            while (found := coming.result())[0]:
                page, filed, words, leaves = found
                coming = ahead.submit(self._page, page[-1][0], until)
                for row in _rows(page, names, filed, words):
                    yield row, leaves.get(row.position)

    def _page(
        self, after: int, until: int
    ) -> tuple[list[Any], list[Any], list[Any], dict[int, bytes]]:
        """Some facts with their filing and words, and the leaves by position."""
        cursor = self.connection.cursor(binary=True)
        page = cursor.execute(self._facts, [after, until, PAGE]).fetchall()
        if not page:
            return page, [], [], {}
        first, last = page[0][0], page[-1][0]
        filed = cursor.execute(self._page_filed, [first, last]).fetchall()
        words = cursor.execute(self._words, [first, last]).fetchall()
        tiles = cursor.execute(self._leaves, [(first - 1) // WIDTH, (last - 1) // WIDTH])
        leaves = {
            index * WIDTH + nth: leaf
            for index, tile in tiles for nth, leaf in enumerate(split(tile), 1)
        }  # fmt: skip
        return page, filed, words, leaves

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

    def replaced(self) -> list[str]:
        """The keys of the log of which a fact says that another took over. Raises Malformed."""
        found = self.connection.execute(self._renewed, [RENEWED]).fetchall()
        return sorted({str(parse_envelope(each)["event"].get("old")) for (each,) in found})

    def recorded_at(self, position: int) -> int:
        """When that fact was recorded, in microseconds since 1970; 0 where there is none."""
        row = self.connection.execute(self._recorded, [position]).fetchone()
        return 0 if row is None else int(row[0])

    def cosigned_before(self, size: int) -> Iterator[list[bytes]]:
        """The checkpoints of smaller sizes that witnesses saw, the largest first."""
        sizes = self.connection.execute(self._before, [size]).fetchall()
        return (self.checkpoints(each, each) for (each,) in sizes)

    def cosigned_after(self, size: int) -> Iterator[list[bytes]]:
        """The checkpoints of larger sizes that witnesses saw, the smallest first."""
        sizes = self.connection.execute(self._after, [size]).fetchall()
        return (self.checkpoints(each, each) for (each,) in sizes)

    def checkpoints(self, least: int = 0, most: int = LAST) -> list[bytes]:
        """Every checkpoint of such a size that was signed; where witnesses saw it twice, as they
        last did."""
        lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for size, witness, _, line in self.connection.execute(self._lines, [least, most]):
            lines[size].append((witness, line))
        found = []
        for size, text in self.connection.execute(self._checkpoints, [least, most]).fetchall():
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


def _rows(
    page: Sequence[Any], names: dict[int, str], filed: Iterable[Any], words: Iterable[Any]
) -> Iterator[Row]:
    under: dict[int, list[tuple[str, str, int, bytes]]] = defaultdict(list)
    for position, tag, kind, nth, salt in filed:
        under[position].append((tag, names.get(kind, ""), nth, salt))
    beside: dict[int, list[tuple[str, str, bytes | None]]] = defaultdict(list)
    for position, segment, key, box in words:
        beside[position].append((segment, key, box))
    for position, kind, at, fact_id, header, body_hash, envelope in page:
        yield Row(
            position, names.get(kind, ""), at, fact_id, header, body_hash, envelope,
            under.get(position, ()), beside.get(position, ()),
        )  # fmt: skip
