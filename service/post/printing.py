"""The print queue: a file a letter, in a folder that a printing service empties. Never one twice.

A letter is written beside the queue (`preparing/`), then put on the list of what was handed over
(`handed-over/`, its proof alone), then renamed into the queue (`ready/`), which is one step for
the file system. Whoever finds it on the list after a crash knows: still beside the queue, it was
not handed over yet; no longer there, it was, also where the printing service has taken it away.
"""

import contextlib
import os
from pathlib import Path

from domain.codes import Undelivered
from domain.terms import MessageId, Proof
from service.post.letter import NotSent


class PrintQueue:
    """One municipality's folder. Files are named by message: no name says whom it is about."""

    def __init__(self, folder: Path) -> None:
        self.ready = folder / "ready"
        self._preparing = folder / "preparing"
        self._handed_over = folder / "handed-over"

    def put(self, message: MessageId, ending: str, content: bytes, proof: Proof) -> Proof:
        """Hand over a letter once; the proof of what was handed over. Raises NotSent."""
        beside = self._preparing / f"{message}{ending}"
        try:
            self._make()
            handed_over = self.noted(message)
            if handed_over is None:
                _write(beside, content)
                self.note(message, proof)
            with contextlib.suppress(FileNotFoundError):  # it was in the queue already
                os.replace(beside, self.ready / beside.name)
            _settle(self.ready)
            _settle(self._preparing)
        except OSError:
            raise NotSent(Undelivered.NOT_WRITTEN) from None
        return handed_over or proof

    def note(self, message: MessageId, proof: Proof) -> None:
        """Put it on the list of what was handed over. Raises OSError."""
        self._make()
        new = self._handed_over / f"{message}.new"
        _write(new, proof.encode())
        os.replace(new, self._handed_over / message)
        _settle(self._handed_over)

    def noted(self, message: MessageId) -> Proof | None:
        """The proof on that list, or None where it was not handed over. Raises OSError."""
        try:
            return Proof((self._handed_over / message).read_text("ascii"))
        except FileNotFoundError:
            return None

    def forget(self, before: float) -> int:
        """Take off the list what was handed over before that moment (seconds since 1970).

        How many there were. Until then also a journal that was put back from a backup, and knows
        nothing of the delivery, has nothing sent twice. Raises OSError.
        """
        self._make()
        old = [path for path in self._handed_over.iterdir() if path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _make(self) -> None:
        for folder in (self.ready, self._preparing, self._handed_over):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write(path: Path, content: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Until the names in a folder are on disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
