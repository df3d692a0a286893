"""The last tree that was signed, in a file: compared and replaced in one step, and never smaller.

The log's signer and every witness keep one. It holds a signed checkpoint. Whoever holds the lock
reads it, checks that the new tree begins with it, and puts the new one in its place, on the disk
before anybody is told (tlog-witness: checking and persisting are atomic).
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.consistency import verify_consistency
from service.notary.merkle import EMPTY
from service.notary.note import parse_note


class Conflict(Exception):
    """The tree that a proof begins with is not the last one; says how large that is."""

    def __init__(self, tree: Checkpoint) -> None:
        self.tree = tree
        super().__init__(f"the last tree that was signed holds {tree.size} facts")


class Kept:
    """The checkpoint last signed for one origin."""

    def __init__(self, path: Path, origin: str) -> None:
        self._path, self._origin = path, origin

    def note(self) -> bytes | None:
        """The signed checkpoint as it was kept, or None."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def tree(self) -> Checkpoint:
        """What it is of: the empty tree, if none was ever kept. Raises Malformed."""
        kept = self.note()
        if kept is None:
            return Checkpoint(self._origin, 0, EMPTY)
        return parse_checkpoint(parse_note(kept).text)

    def advance(
        self, tree: Checkpoint, old: int, proof: Sequence[bytes], sign: Callable[[], bytes]
    ) -> bytes:
        """Keep what `sign` gives for a tree that begins with the last one, and give it.

        Raises Conflict where the last one has another size than `old`, ProofInvalid.
        """
        with self._held():
            last = self.tree()
            if last.size != old:
                raise Conflict(last)
            verify_consistency(old, tree.size, proof, last.root, tree.root)
            signed = sign()
            write_whole(self._path, signed)
            return signed

    @contextmanager
    def _held(self) -> Iterator[None]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place of the one that is there: on the disk, whole, or not at all."""
    unfinished = path.with_name(f".{path.name}-{os.getpid()}-{get_ident()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError:  # no room: then at least none of it is taken
        with suppress(FileNotFoundError):
            os.unlink(unfinished)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
