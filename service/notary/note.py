"""Signed notes (C2SP signed-note v1.0.0): a text, and signature lines of those who stand by it.

    <text, ends in a newline>
    <empty line>
    — <key name> base64(u32 key id ‖ signature)

vkey   = <key name>+hex(key id)+base64(type ‖ public key)
key id = SHA-256(key name ‖ 0A ‖ type ‖ public key)[:4]
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from service.notary.strict import Malformed, decoded, encoded, name, plain

ED25519, COSIGNATURE, ML_DSA = 0x01, 0x04, 0x06
"""Types of signatures: of a note; of a checkpoint with a time (tlog-cosignature)."""
PUBLIC = {ED25519: 32, COSIGNATURE: 32, ML_DSA: 1312}
"""Bytes of a public key, by type."""
LARGEST_NOTE = 1_000_000
MOST_SIGNATURES = 100


class SignatureInvalid(Exception):
    """A signature of a known key does not verify, or there is none; the message names the key."""


@dataclass(frozen=True)
class Signature:
    """One signature line."""

    name: str
    key_id: bytes
    raw: bytes

    def line(self) -> str:
        """As it stands in a note, with its newline (signed-note, Signatures)."""
        return f"— {self.name} {encoded(self.key_id + self.raw)}\n"


@dataclass(frozen=True)
class Note:
    """A text with its signatures, none of them verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def data(self) -> bytes:
        """As it is written (signed-note, Format)."""
        return (self.text + "\n" + "".join(each.line() for each in self.signatures)).encode()


@dataclass(frozen=True)
class Key:
    """A verifier key (vkey)."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """signed-note, Signatures: the recommended computation."""
        said = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(said).digest()[:4]

    def vkey(self) -> str:
        """signed-note, Verifier keys."""
        return f"{self.name}+{self.key_id.hex()}+{encoded(bytes([self.kind]) + self.public)}"

    def made(self, signature: Signature) -> bool:
        """Whether a line claims to be of this key."""
        return (signature.name, signature.key_id) == (self.name, self.key_id)


def parse_key(text: str) -> Key:
    """A vkey (signed-note, Verifier keys). Raises Malformed."""
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise Malformed("a verifier key is a name, an id and a key, with + between")
    raw = decoded(parts[2])
    key = Key(name(parts[0]), raw[0] if raw else 0, raw[1:])
    if len(key.public) != PUBLIC.get(key.kind):
        raise Malformed("this type of key is not known here, or has another length")
    if parts[1] != key.key_id.hex():
        raise Malformed("the id of this verifier key is another key's")
    return key


def parse_note(data: bytes) -> Note:
    """A note (signed-note, Format); the last empty line divides text from signatures.

    Raises Malformed.
    """
    if len(data) > LARGEST_NOTE:
        raise Malformed("a note this large is none")
    text, divided, lines = plain(data).rpartition("\n\n")
    if not divided or not text or not lines.endswith("\n"):
        raise Malformed("a note is a text, an empty line and signatures, each with its newline")
    found = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(found) > MOST_SIGNATURES:
        raise Malformed("a note with so many signatures is none")
    return Note(text + "\n", found)


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    who, _, written = rest.partition(" ")
    if dash != "—":
        raise Malformed("a signature line begins with a dash and a space")
    raw = decoded(written)
    if len(raw) < 5:
        raise Malformed("a signature holds four bytes of key id, and then the signature")
    return Signature(name(who), raw[:4], raw[4:])


def verify_note(note: Note, keys: Iterable[Key]) -> list[Key]:
    """Which of these Ed25519 keys (type 01) signed the text (signed-note, Signatures).

    Unknown keys are ignored. Raises SignatureInvalid where a known key's does not verify, or none
    of them signed.
    """
    signed = []
    for key in keys:
        for each in note.signatures:
            if key.kind == ED25519 and key.made(each):
                check_ed25519(key, each.raw, note.text.encode())
                signed.append(key)
    if not signed:
        raise SignatureInvalid("no known key signed this")
    return signed


def check_ed25519(key: Key, raw: bytes, message: bytes) -> None:
    """RFC 8032. Raises SignatureInvalid."""
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw, message)
    except (InvalidSignature, ValueError):
        raise SignatureInvalid(f"the signature of {key.name} does not verify") from None
