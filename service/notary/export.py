"""A sealed export: all facts under one identity, with what proves each, and that none is left out.

One JSON object a line:

    {"manifest": <signed note>, "wijkboek": "export/v1"}
    {"checkpoint": <signed note>, "policy": <text>}
    {"header": …, "nth": …, "position": …, "proof": […], "salt": …, and then either
       "envelope": …, "sealed": {segment: why}, "type": …, "words": {segment: [salt, text]}
       or "body_hash": …, "withheld": why}                                             a line a fact

manifest = wijkboek/export/v1 ⏎ origin ⏎ identity ⏎ count ⏎ last position ⏎ tree size ⏎ SHA-256 of
all lines but the first, base64 ⏎
"""

import hashlib
from dataclasses import dataclass

from service.notary.auditing import stale
from service.notary.checkpoint import Checkpoint
from service.notary.entries import (
    commitment,
    commitment_to,
    hash_of_body,
    leaf_of,
    parse_envelope,
    parse_header,
)
from service.notary.findings import Code, Report, reported
from service.notary.lines import Line, many, parse_lines, text, whole
from service.notary.merkle import ProofInvalid, verify_inclusion
from service.notary.note import parse_note, verify_note
from service.notary.policy import Policy, parse_policy
from service.notary.strict import Malformed, decoded, digest, encoded, number

EXPORT = "wijkboek/export/v1"


@dataclass(frozen=True)
class Manifest:
    """What an export says of itself, signed."""

    origin: str
    identity: str
    count: int
    last: int
    size: int
    rest: bytes
    """SHA-256 of all lines but the first."""

    def text(self) -> str:
        """As it is signed."""
        counted = f"{self.count}\n{self.last}\n{self.size}\n"
        return f"{EXPORT}\n{self.origin}\n{self.identity}\n{counted}{encoded(self.rest)}\n"


def parse_manifest(said: str) -> Manifest:
    """The text of a manifest. Raises Malformed."""
    lines = said.split("\n")
    if len(lines) != 8 or lines[0] != EXPORT or lines[7] or not lines[2]:
        raise Malformed("a manifest is seven lines")
    count, last, size = map(number, lines[3:6])
    return Manifest(lines[1], lines[2], count, last, size, digest(lines[6]))


def verify_export(data: bytes, policy: Policy | None = None, now: int | None = None) -> Report:
    """Whether an export is whole, unaltered and witnessed; `now` is POSIX seconds.

    `policy` is the verifier's own; without one, the export's own says whom to trust, which proves
    only that it agrees with itself.
    """
    report = Report()
    with reported(report):
        _verify(data, policy, report)
        if now is not None:
            stale(report, now)
    return report


def _verify(data: bytes, policy: Policy | None, report: Report) -> None:
    lines = list(parse_lines(data))
    if len(lines) < 2:
        raise Malformed("an export is two lines at least")
    first, fixed, *facts = lines
    if text(first, "wijkboek") != "export/v1" or len(first) != 2 or len(fixed) != 2:
        raise Malformed("this is no export")
    policy = policy or parse_policy(text(fixed, "policy").encode())
    signed = parse_note(text(first, "manifest").encode())
    manifest = parse_manifest(signed.text)
    report.about, report.size = manifest.identity, manifest.size
    if len(signed.signatures) != 1:
        raise Malformed("a manifest has one signature")
    verify_note(signed, [key for key in policy.logs if key.name == manifest.origin])
    if hashlib.sha256(data.split(b"\n", 1)[1]).digest() != manifest.rest:
        report.add(Code.EDITED, "the export is not the one that was signed")
    tree, _, times = policy.open(text(fixed, "checkpoint").encode())
    report.cosigned_at = times[-1] if times else None
    if (tree.origin, tree.size) != (manifest.origin, manifest.size):
        report.add(Code.ROOT, "its checkpoint is of another tree")
    before = count = 0
    for said in facts:
        position = whole(said, "position")
        if position <= before:
            raise Malformed("facts stand in their order")
        nth = whole(said, "nth")
        if nth > count + 1:
            message = f"numbers {count + 1} to {nth - 1} were left out before this one"
            report.add(Code.MISSING, message, position)
        before, count = position, nth
        for message in _wrong(said, manifest.identity, tree):
            report.add(Code.EDITED, message, position)
    report.facts = len(facts)
    if (count, before) != (manifest.count, manifest.last) or len(facts) != manifest.count:
        report.add(Code.MISSING, f"it should hold {manifest.count} facts, up to {manifest.last}")


def _wrong(said: Line, identity: str, tree: Checkpoint) -> list[str]:
    """What is wrong with one fact of it. Raises Malformed."""
    raw, wrong = decoded(text(said, "header")), []
    position, header = whole(said, "position"), parse_header(raw)
    if "withheld" in said:
        _only(said, {"body_hash", "withheld"})
        text(said, "withheld")
        body = digest(text(said, "body_hash"))
    else:
        _only(said, {"envelope", "sealed", "type", "words"})
        envelope = text(said, "envelope").encode()
        body = hash_of_body(text(said, "type"), envelope)
        wrong = _wrong_words(said, envelope)
    if header.position != position:
        wrong.append("it stands at another position")
    filed = commitment(decoded(text(said, "salt")), identity, whole(said, "nth"))
    if filed not in header.commitments:
        wrong.append(f"it is not that number of {identity}")
    path = [digest(each) if isinstance(each, str) else b"" for each in many(said, "proof")]
    try:
        verify_inclusion(leaf_of(raw, body), position - 1, tree.size, path, tree.root)
    except ProofInvalid as error:
        wrong.append(f"it is not in the tree that was signed: {error}")
    return wrong


def _only(said: Line, more: set[str]) -> None:
    if said.keys() != {"header", "nth", "position", "proof", "salt"} | more:
        raise Malformed("a fact of an export has other fields")


def _wrong_words(said: Line, envelope: bytes) -> list[str]:
    promised = parse_envelope(envelope)["words"]
    opened, sealed = said["words"], said["sealed"]
    if not isinstance(opened, dict) or not isinstance(sealed, dict):
        raise Malformed("words stand by their segment")
    wrong = []
    if sorted([*opened, *sealed]) != sorted(promised):
        wrong.append("its words are not those that it names")
    for segment, pair in opened.items():
        match pair:
            case [str(salt), str(said_there)]:
                made = commitment_to(digest(salt), said_there)
            case _:
                raise Malformed("opened words are a salt and a text")
        if made != promised.get(segment, {}).get("pt_commit"):
            wrong.append("its words are not the words that were recorded")
    return wrong
