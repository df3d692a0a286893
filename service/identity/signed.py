"""A provider's signed token (JWT, RFC 7519): nothing in it is believed before its signature."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError

from service.identity.callers import NotIdentified
from service.identity.provider import Asking

LONGEST = 8192
"""No token is longer than this, in characters."""
LONGEST_SUBJECT = 255
"""Characters of a subject or issuer (OpenID Connect Core 1.0, 2)."""
LEEWAY = 30.0
"""Seconds that two clocks may differ."""
TYPES = ("jwt", "at+jwt", "application/at+jwt")
"""What a token may say it is (RFC 9068, 2.1): others, such as a logout token, are for others."""
_NO_TOKEN = "this is no token"


def issuer_of(token: str) -> str:
    """Who the token says it is from: good for nothing but choosing whose keys to try.

    Raises NotIdentified.
    """
    if len(token) > LONGEST or not token.isascii() or token.count(".") != 2:
        raise NotIdentified(_NO_TOKEN)
    issuer = _part(token, 1).get("iss")
    if not isinstance(issuer, str):
        raise NotIdentified("the token does not say whose it is")
    return issuer


def verified(
    token: str, asking: Asking, audience: str, clock: Callable[[], float] = time.time
) -> dict[str, Any]:
    """The claims of a token that this provider signed for this audience, and that holds now.

    Raises NotIdentified, ProviderAway.
    """
    if issuer_of(token) != asking.provider.issuer:
        raise NotIdentified("the token is of another issuer")
    header = _part(token, 0)
    algorithm, kid = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in asking.provider.algorithms:
        raise NotIdentified("the token is signed in a way that is not taken")
    if "crit" in header or str(header.get("typ", "JWT")).lower() not in TYPES:
        raise NotIdentified("the token is of a kind that is not taken")
    if kid is not None and not isinstance(kid, str):
        raise NotIdentified(_NO_TOKEN)
    # Keys that the token itself brings along or points to (jwk, jku, x5u, x5c) are never looked at.
    key = asking.key(kid, algorithm)
    try:
        claims = jwt.decode(token, key, algorithms=[algorithm]).claims
    except (JoseError, ValueError):
        raise NotIdentified("the token was not signed by its issuer") from None
    _must_hold(claims, asking.provider.issuer, audience, clock())
    return claims


def _must_hold(claims: dict[str, Any], issuer: str, audience: str, now: float) -> None:
    if claims.get("iss") != issuer:
        raise NotIdentified("the token is of another issuer")
    meant = claims.get("aud")
    if audience not in (meant if isinstance(meant, list) else [meant]):
        raise NotIdentified("the token is for another audience")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotIdentified("the token does not say who is calling")
    until, since = _moment(claims, "exp"), _moment(claims, "nbf")
    if until is None:
        raise NotIdentified("the token does not say until when it holds")
    if now >= until + LEEWAY:
        raise NotIdentified("the token has expired")
    issued = _moment(claims, "iat")
    if any(moment is not None and now < moment - LEEWAY for moment in (since, issued)):
        raise NotIdentified("the token does not hold yet")


def _moment(claims: dict[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 2**53:
        raise NotIdentified("the token holds a time that is none")
    return float(value)


def _part(token: str, number: int) -> dict[str, Any]:
    text = token.split(".")[number]
    try:
        said = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        raise NotIdentified(_NO_TOKEN) from None
    if not isinstance(said, dict):
        raise NotIdentified(_NO_TOKEN)
    return said
