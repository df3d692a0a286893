"""Proof of what was sent: under the root key, so that it tells nobody else what it said."""

from domain.terms import Proof
from service.keys import KeyService

KIND = "post"
"""The pepper is of this kind alone: no proof is ever equal to what is found in the register."""


def proof_of(sent: bytes, keys: KeyService) -> Proof:
    """HMAC-SHA-256 (hex) of these bytes: whoever has them and the root key can prove it for years.

    A plain digest would not do: who knows the template can try every name and address on it. Nor
    would a key of the month: which one it was does not stand in 64 digits.
    """
    return Proof(keys.blind(KIND, sent).hex())
