"""Notes, checkpoints, cosignatures, policies, proofs and tiles: what they are, and who signed."""

import struct

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from service.notary.checkpoint import Checkpoint, open_checkpoint
from service.notary.cosignature import time_of
from service.notary.merkle import EMPTY
from service.notary.note import (
    ML_DSA,
    Key,
    Note,
    SignatureInvalid,
    parse_key,
    parse_note,
    verify_note,
)
from service.notary.policy import QuorumMissing, parse_policy
from service.notary.proof import Proof, parse_proof
from service.notary.signing import cosign_ml_dsa, key_of, sign_note
from service.notary.tiles import parse_path, path
from tests.notary.signed import (
    LOG,
    LOG_KEY,
    ORIGIN,
    POLICY,
    ROOT,
    SIGNED,
    TREE,
    V1,
    V2,
    V3,
    W1,
    W2,
    W3,
    WITNESS_KEYS,
    cosigned,
)


def test_the_example_of_the_specification_of_notes_verifies() -> None:
    key = parse_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
    signed = (
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfX"
        "ppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
    )
    note = parse_note(signed.encode())
    assert verify_note(note, [key]) == [key]
    assert note.data() == signed.encode()
    assert parse_key(key.vkey()) == key
    with pytest.raises(SignatureInvalid):
        verify_note(parse_note(signed.replace("example message", "other message").encode()), [key])


def test_a_note_is_of_who_signed_it_and_strangers_are_passed_over() -> None:
    stranger = sign_note(SIGNED.text, ORIGIN, W1)  # the same name, another key
    both = Note(SIGNED.text, (stranger, *SIGNED.signatures))
    assert open_checkpoint(both.data(), LOG_KEY)[0] == TREE
    with pytest.raises(SignatureInvalid, match="no known key"):
        open_checkpoint(Note(SIGNED.text, (stranger,)).data(), LOG_KEY)
    with pytest.raises(SignatureInvalid, match="no log of this policy"):
        open_checkpoint(SIGNED.data(), key_of("another", LOG))
    spoilt = Note(SIGNED.text.replace("3\n", "4\n"), SIGNED.signatures)
    with pytest.raises(SignatureInvalid, match="does not verify"):
        open_checkpoint(spoilt.data(), LOG_KEY)
    # One good signature of a key does not make up for a bad one of the same key.
    bad = SIGNED.signatures[0]
    twice = Note(SIGNED.text, (*SIGNED.signatures, type(bad)(bad.name, bad.key_id, bytes(64))))
    with pytest.raises(SignatureInvalid, match="does not verify"):
        open_checkpoint(twice.data(), LOG_KEY)


def test_a_cosignature_says_when_and_covers_all_of_the_checkpoint() -> None:
    signed = cosigned((W1, "witness.example/1", 1_700_000_000))
    assert time_of(signed, WITNESS_KEYS[0]) == 1_700_000_000
    assert time_of(signed, WITNESS_KEYS[1]) is None
    line = signed.signatures[1]
    later = struct.pack(">Q", 1_700_000_001) + line.raw[8:]
    zero = struct.pack(">Q", 0) + W1.sign(b"cosignature/v1\ntime 0\n" + SIGNED.text.encode())
    for text, raw in (
        (signed.text, later), (signed.text.replace("3\n", "4\n"), line.raw), (signed.text, zero),
        (signed.text, line.raw[:7]), (signed.text, line.raw[:-1]), (signed.text, line.raw + b"\0"),
        (signed.text, struct.pack(">Q", 2**63) + line.raw[8:]),
    ):  # fmt: skip
        with pytest.raises(SignatureInvalid):
            time_of(Note(text, (type(line)(line.name, line.key_id, raw),)), WITNESS_KEYS[0])


