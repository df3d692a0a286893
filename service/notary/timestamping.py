"""Asking a timestamp authority (RFC 3161) when a checkpoint was there, as a second opinion on time.

TimeStampReq = SEQUENCE { version 1, messageImprint { sha256, digest }, nonce, certReq TRUE }

What comes back is kept as it is: `openssl ts -verify -data N.checkpoint -in N.tsr -CAfile …` says
whether it holds. Here it is only seen to that it is an answer to what was asked.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from service.notary.asking import fetched
from service.notary.checkpoint import parse_checkpoint
from service.notary.kept import write_whole
from service.notary.note import parse_note

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256."""
Post = Callable[[str, bytes], bytes | None]


class NotStamped(Exception):
    """The authority does not answer, or not what was asked."""


def query(digest: bytes, nonce: bytes) -> bytes:
    """RFC 3161 section 2.4.1, in DER. `nonce` is 8 bytes, the first below 128 and above 0."""
    imprint = _der(0x30, _SHA256 + _der(0x04, digest))
    return _der(0x30, _der(0x02, b"\x01") + imprint + _der(0x02, nonce) + b"\x01\x01\xff")


def check(reply: bytes, digest: bytes, nonce: bytes) -> None:
    """That it was granted, for this digest and this nonce (RFC 3161 section 2.4.2).

    Raises NotStamped.
    """
    status = _inside(_inside(reply))[:3]
    asked = _der(0x04, digest) in reply and _der(0x02, nonce) in reply
    if status not in (b"\x02\x01\x00", b"\x02\x01\x01") or not asked:
        raise NotStamped("The timestamp authority did not stamp what it was asked to.")


def post(url: str, body: bytes) -> bytes | None:
    """RFC 3161 section 3.4."""
    status, answer = fetched(url, 10.0, body, "application/timestamp-query")
    return answer if status == 200 else None


class Stamper:
    """Has checkpoints stamped, and keeps each beside its stamp."""

    def __init__(self, url: str, folder: Path, post: Post = post) -> None:
        self._url, self._folder, self._post = url, folder, post

    def stamp(self, note: bytes) -> Path:
        """The file that holds the stamp of this checkpoint. Raises NotStamped."""
        size = parse_checkpoint(parse_note(note).text).size
        digest, nonce = hashlib.sha256(note).digest(), b"\x01" + os.urandom(7)
        reply = self._post(self._url, query(digest, nonce))
        if reply is None:
            raise NotStamped("The timestamp authority does not answer.")
        check(reply, digest, nonce)
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / f"{size}.checkpoint", note)
        write_whole(self._folder / f"{size}.tsr", reply)
        return self._folder / f"{size}.tsr"


def _der(tag: int, content: bytes) -> bytes:
    assert len(content) < 128, "all that is asked is short"
    return bytes([tag, len(content)]) + content


def _inside(der: bytes) -> bytes:
    """What a SEQUENCE holds, and whatever follows it. Empty where it is none."""
    if len(der) < 2 or der[0] != 0x30:
        return b""
    return der[2 + (der[1] & 0x7F if der[1] & 0x80 else 0) :]
