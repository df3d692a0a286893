"""Two verifiers, written apart: whatever file they are shown, they find the same in it."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from domain.codes import Part
from service import entry
from service.database import Database
from service.notary.exporting import Shown, make_export
from service.notary.note import ML_DSA, Key, Note, parse_note
from service.notary.paths import node_of
from service.notary.signing import cosign, cosign_ml_dsa, sign_note
from tests.notary.broken import ALL, EXPORTS, LATE, ROWS, WHOLE, broken, nested
from tests.notary.exported import changed
from tests.notary.second import SCRIPT, Case, Second, first, node, running
from tests.notary.signed import LOG, ORIGIN, POLICY
from tests.notary.small import POSIX, WITNESSES, fact, leaves, signed
from tests.notary.test_proving import both as proved
from tests.notary.test_proving import exported as case_of

AT_ONCE = 50
"""So many are asked of the one while the other looks at them."""


@pytest.fixture(scope="module")
def second() -> Iterator[Second]:
    with running() as process:
        yield process


@pytest.mark.requirement("M-34")
@pytest.mark.parametrize("count", [600, pytest.param(100_000, marks=pytest.mark.long)])
def test_attack_36_both_verifiers_say_the_same(
    second: Second, count: int, seed: int, tmp_path: Path
) -> None:
    chance, stood = random.Random(seed), 0
    for begin in range(0, count, AT_ONCE):
        cases = [broken(chance) for _ in range(AT_ONCE)]
        second.ask(cases)
        for nth, case in enumerate(cases, begin):
            one = first(case, tmp_path / "file")
            assert one == second.answer(), (nth, case)
            stood += one[0] == 0
    assert 0 < stood < count


def both(second: Second, case: Case, path: Path) -> tuple[int, list[str]]:
    """Status and findings, on which they agree."""
    second.ask([case])
    one = first(case, path)
    assert one == second.answer()
    return int(one[0]), [code for code, _ in one[5]]


@pytest.mark.requirement("M-34")
def test_attack_36_both_take_what_nobody_touched(second: Second, tmp_path: Path) -> None:
    for case in WHOLE:
        assert both(second, case, tmp_path / "file") == (0, [])
    assert both(second, LATE, tmp_path / "file") == (3, ["STALE"])
    found = {code for case in ALL for code in both(second, case, tmp_path / "file")[1]}
    assert found == {"STALE", "FORK", "MISSING", "EDITED", "SIGNATURE", "UNREADABLE"}


ENVELOPE = ROWS[0].envelope or b""


@pytest.mark.parametrize(
    "spelling, status",
    [
        (ENVELOPE, 0),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"x":%s}' % json.dumps(nested(62)).encode()), 0),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"x":%s}' % json.dumps(nested(63)).encode()), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"x":%s}' % (b"[" * 5000 + b"]" * 5000)), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"x":1%s}' % (b"0" * 4999)), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"x":1.5}'), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event":{},"event":{}'), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event": {}'), 2),
        (ENVELOPE.replace(b'"event":{}', b'"event":{"__proto__":{"id":1}}'), 0),
        (ENVELOPE.replace(b'"words":{}', b'"words":{"__proto__":{}}'), 2),
        (ENVELOPE.replace(b'"words":{}', b'"words":[]'), 2),
    ],
    ids=range(11),
)  # fmt: skip
def test_attack_30_an_envelope_has_one_spelling_for_both(
    second: Second, spelling: bytes, status: int, tmp_path: Path
) -> None:
    """Even where it stands in the tree: an operator may have put there what two read as two."""
    made = replace(
        fact(1, "NoteMade", ("case:a",), {}), envelope=spelling,
        body_hash=sha256(entry.body("NoteMade", spelling)).digest(),
    )  # fmt: skip
    data = make_export(
        "case:a", [Shown(made, {}, {})], signed([made], 1), POLICY, node_of(leaves([made])),
        lambda text: sign_note(text, ORIGIN, LOG),
    )  # fmt: skip
    assert both(second, Case(data, POLICY), tmp_path / "file")[0] == status


def test_attack_10_fewer_than_a_quorum_make_nothing_newer(second: Second, tmp_path: Path) -> None:
    """One witness who still cosigns an old tree does not make it of now."""
    text = parse_note(signed(ROWS, 12)).text
    times = (POSIX + 10_000, POSIX + 20, POSIX + 10)
    lines = [cosign(text, who, at, key) for at, (key, who) in zip(times, WITNESSES, strict=True)]
    data = exported(Note(text, (sign_note(text, ORIGIN, LOG), *lines)))
    for now, found in ((POSIX + 20 + 900, []), (POSIX + 20 + 901, ["STALE"])):
        case = Case(data, POLICY, now=now)
        assert both(second, case, tmp_path / "file") == (3 if found else 0, found)


def exported(checkpoint: Note) -> bytes:
    shown = [Shown(row, {}, {}, "third-party") for row in ROWS[1::2]]
    return make_export(
        "case:a", shown, checkpoint.data(), POLICY, node_of(leaves(ROWS)),
        lambda text: sign_note(text, ORIGIN, LOG),
    )  # fmt: skip


def test_only_the_first_can_count_a_witness_with_ml_dsa_alone(
    second: Second, tmp_path: Path
) -> None:
    """A browser has no ML-DSA: there it counts as absent, and is never taken on trust."""
    private = MLDSA44PrivateKey.from_seed_bytes(bytes(32))
    key = Key("witness.example/q", ML_DSA, private.public_key().public_bytes_raw())
    text = parse_note(signed(ROWS, 12)).text
    line = cosign_ml_dsa(text, key.name, POSIX, private)
    data = exported(Note(text, (sign_note(text, ORIGIN, LOG), line)))
    needed = POLICY.replace(b"group", f"witness q {key.vkey()}\ngroup".encode())
    needed = needed.replace(b"quorum all-of-them", b"quorum q")
    case = Case(data, needed)
    second.ask([case])
    assert (first(case, tmp_path / "file")[5], second.answer()[5]) == ([], [["QUORUM", None]])
    beside = POLICY.replace(b"group", f"witness q {key.vkey()}\ngroup".encode())
    assert both(second, Case(EXPORTS[0], beside), tmp_path / "file") == (0, [])


def test_a_gap_is_one_finding_however_wide(second: Second, tmp_path: Path) -> None:
    spoilt = changed(EXPORTS[0], lambda facts: [facts[0] | {"nth": 2**53 - 1}], anew=True)
    assert both(second, Case(spoilt, POLICY), tmp_path / "file") == (
        1, ["MISSING", "EDITED", "MISSING"],
    )  # fmt: skip


@pytest.mark.requirement("M-34")
def test_attack_36_both_take_what_really_leaves_the_house(
    second: Second, database: Database, tmp_path: Path
) -> None:
    with proved(database, tmp_path) as (erased, place):
        policy = place.place.policy_file.read_bytes()
        for parts in (frozenset(Part), frozenset({Part.PEOPLE})):
            data = case_of(erased, place, parts)
            assert both(second, Case(data, policy), tmp_path / "file") == (0, [])
            spoilt = data.replace(b'"nth":2', b'"nth":3', 1)
            assert both(second, Case(spoilt, policy), tmp_path / "file")[0] == 1


def test_the_second_verifier_runs_by_itself(tmp_path: Path) -> None:
    shutil.copy(SCRIPT, tmp_path)
    (tmp_path / "policy").write_bytes(POLICY)

    def ran(data: bytes, *more: str) -> tuple[int, str]:
        (tmp_path / "file").write_bytes(data)
        done = subprocess.run(
            [node(), "--no-warnings", "verify.mjs", "file", *more],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    assert ran(WHOLE[-2].data, "policy") == (0, "a receipt: 1 facts; as recorded.\n")
    code, said = ran(EXPORTS[0])
    assert code == 3 and "STALE" in said and "taken from the file itself" in said
    code, said = ran(EXPORTS[0].replace(b"gezegd", b"gezegt"), "policy")
    assert code == 1 and "EDITED at position" in said
