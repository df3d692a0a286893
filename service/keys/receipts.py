"""What the key service says that it destroyed, signed: a receipt.

{"by": public key, "receipt": {at, destruction, digest, ground, keys, municipality}, "signature"}

All of it is canonical JSON (RFC 8785); the signature is Ed25519 (RFC 8032) over the bytes of
`receipt`, and `digest` is the SHA-256 of the key ids, sorted and joined by newlines. It names no
person and no word. Receipts are kept in `<home>/receipts`, as the tombstones are outside the
database.
"""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.keys.service import KeysUnusable
from service.secret_file import SharedSecret, secret_file

FOLDER = "receipts"


class Receipts:
    """The receipts of one municipality's key service, and the key that signs them."""

    def __init__(self, home: Path, municipality: str) -> None:
        """The key is in `<home>/receipts.key`, made where there is none. Raises KeysUnusable."""
        try:
            seed = secret_file(home / "receipts.key", lambda: os.urandom(32))
        except SharedSecret as error:
            raise KeysUnusable(str(error)) from None
        except OSError as error:
            raise KeysUnusable(f"{home / 'receipts.key'}: {error.strerror}") from None
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._folder = home / FOLDER / municipality
        self._municipality = municipality

    def write(self, destruction: str, ground: str, key_ids: Iterable[UUID], at: datetime) -> bytes:
        """The receipt for these keys, and it is on the disk. Written before: that one.

        `at` is aware. Raises KeysUnusable.
        """
        ids = sorted(map(str, key_ids))
        said = {
            "at": at.isoformat(),
            "destruction": destruction,
            "digest": hashlib.sha256("\n".join(ids).encode()).hexdigest(),
            "ground": ground,
            "keys": len(ids),
            "municipality": self._municipality,
        }
        receipt = _canonical(
            {
                "by": self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
                "receipt": said,
                "signature": self._key.sign(_canonical(said)).hex(),
            }
        )
        try:
            return secret_file(self._folder / f"{destruction}.json", lambda: receipt)
        except OSError as error:
            raise KeysUnusable(f"{self._folder}: {error.strerror}") from None


def proven(receipt: bytes) -> dict[str, Any]:
    """What a receipt says. Raises InvalidSignature where it was not signed so, or is no receipt."""
    try:
        parsed = orjson.loads(receipt)
        by = Ed25519PublicKey.from_public_bytes(bytes.fromhex(parsed["by"]))
        by.verify(bytes.fromhex(parsed["signature"]), _canonical(parsed["receipt"]))
        said: dict[str, Any] = parsed["receipt"]
    except (ValueError, KeyError, TypeError):
        raise InvalidSignature from None
    return said


def _canonical(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
