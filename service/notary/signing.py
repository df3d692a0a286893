"""Signing and cosigning: what the log and its witnesses do, and a verifier never."""

import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from service.notary.checkpoint import parse_checkpoint
from service.notary.cosignature import message, tree_message
from service.notary.note import COSIGNATURE, ED25519, ML_DSA, Key, Signature, parse_note
from service.notary.strict import Malformed


def sign_note(text: str, who: str, private: Ed25519PrivateKey) -> Signature:
    """The signature of a text that ends in a newline (signed-note, Ed25519 signatures)."""
    key = key_of(who, private)
    return Signature(who, key.key_id, private.sign(text.encode()))


def key_of(who: str, private: Ed25519PrivateKey, kind: int = ED25519) -> Key:
    """The verifier key of a private one."""
    return Key(who, kind, private.public_key().public_bytes_raw())


def second_key_of(who: str, private: MLDSA44PrivateKey) -> Key:
    """The verifier key of a private one for ML-DSA-44."""
    return Key(who, ML_DSA, private.public_key().public_bytes_raw())


def cosign(text: str, who: str, time: int, private: Ed25519PrivateKey) -> Signature:
    """An Ed25519 cosignature of a checkpoint's text (tlog-cosignature, Format)."""
    raw = struct.pack(">Q", time) + private.sign(message(text, time))
    return Signature(who, key_of(who, private, COSIGNATURE).key_id, raw)


def cosign_ml_dsa(text: str, who: str, time: int, private: MLDSA44PrivateKey) -> Signature:
    """An ML-DSA-44 cosignature of a checkpoint's text (tlog-cosignature, Format)."""
    key = second_key_of(who, private)
    signed = private.sign(tree_message(parse_checkpoint(text), who, time))
    return Signature(who, key.key_id, struct.pack(">Q", time) + signed)


def parse_signatures(data: bytes) -> tuple[Signature, ...]:
    """Signature lines alone, as a witness answers them (tlog-witness). Raises Malformed."""
    read = parse_note(b"-\n\n" + data)
    if read.text != "-\n":  # the last empty line divides, and that would be one of its own
        raise Malformed("signature lines follow each other")
    return read.signatures
