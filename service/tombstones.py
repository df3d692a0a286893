"""Keys that were destroyed, remembered outside the database: no backup brings them back.

One line per key in `<home>/tombstones`: its id. Whoever destroys keys adds to the file first; a
restore puts the keys back, and opening the journal deletes them again before a word can be read.
"""

import contextlib
import re
from pathlib import Path
from uuid import UUID

from psycopg import sql

from service.database import Database
from service.keys import KeysUnusable

FILE = "tombstones"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def tombstones(home: Path) -> list[UUID]:
    """The ids of the keys that may not exist. Raises KeysUnusable for a file that is damaged."""
    try:
        lines = (home / FILE).read_text(encoding="ascii").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise KeysUnusable(f"{home / FILE} cannot be read: restore that file first") from None
    ids = [line for line in lines if line]
    if not all(_ID.fullmatch(line) for line in ids):
        raise KeysUnusable(f"{home / FILE} holds a line that is no key id: restore that file first")
    return [UUID(line) for line in ids]


def bury(database: Database, home: Path) -> int:
    """Delete every key that has a tombstone; how many of them were there.

    Raises KeysUnusable, DatabaseUnreachable.
    """
    ids = tombstones(home)
    if not ids:
        return 0
    destroy = sql.Identifier(f"{database.schema}_keys", "destroy_keys")
    with contextlib.closing(database.connect("keys", autocommit=True)) as connection:
        (deleted,) = connection.execute(sql.SQL("SELECT {}(%s)").format(destroy), [ids]).fetchone()
        return int(deleted)
