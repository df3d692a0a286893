"""The log's second signature, ML-DSA-44: once an hour, checked by whoever has the policy."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from service.database import Database
from service.fixing.notary import LONG_AGO, Notary
from service.fixing.place import NotaryUnusable, Place
from service.notary.checkpoint import Checkpoint
from service.notary.cosignature import time_of
from service.notary.merkle import leaf_hash, root_of
from service.notary.note import Note, SignatureInvalid, parse_note
from service.notary.policy import QuorumMissing, parse_policy
from service.notary.signer import Signer, SignerServer
from service.notary.signing import cosign, cosign_ml_dsa, second_key_of, sign_note
from tests.notary.fixing import Fixed, added, fixed, serving
from tests.notary.signed import LOG, ORIGIN, POLICY, W1, W2

SECOND = MLDSA44PrivateKey.from_seed_bytes(bytes(32))
KEY = second_key_of(ORIGIN, SECOND)
TREE = Checkpoint(ORIGIN, 1, leaf_hash(b"one"))
ASKED = POLICY.replace(b"group", f"witness own {KEY.vkey()}\ngroup".encode(), 1)
"""A policy that knows it, and asks for two of three witnesses as before."""
NEEDED = ASKED.replace(b"quorum all-of-them", b"group both all all-of-them own\nquorum both")


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path, witnessed=True) as made:
        yield made


def seconds(place: Fixed) -> list[int]:
    """The sizes of the checkpoints that have one."""
    key = place.policy.witnesses["second"]
    with place.database.connect("auditor") as auditor:
        rows = auditor.execute("SELECT size, note FROM haarlem.checkpoint ORDER BY size").fetchall()
    return [size for size, note in rows if time_of(parse_note(note.encode()), key) is not None]


@pytest.mark.requirement("M-31")
def test_the_log_signs_twice_once_an_hour(place: Fixed) -> None:
    for _ in range(3):
        added(place.store, 2)
        place.step()
    assert (seconds(place), place.witness()) == ([2], 3)
    place.notary._seconded -= 3600  # the notary asks again; the signer has a clock of its own
    added(place.store, 1)
    place.step()
    assert seconds(place) == [2]


def test_the_signer_says_when(tmp_path: Path) -> None:
    now = [1_700_000_000.0]
    signer = Signer(ORIGIN, LOG, tmp_path / "signed", SECOND, lambda: now[0])
    assert signer.answer({"second": True}) == {"refused": "not now"}  # there is no tree yet
    signer.checkpoint(TREE, 0, [])
    line = signer.second()
    assert line is not None and time_of(Note(TREE.text(), (line,)), KEY) == 1_700_000_000
    for later, signs in ((1, False), (3598, False), (1, True), (3600, True)):
        now[0] += later
        assert (signer.second() is not None) is signs
    assert Signer(ORIGIN, LOG, tmp_path / "signed").second() is None


def test_a_notary_that_was_a_moment_early_asks_again_within_a_minute(
    database: Database, tmp_path: Path
) -> None:
    def signatures(notary: Notary) -> int:
        added(made.store, 1)
        notary.step(made.connection)
        return len(parse_note(notary._public.checkpoint() or b"").signatures)

    with fixed(database, tmp_path) as made:
        now, signer = [1_700_000_000.0], made.place.signer()
        signer._clock = lambda: now[0]
        with serving(SignerServer(made.place.socket, signer)):
            assert signatures(made.notary) == 2
            begun_again = made.another()
            assert signatures(begun_again) == 1
            now[0] += 3600
            assert signatures(begun_again) == 1
            begun_again._seconded -= LONG_AGO
            assert signatures(begun_again) == 2
            begun_again._signer.close()
            made.notary._signer.close()


def note(*, second_at: int | None, first_at: int = 100, last_at: int = 101) -> bytes:
    text = TREE.text()
    own = [] if second_at is None else [cosign_ml_dsa(text, ORIGIN, second_at, SECOND)]
    seen = [
        cosign(text, "witness.example/1", first_at, W1),
        cosign(text, "witness.example/2", last_at, W2),
    ]
    return Note(text, (sign_note(text, ORIGIN, LOG), *own, *seen)).data()


def test_a_policy_may_ask_for_it() -> None:
    parse_policy(ASKED).open(note(second_at=None))
    parse_policy(NEEDED).open(note(second_at=90))
    with pytest.raises(QuorumMissing):
        parse_policy(NEEDED).open(note(second_at=None))


@pytest.mark.parametrize("said", [1, 90, 10**9])
def test_the_clock_of_the_log_itself_makes_nothing_older_or_newer(said: int) -> None:
    for policy in (ASKED, NEEDED):
        assert parse_policy(policy).open(note(second_at=said))[2] == [100]


def test_a_second_signature_of_another_tree_is_none() -> None:
    of_another = cosign_ml_dsa(replace(TREE, root=root_of([b"x" * 32])).text(), ORIGIN, 90, SECOND)
    signed = parse_note(note(second_at=None))
    with pytest.raises(SignatureInvalid):
        parse_policy(ASKED).open(Note(signed.text, (*signed.signatures, of_another)).data())
    right = cosign_ml_dsa(TREE.text(), ORIGIN, 90, SECOND)
    moved = replace(right, raw=struct.pack(">Q", 91) + right.raw[8:])
    with pytest.raises(SignatureInvalid):
        parse_policy(ASKED).open(Note(signed.text, (*signed.signatures, moved)).data())


def test_a_log_that_began_without_goes_on_without(tmp_path: Path) -> None:
    place = Place(tmp_path / "notary")
    place.begin(ORIGIN)
    with_it = place.policy_file.read_text()
    assert place.signer()._second is not None
    place.second_key.write_bytes(b"x" * 32)
    with pytest.raises(NotaryUnusable, match=r"second\.key is not a key"):
        place.signer()
    lines = with_it.splitlines(keepends=True)
    place.policy_file.write_text("".join(line for line in lines if "witness second" not in line))
    assert place.signer()._second is None
