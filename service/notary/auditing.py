"""The whole journal against its own tree: every stored byte, every count, every checkpoint.

A header is held against its columns, a body against its hash, the filing against the header's
commitments, sealed words against what the envelope promised; leaves against those of the tree, and
the tree against every checkpoint that was signed.
"""

import hashlib
from collections import deque
from collections.abc import Iterable

from service.notary.entries import (
    Header,
    commitment,
    hash_of_body,
    leaf_of,
    parse_envelope,
    parse_header,
)
from service.notary.findings import Code, Report
from service.notary.merkle import Frontier
from service.notary.rows import Row, Seen
from service.notary.strict import Malformed

LEAP = 1_000_000
"""So many positions may be missing in a row before it is no journal any more."""
SKEW = 2
"""Seconds by which clocks may differ."""
FRESH = 15 * 60
"""Seconds after which what witnesses last signed is no longer of now."""
_NO_WORDS = b',"words":{}}'
REMOVALS = dict.fromkeys(("WordsDestroyed", "StruckWordsDestroyed", "NoteDestroyed"), "words")
REMOVALS["EnvelopeRemoved"] = "envelope"
"""Facts that say of others, by position, that their words or envelope were removed."""
RENEWED = "LogKeyRenewed"
"""The fact that another key of the log took over."""
LOOKED_INTO = {"JournalOpened", RENEWED, *REMOVALS}


