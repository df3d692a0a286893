"""Signing in for pages: OpenID Connect's authorisation code flow, with PKCE (RFC 7636, S256).

What must come back (state, nonce, verifier, where to) waits sealed in a cookie of ten minutes,
not on the server: whoever did not begin here cannot end here.
"""

import base64
import hashlib
import hmac
import os
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from service.identity.bearer import Callers
from service.identity.callers import Caller, NotIdentified
from service.identity.fetching import Declined, fetch_json, is_safe
from service.identity.provider import Asking
from service.identity.sessions import Seal
from service.identity.signed import verified

WAITS = 10 * 60
"""Seconds that somebody may take to sign in."""
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,500}")


class NotSignedIn(Exception):
    """Nobody was signed in. The message says why, and repeats nothing that was sent."""


@dataclass(frozen=True)
class Leaving:
    """Where the browser is sent, and the cookie that it brings back."""

    address: str
    cookie: str


@dataclass(frozen=True)
class SignedIn:
    """Who came back, and where to go now."""

    caller: Caller
    to: str


class SigningIn:
    """Signs people in with one provider."""

    def __init__(
        self,
        asking: Asking,
        callers: Callers,
        seal: Seal,
        callback: str,
        cookie: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`callback` is our own whole address that the provider sends browsers back to."""
        self.asking = asking
        self.cookie = cookie
        self._callers = callers
        self._seal = seal
        self._callback = callback
        self._clock = clock

    @property
    def client(self) -> str:
        """As whom the provider knows us."""
        return self.asking.provider.client_id or ""

    def begin(self, to: str) -> Leaving:
        """Off to the provider. Raises NotSignedIn for a place elsewhere, ProviderAway."""
        if not within(to):
            raise NotSignedIn("the place to go back to is not here")
        state, nonce, verifier = (_drawn() for _ in range(3))
        challenge = hashlib.sha256(verifier.encode()).digest()
        asked = {
            "response_type": "code", "scope": "openid", "client_id": self.client,
            "redirect_uri": self._callback, "state": state, "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }  # fmt: skip
        if self.asking.provider.acr:
            asked["acr_values"] = " ".join(sorted(self.asking.provider.acr))
        kept = {"state": state, "nonce": nonce, "verifier": verifier, "to": to,
                "until": int(self._clock()) + WAITS}  # fmt: skip
        address = self._address("authorization_endpoint")
        between = "&" if "?" in address else "?"
        return Leaving(f"{address}{between}{urlencode(asked)}", self._seal.close(self.cookie, kept))

    def end(self, query: Mapping[str, str], cookie: str | None) -> SignedIn:
        """Back from the provider. Raises NotSignedIn, NotIdentified, ProviderAway."""
        kept = self._seal.open(self.cookie, cookie)
        if kept is None or kept["until"] <= self._clock():
            raise NotSignedIn("this sign-in was not begun here, or too long ago")
        if not hmac.compare_digest(str(kept["state"]).encode(), query.get("state", "").encode()):
            raise NotSignedIn("this is the end of another sign-in than the one begun here")
        if query.get("iss", self.asking.provider.issuer) != self.asking.provider.issuer:
            raise NotSignedIn("another provider answered")  # RFC 9207
        if "error" in query or not query.get("code"):
            raise NotSignedIn("the provider signed nobody in")
        claims = self._claims(query["code"], kept)
        return SignedIn(self._callers.of(self.asking.provider, claims), kept["to"])

    def leave(self, to: str) -> str:
        """Where signing out ends: at the provider, if it wants that. Raises ProviderAway."""
        address = self.asking.addresses().get("end_session_endpoint")
        if not isinstance(address, str) or not is_safe(address):
            return to
        asked = {"client_id": self.client, "post_logout_redirect_uri": self._callback_root() + to}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def _claims(self, code: str, kept: dict[str, Any]) -> dict[str, Any]:
        provider = self.asking.provider
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self._callback,
            "code_verifier": kept["verifier"], "client_id": self.client,
        }  # fmt: skip
        secret = provider.client_secret
        try:
            said = fetch_json(
                self._address("token_endpoint"), form, (self.client, secret) if secret else None
            )
        except Declined:
            raise NotSignedIn("the provider did not take the code") from None
        token = said.get("id_token")
        if not isinstance(token, str):
            raise NotSignedIn("the provider did not say who it is")
        claims = verified(token, self.asking, self.client, self._clock)
        nonce = claims.get("nonce")
        if not isinstance(nonce, str) or not hmac.compare_digest(
            nonce.encode(), str(kept["nonce"]).encode()
        ):
            raise NotIdentified("the token is of another sign-in")
        if claims.get("azp", self.client) != self.client:
            raise NotIdentified("the token is for another audience")
        return claims

    def _address(self, name: str) -> str:
        return str(self.asking.addresses().get(name, ""))

    def _callback_root(self) -> str:
        return self._callback.partition("/sign-in")[0]


def within(to: str) -> bool:
    """Whether that is a path here: no other host, however it is written."""
    return _PATH.fullmatch(to) is not None


def _drawn() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()
