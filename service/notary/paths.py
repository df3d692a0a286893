"""Making proofs of inclusion and consistency (RFC 6962 section 2.1) out of whole subtrees."""

from collections.abc import Callable, Sequence

from service.notary.merkle import EMPTY, node_hash

Node = Callable[[int, int], bytes]
"""The hash of a whole subtree: of the 2^level leaves that begin at leaf index · 2^level."""


def node_of(leaves: Sequence[bytes]) -> Node:
    """Whole subtrees of leaf hashes that are in memory, each computed once."""
    levels: list[Sequence[bytes]] = [leaves]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(*below[i : i + 2]) for i in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


def mth(node: Node, start: int, end: int) -> bytes:
    """MTH(D[start:end]), for a range that RFC 6962 section 2.1 splits off. Empty: EMPTY."""
    size = end - start
    if size <= 0:
        return EMPTY
    if size.bit_count() == 1:
        level = size.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(size)
    return node_hash(mth(node, start, middle), mth(node, middle, end))


def inclusion_proof(node: Node, index: int, size: int) -> list[bytes]:
    """PATH(index, D[size]), the leaf's sibling first (RFC 6962 section 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError("there is no such leaf")
    start, end = 0, size
    path = []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(mth(node, middle, end))
            end = middle
        else:
            path.append(mth(node, start, middle))
            start = middle
    return path[::-1]


def consistency_proof(node: Node, old: int, size: int) -> list[bytes]:
    """PROOF(old, D[size]) (RFC 6962 section 2.1.2); none is needed from an empty tree."""
    if not 0 <= old <= size:
        raise ValueError("a tree does not shrink")
    if old in (0, size):
        return []
    start, end, whole = 0, size, True
    path = []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(mth(node, middle, end))
            end = middle
        else:
            path.append(mth(node, start, middle))
            start, whole = middle, False
    if not whole:
        path.append(mth(node, start, end))
    return path[::-1]


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
