"""A sealed export: what it holds can be believed, and nothing can be left out, added or changed."""

import pytest

from service.notary.export import verify_export
from service.notary.exporting import make_export
from service.notary.lines import Line, parse_lines
from service.notary.paths import node_of
from service.notary.policy import parse_policy
from service.notary.signing import sign_note
from service.notary.strict import encoded
from tests.notary.exported import changed, export, shown
from tests.notary.signed import LOG, ORIGIN, POLICY, V1
from tests.notary.small import POSIX, codes, fixed, journal, leaves, signed

ROWS = journal(12)
A = export(ROWS, "case:a")
TRUSTED = parse_policy(POLICY)


def wrong(data: bytes) -> set[str]:
    return codes(verify_export(data, TRUSTED))


@pytest.mark.requirement("M-34")
def test_an_export_that_nobody_touched_stands_by_itself() -> None:
    for identity, count in (("case:a", 6), ("case:b", 6), ("command:3", 1), ("case:unheard-of", 0)):
        data = export(ROWS, identity)
        for policy in (TRUSTED, None):
            report = verify_export(data, policy, POSIX + 60)
            assert (report.findings, report.facts, report.about) == ([], count, identity)
            assert report.status == 0 and report.size == 12
    assert b"third-party" in export(ROWS, "case:b") and b"Wat er gezegd is: 6" in A
    assert codes(verify_export(A, TRUSTED, POSIX + 10_000)) == {"STALE"}


@pytest.mark.requirement("M-34")
@pytest.mark.parametrize("bits", [1, pytest.param(8, marks=pytest.mark.long)])
def test_attack_01_any_bit_of_an_export_that_is_flipped_is_found(bits: int) -> None:
    data = export(ROWS[:3], "case:b")
    for at in range(len(data)):
        for bit in range(8) if bits == 8 else [at % 8]:
            spoilt = bytearray(data)
            spoilt[at] ^= 1 << bit
            assert verify_export(bytes(spoilt), TRUSTED).status in (1, 2), (at, bit)


@pytest.mark.requirement("M-34")
@pytest.mark.parametrize("anew", [False, True], ids=["as signed", "signed anew by the operator"])
def test_attack_12_no_fact_can_be_left_out_of_an_export(anew: bool) -> None:
    for at in range(6):

        def without(facts: list[Line], at: int = at) -> list[Line]:
            return [*facts[:at], *facts[at + 1 :]]

        assert "MISSING" in wrong(changed(A, without, anew=anew))
    assert "MISSING" in wrong(changed(A, lambda facts: [], anew=anew))


def test_attack_12_nor_put_twice_turned_round_or_taken_from_another_case() -> None:
    theirs = list(parse_lines(export(ROWS, "case:b")))[2:]

    def of_the_other(facts: list[Line]) -> list[Line]:
        return [*facts, theirs[-1]]

    for change in (
        lambda facts: [*facts, facts[-1]], lambda facts: facts[::-1], of_the_other,
        lambda facts: [facts[0], *facts],
    ):  # fmt: skip
        assert verify_export(changed(A, change, anew=True), TRUSTED).status != 0


@pytest.mark.parametrize(
    "field, value, code",
    [
        ("nth", 2, "MISSING"), ("position", 5, "EDITED"), ("salt", encoded(bytes(16)), "EDITED"),
        ("salt", encoded(bytes(15)), "UNREADABLE"), ("proof", [], "EDITED"),
        ("proof", [1, 2], "EDITED"), ("type", "NoteMode", "EDITED"), ("header", "", "UNREADABLE"),
        ("envelope", "{}", "UNREADABLE"), ("sealed", {"text": "why"}, "EDITED"),
        ("words", {"text": ["", "other"]}, "UNREADABLE"), ("words", [], "UNREADABLE"),
        ("withheld", "why", "UNREADABLE"), ("nth", True, "UNREADABLE"), ("nth", "1", "UNREADABLE"),
        ("words", {"text": [encoded(bytes(32)), "other"]}, "EDITED"), ("type", 5, "UNREADABLE"),
    ],
)  # fmt: skip
def test_every_field_of_a_fact_is_held_against_the_tree(
    field: str, value: object, code: str
) -> None:
    spoilt = changed(A, lambda facts: [facts[0] | {field: value}, *facts[1:]], anew=True)
    assert code in wrong(spoilt)


def test_attack_15_a_second_text_under_the_same_seal_is_refused() -> None:
    """Ciphertexts can be made that open under two keys: the text is promised, and its salt too."""

    def said_otherwise(facts: list[Line]) -> list[Line]:
        at = next(n for n, each in enumerate(facts) if each.get("words"))
        salt, _ = facts[at]["words"]["text"]
        words = {"text": [salt, "Er is iets heel anders gezegd."]}
        return [*facts[:at], facts[at] | {"words": words}, *facts[at + 1 :]]

    assert wrong(changed(A, said_otherwise, anew=True)) == {"EDITED"}


def test_attack_28_a_stolen_log_key_without_its_witnesses_convinces_nobody() -> None:
    alone = POLICY.replace(b"quorum all-of-them", b"quorum none")
    assert verify_export(A, TRUSTED).findings == []
    unseen = export_without_witnesses()
    assert wrong(unseen) == {"QUORUM"}
    assert codes(verify_export(unseen, parse_policy(alone))) == set()


def export_without_witnesses() -> bytes:
    return make_export(
        "case:a", [shown(row) for row in ROWS[1::2]], signed(ROWS, 12, witnesses=1), POLICY,
        node_of(leaves(ROWS)), lambda text: sign_note(text, ORIGIN, LOG),
    )  # fmt: skip


def test_an_export_of_another_log_is_not_taken_for_ours() -> None:
    other = parse_policy(f"witness w {V1}\nquorum w\n".encode())
    assert codes(verify_export(A, other)) == {"SIGNATURE"}


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"{}\n{}\n", A[:-1], A + b"\n", A.replace(b"\n", b"\r\n"), b" " + A,
     A.replace(b'{"envelope"', b'{ "envelope"'), A.replace(b'"nth":1', b'"nth":1.0'),
     fixed("noise")],
)  # fmt: skip
def test_attack_30_an_export_has_one_spelling(data: bytes) -> None:
    assert wrong(data) & {"UNREADABLE", "EDITED"}
