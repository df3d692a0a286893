"""Verifying a whole journal: from a file, or from rows that somebody else reads."""

from collections.abc import Callable, Iterable

from service.notary.auditing import Audit
from service.notary.findings import Code, Report, reported
from service.notary.lines import many, parse_line, text
from service.notary.note import Note
from service.notary.policy import Policy, parse_policy
from service.notary.rows import JOURNAL, Row, Seen, pass_over, row_of_line, seen
from service.notary.strict import Malformed

Placed = tuple[Row, bytes | None]
"""A fact, and the leaf that the tree holds at its place."""


def verify_rows(
    rows: Iterable[Placed],
    notes: Iterable[bytes],
    policy: Policy,
    now: int | None = None,
    since: bytes | None = None,
    kind: type[Audit] = Audit,
) -> Report:
    """Whether a journal is whole, unaltered, and what was signed; `now` is POSIX seconds.

    `since` is a checkpoint that somebody kept: the journal must begin with that tree.
    """
    report = Report("a journal")
    others: list[Note] = []
    checkpoints = seen(notes, policy, report, others)
    with reported(report):
        kept = [] if since is None else [Seen(policy.open(since)[0])]
        times = [each.times[-1] for each in checkpoints if each.times]
        if policy.quorum != "none" and checkpoints and not times:
            report.add(Code.QUORUM, "no checkpoint was cosigned by a quorum")
        report.cosigned_at = max(times, default=None)
        audit = kind([*checkpoints, *kept], report)
        for row, leaf in rows:
            audit.take(row, leaf)
        first = {key.name: key for key in reversed(policy.logs)}
        for key in dict.fromkeys(key for each in checkpoints for key in each.keys):
            if key != first[key.name] and key.vkey() not in audit.renewed:
                message = f"it signs with the key {key.key_id.hex()}, and no fact says since when"
                report.add(Code.SIGNATURE, message)
        pass_over(others, policy, audit.renewed.values(), report)
        audit.end(now)
    return report


def verify_journal(
    lines: Iterable[bytes],
    policy: Policy | None = None,
    now: int | None = None,
    since: bytes | None = None,
    passed: Callable[[int], None] = lambda position: None,
) -> Report:
    """The same, of a file: its lines with their newlines. `passed` is told of every fact.

    `policy` is the verifier's own; without one, the file's own says whom to trust.
    """
    report = Report("a journal")
    reading = iter(lines)
    with reported(report):
        first = parse_line(_line(next(reading, b"")))
        if text(first, "wijkboek") != JOURNAL or len(first) != 3:
            raise Malformed("this is no journal")
        notes = [text({"note": each}, "note").encode() for each in many(first, "checkpoints")]
        policy = policy or parse_policy(text(first, "policy").encode())

        def rows() -> Iterable[Placed]:
            for raw in reading:
                placed = row_of_line(parse_line(_line(raw)))
                passed(placed[0].position)
                yield placed

        report = verify_rows(rows(), notes, policy, now, since)
    return report


def _line(raw: bytes) -> bytes:
    if not raw.endswith(b"\n"):
        raise Malformed("every line ends in a newline")
    return raw[:-1]
