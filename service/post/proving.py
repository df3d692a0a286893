"""Proof of what was sent: under the journal's key, so that it tells nobody else what it said."""

from hashlib import sha256

from domain.terms import Proof
from service.keys import KeyService


def proof_of(sent: bytes, keys: KeyService) -> Proof:
    """HMAC-SHA-256 (hex) of these bytes, as the key service's fingerprint of them, in 64 digits.

    A plain digest would not do: who knows the template can try every name and address on it.
    """
    return Proof(sha256(keys.fingerprint(sent).encode()).hexdigest())
