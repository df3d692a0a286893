"""What a whole journal is verified from: its facts as they are stored, and what was signed.

As a file, one JSON object a line:

    {"checkpoints": [<signed note>, …], "policy": <text>, "wijkboek": "journal/v1"}
    {"body_hash": …, "envelope": <base64>, "filed": [[tag, type, nth, salt], …], "header": …,
     "id": …, "leaf": …, "position": …, "recorded_at": …, "type": …,
     "words": [[segment, key, ciphertext], …]}
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.findings import Code, Report
from service.notary.lines import Line, many, text, whole
from service.notary.note import Key, Note, SignatureInvalid, parse_key, parse_note, verify_note
from service.notary.policy import Policy
from service.notary.strict import Malformed, decoded

JOURNAL = "journal/v1"


@dataclass(slots=True)  # frozen, making one takes as long as two hashes
class Row:
    """A fact as it is stored, with its filing and its sealed words."""

    position: int
    kind: str
    recorded_at: int
    fact_id: str
    header: bytes
    body_hash: bytes
    envelope: bytes | None
    filed: Sequence[tuple[str, str, int, bytes]]
    """Tag, type, nth and salt."""
    words: Sequence[tuple[str, str, bytes | None]]
    """Segment, key id and ciphertext."""


@dataclass(frozen=True)
class Seen:
    """A checkpoint that was signed, and when witnesses cosigned it (POSIX seconds)."""

    tree: Checkpoint
    times: Sequence[int] = ()
    keys: Sequence[Key] = ()
    """Of the log, that signed it."""


def row_of_line(said: Line) -> tuple[Row, bytes | None]:
    """A fact, and its leaf. Raises Malformed."""
    if len(said) != 10:
        raise Malformed("a fact has ten fields")
    row = Row(
        whole(said, "position"), text(said, "type"), whole(said, "recorded_at"), text(said, "id"),
        decoded(text(said, "header")), decoded(text(said, "body_hash")), _maybe(said, "envelope"),
        [_filed(each) for each in many(said, "filed")],
        [_sealed(each) for each in many(said, "words")],
    )  # fmt: skip
    return row, _maybe(said, "leaf")


def _maybe(said: Line, name: str) -> bytes | None:
    return None if name in said and said[name] is None else decoded(text(said, name))


def _filed(each: Any) -> tuple[str, str, int, bytes]:
    match each:
        case [str(tag), str(kind), int(nth), str(salt)] if nth is not True:
            return tag, kind, nth, decoded(salt)
    raise Malformed("a filing is tag, type, number and salt")


def _sealed(each: Any) -> tuple[str, str, bytes | None]:
    match each:
        case [str(segment), str(key), None | str() as box]:
            return segment, key, None if box is None else decoded(box)
    raise Malformed("sealed words are segment, key and ciphertext")


def seen(notes: Iterable[bytes], policy: Policy, report: Report, others: list[Note]) -> list[Seen]:
    """Checkpoints as they were stored: each signed by a log of the policy, and by nobody unknown.

    Times count where a quorum cosigned. What is wrong with one is reported, and it is left out;
    `others` are given what no log of the policy says that it signed.
    """
    found = []
    for raw in notes:
        try:
            signed = parse_note(raw)
            tree = parse_checkpoint(signed.text)
            if not any(key.made(each) for key in policy.logs for each in signed.signatures):
                others.append(signed)
                continue
            signed_by = verify_note(signed, [key for key in policy.logs if key.name == tree.origin])
            times = policy.times(signed)
            known = [*policy.logs, *policy.witnesses.values()]
            if not all(any(key.made(each) for key in known) for each in signed.signatures):
                raise SignatureInvalid("somebody unknown signed it")
        except (Malformed, SignatureInvalid) as error:
            report.add(Code.EDITED, f"a stored checkpoint is not what was signed: {error}")
        else:
            found.append(Seen(tree, tuple(policy.until_quorum(times)), signed_by))
    return found


def pass_over(others: list[Note], policy: Policy, old: Iterable[str], report: Report) -> None:
    """Count those of a log that the policy does not name, or by an old key, of which a fact says
    that it was replaced: they prove nothing any more. Any other is reported."""
    known = {key.name for key in policy.logs}
    for note in others:
        try:
            if (origin := parse_checkpoint(note.text).origin) in known:
                verify_note(note, [key for key in map(parse_key, old) if key.name == origin])
            report.passed += 1
        except (Malformed, SignatureInvalid) as error:
            report.add(Code.EDITED, f"a stored checkpoint is not what was signed: {error}")
