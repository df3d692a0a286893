"""A small journal as it is stored: facts, filing, sealed words, and what was signed."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from service import entry
from service.keys import NewKey
from service.notary.auditing import Audit
from service.notary.checkpoint import Checkpoint
from service.notary.entries import leaf_of
from service.notary.findings import Report
from service.notary.journal import verify_rows
from service.notary.merkle import root_of
from service.notary.note import Note
from service.notary.policy import parse_policy
from service.notary.quick import QuickAudit
from service.notary.rows import Row
from service.notary.signing import cosign, sign_note
from service.sealing import seal
from tests.notary.signed import LOG, ORIGIN, POLICY, W1, W2, W3

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
CASES = ("case:a", "case:b")
WITNESSES = tuple((private, f"witness.example/{n}") for n, private in enumerate((W1, W2, W3), 1))
POSIX = int(BEGAN.timestamp())


def fixed(seed: str, size: int = 16) -> bytes:
    return sha256(seed.encode()).digest()[:size]


def fact(
    position: int,
    kind: str,
    tags: tuple[str, ...],
    counts: dict[str, int],
    event: object = None,
    *,
    words: str | None = None,
    second: int | None = None,
) -> Row:
    """One fact as the writer would store it, a second after the one before."""
    fact_id = UUID(bytes=fixed(f"id {position}"))
    at = BEGAN + timedelta(seconds=position if second is None else second)
    promised, beside = {}, []
    if words is not None:
        key = NewKey(UUID(bytes=fixed(f"key {position}")), fixed("secret", 32), b"", 1)
        segment, ct_hash, pt_commit = seal(words, fact_id, "text", 1, key)
        promised["text"] = {"ct_hash": ct_hash, "key": str(key.key_id), "pt_commit": pt_commit}
        beside.append(("text", str(key.key_id), segment.ciphertext))
    said = {"context": {}, "event": event or {}, "id": str(fact_id), "schema": 1, "words": promised}
    envelope = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    filed = []
    for tag in tags:
        counts[tag] = counts.get(tag, 0) + 1
        filed.append((tag, kind, counts[tag], fixed(f"salt {position} {tag}")))
    header = entry.header(
        position, at, [entry.tag_commitment(salt, tag, nth) for tag, _, nth, salt in filed]
    )
    body_hash = sha256(entry.body(kind, envelope)).digest()
    return Row(
        position, kind, entry.micros(at), str(fact_id), header, body_hash, envelope, filed, beside
    )


def journal(size: int = 9) -> list[Row]:
    """Facts of two cases in turns; every third one has words."""
    counts: dict[str, int] = {}
    return [
        fact(
            position, "NoteMade", (CASES[position % 2], f"command:{position}"), counts,
            words=f"Wat er gezegd is: {position}" if position % 3 == 0 else None,
        )
        for position in range(1, size + 1)
    ]  # fmt: skip


def leaves(rows: list[Row]) -> list[bytes]:
    return [leaf_of(row.header, row.body_hash) for row in rows]


def signed(rows: list[Row], size: int, at: int | None = None, witnesses: int = 3) -> bytes:
    """A checkpoint of the first facts, cosigned a second after the last of them."""
    tree = Checkpoint(ORIGIN, size, root_of(leaves(rows[:size])))
    time = POSIX + size + 1 if at is None else at
    lines = [cosign(tree.text(), who, time, key) for key, who in WITNESSES[:witnesses]]
    return Note(tree.text(), (sign_note(tree.text(), ORIGIN, LOG), *lines)).data()


def checkpoints(rows: list[Row], every: int = 3) -> list[bytes]:
    return [signed(rows, size) for size in range(every, len(rows) + 1, every)]


def audit(
    rows: list[Row],
    notes: list[bytes],
    fixed_leaves: list[bytes] | None = None,
    since: bytes | None = None,
    now: int | None = None,
) -> Report:
    """Verified against the leaves of the tree, where they are given."""
    known = fixed_leaves or []
    placed = [
        (row, known[row.position - 1] if 0 < row.position <= len(known) else None) for row in rows
    ]
    policy = parse_policy(POLICY)
    report, quick = (
        verify_rows(placed, notes, policy, now, since, kind) for kind in (Audit, QuickAudit)
    )
    assert quick == report  # the quicker way says the same
    return report


def codes(report: Report) -> set[str]:
    return {each.code.value for each in report.findings}


def renumbered(rows: list[Row]) -> list[Row]:
    """As whoever removes a row makes positions follow each other again, headers and all."""
    return [
        replace(row, position=n, header=row.header[:1] + n.to_bytes(8) + row.header[9:])
        for n, row in enumerate(rows, 1)
    ]
