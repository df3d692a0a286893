"""How much a request may ask: the size and shape of its body, and how often a caller may come."""

import json
import math
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from service.codec import LARGEST
from service.problems import Problem

DEEPEST = 20
"""No body nests lists and objects deeper than this."""
_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_DEEPER, _LESS_DEEP = "[{", "]}"


@dataclass(frozen=True)
class Limits:
    """What one caller may do in a minute."""

    requests: int = 120_000
    refusals: int = 30
    """Refused attempts are facts about residents: nobody may pile them up."""


async def read_body(request: Request, most: int) -> bytes:
    """The body, counted while it comes in, whatever Content-Length says. Raises Problem."""
    said = request.headers.get("content-length", "0")
    if said.isascii() and said.isdigit() and (len(said) > 18 or int(said) > most):
        raise _too_large(most)
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise _too_large(most)
            parts.append(part)
    except ClientDisconnect:
        raise Problem("MALFORMED", "The connection ended before the body did.") from None
    return b"".join(parts)


def _too_large(most: int) -> Problem:
    # The rest of the body is not read: this connection cannot be used again.
    return Problem(
        "TOO_LARGE", f"A body may hold at most {most} bytes.", headers={"Connection": "close"}
    )


def parse(body: bytes) -> Any:
    """What a JSON body says, read once. Raises Problem for what I-JSON (RFC 7493) forbids."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem("MALFORMED", "The body is not UTF-8.") from None
    if _too_deep(text):
        raise Problem("MALFORMED", f"The body nests deeper than {DEEPEST} levels.")
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant,
            parse_int=_whole, parse_float=_finite,
        )  # fmt: skip
    except json.JSONDecodeError as error:
        raise Problem(
            "MALFORMED", f"The body is not JSON: line {error.lineno}, column {error.colno}."
        ) from None


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth = 0
    for sign in _TEXTS.sub("", text):
        if sign in _DEEPER:
            depth += 1
            if depth > DEEPEST:
                return True
        elif sign in _LESS_DEEP:
            depth -= 1
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise Problem("MALFORMED", "An object in the body names something twice.")
    return made


def _no_constant(_: str) -> None:
    raise Problem("MALFORMED", "NaN and Infinity are not JSON.")


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Problem("MALFORMED", "A whole number must be smaller than 2^53.")
    return int(digits)


def _finite(digits: str) -> float:
    """1.0 is a whole number, in JSON Schema as in RFC 8259."""
    number = float(digits)
    if math.isinf(number):
        raise Problem("MALFORMED", "A number is larger than JSON can carry everywhere.")
    return int(number) if number.is_integer() and abs(number) <= LARGEST else number


class Pace:
    """How often each caller comes: so many at once, and as many again in every minute after."""

    def __init__(self, most: int, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._code, self._clock = most, code, clock
        self._left: dict[str, tuple[float, float]] = {}
        """Of each caller: how many were left, and when."""
        self._lock = threading.Lock()

    def check(self, who: str) -> None:
        """Raises Problem where this caller has to wait."""
        with self._lock:
            left = self._now_left(who, self._clock())
        if left < 1:
            wait = math.ceil((1 - left) * 60 / self._most)
            raise Problem(self._code, headers={"Retry-After": str(wait)})

    def count(self, who: str) -> None:
        """One more, now."""
        with self._lock:
            now = self._clock()
            self._left[who] = self._now_left(who, now) - 1, now

    def _now_left(self, who: str, now: float) -> float:
        left, then = self._left.get(who, (self._most, now))
        return min(self._most, left + (now - then) * self._most / 60)
