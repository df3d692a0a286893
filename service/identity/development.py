"""Development tokens: whoever administers this machine may call as anybody. Never in production.

As soon as an OIDC provider is set, none of them is taken any more.
"""

import base64
import hmac
import os
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import orjson

from domain.terms import UUID, ResidentId
from service.identity.assurance import assurance_of
from service.identity.callers import Caller, NotIdentified
from service.secret_file import secret_file

WORKING_DAY = 12 * 60 * 60
"""How long a token lasts, in seconds, where nothing else is said."""
LONGEST = 1024
"""No token is longer than this, in characters."""
_OPTIONAL = ("acr", "resident", "inquiry")


class Tokens:
    """base64url(JSON) + "." + base64url(HMAC-SHA-256), both unpadded."""

    waits = False

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:
        self._secret = secret
        self._clock = clock

    def issue(self, caller: Caller, seconds: int = WORKING_DAY) -> str:
        """A token for this caller, for so many seconds from now."""
        claims = {
            "worker": caller.worker,
            "function": caller.function,
            "organisation": caller.organisation,
            "until": int(self._clock()) + seconds,
        }
        for name in _OPTIONAL:
            if (value := getattr(caller, name)) is not None:
                claims[name] = str(value)
        said = orjson.dumps(claims)
        return f"{_text(said)}.{_text(self._signature(said))}"

    def caller(self, token: str) -> Caller:
        """See `Identify`."""
        said, given = _parts(token)
        if not hmac.compare_digest(self._signature(said), given):
            raise NotIdentified("the token was not issued here")
        claims = orjson.loads(said)
        if claims["until"] <= self._clock():
            raise NotIdentified("the token has expired")
        resident = claims.get("resident")
        return Caller(
            claims["worker"],
            claims["function"],
            claims["organisation"],
            acr=assurance_of(claims.get("acr")),
            resident=None if resident is None else ResidentId(resident),
            inquiry=claims.get("inquiry"),
        )

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
