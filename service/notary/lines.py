"""Files of one JSON object a line, each in its only spelling, so that two readers read the same.

Keys ascend, nothing stands between them, strings are UTF-8 and numbers whole (RFC 8785).
"""

import json
from collections.abc import Iterator
from typing import Any

from service.notary.strict import Malformed

Line = dict[str, Any]
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
DEEPEST = 64
"""So many objects and lists within each other: no reader falls over, and all stop at one place."""


def line_of(said: Line) -> bytes:
    """As it is written, with its newline."""
    return _JSON.encode(said).encode() + b"\n"


def parse_line(raw: bytes) -> Line:
    """One line, without its newline. Raises Malformed."""
    try:
        text = raw.decode()
        said = json.loads(text)
        same = isinstance(said, dict) and _JSON.encode(said) == text and _whole(said)
    except (ValueError, RecursionError):
        same = False
    if not same:
        raise Malformed("a line is one JSON object, in the spelling of RFC 8785")
    found: Line = said
    return found


def parse_lines(data: bytes) -> Iterator[Line]:
    """Every line of a file. Raises Malformed."""
    if not data.endswith(b"\n"):
        raise Malformed("every line ends in a newline")
    return (parse_line(raw) for raw in data[:-1].split(b"\n"))


def text(said: Line, name: str) -> str:
    """A text of a line. Raises Malformed."""
    found = said.get(name)
    if not isinstance(found, str):
        raise Malformed(f"{name} should be a text")
    return found


def whole(said: Line, name: str) -> int:
    """A number of a line, below 2^53 so that every reader takes it exactly. Raises Malformed."""
    found = said.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 2**53:
        raise Malformed(f"{name} should be a whole number")
    return found


def many(said: Line, name: str) -> list[Any]:
    """A list of a line. Raises Malformed."""
    found = said.get(name)
    if not isinstance(found, list):
        raise Malformed(f"{name} should be a list")
    return found


def _whole(said: object, depth: int = 0) -> bool:
    """Whole numbers below 2^53 alone, and keys of ASCII, which all readers sort alike."""
    if not isinstance(said, (dict, list)):
        return not isinstance(said, float) and not (isinstance(said, int) and abs(said) >= 2**53)
    sound = depth < DEEPEST and (isinstance(said, list) or "".join(said).isascii())
    inner = said if isinstance(said, list) else said.values()
    return sound and all([_whole(each, depth + 1) for each in inner if type(each) is not str])
