"""The tree: every size to 256 against the definitions of RFC 6962; every wrong proof refused."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.notary.consistency import verify_consistency
from service.notary.merkle import (
    EMPTY,
    Frontier,
    ProofInvalid,
    leaf_hash,
    root_of,
    verify_inclusion,
)
from service.notary.paths import consistency_proof, inclusion_proof, node_of
from service.notary.strict import Malformed
from service.notary.tiles import Tiled, node_in, of_size, split
from tests.notary.definitions import MTH, PATH, PROOF

MOST = 256
ENTRIES = tuple(bytes([n]) for n in range(MOST))
LEAVES = [leaf_hash(each) for each in ENTRIES]
NODE = node_of(LEAVES)
ROOTS = [root_of(LEAVES[:size]) for size in range(MOST + 1)]


@pytest.mark.requirement("M-31")
def test_every_root_and_every_proof_to_256_is_what_the_rfc_defines() -> None:
    rolling = hashlib.sha256()
    for size in range(MOST + 1):
        assert ROOTS[size] == MTH(ENTRIES[:size])
        for index in range(size):
            path = inclusion_proof(NODE, index, size)
            assert path == PATH(index, ENTRIES[:size])
            verify_inclusion(LEAVES[index], index, size, path, ROOTS[size])
            rolling.update(b"".join(path))
        for old in range(1, size + 1):
            path = consistency_proof(NODE, old, size)
            assert path == PROOF(old, ENTRIES[:size])
            verify_consistency(old, size, path, ROOTS[old], ROOTS[size])
            rolling.update(b"".join(path))
    # Everything that was made above, in one number: so it stays.
    assert rolling.hexdigest() == (
        "06fcb4407cb8071bd181ea73d96d762ce8e94186401e6513b11a6ef4b24d52da"
    )


def test_the_empty_tree_and_the_first_leaf_are_those_of_the_rfc() -> None:
    assert EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (
        leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert MTH(()) == EMPTY == root_of([])


def test_attack_31_a_leaf_made_to_look_like_a_node_has_another_hash() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != root_of([left, right])


def wrong(proof: list[bytes]) -> list[list[bytes]]:
    """Proofs that are not this one: cut, longer, reordered, and with one bit changed."""
    more = [[*proof, LEAVES[0]], [LEAVES[0], *proof], [*proof, *proof], [*proof, b""]]
    less = [proof[1:], proof[:-1], []]
    turned = [proof[::-1]]
    changed = [
        [*proof[:n], bytes([each[0] ^ 1, *each[1:]]), *proof[n + 1 :]]
        for n, each in enumerate(proof)
    ]
    return [each for each in (*more, *less, *turned, *changed) if each != proof]


@given(st.integers(1, MOST).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n))))
def test_a_wrong_inclusion_proof_is_refused(place: tuple[int, int]) -> None:
    index, size = place
    proof = inclusion_proof(NODE, index, size)
    for each in wrong(proof):
        with pytest.raises(ProofInvalid):
            verify_inclusion(LEAVES[index], index, size, each, ROOTS[size])
    for other in {index - 1, index + 1, size, -1} - {index}:
        with pytest.raises(ProofInvalid):
            verify_inclusion(LEAVES[index], other, size, proof, ROOTS[size])
    for root, leaf in ((ROOTS[size - 1], LEAVES[index]), (ROOTS[size], leaf_hash(b"another"))):
        with pytest.raises(ProofInvalid):
            verify_inclusion(leaf, index, size, proof, root)


@given(st.integers(0, MOST), st.integers(0, MOST))
def test_a_wrong_consistency_proof_is_refused(one: int, other: int) -> None:
    old, size = sorted((one, other))
    proof = consistency_proof(NODE, old, size)
    for each in wrong(proof):
        with pytest.raises(ProofInvalid):
            verify_consistency(old, size, each, ROOTS[old], ROOTS[size])
    another = leaf_hash(b"another")
    for then, now in ((another, ROOTS[size]), (ROOTS[old], another)):
        if old or then == another:  # anything follows from an empty tree
            with pytest.raises(ProofInvalid):
                verify_consistency(old, size, proof, then, now)
    if not old:
        with pytest.raises(ProofInvalid):
            verify_consistency(0, size, [], another, ROOTS[size])
    with pytest.raises(ProofInvalid):
        verify_consistency(size + 1, size, proof, ROOTS[size], ROOTS[size])


def test_a_proof_of_more_than_63_hashes_is_refused() -> None:
    for length in (64, 1000):
        with pytest.raises(ProofInvalid):
            verify_inclusion(LEAVES[0], 0, 2**62, LEAVES[:1] * length, ROOTS[1])
        with pytest.raises(ProofInvalid):
            verify_consistency(1, 2**62, LEAVES[:1] * length, ROOTS[1], ROOTS[2])


def test_proofs_are_not_made_of_what_is_not_there() -> None:
    for index, size in ((0, 0), (1, 1), (-1, 4)):
        with pytest.raises(ValueError):
            inclusion_proof(NODE, index, size)
    with pytest.raises(ValueError):
        consistency_proof(NODE, 5, 4)
    with pytest.raises(Malformed):
        Frontier(3, [LEAVES[0]])


def test_tiles_hold_the_same_tree_at_every_size() -> None:
    many = 256 * 256 + 300
    leaves = [leaf_hash(n.to_bytes(4)) for n in range(many)]
    kept: dict[tuple[int, int], bytes] = {}
    frontier, tree = Frontier(), Tiled(0, {})
    stops = {1, 2, 255, 256, 257, 511, 512, 700, 65_535, 65_536, 65_537, many}
    for size, leaf in enumerate(leaves, 1):
        frontier.add(leaf)
        tree.add(leaf)
        if size in stops:
            kept |= tree.settle()
            assert tree.root() == frontier.root()
            edge = {
                level: split(kept[level, at]) for level, at, width in of_size(size) if width < 256
            }
            tree = Tiled(size, edge)  # as somebody who goes on later begins
            assert tree.root() == frontier.root()
    node = node_in(lambda level, at: kept[level, at])
    whole = node_of(leaves)
    for index in (0, 1, 255, 256, 65_535, 65_536, many - 1):
        path = inclusion_proof(node, index, many)
        assert path == inclusion_proof(whole, index, many)
        verify_inclusion(leaves[index], index, many, path, frontier.root())
    for old in (1, 255, 256, 300, 65_536, 65_700, many):
        assert consistency_proof(node, old, many) == consistency_proof(whole, old, many)