class Audit:
    """Takes every fact in its order, and holds the tree against what was signed."""

    def __init__(self, checkpoints: Iterable[Seen], report: Report) -> None:
        self.report = report
        self._waiting = deque(sorted(checkpoints, key=lambda each: each.tree.size))
        self._cosigned = deque(each for each in self._waiting if each.times)
        self._largest = self._waiting[-1].tree.size if self._waiting else 0
        self._tree = Frontier()
        self._counts: dict[str, int] = {}
        self._lacking: dict[str, set[int]] = {what: set() for what in REMOVALS.values()}
        self._removed: dict[str, set[int]] = {what: set() for what in REMOVALS.values()}
        self.renewed: dict[str, str] = {}
        """The keys of which a fact says that they took over, and from which."""
        self._since = 0
        """Not recorded before this, in microseconds: the fact before, or a witness."""
        self._match()

    def take(self, row: Row, fixed: bytes | None = None) -> None:
        """The next fact, and the leaf that the tree holds at its place, if that is known."""
        if row.position > self._tree.size + LEAP:
            raise Malformed("the positions of facts follow each other")
        for position in range(self._tree.size + 1, row.position):
            self.report.add(Code.MISSING, "there is no such fact", position)
            self._grow(bytes(32))
        if row.position <= self._tree.size:
            self.report.add(Code.EDITED, "there is a second fact at this position", row.position)
            return
        self.report.facts += 1
        wrong = self._wrong(row)
        leaf = leaf_of(row.header, row.body_hash)
        if fixed is not None and fixed != leaf:
            wrong.append("the tree holds another fact here")
        for message in wrong:
            self.report.add(Code.EDITED, message, row.position)
        self._grow(fixed or leaf)

    def _wrong(self, row: Row) -> list[str]:
        try:
            header = parse_header(row.header)
        except Malformed as error:
            return [str(error)]
        wrong = []
        if (header.position, header.recorded_at) != (row.position, row.recorded_at):
            wrong.append("its place and time are not those of its header")
        if row.envelope is None:
            self._lacking["envelope"].add(row.position)
        elif hash_of_body(row.kind, row.envelope) != row.body_hash:
            wrong.append("its type or envelope is not what was recorded")
        else:
            wrong += self._inside(row, row.envelope)
        self._check_filing(row, header, wrong)
        self._check_time(header)
        return wrong

    def _inside(self, row: Row, envelope: bytes) -> list[str]:
        if not row.words and row.kind not in LOOKED_INTO and envelope.endswith(_NO_WORDS):
            of_it = b',"id":"' + row.fact_id.encode() + b'","schema":'
            return [] if of_it in envelope else ["its id is not that of its envelope"]
        try:
            said = parse_envelope(envelope)
        except Malformed as error:
            return [str(error)]
        wrong = [] if said["id"] == row.fact_id else ["its id is not that of its envelope"]
        if row.kind == "JournalOpened" and row.position == 1:
            self.report.simulated = said["event"].get("simulated") is True
        if row.kind in REMOVALS:
            positions = said["event"].get("positions")
            if isinstance(positions, list):
                self._removed[REMOVALS[row.kind]].update(p for p in positions if isinstance(p, int))
        if row.kind == RENEWED:
            self.renewed[str(said["event"].get("new"))] = str(said["event"].get("old"))
        promised = dict(said["words"])
        for segment, key, ciphertext in row.words:
            of_it = promised.pop(segment, None)
            if of_it is None or of_it["key"] != key:
                wrong.append("there are sealed words beside it that it does not name")
            elif ciphertext is None:
                self._lacking["words"].add(row.position)
            elif hashlib.sha256(ciphertext).hexdigest() != of_it["ct_hash"]:
                wrong.append("its sealed words are not what was recorded")
        if promised:
            self._lacking["words"].add(row.position)
        return wrong

    def _check_filing(self, row: Row, header: Header, wrong: list[str]) -> None:
        found = []
        for tag, kind, nth, salt in row.filed:
            expected = self._counts.get(tag, 0) + 1
            if nth != expected:
                message = f"it is number {nth} of one of its identities, and follows {expected - 1}"
                self.report.add(Code.MISSING, message, row.position)
            self._counts[tag] = nth
            if kind != row.kind:
                wrong.append("it is filed as of another type")
            try:
                found.append(commitment(salt, tag, nth))
            except Malformed as error:
                wrong.append(str(error))
        if tuple(sorted(found)) != header.commitments:
            wrong.append("it is not filed as it was recorded")

    def _check_time(self, header: Header) -> None:
        while self._cosigned and self._cosigned[0].tree.size < header.position:
            last = self._cosigned.popleft().times[0]
            if not self.report.simulated:  # in a simulated journal time is what somebody says it is
                self._since = max(self._since, (last - SKEW) * 1_000_000)
        held_to = self._cosigned and not self.report.simulated
        until = (self._cosigned[0].times[0] + SKEW) * 1_000_000 if held_to else 2**63
        if not self._since <= header.recorded_at <= until:
            message = "it cannot have been recorded at the moment that it says"
            self.report.add(Code.BACKDATED, message, header.position)
        self._since = max(self._since, header.recorded_at)

    def _grow(self, leaf: bytes) -> None:
        self._tree.add(leaf)
        self._match()

    def _match(self) -> None:
        """Hold the tree against every checkpoint of the size that it has now."""
        while self._waiting and self._waiting[0].tree.size == self._tree.size:
            seen = self._waiting.popleft()
            if seen.tree.root != self._tree.root():
                message = f"a checkpoint of {seen.tree.size} facts was signed over another tree"
                self.report.add(Code.ROOT, message)

    def end(self, now: int | None = None) -> Report:
        """All that was found; `now` in POSIX seconds, to say whether it is still of now."""
        report, size = self.report, self._tree.size
        report.size, report.cases = size, sum(tag.startswith("case:") for tag in self._counts)
        if self._waiting:
            message = f"{self._largest} facts were signed for, and the last is {size}"
            report.add(Code.TRUNCATED, message)
        for what, positions in self._lacking.items():
            for position in sorted(positions - self._removed[what]):
                report.add(Code.MISSING, f"its {what} went, and no fact says so", position)
        if now is not None:
            stale(report, now)
        return report


def stale(report: Report, now: int) -> None:
    """Say so, where what witnesses last signed is not of now."""
    at = report.cosigned_at
    if at is None or now - at > FRESH:
        age = "never" if at is None else f"{(now - at) // 60} minutes ago"
        report.add(Code.STALE, f"a quorum of witnesses last cosigned {age}")
