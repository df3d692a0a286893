"""The root in HashiCorp Vault: its Transit engine wraps the key of every epoch.

One Transit key an epoch, `<key>-<municipality>-<epoch>`, so that an epoch can be destroyed: Vault
deletes that key, for good. The key `<key>` itself authenticates backups, and never leaves Vault
either. Vault is asked when a journal opens and when keys are rotated, and not for every read.
"""

import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hvac
import requests

from service.keys.service import KeysUnusable
from service.secret_file import SharedSecret, secret_file

PATIENCE = 10
"""Seconds in which Vault must answer."""


class VaultRoot:
    """See `Root`."""

    def __init__(self, url: str, token: str, municipality: str, key: str, mount: str) -> None:
        self._url, self._key, self._mount = url, key, mount
        self._municipality = municipality.replace("_", "-")
        client = hvac.Client(url=url, token=token, timeout=PATIENCE)
        self._transit = client.secrets.transit

    def wrap(self, epoch: int, kek: bytes) -> bytes:
        name = self._name(epoch)
        self._ask(self._transit.create_key, name=name, mount_point=self._mount)
        answer = self._ask(
            self._transit.encrypt_data, name=name, plaintext=_text(kek), mount_point=self._mount
        )
        return str(answer["ciphertext"]).encode()

    def unwrap(self, epoch: int, wrapped: bytes) -> bytes:
        name = self._name(epoch)
        if not wrapped.startswith(b"vault:"):
            raise KeysUnusable(
                f"Epoch {epoch} of this journal is wrapped under a root key in a file, and"
                " WIJKBOEK_VAULT_URL names a Vault: unset it, or begin a journal there."
            )
        answer = self._ask(
            self._transit.decrypt_data,
            name=name, ciphertext=wrapped.decode("ascii", "replace"), mount_point=self._mount,
        )  # fmt: skip
        return _bytes(answer["plaintext"])

    def forget(self, epoch: int) -> None:
        name = self._name(epoch)
        try:
            self._ask(
                self._transit.update_key_configuration,
                name=name, deletion_allowed=True, mount_point=self._mount,
            )  # fmt: skip
            self._ask(self._transit.delete_key, name=name, mount_point=self._mount)
        except _NotThere:
            return

    def mac(self, label: bytes, content: bytes) -> bytes:
        self._ask(self._transit.create_key, name=self._key, mount_point=self._mount)
        answer = self._ask(
            self._transit.generate_hmac,
            name=self._key, hash_input=_text(label + content), key_version=1,
            algorithm="sha2-256", mount_point=self._mount,
        )  # fmt: skip
        return _bytes(str(answer["hmac"]).rpartition(":")[2])

    def _name(self, epoch: int) -> str:
        return f"{self._key}-{self._municipality}-{epoch}"

    def _ask(self, question: Callable[..., Any], **said: Any) -> dict[str, Any]:
        """What Vault answers. Its own words may quote what was sent: only their kind goes on."""
        try:
            answer = question(**said)
        except hvac.exceptions.InvalidPath:
            raise _NotThere(self._trouble("has no such key or Transit engine")) from None
        except hvac.exceptions.Forbidden:
            raise KeysUnusable(
                self._trouble("refuses this token: put a valid one in WIJKBOEK_VAULT_TOKEN_FILE")
            ) from None
        except hvac.exceptions.InvalidRequest:
            if question == self._transit.update_key_configuration:
                raise _NotThere(self._trouble("has no such key")) from None
            raise KeysUnusable(
                self._trouble("does not open this journal's keys: is it the right one?")
            ) from None
        except hvac.exceptions.VaultDown:
            raise KeysUnusable(self._trouble("is sealed: unseal it")) from None
        except hvac.exceptions.VaultError as error:
            raise KeysUnusable(self._trouble(f"failed ({type(error).__name__})")) from None
        except requests.RequestException as error:
            raise KeysUnusable(
                self._trouble(
                    f"cannot be reached ({type(error).__name__}): start it, or correct"
                    " WIJKBOEK_VAULT_URL"
                )
            ) from None
        data = answer.get("data") if isinstance(answer, dict) else None
        return data if isinstance(data, dict) else {}

    def _trouble(self, what: str) -> str:
        return f"Vault at {self._url} {what}."


class _NotThere(KeysUnusable):
    """Vault knows no such key."""


def vault_root(
    url: str, token_file: Path | None, municipality: str, key: str, mount: str
) -> VaultRoot:
    """The root in that Vault, with the token in that file (mode 0600). Raises KeysUnusable."""
    if token_file is None or not token_file.is_file():
        raise KeysUnusable(
            "WIJKBOEK_VAULT_URL is set, and there is no token: set WIJKBOEK_VAULT_TOKEN_FILE to a"
            " file that holds one (mode 600)."
        )
    try:
        token = secret_file(token_file, lambda: b"").decode("ascii").strip()
    except SharedSecret as error:
        raise KeysUnusable(str(error)) from None
    except (OSError, UnicodeDecodeError):
        raise KeysUnusable(f"{token_file} cannot be read: put a token of Vault's there.") from None
    return VaultRoot(url, token, municipality, key, mount)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error:
        raise KeysUnusable("Vault answered what is no answer of its Transit engine.") from None
