"""Words about people, sealed: one segment, one random key, and two hashes in the envelope.

ciphertext = nonce12 ‖ AES-256-GCM(key, nonce, salt32 ‖ u32 length ‖ text ‖ zeros, aad)
aad        = fact id (16 bytes) ‖ key id (16 bytes) ‖ u16 schema ‖ segment name
ct_hash    = SHA-256(ciphertext): which bytes were stored
pt_commit  = SHA-256("wijkboek/words/v1" ‖ 00 ‖ salt32 ‖ text): which text they hold

Both hashes are needed: AES-GCM does not commit to its key, so one ciphertext can be made to open
under two keys to two texts. The salt lives inside the ciphertext and dies with the key. Padding
to a few sizes hides how much was said.
"""

import hashlib
import os
import struct
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.keys import NewKey

BUCKETS = (256, 1024, 4096, 16384, 65536)
"""A sealed text is padded to one of these sizes in bytes, 36 for salt and length included."""
LONGEST = BUCKETS[-1] - 36
"""No sealed text is longer than this in UTF-8 bytes."""
_COMMIT = b"wijkboek/words/v1\x00"


class WordsTampered(Exception):
    """Sealed words do not open to what their envelope says. Names the position, never the text."""


class TooLong(ValueError):
    """A text is longer than a segment holds."""


@dataclass(frozen=True)
class Segment:
    """One sealed text of one fact, as stored beside it."""

    name: str
    key_id: UUID
    ciphertext: bytes


def seal(text: str, fact_id: UUID, name: str, schema: int, key: NewKey) -> tuple[Segment, str, str]:
    """The segment, its ct_hash and its pt_commit (hex). Raises TooLong."""
    plain = normalize("NFC", text).encode()
    salt, nonce = os.urandom(32), os.urandom(12)
    framed = salt + struct.pack(">I", len(plain)) + plain
    size = next((bucket for bucket in BUCKETS if len(framed) <= bucket), None)
    if size is None:
        raise TooLong(f"a text may hold at most {LONGEST} bytes")
    box = AESGCM(key.key).encrypt(
        nonce, framed.ljust(size, b"\0"), _aad(fact_id, key.key_id, name, schema)
    )
    ciphertext = nonce + box
    ct_hash = hashlib.sha256(ciphertext).hexdigest()
    return Segment(name, key.key_id, ciphertext), ct_hash, commitment(salt, plain)


def unseal(
    segment: Segment, fact_id: UUID, schema: int, key: bytes, ct_hash: str, pt_commit: str
) -> str:
    """The text, once it proves to be the one that the envelope names. Raises WordsTampered."""
    return unseal_salted(segment, fact_id, schema, key, ct_hash, pt_commit)[1]


def unseal_salted(
    segment: Segment, fact_id: UUID, schema: int, key: bytes, ct_hash: str, pt_commit: str
) -> tuple[bytes, str]:
    """The same with the salt: who has both can check the commitment. Raises WordsTampered."""
    if hashlib.sha256(segment.ciphertext).hexdigest() != ct_hash:
        raise WordsTampered("the stored ciphertext is not the one that was recorded")
    if len(key) != 32:
        raise WordsTampered("the stored key is not the one that was made")
    nonce, box = segment.ciphertext[:12], segment.ciphertext[12:]
    try:
        framed = AESGCM(key).decrypt(
            nonce, box, _aad(fact_id, segment.key_id, segment.name, schema)
        )
    except InvalidTag:
        raise WordsTampered("the ciphertext does not belong to this fact and key") from None
    (length,) = struct.unpack_from(">I", framed, 32)
    salt, plain = framed[:32], framed[36 : 36 + length]
    if commitment(salt, plain) != pt_commit:
        raise WordsTampered("the text is not the one that was recorded")
    return salt, plain.decode()


def commitment(salt: bytes, plain: bytes) -> str:
    """pt_commit (hex)."""
    return hashlib.sha256(_COMMIT + salt + plain).hexdigest()


def _aad(fact_id: UUID, key_id: UUID, name: str, schema: int) -> bytes:
    return fact_id.bytes + key_id.bytes + struct.pack(">H", schema) + name.encode()
