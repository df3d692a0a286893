"""A range of the journal by itself, so that several can be looked at at once, and none twice.

All that an audit of the whole journal finds in these facts is found; what hangs on others is kept
for whoever looked at all: whose words went, which keys signed, and which facts say so of others.
Running counts follow each other within the range; that they do from one to the next is asked of
the database (`filing_check.check_counts`). The tree begins with the tiles before the range, which
hold what their own ranges and the levels above them are found to hold.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from service.filing_check import check_between
from service.fixing.stored import LAST, Stored
from service.notary.findings import Code, Finding, Report, reported
from service.notary.merkle import Frontier
from service.notary.note import Note
from service.notary.policy import Policy
from service.notary.quick import QuickAudit
from service.notary.rows import Seen, pass_over, seen
from service.notary.strict import Malformed


@dataclass
class Looked:
    """What was found in the facts from the first position to the last."""

    first: int
    last: int
    wrong: list[str] = field(default_factory=list)
    filing: list[str] = field(default_factory=list)
    lacking: dict[str, list[int]] = field(default_factory=dict)
    """Whose words or envelope went."""
    removed: dict[str, list[int]] = field(default_factory=dict)
    """Of which a fact in this range says that they did."""
    keys: list[str] = field(default_factory=list)
    """By which checkpoints of these sizes are signed."""
    renewed: list[str] = field(default_factory=list)
    """Of which a fact in this range says that they took over."""
    checkpoints: int = 0
    cosigned: int = 0
    """By a quorum."""
    passed: int = 0
    """Of another log, or by a key that was replaced."""

    @property
    def whole(self) -> bool:
        """Whether nothing was wrong in it."""
        return not self.wrong and not self.filing

    def line(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)

    @classmethod
    def of_line(cls, said: dict[str, Any]) -> Self:
        """What was kept. Raises TypeError."""
        return cls(**said)


def look(
    stored: Stored,
    schema: str,
    policy: Policy,
    first: int,
    last: int,
    *,
    simulated: bool,
    end: bool,
) -> Looked:
    """Look at these facts; with `end` at all that was signed for more than them as well."""
    looked, report = Looked(first, last), Report(simulated=simulated)
    notes = stored.checkpoints(0 if first == 1 else first, LAST if end else last)
    others: list[Note] = []
    checkpoints = seen(notes, policy, report, others)
    with reported(report):
        if others:
            pass_over(others, policy, stored.replaced(), report)
            looked.passed = report.passed
        audit = _Part(stored, policy, checkpoints, report, first, last)
        for row, leaf in stored.placed(first - 1, last):
            audit.follow(row.filed)
            audit.take(row, leaf)
        audit.close(last)
        looked.lacking = {what: sorted(found) for what, found in audit._lacking.items()}
        looked.removed = {what: sorted(found) for what, found in audit._removed.items()}
        looked.renewed = sorted(audit.renewed)
    looked.wrong = [str(each) for each in report.findings]
    filing = check_between(stored.connection, schema, first - 1, last)
    looked.filing = [str(each) for each in filing]
    looked.keys = sorted({key.vkey() for each in checkpoints for key in each.keys})
    looked.checkpoints = len(checkpoints)
    looked.cosigned = sum(bool(each.times) for each in checkpoints)
    return looked


class _Part(QuickAudit):
    """An audit that begins in the middle."""

    def __init__(
        self,
        stored: Stored,
        policy: Policy,
        checkpoints: list[Seen],
        report: Report,
        first: int,
        last: int,
    ) -> None:
        super().__init__(checkpoints, report)
        if first > 1:
            self._since = stored.recorded_at(first - 1)
            try:
                self._tree = _begun(stored, first - 1)
            except Malformed as error:
                self._tree = Frontier(first - 1, [bytes(32)] * (first - 1).bit_count())
                if checkpoints:
                    report.add(Code.ROOT, f"the tiles before it cannot be used: {error}", first)
        before = _nearest(policy, stored.cosigned_before(first))
        after = _nearest(policy, stored.cosigned_after(last))
        self._cosigned = deque(
            [*before, *(c for c in self._cosigned if c.tree.size <= last), *after]
        )

    def follow(self, filed: Iterable[tuple[str, str, int, bytes]]) -> None:
        """What is filed under an identity for the first time here follows on what went before."""
        for tag, _, nth, _ in filed:
            self._counts.setdefault(tag, nth - 1)

    def close(self, last: int) -> None:
        """What is lacking at its end, and who signed for more than there is."""
        for position in range(self._tree.size + 1, last + 1):
            self.report.add(Code.MISSING, "there is no such fact", position)
        if self._waiting and self._largest > last:
            message = f"{self._largest} facts were signed for, and the last is {last}"
            self.report.add(Code.TRUNCATED, message)


def _begun(stored: Stored, size: int) -> Frontier:
    """The tree of that size, out of the tiles. Raises Malformed."""
    node, peaks, at = stored.node(), [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            peaks.append(node(level, at >> level))
            at += 1 << level
    return Frontier(size, peaks)


def _nearest(policy: Policy, notes: Iterator[list[bytes]]) -> list[Seen]:
    """The first that a quorum cosigned. What is wrong with others, their own range says."""
    for each in notes:
        found = [one for one in seen(each, policy, Report(), []) if one.times]
        if found:
            return found[:1]
    return []


def together(parts: Iterable[Looked], policy: Policy) -> list[str]:
    """What is wrong with the facts of all ranges, in their order."""
    ranges = list(parts)
    found = [message for each in ranges for message in each.wrong]
    for what in ("words", "envelope"):
        said = {position for each in ranges for position in each.removed.get(what, ())}
        gone = (position for each in ranges for position in each.lacking.get(what, ()))
        why = f"its {what} went, and no fact says so"
        found += [str(Finding(Code.MISSING, why, p)) for p in gone if p not in said]
    known = {key for each in ranges for key in each.renewed}
    known.update({key.name: key.vkey() for key in reversed(policy.logs)}.values())
    for key in sorted({key for each in ranges for key in each.keys} - known):
        why = f"it signs with the key {key.split('+')[1]}, and no fact says since when"
        found.append(str(Finding(Code.SIGNATURE, why)))
    signed, cosigned = (any(each.checkpoints for each in ranges), any(e.cosigned for e in ranges))
    if policy.quorum != "none" and signed and not cosigned:
        found.append(str(Finding(Code.QUORUM, "no checkpoint was cosigned by a quorum")))
    return found
