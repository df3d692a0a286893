"""Proof of a fork: two trees of one size, both signed by the same log. One line of JSON.

{"one": <signed note>, "other": <signed note>, "wijkboek": "fork/v1"}
"""

from collections.abc import Sequence

from service.notary.checkpoint import open_checkpoint
from service.notary.findings import Code, Report, reported
from service.notary.lines import parse_line, text
from service.notary.note import Key
from service.notary.strict import Malformed


def verify_fork(data: bytes, keys: Sequence[Key]) -> Report:
    """Whether that file shows that one of these logs signed two histories."""
    report = Report("a proof of fork")
    with reported(report):
        said = parse_line(data.removesuffix(b"\n"))
        if text(said, "wijkboek") != "fork/v1" or len(said) != 3:
            raise Malformed("this is no proof of a fork")
        notes = [text(said, name).encode() for name in ("one", "other")]
        one, other = (open_checkpoint(note, *keys)[0] for note in notes)
        if (one.origin, one.size) != (other.origin, other.size) or one.root == other.root:
            raise Malformed("these two checkpoints do not contradict each other")
        report.size = one.size
        report.add(Code.FORK, f"{one.origin} signed two trees of {one.size} facts")
    return report
