"""Reading strictly: every number, hash and text has one spelling; any other is refused."""

import binascii
import re

DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
LARGEST = 2**63 - 1


class Malformed(ValueError):
    """Bytes that are not of the format they should be; the message says what is wrong with them."""


def number(text: str) -> int:
    """A decimal below 2^63: no sign, no leading zero, no `_`, ASCII digits alone (tlog-checkpoint,
    Note text). Raises Malformed."""
    if not DECIMAL.fullmatch(text) or int(text) > LARGEST:
        raise Malformed("a number is written in decimal, without sign or leading zero")
    return int(text)


def decoded(text: str) -> bytes:
    """What standard base64 holds, padded, in its only spelling (RFC 4648 section 4, 3.5).

    Raises Malformed.
    """
    try:
        raw = binascii.a2b_base64(text)
    except ValueError:
        raise Malformed("this is not base64") from None
    if encoded(raw) != text:
        raise Malformed("base64 has one spelling, and this is another")
    return raw


def digest(text: str) -> bytes:
    """The 32 bytes of a SHA-256 in base64. Raises Malformed."""
    raw = decoded(text)
    if len(raw) != 32:
        raise Malformed("a hash is 32 bytes")
    return raw


def encoded(raw: bytes) -> str:
    """Standard base64, padded (RFC 4648 section 4)."""
    return binascii.b2a_base64(raw, newline=False).decode()


def plain(data: bytes) -> str:
    """UTF-8 without control characters but newline (signed-note, Format). Raises Malformed."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("this is not UTF-8") from None
    if any(character < " " and character != "\n" for character in text):
        raise Malformed("control characters have no place here")
    return text


def name(text: str) -> str:
    """A key name or origin: not empty, without spaces of any kind or plus (signed-note, Format).

    Raises Malformed.
    """
    if not text or "+" in text or any(character.isspace() for character in text):
        raise Malformed("a name is not empty, and has no space or plus")
    return text
