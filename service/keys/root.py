"""What wraps the key-encryption key of an epoch: the root, kept outside the database.

root key (32 bytes, a file) ─┐
secret of the epoch (a file) ┴ HMAC-SHA256 → wraps the epoch's key (AES-KW, RFC 3394)

The secret of an epoch is what is destroyed with it: the root key, and every backup of the
database, may survive, and neither opens the epoch's keys any more.
"""

import hmac
import os
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from service.keys.service import KeysUnusable
from service.secret_file import SharedSecret, secret_file

EPOCHS = "epochs"


class Root(Protocol):
    """Wraps and unwraps the key-encryption keys of epochs."""

    def wrap(self, epoch: int, kek: bytes) -> bytes:
        """The key of that epoch, sealed. Raises KeysUnusable."""

    def unwrap(self, epoch: int, wrapped: bytes) -> bytes:
        """The key of that epoch. Raises KeysUnusable."""

    def forget(self, epoch: int) -> None:
        """Destroy whatever unwraps the key of that epoch, for good. Done before: nothing."""

    def mac(self, label: bytes, content: bytes) -> bytes:
        """HMAC-SHA256 of content under a key of the root's for that label."""


class RootKey:
    """The root as a 32-byte key, with a secret file for every epoch of one municipality.

    Without a folder there are no secrets of epochs: as in a journal that was begun before there
    were any, whose first epoch is wrapped under the root key alone.
    """

    def __init__(self, key: bytes, folder: Path | None = None, municipality: str = "") -> None:
        self._key = key
        self._folder = folder
        self._municipality = municipality

    def wrap(self, epoch: int, kek: bytes) -> bytes:
        path = self._path(epoch)
        if path is None:
            return aes_key_wrap(self._key, kek)
        return aes_key_wrap(self._with(_secret(path)), kek)

    def unwrap(self, epoch: int, wrapped: bytes) -> bytes:
        path, key = self._path(epoch), self._key
        missing = path is not None and not path.exists()
        if path is not None and not missing:
            key = self._with(_secret(path))
        try:
            return aes_key_unwrap(key, wrapped)
        except InvalidUnwrap:
            also = f", or {path}, which is not there," if missing else ""
            raise KeysUnusable(
                f"the root key{also} does not open this journal's keys: restore the root key file"
                " that belongs to this database"
                + (", and the secrets of its epochs" if path else "")
            ) from None

    def forget(self, epoch: int) -> None:
        path = self._path(epoch)
        if path is None or not path.exists():
            return
        with path.open(
            "r+b"
        ) as file:  # a journalling disk may keep the old block: see docs/keys.md
            file.write(bytes(32))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def mac(self, label: bytes, content: bytes) -> bytes:
        return hmac.digest(self._key, label + content, "sha256")

    def secrets(self) -> dict[str, bytes]:
        """The secrets of its epochs by the names of their files. Raises KeysUnusable."""
        if self._folder is None:
            return {}
        files = sorted((self._folder / EPOCHS).glob(f"{self._municipality}-[0-9]*.key"))
        return {file.name: _secret(file) for file in files}

    def _path(self, epoch: int) -> Path | None:
        if self._folder is None:
            return None
        return self._folder / EPOCHS / f"{self._municipality}-{epoch}.key"

    def _with(self, secret: bytes) -> bytes:
        return hmac.digest(self._key, b"wijkboek/epoch/v1\n" + secret, "sha256")


def root_key(path: Path) -> bytes:
    """The 32-byte root key in that file (mode 0600); made where there is none.

    Raises KeysUnusable when others may read the file, or it holds no key.
    """
    return _secret(path)


def _secret(path: Path) -> bytes:
    """The 32 bytes in that file; made where there is none. Raises KeysUnusable."""
    try:
        secret = secret_file(path, lambda: os.urandom(32))
    except SharedSecret as error:
        raise KeysUnusable(str(error)) from None
    except OSError as error:
        raise KeysUnusable(f"{path}: {error.strerror}") from None
    if len(secret) != 32:
        raise KeysUnusable(f"{path} holds no 32-byte key: restore the file that belongs here")
    return secret
