"""Sealed words open to what was written, or not at all."""

import hashlib
import os
import struct
from dataclasses import replace
from unicodedata import normalize
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings

from domain.terms import DESTROYED
from service.codec import Draft, Stored, encode, open_words, promised_keys
from service.keys import MemoryKeys, NewKey
from service.sealing import (
    BUCKETS,
    LONGEST,
    Segment,
    TooLong,
    WordsTampered,
    commitment,
    seal,
    unseal,
)
from tests import asked
from tests.people import by_fatima, clarified, monday, ready_to_spend, reported
from tests.scenario import in_memory, put
from tests.strategies import words

keys = MemoryKeys()
fact_id = UUID("0b7ad3c4-6a5e-4e7f-9f1c-2d1f0a6f3a11")


def sealed(text: str, key: NewKey | None = None) -> tuple[Segment, str, str, NewKey]:
    key = key or keys.create()
    segment, ct_hash, pt_commit = seal(text, fact_id, "question", 1, key)
    return segment, ct_hash, pt_commit, key


def forged(key: NewKey, text: bytes, name: str = "question") -> Segment:
    """Other words under the same key, for the same place: what a thief of keys could write."""
    framed = (os.urandom(32) + struct.pack(">I", len(text)) + text).ljust(256, b"\0")
    nonce = os.urandom(12)
    aad = fact_id.bytes + key.key_id.bytes + struct.pack(">H", 1) + name.encode()
    return Segment(name, key.key_id, nonce + AESGCM(key.key).encrypt(nonce, framed, aad))


@settings(deadline=None)
@given(words)
def test_words_open_to_what_was_written(text: str) -> None:
    assert unseal(*_again(text)) == normalize("NFC", text)


def _again(text: str) -> tuple[Segment, UUID, int, bytes, str, str]:
    segment, ct_hash, pt_commit, key = sealed(text)
    return segment, fact_id, 1, key.key, ct_hash, pt_commit


def test_accents_written_in_two_ways_are_one_text() -> None:
    assert unseal(*_again("Cafe\u0301")) == "Café"


def test_the_hashes_are_what_they_are_said_to_be() -> None:
    segment, ct_hash, pt_commit, key = sealed("Ik kom de trap niet meer op.")
    assert ct_hash == hashlib.sha256(segment.ciphertext).hexdigest()
    aad = fact_id.bytes + key.key_id.bytes + b"\x00\x01question"
    framed = AESGCM(key.key).decrypt(segment.ciphertext[:12], segment.ciphertext[12:], aad)
    text = b"Ik kom de trap niet meer op."
    assert framed[32:36] == struct.pack(">I", len(text))
    assert framed[36:] == text.ljust(220, b"\0")
    salted = b"wijkboek/words/v1\x00" + framed[:32] + text
    assert pt_commit == hashlib.sha256(salted).hexdigest() == commitment(framed[:32], text)


