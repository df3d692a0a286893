"""That a tree only grew: consistency proofs (RFC 9162 section 2.1.4). For signer and witnesses."""

from collections.abc import Sequence

from service.notary.merkle import EMPTY, ProofInvalid, climbed, proof_hashes


def verify_consistency(
    old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes
) -> None:
    """That the larger tree begins with the smaller (RFC 9162 section 2.1.4.2; tlog-witness).

    Raises ProofInvalid.
    """
    if not 0 <= old <= size:
        raise ProofInvalid("a tree does not shrink")
    path = proof_hashes(proof, old_root, root)
    if old == 0 and old_root != EMPTY:
        raise ProofInvalid("the empty tree has one root, and this is another")
    if old in (0, size):
        if proof:
            raise ProofInvalid("there is nothing to prove, and yet a proof")
        if old == size and old_root != root:
            raise ProofInvalid("one size, and two roots")
        return
    if old.bit_count() == 1:
        path = [old_root, *path]
    if not path:
        raise ProofInvalid("the proof is too short")
    first, last = old - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    if climbed(first, last, path[0], path[1:]) != (old_root, root):
        raise ProofInvalid("the larger tree does not begin with the smaller")
