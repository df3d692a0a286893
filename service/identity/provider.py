"""An OIDC provider: who it is, what it signs with, and where it is asked (Discovery 1.0)."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, OKPKey, RSAKey

from service.identity.callers import NotIdentified, ProviderAway
from service.identity.fetching import Declined, fetch_json

Key = RSAKey | ECKey | OKPKey
KINDS: dict[str, tuple[str, str | None]] = {
    "RS256": ("RSA", None), "PS256": ("RSA", None), "ES256": ("EC", "P-256"),
    "EdDSA": ("OKP", "Ed25519"), "Ed25519": ("OKP", "Ed25519"),
}  # fmt: skip
"""Algorithms that are taken, each with its kind of key and curve: public keys alone. With HS256 a
provider's public key could be used as a secret (algorithm confusion); none is no signature."""
FRESH = 3600.0
"""Seconds after which keys are asked for again."""
PAUSE = 30.0
"""Seconds between two askings because of a key that is not known: tokens must not make us knock."""
SHORT_PAUSE = 2.0
"""The same while no key was ever heard."""
MOST_KEYS = 50


@dataclass(frozen=True)
class Provider:
    """As it was set. `audience` is whom its tokens must be for, `client` us when somebody signs in.

    `residents`: it signs residents in (DigiD, or a broker of it), and no workers.
    """

    issuer: str
    audience: str
    jwks_url: str | None = None
    algorithms: tuple[str, ...] = tuple(KINDS)
    residents: bool = False
    acr: frozenset[str] = frozenset()
    """One of these must a worker's token say; empty: it does not matter."""
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)


class Asking:
    """What is asked of one provider, and kept: its addresses and its keys.

    While it does not answer, what it said last still holds.
    """

    def __init__(self, provider: Provider, clock: Callable[[], float] = time.monotonic) -> None:
        self.provider = provider
        self._clock = clock
        self._turn = threading.Lock()
        self._keys: dict[str, Key] = {}
        self._heard: float | None = None
        self._tried: float | None = None
        self._addresses: dict[str, Any] = {}

    def addresses(self) -> dict[str, Any]:
        """The provider's own document (Discovery 1.0, 3). Raises ProviderAway."""
        if not self._addresses:
            issuer = self.provider.issuer
            url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
            said = _asked(url)
            if said.get("issuer") != issuer:
                raise ProviderAway("it says it is another issuer")
            self._addresses = said
        return self._addresses

    def key(self, kid: str | None, algorithm: str) -> Key:
        """The key of that id for that algorithm; without an id, the only one that fits.

        Raises NotIdentified where the provider has none, ProviderAway where it was never heard.
        """
        found = self._find(kid, algorithm)
        if found is None:
            self._ask(unknown=True)
            found = self._find(kid, algorithm)
        elif self._heard is None or self._clock() - self._heard >= FRESH:
            self._ask(unknown=False)
            found = self._find(kid, algorithm)
        if found is not None:
            return found
        if self._heard is None:
            raise ProviderAway("its keys were never heard")
        raise NotIdentified("the token was not signed with a key of the provider")

    def _find(self, kid: str | None, algorithm: str) -> Key | None:
        keys = self._keys
        fitting = [keys[kid]] if kid in keys else [] if kid is not None else list(keys.values())
        fitting = [key for key in fitting if fits(key, algorithm)]
        return fitting[0] if len(fitting) == 1 else None

    def _ask(self, *, unknown: bool) -> None:
        """Ask for the keys, unless that was done a moment ago; one caller at a time."""
        # Whoever only finds its keys old goes on with them while somebody else asks.
        if not self._turn.acquire(blocking=unknown):
            return
        try:
            pause = SHORT_PAUSE if self._heard is None else PAUSE
            if self._tried is not None and self._clock() - self._tried < pause:
                return
            self._tried = self._clock()
            try:
                said = _asked(self.provider.jwks_url or str(self.addresses().get("jwks_uri", "")))
            except ProviderAway:
                return
            if keys := keys_in(said):
                self._keys, self._heard = keys, self._clock()
        finally:
            self._turn.release()


def _asked(url: str) -> dict[str, Any]:
    try:
        return fetch_json(url)
    except Declined:
        raise ProviderAway("the provider said no") from None


def keys_in(document: dict[str, Any]) -> dict[str, Key]:
    """The public signing keys of a JWK set (RFC 7517, 5), by their ids; others are passed by."""
    found: dict[str, Key] = {}
    listed = document.get("keys")
    for number, each in enumerate(listed[:MOST_KEYS] if isinstance(listed, list) else []):
        if not isinstance(each, dict) or each.get("use", "sig") != "sig":
            continue
        try:
            key = JWKRegistry.import_key(each)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey) and not key.is_private:
            found[str(each.get("kid", f"#{number}"))] = key
    return found


def fits(key: Key, algorithm: str) -> bool:
    """Whether a key is of the kind that an algorithm takes: its own word for it does not do."""
    kind, curve = KINDS.get(algorithm, ("", None))
    if key.key_type != kind or key.get("alg", algorithm) != algorithm:
        return False
    if isinstance(key, RSAKey):
        return int(key.public_key.key_size) >= 2048
    return key.get("crv") == curve
