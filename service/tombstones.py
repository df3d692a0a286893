"""What was destroyed, remembered outside the database: no backup brings it back.

One line each in `<home>/tombstones`: the id of a key, or `epoch <municipality> <number>`. Whoever
destroys keys adds to the file first; a restore puts the keys back, and opening the journal deletes
them again before a word can be read.
"""

import contextlib
import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from uuid import UUID

from psycopg import sql

from service.database import Database
from service.keys import KeysUnusable

FILE = "tombstones"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_EPOCH = re.compile(r"epoch ([a-z][a-z0-9_]{0,30}) ([1-9][0-9]{0,8})")


def tombstones(home: Path) -> list[UUID]:
    """The ids of the keys that may not exist. Raises KeysUnusable for a file that is damaged."""
    return [UUID(line) for line in _lines(home) if not _EPOCH.fullmatch(line)]


def destroyed_epochs(home: Path, municipality: str) -> list[int]:
    """The epochs of a municipality that were destroyed. Raises KeysUnusable."""
    found = [_EPOCH.fullmatch(line) for line in _lines(home)]
    return sorted({int(each[2]) for each in found if each and each[1] == municipality})


def remember(home: Path, keys: Iterable[UUID] = (), epochs: Iterable[tuple[str, int]] = ()) -> None:
    """Add tombstones, and do not return before they are on the disk. Raises KeysUnusable.

    `epochs` are pairs of a municipality and the number of its epoch.
    """
    known = set(_lines(home))
    said = [*map(str, keys), *(f"epoch {name} {number}" for name, number in epochs)]
    new = [line for line in dict.fromkeys(said) if line not in known]
    if not new:
        return
    path = home / FILE
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _held(path) as file:
            file.seek(_whole(file))  # a line that a crash cut off was no tombstone yet
            file.truncate()
            file.write("".join(f"{line}\n" for line in new).encode())
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(home, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise KeysUnusable(
            f"{path} cannot be written, so nothing was destroyed: {error.strerror}"
        ) from None


def bury(database: Database, home: Path) -> int:
    """Delete every key that has a tombstone; how many of them were there.

    Raises KeysUnusable, DatabaseUnreachable.
    """
    ids = tombstones(home)
    if not ids:
        return 0
    destroy = sql.Identifier(f"{database.schema}_keys", "destroy_keys")
    with contextlib.closing(database.connect("keys", autocommit=True)) as connection:
        row = connection.execute(sql.SQL("SELECT {}(%s)").format(destroy), [ids]).fetchone()
    return int(row[0]) if row else 0


def _lines(home: Path) -> list[str]:
    path = home / FILE
    try:
        *lines, rest = path.read_text(encoding="ascii").split("\n")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise KeysUnusable(f"{path} cannot be read: restore that file first") from None
    lines += [rest] if _is_one(rest) else []
    lines = [line for line in lines if line]
    if not all(map(_is_one, lines)):
        raise KeysUnusable(
            f"{path} holds a line that is no tombstone of a key or an epoch: restore that file"
            " first"
        )
    return lines


def _is_one(line: str) -> bool:
    return bool(_ID.fullmatch(line) or _EPOCH.fullmatch(line))


@contextlib.contextmanager
def _held(path: Path) -> Iterator[IO[bytes]]:
    """The file, made if need be, 0600, to oneself."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _whole(file: IO[bytes]) -> int:
    """Where its last whole line ends."""
    content = file.read()
    return content.rfind(b"\n") + 1
