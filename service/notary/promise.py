"""Receipts: a promise that a fact will be in the tree, and what shows that it was broken.

wijkboek/promise/v1
<origin>
<position>
<leaf hash, base64>
<when it was recorded, microseconds since 1970>
"""

from dataclasses import dataclass

from service.notary.findings import Code, Report, reported
from service.notary.merkle import ProofInvalid, leaf_hash, verify_inclusion
from service.notary.note import SignatureInvalid, parse_note, verify_note
from service.notary.policy import Policy
from service.notary.proof import Proof
from service.notary.strict import Malformed, digest, encoded, number

PROMISE = "wijkboek/promise/v1"
SECONDS = 10
"""Within so many seconds after it was recorded, a fact is in a signed tree."""


@dataclass(frozen=True)
class Promise:
    """That a fact will be in the tree, at that place, within ten seconds."""

    origin: str
    position: int
    leaf: bytes
    recorded_at: int

    def text(self) -> str:
        """As it is signed."""
        placed = f"{self.position}\n{encoded(self.leaf)}\n{self.recorded_at}\n"
        return f"{PROMISE}\n{self.origin}\n{placed}"


def parse_promise(said: str) -> Promise:
    """The text of a promise. Raises Malformed."""
    lines = said.split("\n")
    if len(lines) != 6 or lines[0] != PROMISE or lines[5] or not number(lines[2]):
        raise Malformed("a promise is five lines")
    return Promise(lines[1], number(lines[2]), digest(lines[3]), number(lines[4]))


def verify_proof(proof: Proof, policy: Policy) -> Report:
    """A receipt: that the fact whose entry stands in `extra` is in a witnessed tree."""
    report = Report("a receipt")
    with reported(report):
        tree, _, times = policy.open(proof.checkpoint)
        report.size, report.cosigned_at = tree.size, times[-1] if times else None
        entry = proof.extra or b""
        if len(entry) != 64:
            raise Malformed("a receipt names the entry that it is of, 64 bytes")
        try:
            verify_inclusion(leaf_hash(entry), proof.index, tree.size, proof.hashes, tree.root)
        except ProofInvalid as error:
            report.add(Code.EDITED, str(error), proof.index + 1)
        report.facts = 1
    return report


def verify_promise(data: bytes, proof: Proof | bytes, policy: Policy) -> Report:
    """Whether a promise was kept: held against what was witnessed later.

    `proof` is of the leaf at its place, or only a checkpoint, which breaks the promise where it was
    cosigned too late to be so small. What does neither is `UNREADABLE`: of another fact, or a
    checkpoint that came too early to tell.
    """
    report = Report("a promise")
    with reported(report):
        signed = parse_note(data)
        promise = parse_promise(signed.text)
        verify_note(signed, [key for key in policy.logs if key.name == promise.origin])
        tree, _, times = policy.open(proof.checkpoint if isinstance(proof, Proof) else proof)
        report.size, report.cosigned_at = tree.size, times[-1] if times else None
        if tree.origin != promise.origin:
            raise SignatureInvalid("the promise and the checkpoint are of two logs")
        due = promise.recorded_at // 1_000_000 + SECONDS
        if tree.size < promise.position and times and times[0] > due:
            report.add(Code.MISSING, "it was promised, and never fixed", promise.position)
        if isinstance(proof, Proof) and proof.index == promise.position - 1:
            leaf = leaf_hash(proof.extra or b"")
            verify_inclusion(leaf, proof.index, tree.size, proof.hashes, tree.root)
            report.facts = 1
            if leaf != promise.leaf:
                message = "another fact stands where it was promised"
                report.add(Code.MISSING, message, promise.position)
        elif not report.findings:
            raise Malformed("this neither keeps the promise nor breaks it: ask for its own proof")
    return report
