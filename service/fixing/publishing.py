"""Publishing the tree as files (tlog-tiles): hash tiles, and after them the checkpoint.

They show how many facts there are, and nothing of what is in them.
"""

import os
from pathlib import Path
from typing import Any

from psycopg import Connection

from service.fixing.tree import Tree
from service.notary.checkpoint import parse_checkpoint
from service.notary.kept import write_whole
from service.notary.note import parse_note
from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, of_size, path


class Public:
    """The folder that is served to anybody."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def checkpoint(self) -> bytes | None:
        """The one that is published, or None."""
        try:
            return (self._folder / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None

    def size(self) -> int:
        """How large the published tree is."""
        found = self.checkpoint()
        try:
            return parse_checkpoint(parse_note(found).text).size if found else 0
        except Malformed:
            return 0  # then all of it is written again

    def tile(self, level: int, index: int, width: int) -> bytes | None:
        """A tile that is published, cut out of a wider one where need be; or None."""
        for name in (path(level, index, width), path(level, index)):
            try:
                return (self._folder / name).read_bytes()[: 32 * width]
            except FileNotFoundError:
                continue
        return None

    def publish(self, connection: Connection[Any], tree: Tree, note: bytes) -> None:
        """Write what changed, tile by tile, and the signed checkpoint last; nothing smaller."""
        size, before = parse_checkpoint(parse_note(note).text).size, self.size()
        if size < before:
            return  # another notary was first
        for level, last, width in of_size(size):
            first = before // WIDTH ** (level + 1)
            for index in range(first, last + 1):
                wide = WIDTH if index < last else width
                hashes = tree.tile(connection, level, index) or b""
                self._write(path(level, index, wide), hashes[: 32 * wide])
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / "checkpoint", note)
        os.chmod(self._folder / "checkpoint", 0o644)

    def _write(self, name: str, content: bytes) -> None:
        where = self._folder / name
        if not where.exists():  # a tile of that width is never another
            where.parent.mkdir(parents=True, exist_ok=True)
            write_whole(where, content)
            os.chmod(where, 0o644)
