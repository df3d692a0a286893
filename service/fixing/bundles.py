"""Entry bundles (tlog-tiles, Entry bundles): what each leaf is the hash of, for who audits.

u16 64 ‖ SHA-256(header) ‖ SHA-256(body), 256 of them or as many as there are: no word and no tag,
and of a fact whose envelope was removed the same as before.
"""

import struct

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, parse_path

_LENGTH = struct.pack(">H", 64)


def bundle(connection: Connection[TupleRow], schema: str, name: str, size: int) -> list[bytes]:
    """The entries of the bundle with that name, each with its length; none where a tree of that
    size has no such bundle. `connection` is the reader's, in autocommit."""
    try:
        _, index, width = parse_path(f"tile/0/{name}")
    except Malformed:
        return []
    first = index * WIDTH
    if first + width > size:
        return []
    statement = sql.SQL(
        "SELECT sha256(header) || body_hash FROM {}.fact WHERE position > %s AND position <= %s"
        " ORDER BY position"
    ).format(sql.Identifier(schema))
    found = connection.execute(statement, [first, first + width]).fetchall()
    return [_LENGTH + bytes(entry) for (entry,) in found]
