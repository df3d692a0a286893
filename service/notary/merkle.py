"""The Merkle tree of RFC 6962 and RFC 9162 over SHA-256: roots, and that a leaf is in it.

leaf hash = SHA-256(00 ‖ entry)      node = SHA-256(01 ‖ left ‖ right)      empty tree: SHA-256()
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import sha256

from service.notary.strict import Malformed

EMPTY = sha256().digest()
AT_ONCE = 4096
"""Leaves that are kept until they are put into the tree, at most."""
LONGEST = 63
"""Hashes in a proof, at most: a tree has fewer than 2^63 leaves."""


class ProofInvalid(Exception):
    """A proof does not lead to the root it should."""


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962 section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 6962 section 2.1."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: its size and the roots of its whole subtrees, largest first."""

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size, self._peaks, self._new = size, list(peaks), list[bytes]()
        if len(self._peaks) != size.bit_count():
            raise Malformed("a tree of that size has another number of whole subtrees")

    def add(self, leaf: bytes) -> None:
        """One more leaf, by its hash."""
        self._new.append(leaf)
        self.size += 1
        if len(self._new) == AT_ONCE:
            self.peaks()

    def peaks(self) -> list[bytes]:
        """What is new is worked out level by level: in half the time of leaf by leaf."""
        level, size, grown = self._new, self.size - len(self._new), list[bytes]()
        while level:
            if size & 1:
                level.insert(0, self._peaks.pop())
            if len(level) & 1:
                grown.append(level.pop())
            level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=True)]
            size >>= 1
        self._peaks, self._new = [*self._peaks, *reversed(grown)], []
        return self._peaks

    def root(self) -> bytes:
        """MTH of the leaves so far (RFC 6962 section 2.1)."""
        smallest_first = self.peaks()[::-1]
        return reduce(lambda right, left: node_hash(left, right), smallest_first or [EMPTY])


def root_of(leaves: Iterable[bytes]) -> bytes:
    """MTH over leaf hashes (RFC 6962 section 2.1)."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """That this leaf hash stands at that index (RFC 9162 section 2.1.3.2). Raises ProofInvalid."""
    if not 0 <= index < size:
        raise ProofInvalid("the index is not in the tree")
    _, found = climbed(index, size - 1, leaf, proof_hashes(proof, leaf, root))
    if found != root:
        raise ProofInvalid("the proof leads to another root")


def climbed(first: int, last: int, start: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """From a node up to the top of its tree: the root of what ends with it, and of all.

    `first` is the number of the node on its level, `last` that of the last one there. Raises
    ProofInvalid.
    """
    then = now = start
    for sibling in path:
        if last == 0:
            raise ProofInvalid("the proof is too long")
        if first & 1 or first == last:
            then, now = node_hash(sibling, then), node_hash(sibling, now)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        first, last = first >> 1, last >> 1
    if last != 0:
        raise ProofInvalid("the proof is too short")
    return then, now


def proof_hashes(proof: Sequence[bytes], *ends: bytes) -> list[bytes]:
    """The hashes of a proof between these. Raises ProofInvalid."""
    if len(proof) > LONGEST or any(len(each) != 32 for each in (*proof, *ends)):
        raise ProofInvalid("a proof is at most 63 hashes, and every hash is 32 bytes")
    return list(proof)
