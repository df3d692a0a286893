"""What a provider says over HTTP: small JSON documents, from the address that was set alone."""

import base64
import json
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from service.identity.callers import ProviderAway

PATIENCE = 3.0
"""Seconds that a provider gets to answer."""
MOST = 262_144
"""Bytes of an answer that are read."""
LOCAL = ("localhost", "127.0.0.1", "::1")


class Declined(Exception):
    """The provider answered, and it was no. What it said is not repeated."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """An address that sends us elsewhere is not the one that was set."""


def fetch_json(
    url: str, form: Mapping[str, str] | None = None, client: tuple[str, str] | None = None
) -> dict[str, Any]:
    """The JSON object at that address; with a form, what a POST of it answers.

    `client` is who we are to it and our secret (client_secret_basic, RFC 6749 2.3.1).

    Raises ProviderAway where there is no such answer, Declined for a 4xx.
    """
    if not is_safe(url):
        raise ProviderAway("its address is not https")
    data = None if form is None else urlencode(form).encode()
    request = Request(url, data, {"Accept": "application/json", "User-Agent": "wijkboek"})
    if client is not None:
        who = ":".join(map(quote_plus, client)).encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(who).decode()}")
    try:
        with _opener(url).open(request, timeout=PATIENCE) as answer:
            body = answer.read(MOST + 1)
    except HTTPError as error:
        with error:
            if 400 <= error.code < 500:
                raise Declined("the provider said no") from None
        raise ProviderAway("the provider answered with an error") from None
    except (OSError, HTTPException, ValueError):
        raise ProviderAway("the provider does not answer") from None
    try:
        said = json.loads(body) if len(body) <= MOST else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise ProviderAway("the provider's answer cannot be read")
    return said


def is_safe(url: str) -> bool:
    """https, or a provider on this very machine (development)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)


def _opener(url: str) -> Any:
    """A provider on this machine is asked directly, whatever proxy the environment names."""
    local = urlsplit(url).hostname in LOCAL
    return build_opener(_NoRedirects, *([ProxyHandler({})] if local else []))
