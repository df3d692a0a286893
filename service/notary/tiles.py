"""Tiles (C2SP tlog-tiles v0.1.0): the tree as files of up to 256 hashes, each 8 levels high.

tile/<L>/<N>[.p/<W>]    N in groups of three digits, all but the last begin with x: x001/x234/067
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256

from service.notary.merkle import Frontier, root_of
from service.notary.paths import Node
from service.notary.strict import Malformed

WIDTH = 256
Tile = Callable[[int, int], bytes]
"""A tile, by level and index: as many hashes as there are."""
_PATH = re.compile(
    r"tile/(0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


def path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile is served (tlog-tiles, Merkle Tree)."""
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(groups))}{partial}"


def parse_path(text: str) -> tuple[int, int, int]:
    """Level, index and width of a tile by its path (tlog-tiles, Merkle Tree). Raises Malformed."""
    found = _PATH.fullmatch(text)
    if not found:
        raise Malformed("no tile has this path")
    level, index = int(found[1]), int(found[2].replace("x", "").replace("/", ""))
    width = int(found[3]) if found[3] else WIDTH
    if level > 63 or text != path(level, index, width):
        raise Malformed("no tile has this path")
    return level, index, width


def of_size(size: int) -> Iterator[tuple[int, int, int]]:
    """Level, index and width of the last tile of each level, in a tree of that size (tlog-tiles,
    Partial Tiles); a full one where there is no partial one."""
    level = 0
    while size:
        yield level, (size - 1) // WIDTH, (size - 1) % WIDTH + 1
        size, level = size // WIDTH, level + 1


def split(tile: bytes) -> list[bytes]:
    """The hashes of a tile. Raises Malformed."""
    if not tile or len(tile) % 32 or len(tile) > 32 * WIDTH:
        raise Malformed("a tile is 1 to 256 hashes of 32 bytes")
    return [tile[at : at + 32] for at in range(0, len(tile), 32)]


class Tiled:
    """A tree that grows tile by tile: which tiles changed since `changed` was last emptied."""

    def __init__(self, size: int, edge: dict[int, list[bytes]]) -> None:
        """`edge`: the hashes of the last tile of each level, where that is partial; of a level that
        is full or empty, none."""
        self.size = size
        self._edge = {level: list(hashes) for level, hashes in edge.items()}
        self._at: dict[int, int] = {}
        level, count = 0, size
        while count:
            self._at[level] = count // WIDTH
            if len(self._edge.get(level, ())) != count % WIDTH:
                raise Malformed("the last tiles are not those of a tree of that size")
            level, count = level + 1, count // WIDTH
        self.changed: dict[tuple[int, int], bytes] = {}

    def add(self, leaf: bytes) -> None:
        """One more leaf, by its hash."""
        self.size += 1
        self._append(0, leaf)

    def _append(self, level: int, found: bytes) -> None:
        hashes = self._edge.setdefault(level, [])
        hashes.append(found)
        at = self._at.setdefault(level, 0)
        if len(hashes) == WIDTH:
            self.changed[level, at] = b"".join(hashes)
            self._edge[level], self._at[level] = [], at + 1
            self._append(level + 1, root_of(hashes))

    def settle(self) -> dict[tuple[int, int], bytes]:
        """Every tile that is another than before, by level and index; and begin counting anew."""
        partial = {
            (level, self._at[level]): b"".join(hashes)
            for level, hashes in self._edge.items()
            if hashes
        }
        changed, self.changed = {**self.changed, **partial}, {}
        return changed

    def root(self) -> bytes:
        """MTH of the tree (RFC 6962 section 2.1)."""
        peaks: list[bytes] = []
        for level in sorted(self._edge, reverse=True):
            part = Frontier()
            for each in self._edge[level]:
                part.add(each)
            peaks += part.peaks()
        return Frontier(self.size, peaks).root()


def node_in(tile: Tile) -> Node:
    """Whole subtrees out of tiles: those between two levels are hashed anew."""

    def node(level: int, index: int) -> bytes:
        height = level % 8
        first = index << height
        place, wide = first % WIDTH, 1 << height
        hashes = tile(level // 8, first // WIDTH)[32 * place : 32 * (place + wide)]
        if len(hashes) < 32 * wide:
            raise Malformed("the tree is not that large")
        while len(hashes) > 32:
            pairs = (hashes[at : at + 64] for at in range(0, len(hashes), 64))
            hashes = b"".join([sha256(b"\x01" + pair).digest() for pair in pairs])
        return hashes

    return node