@pytest.mark.parametrize(
    ("length", "bucket"),
    [
        (0, 256), (1, 256), (220, 256), (221, 1024), (988, 1024), (989, 4096), (4060, 4096),
        (4061, 16384), (16348, 16384), (16349, 65536), (LONGEST, 65536),
    ],
)  # fmt: skip
def test_how_much_was_said_shows_in_a_few_sizes_only(length: int, bucket: int) -> None:
    assert bucket in BUCKETS
    segment, *_ = sealed("a" * length)
    assert len(segment.ciphertext) == 12 + bucket + 16
    assert unseal(*_again("a" * length)) == "a" * length


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "é" * (LONGEST // 2 + 1)])
def test_what_is_too_long_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(TooLong, match=f"^a text may hold at most {LONGEST} bytes$"):
        sealed(text)


def test_the_same_words_never_look_the_same() -> None:
    one, two = sealed("Ja."), sealed("Ja.")
    assert {one[0].ciphertext, one[1], one[2]}.isdisjoint({two[0].ciphertext, two[1], two[2]})


@pytest.mark.parametrize("byte", [0, 12, 100, -1])
def test_one_changed_byte_is_noticed(byte: int) -> None:
    segment, ct_hash, pt_commit, key = sealed("Ja.")
    changed = bytearray(segment.ciphertext)
    changed[byte] ^= 1
    other = replace(segment, ciphertext=bytes(changed))
    with pytest.raises(WordsTampered, match="ciphertext is not the one that was recorded"):
        unseal(other, fact_id, 1, key.key, ct_hash, pt_commit)
    # Also by who can recompute the hash: the key does not open it.
    with pytest.raises(WordsTampered, match="does not belong to this fact and key"):
        unseal(
            other, fact_id, 1, key.key,
            hashlib.sha256(other.ciphertext).hexdigest(), pt_commit,
        )  # fmt: skip


def test_words_stay_with_their_fact_field_schema_and_key() -> None:
    segment, ct_hash, pt_commit, key = sealed("Ja.")
    elsewhere = replace(segment, name="goals")
    other_key_id = replace(segment, key_id=uuid4())
    for moved, fact, schema in (
        (segment, uuid4(), 1), (segment, fact_id, 2), (elsewhere, fact_id, 1),
        (other_key_id, fact_id, 1),
    ):  # fmt: skip
        with pytest.raises(WordsTampered, match="does not belong to this fact and key"):
            unseal(moved, fact, schema, key.key, ct_hash, pt_commit)
    with pytest.raises(WordsTampered, match="does not belong to this fact and key"):
        unseal(segment, fact_id, 1, os.urandom(32), ct_hash, pt_commit)


def test_other_words_under_the_right_key_are_noticed() -> None:
    _, _, pt_commit, key = sealed("Ik wil hulp.")
    other = forged(key, b"Ik wil geen hulp.")
    with pytest.raises(WordsTampered, match="the text is not the one that was recorded"):
        unseal(other, fact_id, 1, key.key, hashlib.sha256(other.ciphertext).hexdigest(), pt_commit)


def stored(draft: Draft) -> Stored:
    return Stored(1, monday, draft.kind, draft.envelope)


def test_swapping_the_words_of_two_facts_is_noticed() -> None:
    one, two = (encode(event, by_fatima, "0" * 64, keys) for event in (reported, clarified))
    opened = keys.open(s.key_id for s in (*one.segments, *two.segments))
    assert open_words(stored(one), one.segments, opened) == {"question": reported.question}
    with pytest.raises(WordsTampered):
        open_words(stored(one), two.segments, opened)
    with_its_key = replace(two.segments[0], key_id=one.segments[0].key_id)
    with pytest.raises(WordsTampered):
        open_words(stored(one), [with_its_key], opened)


def test_without_its_key_a_text_is_destroyed_and_an_error_never_repeats_one() -> None:
    draft = encode(reported, by_fatima, "0" * 64, keys)
    assert open_words(stored(draft), draft.segments, {}) == {"question": DESTROYED}
    opened = keys.open(s.key_id for s in draft.segments)
    with pytest.raises(WordsTampered) as noticed:
        open_words(stored(draft), [replace(draft.segments[0], ciphertext=b"x" * 300)], opened)
    assert reported.question not in str(noticed.value)


def test_what_a_journal_remembers_between_decisions_holds_no_words() -> None:
    journal = in_memory()
    put(journal, *ready_to_spend)
    assert journal.record(asked.spend).refusal is None
    kept = list(journal._warm._kept.values())
    assert any("BudgetSpent" in repr(fold) for fold, _ in kept)
    assert not any(asked.spend.reason in repr(fold) for fold, _ in kept)


def test_words_whose_key_is_there_do_not_go_unnoticed() -> None:
    """Only a key that is gone destroys words: taken away or under another key, they are missed."""
    draft = encode(reported, by_fatima, "0" * 64, keys)
    stored = Stored(1, monday, draft.kind, draft.envelope)
    opened = keys.open(promised_keys(stored))
    (segment,) = draft.segments
    assert open_words(stored, [segment], opened) == {"question": reported.question}
    assert open_words(stored, [], {}) == {"question": DESTROYED}
    for beside in ([], [replace(segment, key_id=uuid4())], [replace(segment, name="other")]):
        with pytest.raises(WordsTampered):
            open_words(stored, beside, opened)
    with pytest.raises(WordsTampered):
        open_words(stored, [segment], dict.fromkeys(opened, b""))  # the key's row was damaged
