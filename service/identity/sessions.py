"""Who is signed in, for pages: a sealed cookie that lasts half an hour, and nothing on the server.

cookie = base64url(nonce12 ‖ AES-256-GCM(key, nonce, JSON, aad = name of the cookie))

Nobody can read or change it. A new one is made at every sign-in, whatever the browser sent.
"""

import base64
import hmac
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.terms import FunctionId, OrganisationId, ResidentId, WorkerId
from service.identity.assurance import assurance_of
from service.identity.callers import Caller
from service.secret_file import secret_file

LASTS = 30 * 60
"""Seconds that somebody stays signed in; a provider that still knows her asks nothing again."""
LONGEST = 4096


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in until a moment (seconds since 1970)."""

    name: str
    """Its own, drawn at random: by it, it can be ended."""
    caller: Caller
    until: int


class Seal:
    """Seals what a browser keeps for us, under a key of this service and municipality."""

    def __init__(self, key: bytes) -> None:
        self._box = AESGCM(key)

    def close(self, name: str, said: dict[str, Any]) -> str:
        """The value of the cookie of that name."""
        nonce = os.urandom(12)
        sealed = nonce + self._box.encrypt(nonce, orjson.dumps(said), name.encode())
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def open(self, name: str, value: str | None) -> dict[str, Any] | None:
        """What it says; None for what was not sealed here under that name."""
        if not value or len(value) > LONGEST or not value.isascii():
            return None
        try:
            sealed = base64.b64decode(
                value + "=" * (-len(value) % 4), altchars=b"-_", validate=True
            )
            said = orjson.loads(self._box.decrypt(sealed[:12], sealed[12:], name.encode()))
        except (ValueError, InvalidTag):
            return None
        return said if isinstance(said, dict) else None


def seal_of(home: Path, municipality: str) -> Seal:
    """The seal of this municipality's service. Raises OSError."""
    secret = secret_file(home / "session.secret", lambda: os.urandom(32))
    return Seal(hmac.digest(secret, b"wijkboek/session/v1\n" + municipality.encode(), sha256))


class Sessions:
    """Begins, tells and ends sessions."""

    def __init__(self, seal: Seal, cookie: str, clock: Callable[[], float] = time.time) -> None:
        self.cookie = cookie
        self._seal = seal
        self._clock = clock
        self._ended: dict[str, int] = {}
        self._lock = threading.Lock()

    def begin(self, caller: Caller) -> str:
        """The value of a new cookie."""
        said = {
            "name": base64.urlsafe_b64encode(os.urandom(16)).decode(),
            "until": int(self._clock()) + LASTS,
            **{field: value for field, value in vars(caller).items() if value is not None},
        }
        return self._seal.close(self.cookie, said)

    def of(self, value: str | None) -> Session | None:
        """Who is signed in by that cookie; None where nobody is (any more)."""
        said = self._seal.open(self.cookie, value)
        if said is None or said["until"] <= self._clock() or said["name"] in self._ended:
            return None
        resident = said.get("resident")
        caller = Caller(
            WorkerId(said["worker"]),
            FunctionId(said["function"]),
            OrganisationId(said["organisation"]),
            acr=assurance_of(said.get("acr")),
            resident=None if resident is None else ResidentId(resident),
            inquiry=said.get("inquiry"),
        )
        return Session(said["name"], caller, said["until"])

    def end(self, session: Session) -> None:
        """Nobody is signed in by it any more: in this process also where the cookie was copied."""
        with self._lock:
            now = self._clock()
            self._ended = {name: until for name, until in self._ended.items() if until > now}
            self._ended[session.name] = session.until
