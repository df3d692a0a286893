"""A proof that stands alone (C2SP tlog-proof v1): this leaf is in that witnessed tree.

c2sp.org/tlog-proof@v1
extra <base64>                 only where there is any
index <decimal>
<hash, base64>                 from the leaf's sibling up
<empty line>
<checkpoint, with its signatures>
"""

from dataclasses import dataclass

from service.notary.checkpoint import parse_checkpoint
from service.notary.merkle import LONGEST
from service.notary.note import parse_note
from service.notary.strict import Malformed, decoded, digest, encoded, number, plain

FIRST = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Proof:
    """What a `.tlog-proof` file holds; nothing of it is verified yet."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None
    """Not authenticated: only a hint."""

    def data(self) -> bytes:
        """As it is written (tlog-proof, Format)."""
        extra = [] if self.extra is None else [f"extra {encoded(self.extra)}"]
        head = [FIRST, *extra, f"index {self.index}", *map(encoded, self.hashes), "", ""]
        return "\n".join(head).encode() + self.checkpoint


def parse_proof(data: bytes) -> Proof:
    """tlog-proof, Format. Raises Malformed."""
    head, divided, signed = plain(data).partition("\n\n")
    first, *lines = head.split("\n")
    if first != FIRST or not divided:
        raise Malformed("this is no tlog-proof")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decoded(lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise Malformed("the index is missing")
    index, hashes = number(lines[0].removeprefix("index ")), lines[1:]
    if len(hashes) > LONGEST:
        raise Malformed("a proof is at most 63 hashes")
    parse_checkpoint(parse_note(signed.encode()).text)
    return Proof(index, tuple(map(digest, hashes)), signed.encode(), extra)
