"""Checkpoints (C2SP tlog-checkpoint v1.0.0): whose tree, how large, and its root; no extensions.

<origin>
<size, decimal>
<root hash, base64>
"""

from dataclasses import dataclass

from service.notary.merkle import EMPTY
from service.notary.note import Key, Note, SignatureInvalid, parse_note, verify_note
from service.notary.strict import Malformed, digest, encoded, name, number


class RootOfNothing(Malformed):
    """A tree without leaves, and a root that is not the one of no leaves."""


@dataclass(frozen=True)
class Checkpoint:
    """A tree at one size."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The note text (tlog-checkpoint, Note text)."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """A checkpoint's note text (tlog-checkpoint, Note text). Raises Malformed."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise Malformed("a checkpoint is three lines: origin, size and root")
    found = Checkpoint(name(lines[0]), number(lines[1]), digest(lines[2]))
    if found.size == 0 and found.root != EMPTY:
        raise RootOfNothing("the empty tree has one root, and this is another")
    return found


def open_checkpoint(data: bytes, *keys: Key) -> tuple[Checkpoint, Note]:
    """A checkpoint that one of these logs signed (tlog-checkpoint, Signatures); a log whose key was
    renewed has several. Raises Malformed, SignatureInvalid.
    """
    signed = parse_note(data)
    found = parse_checkpoint(signed.text)
    own = [key for key in keys if key.name == found.origin]
    if not own:
        raise SignatureInvalid(f"{found.origin} is no log of this policy")
    verify_note(signed, own)
    return found, signed
