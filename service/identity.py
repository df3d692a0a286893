"""Who is calling: a signed development token says which worker, in what function, of whom.

The seam is `Caller` and `Identify`: an OIDC provider replaces `Tokens`, and nothing else changes.
"""

import base64
import hmac
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import orjson

from domain.terms import UUID, FunctionId, OrganisationId, WorkerId
from service.secret_file import secret_file

WORKING_DAY = 12 * 60 * 60
"""How long a token lasts, in seconds, where nothing else is said."""
LONGEST = 1024
"""No token is longer than this, in characters."""


@dataclass(frozen=True)
class Caller:
    """A worker (medewerker), acting in one function (functie) for one organisation."""

    worker: WorkerId
    function: FunctionId
    organisation: OrganisationId


class NotIdentified(Exception):
    """The caller cannot be told. The message says why, and never repeats what was given."""


class Identify(Protocol):
    """Tells who calls."""

    def caller(self, token: str) -> Caller:
        """Whose token this is. Raises NotIdentified."""


class Tokens:
    """Development tokens: base64url(JSON) + "." + base64url(HMAC-SHA-256), both unpadded."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock

    def issue(self, caller: Caller, seconds: int = WORKING_DAY) -> str:
        """A token for this caller, for so many seconds from now."""
        said = orjson.dumps(
            {
                "worker": caller.worker,
                "function": caller.function,
                "organisation": caller.organisation,
                "until": int(self._clock()) + seconds,
            }
        )
        return f"{_text(said)}.{_text(self._signature(said))}"

    def caller(self, token: str) -> Caller:
        """See `Identify`."""
        said, given = _parts(token)
        if not hmac.compare_digest(self._signature(said), given):
            raise NotIdentified("the token was not issued here")
        claims = orjson.loads(said)
        if claims["until"] <= self._clock():
            raise NotIdentified("the token has expired")
        return Caller(claims["worker"], claims["function"], claims["organisation"])

    def _signature(self, said: bytes) -> bytes:
        return hmac.digest(self._secret, b"wijkboek development token\n" + said, sha256)


def tokens_of(home: Path, municipality: str) -> Tokens:
    """The tokens of this municipality's service, which keeps its secrets in `home`.

    Good with no other municipality, also where they share a home. Raises OSError.
    """
    secret = secret_file(home / "token.secret", lambda: os.urandom(32))
    return Tokens(hmac.digest(secret, municipality.encode(), sha256))


def issue(home: Path, municipality: str, caller: Caller, seconds: int = WORKING_DAY) -> str:
    """A token for whoever administers this machine. Raises ValueError for ids that are none."""
    for name in ("worker", "function", "organisation"):
        if not UUID.fullmatch(getattr(caller, name)):
            raise ValueError(f"{name}: a lower-case UUID, please")
    return tokens_of(home, municipality).issue(caller, seconds)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _parts(token: str) -> tuple[bytes, bytes]:
    if len(token) > LONGEST or not token.isascii():
        raise NotIdentified("this is no token")
    said, dot, signature = token.partition(".")
    try:
        if not dot:
            raise ValueError
        return _bytes(said), _bytes(signature)
    except ValueError:
        raise NotIdentified("this is no token") from None


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
