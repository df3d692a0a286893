"""Proof of a fork: two trees of one size, both signed by the same log. One line of JSON.

{"one": <signed note>, "other": <signed note>, "wijkboek": "fork/v1"}
"""

from collections.abc import Sequence

from service.notary.checkpoint import open_checkpoint, parse_checkpoint
from service.notary.findings import Code, Report, reported
from service.notary.lines import parse_line, text
from service.notary.note import Key, SignatureInvalid, parse_note
from service.notary.strict import Malformed


def verify_fork(data: bytes, keys: Sequence[Key]) -> Report:
    """Whether that file shows that one of these logs signed two histories."""
    report = Report("a proof of fork")
    with reported(report):
        said = parse_line(data.removesuffix(b"\n"))
        if text(said, "wijkboek") != "fork/v1" or len(said) != 3:
            raise Malformed("this is no proof of a fork")
        first, second = text(said, "one").encode(), text(said, "other").encode()
        origin = parse_checkpoint(parse_note(first).text).origin
        key = next((each for each in keys if each.name == origin), None)
        if key is None:
            raise SignatureInvalid(f"{origin} is no log of this policy")
        one, other = open_checkpoint(first, key)[0], open_checkpoint(second, key)[0]
        if one.size != other.size or one.root == other.root:
            raise Malformed("these two checkpoints do not contradict each other")
        report.size = one.size
        report.add(Code.FORK, f"{key.name} signed two trees of {one.size} facts")
    return report