def test_a_cosignature_against_quantum_computers_is_of_name_time_and_tree() -> None:
    private = MLDSA44PrivateKey.generate()
    key = Key("witness.example/q", ML_DSA, private.public_key().public_bytes_raw())
    line = cosign_ml_dsa(SIGNED.text, key.name, 1_700_000_000, private)
    assert len(line.raw) == 8 + 2420
    assert parse_key(key.vkey()) == key
    assert time_of(Note(SIGNED.text, (line,)), key) == 1_700_000_000
    for text in (SIGNED.text.replace("3\n", "4\n"), SIGNED.text.replace("haarlem", "elsewhere")):
        with pytest.raises(SignatureInvalid):
            time_of(Note(text, (line,)), key)
    with pytest.raises(SignatureInvalid):
        later = struct.pack(">Q", 1_700_000_001) + line.raw[8:]
        time_of(Note(SIGNED.text, (type(line)(line.name, line.key_id, later),)), key)


def test_a_policy_asks_for_as_many_witnesses_as_it_says() -> None:
    policy = parse_policy(POLICY)
    assert policy.urls == {f"w{n}": f"http://w{n}" for n in (1, 2, 3)}
    one, two, three = (
        (key, f"witness.example/{n}", 1_700_000_000 - n) for n, key in enumerate((W1, W2, W3), 1)
    )
    assert policy.open(cosigned(one, three).data())[2] == [1_699_999_997]
    assert policy.until_quorum({"w1": 9, "w2": 7, "w3": 8}) == [7, 8]
    for signed in (
        SIGNED,
        cosigned(one),
        cosigned(one, one),
        cosigned((LOG, "witness.example/2", 5), two),
    ):
        with pytest.raises(QuorumMissing):
            policy.open(signed.data())
    with pytest.raises(SignatureInvalid, match="no log of this policy"):
        other = Checkpoint("elsewhere", 1, ROOT).text()
        policy.open(Note(other, (sign_note(other, "elsewhere", LOG),)).data())


def test_groups_of_groups_count_each_witness_once() -> None:
    policy = parse_policy(
        f" witness a {V1}\n\twitness b\t{V2}\nwitness c {V3}\n # none\n\n"
        "group ab any a b\ngroup both all ab c\nquorum both\n".encode()
    )
    met = {"": False, "a": False, "ab": False, "c": False, "ac": True, "bc": True, "abc": True}
    assert {who: policy.met(set(who)) for who in met} == met


def test_a_proof_file_is_read_as_it_was_written() -> None:
    for proof in (
        Proof(73894, (ROOT, EMPTY), SIGNED.data(), b"a hint"), Proof(0, (), SIGNED.data()),
        Proof(1, (ROOT,) * 63, SIGNED.data()),
    ):  # fmt: skip
        assert parse_proof(proof.data()) == proof


def test_tiles_have_the_paths_of_the_specification() -> None:
    assert path(0, 1234067) == "tile/0/x001/x234/067"
    assert path(1, 0, 17) == "tile/1/000.p/17"
    for place in ((0, 0, 256), (63, 999, 255), (2, 1000, 1), (7, 10**9 + 5, 256)):
        assert parse_path(path(*place)) == place


@pytest.mark.requirement("M-31")
def test_attack_28_a_renewed_key_stands_beside_the_old_one_until_that_is_taken_out() -> None:
    new = key_of(ORIGIN, W3)
    renewed = Note(SIGNED.text, (sign_note(SIGNED.text, ORIGIN, W3),))
    text = POLICY.replace(b"log ", f"log {new.vkey()}\nlog ".encode(), 1)
    both, alone = (
        parse_policy(text.replace(b"quorum all-of-them", b"quorum none")),
        parse_policy(f"log {new.vkey()}\nquorum none\n".encode()),
    )
    for signed in (SIGNED, renewed):
        assert both.open(signed.data())[0] == TREE
    assert alone.open(renewed.data())[0] == TREE
    with pytest.raises(SignatureInvalid):
        alone.open(SIGNED.data())  # whoever has the old key signs for nobody any more
