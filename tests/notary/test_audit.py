"""A whole journal is verified: what nobody touched stands, and every change to it is named."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from domain.filing import fields_of
from service import entry
from service.notary.auditing import REMOVALS, Audit
from service.notary.checkpoint import Checkpoint
from service.notary.findings import Code, Report
from service.notary.journal import verify_rows
from service.notary.merkle import root_of
from service.notary.note import Note
from service.notary.policy import parse_policy
from service.notary.quick import QuickAudit
from service.notary.rows import Row, seen
from service.notary.signing import cosign, key_of, sign_note
from tests.notary.signed import LOG, LOG_KEY, ORIGIN, POLICY, W1, seeded
from tests.notary.small import (
    BEGAN,
    POSIX,
    WITNESSES,
    audit,
    checkpoints,
    codes,
    fact,
    journal,
    leaves,
    renumbered,
    signed,
)
from tests.strategies import KINDS

ROWS = journal()
NOTES = checkpoints(ROWS)
LEAVES = leaves(ROWS)


def places(report: Report, code: Code) -> list[int | None]:
    return [each.position for each in report.findings if each.code is code]


@pytest.mark.requirement("M-31")
def test_what_nobody_touched_stands() -> None:
    for known in ([], LEAVES):
        report = audit(ROWS, NOTES, known, now=POSIX + 60)
        assert (report.findings, report.facts, report.size) == ([], 9, 9)
        assert report.cosigned_at == POSIX + 10
    assert audit([], []).findings == []
    assert audit(ROWS, NOTES[:1]).findings == []  # the rest is not fixed yet


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("kind", [Audit, QuickAudit])
@pytest.mark.parametrize("known", [True, False], ids=["leaves known", "leaves unknown"])
def test_attack_01_any_bit_of_a_stored_fact_that_is_flipped_is_named(
    known: bool, kind: type[Audit]
) -> None:
    few, flipped = ROWS[:4], 0
    once = seen([signed(few, 2), signed(few, 4)], parse_policy(POLICY), Report(), [])
    for at, row in enumerate(few):
        for changed in changes(row):
            flipped += 1
            report = Report()
            audited = kind(once, report)
            for each in [*few[:at], changed, *few[at + 1 :]]:
                audited.take(each, LEAVES[each.position - 1] if known else None)
            assert audited.end().status == 1, changed
            assert row.position in places(report, Code.EDITED) + places(report, Code.MISSING)
    assert flipped > 4 * 8 * 400


def bits(raw: bytes) -> list[bytes]:
    """All that differ from it by one bit."""
    return [
        bytes([*raw[:at], raw[at] ^ 1 << bit, *raw[at + 1 :]])
        for at in range(len(raw)) for bit in range(8)
    ]  # fmt: skip


def texts(text: str) -> list[str]:
    return [each.decode("latin-1") for each in bits(text.encode())]


def changes(row: Row) -> list[Row]:
    """A fact with one bit changed, in every place where the database keeps something of it."""
    found = [replace(row, header=each) for each in bits(row.header)]
    found += [replace(row, body_hash=each) for each in bits(row.body_hash)]
    found += [replace(row, envelope=each) for each in bits(row.envelope or b"")]
    for at, (tag, kind, nth, salt) in enumerate(row.filed):
        filed = [
            *((tag, kind, nth, each) for each in bits(salt)),
            *((tag, kind, nth ^ 1 << bit, salt) for bit in range(63)),
            *((each.decode("latin-1"), kind, nth, salt) for each in bits(tag.encode())),
            *((tag, each.decode("latin-1"), nth, salt) for each in bits(kind.encode())),
        ]
        found += [
            replace(row, filed=[*row.filed[:at], each, *row.filed[at + 1 :]]) for each in filed
        ]
    for segment, key, box in row.words:
        assert box is not None
        found += [replace(row, words=[(segment, key, each)]) for each in bits(box)]
        found += [replace(row, words=[(each, key, box)]) for each in texts(segment)]
        found += [replace(row, words=[(segment, each, box)]) for each in texts(key)]
    found += [replace(row, recorded_at=row.recorded_at ^ 1 << bit) for bit in range(53)]
    found += [replace(row, fact_id=each) for each in texts(row.fact_id)]
    found += [replace(row, kind=each) for each in texts(row.kind)]
    return found


def test_attack_01_any_bit_of_a_leaf_or_a_checkpoint_that_is_flipped_is_found() -> None:
    once = seen(NOTES[:1], parse_policy(POLICY), Report(), [])
    for at, leaf in enumerate(LEAVES[:3]):
        for each in bits(leaf):
            report = Report()
            audited = Audit(once, report)
            for row in ROWS[:3]:
                audited.take(row, each if row is ROWS[at] else LEAVES[row.position - 1])
            assert at + 1 in places(audited.end(), Code.EDITED)
    for each in bits(NOTES[0]):
        assert audit(ROWS[:3], [each]).status == 1


def test_attack_02_a_history_that_is_rewritten_and_signed_anew_is_another_than_was_kept() -> None:
    for at, row in enumerate(ROWS):
        counts: dict[str, int] = {}
        rewritten = [
            fact(r.position, r.kind, tuple(f[0] for f in r.filed), counts,
                 {"other": True} if r is row else {},
                 words="iets anders" if r.words else None)
            for r in ROWS
        ]  # fmt: skip
        notes = checkpoints(rewritten)
        assert audit(rewritten, notes).findings == []
        for size in range(1, 10):
            report = audit(rewritten, notes, since=signed(ROWS, size))
            changed = any(
                one != other
                for one, other in zip(LEAVES[:size], leaves(rewritten)[:size], strict=True)
            )
            assert codes(report) == ({"ROOT"} if changed else set()), (at, size)
        assert "ROOT" in codes(audit(rewritten, NOTES))


def test_attack_03_a_tail_that_was_dropped_is_missed() -> None:
    for left in range(9):
        report = audit(ROWS[:left], NOTES, LEAVES)
        assert codes(report) == {"TRUNCATED"}
        assert "9 facts were signed for" in report.findings[-1].message
        # With all that the database knew gone as well, whoever kept a checkpoint knows.
        assert codes(audit(ROWS[:left], [], since=signed(ROWS, 9))) == {"TRUNCATED"}


@pytest.mark.parametrize("later", [True, False], ids=["facts follow", "the last ones"])
def test_attack_04_a_row_that_is_deleted_and_the_rest_renumbered(later: bool) -> None:
    rows = ROWS if later else ROWS[:-1]
    for at in range(9 if later else 8):
        gone = [*rows[:at], *rows[at + 1 :]]
        assert codes(audit(gone, NOTES)) & {"MISSING", "TRUNCATED"}
        report = audit(renumbered(gone), NOTES)
        assert codes(report) & {"ROOT", "TRUNCATED", "MISSING"}
        assert report.status == 1


def test_attack_04_a_fact_that_is_not_there_is_named() -> None:
    for at in range(8):
        report = audit([*ROWS[:at], *ROWS[at + 1 :]], NOTES[2:])
        assert at + 1 in places(report, Code.MISSING)


def test_attack_05_a_fact_put_into_the_past_makes_another_tree() -> None:
    for at in range(9):
        counts: dict[str, int] = {}
        added = fact(1, "NoteMade", ("case:a", "command:new"), counts, second=at)
        rows = renumbered([*ROWS[:at], added, *ROWS[at:]])
        report = audit(rows, NOTES)
        assert report.status == 1 and "ROOT" in codes(report)
        whole: dict[str, int] = {}
        again = [fact(r.position, r.kind, tuple(f[0] for f in r.filed), whole) for r in rows]
        assert "ROOT" in codes(audit(again, NOTES))


def test_two_facts_that_change_places_or_stand_twice_are_named() -> None:
    for one in range(9):
        for other in range(one):
            rows = [*ROWS]
            rows[one], rows[other] = rows[other], rows[one]
            for turned in (rows, renumbered(rows)):
                assert audit(turned, NOTES, LEAVES).status == 1
    for at in range(9):
        assert audit([*ROWS[: at + 1], ROWS[at], *ROWS[at + 1 :]], NOTES).status == 1


@pytest.mark.parametrize("second", [-7200, -5, 0, 9, 100])
def test_attack_06_a_fact_says_when_it_was_recorded_between_two_checkpoints(second: int) -> None:
    """Nine seconds pass between the two: within these, and two seconds of skew, it must lie."""
    counts: dict[str, int] = {}
    rows = [fact(1, "NoteMade", ("case:a",), counts)]
    moved = fact(2, "NoteMade", ("case:a",), counts, second=second)
    notes = [signed(rows, 1, POSIX + 1), signed([*rows, moved], 2, POSIX + 10)]
    report = audit([*rows, moved], notes)
    fits = 1 - 2 <= second <= 10 + 2 and second >= 1
    assert places(report, Code.BACKDATED) == ([] if fits else [2])


def test_attack_06_every_fact_lies_between_the_checkpoints_about_it() -> None:
    for at, row in enumerate(ROWS):
        for second in range(-5, 30):
            counts: dict[str, int] = {}
            rows = [
                fact(r.position, r.kind, ("case:a",), counts, second=second if r is row else None)
                for r in ROWS
            ]
            report = audit(rows, checkpoints(rows))
            low = at // 3 * 3 + 1 if at >= 3 else -(10**9)
            high = at // 3 * 3 + 4
            before, after = (at if at else -(10**9)), at + 2
            fits = max(low - 2, before) <= second <= high + 2
            assert (at + 1 not in places(report, Code.BACKDATED)) == fits, (at, second)
            if fits and second > after:  # then the facts after it come too early
                assert places(report, Code.BACKDATED) or at == 8


def test_attack_09_only_a_quorum_counts_as_having_seen_it() -> None:
    few = [signed(ROWS, 9, witnesses=n) for n in (0, 1)]
    assert codes(audit(ROWS, few)) == {"QUORUM"}
    assert audit(ROWS, [signed(ROWS, 9, witnesses=2)]).findings == []
    tree = Checkpoint(ORIGIN, 9, root_of(LEAVES))
    unknown = cosign(tree.text(), "stranger.example/w", POSIX, W1)
    lines = (sign_note(tree.text(), ORIGIN, LOG), unknown)
    report = audit(ROWS, [Note(tree.text(), lines).data()])
    assert codes(report) == {"EDITED"} and "somebody unknown" in report.findings[0].message


def test_attack_10_what_is_no_longer_of_now_is_said_to_be_stale() -> None:
    assert audit(ROWS, NOTES, now=POSIX + 10 + 15 * 60).findings == []
    report = audit(ROWS, NOTES, now=POSIX + 11 + 15 * 60)
    assert codes(report) == {"STALE"} and report.status == 3
    assert codes(audit(ROWS[:2], [], now=POSIX)) == {"STALE"}


def test_attack_19_words_that_went_without_a_fact_that_says_so_are_missed() -> None:
    bare = [replace(ROWS[2], words=[]), replace(ROWS[2], words=[(*ROWS[2].words[0][:2], None)])]
    for gone in bare:
        rows = [*ROWS[:2], gone, *ROWS[3:]]
        assert places(audit(rows, NOTES, LEAVES), Code.MISSING) == [3]
        counts = {tag: nth for row in rows for tag, _, nth, _ in row.filed}
        other = fact(10, "WordsDestroyed", ("case:b",), {**counts}, {"positions": [6]})
        assert places(audit([*rows, other], NOTES), Code.MISSING) == [3]
        for kind in ("WordsDestroyed", "StruckWordsDestroyed", "NoteDestroyed"):
            said = fact(10, kind, ("case:b",), {**counts}, {"positions": [3]})
            assert audit([*rows, said], NOTES, LEAVES).findings == []


def test_every_fact_that_says_so_is_known() -> None:
    """What destroys words names where they stood, and has the receipt of their keys."""
    says_so = {"positions", "receipt"}
    kinds = {kind.__name__ for kind in KINDS if says_so <= {f.name for f in fields_of(kind)}}
    assert kinds and kinds <= set(REMOVALS)


def test_an_envelope_that_was_removed_on_record_leaves_the_tree_as_it_was() -> None:
    rows = [*ROWS[:2], replace(ROWS[2], envelope=None, words=[]), *ROWS[3:]]
    assert places(audit(rows, NOTES, LEAVES), Code.MISSING) == [3]
    counts = {tag: nth for row in rows for tag, _, nth, _ in row.filed}
    said = fact(10, "EnvelopeRemoved", ("case:b",), counts, {"positions": [3]})
    assert audit([*rows, said], NOTES, LEAVES).findings == []


def test_attack_40_the_filing_is_that_of_the_header() -> None:
    for at, row in enumerate(ROWS):
        (case, *command) = row.filed
        for filed in (
            [case], [*command], [*row.filed, ("case:c", row.kind, 1, bytes(16))],
            [*row.filed, ("case:c", row.kind, 5, bytes(16))], [],
            [(f"{case[0]}x", *case[1:]), *command],
        ):  # fmt: skip
            report = audit([*ROWS[:at], replace(row, filed=filed), *ROWS[at + 1 :]], NOTES)
            assert row.position in places(report, Code.EDITED)


def test_a_simulated_journal_is_said_to_be_so_and_held_to_no_clock() -> None:
    counts: dict[str, int] = {}
    first = fact(1, "JournalOpened", (), counts, {"simulated": True}, words="Gemeente Voorbeeld")
    rows = [first, fact(2, "NoteMade", ("case:a",), counts, second=10**6)]
    report = audit(rows, [signed(rows, 1, POSIX + 1), signed(rows, 2, POSIX + 2)])
    assert report.simulated and report.findings == []
    again = [fact(1, "NoteMade", ("case:a",), counts), replace(first, position=2), rows[1]]
    assert not audit(again, []).simulated  # only the first fact says so


@pytest.mark.requirement("M-31")
def test_attack_28_a_key_of_which_no_fact_speaks_is_named() -> None:
    """In the policy it stands, and whoever put it there can have stolen the log."""
    new = seeded(9)
    key = key_of(ORIGIN, new)
    both = parse_policy(POLICY.replace(b"\nwitness", f"\nlog {key.vkey()}\nwitness".encode(), 1))
    counts = {tag: nth for row in ROWS for tag, _, nth, _ in row.filed}
    said = {"old": LOG_KEY.vkey(), "new": key.vkey()}
    renewed = fact(10, "LogKeyRenewed", ("case:a",), {**counts}, said)
    for last, findings in (
        (renewed, []),
        (fact(10, "NoteMade", ("case:a",), {**counts}, said), ["SIGNATURE"]),
        (
            fact(10, "LogKeyRenewed", ("case:a",), {**counts}, {"new": LOG_KEY.vkey()}),
            ["SIGNATURE"],
        ),
    ):
        rows = [*ROWS, last]
        tree = Checkpoint(ORIGIN, 10, root_of(leaves(rows)))
        lines = [cosign(tree.text(), who, POSIX + 11, one) for one, who in WITNESSES]
        note = Note(tree.text(), (sign_note(tree.text(), ORIGIN, new), *lines)).data()
        report = verify_rows([(row, None) for row in rows], [*NOTES, note], both)
        assert [each.code.value for each in report.findings] == findings
        alone = verify_rows([(row, None) for row in rows], [*NOTES, note], parse_policy(POLICY))
        assert "EDITED" in codes(alone)  # a policy without it: whatever facts say


def anew(row: Row, envelope: bytes) -> Row:
    """A fact that was recorded with that envelope: all its hashes are right."""
    body_hash = sha256(entry.body(row.kind, envelope)).digest()
    return replace(row, envelope=envelope, body_hash=body_hash)


@pytest.mark.parametrize(
    "old, new",
    [
        (b'"schema":1', b'"schema":x'), (b'"id":"', b'"id":"0'), (b'"text":{', b'"tekst":{'),
        (b'"pt_commit":"', b'"pt_commit":"\xff'), (b'"key":', b'"words":{},"key":'),
        (b"}}}", b"}}}}"), (b"}}}", b"}"), (b'"}}}', b'"},"x":{}}}'), (b'"words":', b'"other":'),
        (b',"words":{"text":', b',"words":{},"words":{"text":'),
    ],
)  # fmt: skip
def test_the_quicker_way_takes_no_other_ending_of_an_envelope(old: bytes, new: bytes) -> None:
    envelope = ROWS[2].envelope or b""  # it has words
    assert old in envelope
    rows = [*ROWS[:2], anew(ROWS[2], new.join(envelope.rsplit(old, 1))), *ROWS[3:]]
    assert places(audit(rows, [signed(rows, 9)], leaves(rows)), Code.EDITED) == [3]


def test_a_salt_of_another_length_is_none() -> None:
    [case, command] = ROWS[0].filed
    short = ("case:x", case[1], 1, bytes(15))
    made = [entry.tag_commitment(salt, tag, nth) for tag, _, nth, salt in (short, command)]
    header = entry.header(1, BEGAN + timedelta(seconds=1), made)
    rows = [replace(ROWS[0], filed=[short, command], header=header)]
    assert set(places(audit(rows, [signed(rows, 1)]), Code.EDITED)) == {1}
