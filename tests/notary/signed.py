"""A log, three witnesses, a checkpoint that they signed, and a policy that trusts them."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service.notary.checkpoint import Checkpoint
from service.notary.merkle import leaf_hash
from service.notary.note import (
    COSIGNATURE,
    Note,
)
from service.notary.signing import cosign, key_of, sign_note


def seeded(seed: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


LOG, W1, W2, W3 = map(seeded, range(1, 5))
ORIGIN = "wijkboek.example/haarlem"
LOG_KEY = key_of(ORIGIN, LOG)
WITNESS_KEYS = [
    key_of(f"witness.example/{n}", private, COSIGNATURE)
    for n, private in enumerate((W1, W2, W3), 1)
]
ROOT = leaf_hash(b"the only one")
TREE = Checkpoint(ORIGIN, 20852163, ROOT)
SIGNED = Note(TREE.text(), (sign_note(TREE.text(), ORIGIN, LOG),))
POLICY = (
    f"# who watches\nlog {LOG_KEY.vkey()}\n"
    + "".join(f"witness w{n} {key.vkey()} http://w{n}\n" for n, key in enumerate(WITNESS_KEYS, 1))
    + "group all-of-them 2 w1 w2 w3\nquorum all-of-them\n"
).encode()


def cosigned(*times: tuple[Ed25519PrivateKey, str, int]) -> Note:
    lines = (cosign(TREE.text(), who, at, key) for key, who, at in times)
    return Note(SIGNED.text, (*SIGNED.signatures, *lines))


V1, V2, V3 = (key.vkey() for key in WITNESS_KEYS)
