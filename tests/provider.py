"""A provider's keys over HTTP, and tokens that it signs: real signatures, and real requests."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey

from service.identity.provider import Provider
from tests.people import buurtteam, consultant

AUDIENCE = "wijkboek:haarlem"
SUBJECT = "fatima@login"


@dataclass
class Keys:
    """What the provider publishes, how often it was asked, and whether it answers at all."""

    url: str = ""
    signing: dict[str, RSAKey] = field(default_factory=dict)
    published: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0
    away: bool = False

    def make(self, kid: str) -> RSAKey:
        """A new key, published as well."""
        key = self.signing[kid] = RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})
        self.published.append(key.as_dict(private=False))
        return key

    def withdraw(self, kid: str) -> None:
        self.published = [each for each in self.published if each["kid"] != kid]

    def provider(self, **changes: Any) -> Provider:
        given = {"issuer": self.url, "audience": AUDIENCE, **changes}
        return Provider(**given)

    def claims(self, **changes: Any) -> dict[str, Any]:
        """What a good token says of Fatima; None leaves a claim out."""
        now = int(time.time())
        said = {
            "iss": self.url, "aud": AUDIENCE, "sub": SUBJECT, "iat": now, "exp": now + 300,
            "wijkboek_function": consultant, "wijkboek_organisation": buurtteam, **changes,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value is not None}

    def token(self, kid: str = "one", header: dict[str, Any] | None = None, **changes: Any) -> str:
        head = {"alg": "RS256", "kid": kid, **(header or {})}
        return jwt.encode(head, self.claims(**changes), self.signing[kid], [head["alg"]])


@contextmanager
def publishing() -> Iterator[Keys]:
    """A provider with one key, at an address of this machine."""
    keys = Keys()
    keys.make("one")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.asked += 1
            if keys.away:
                self.send_error(503)
                return
            document: dict[str, Any] = {"issuer": keys.url, "jwks_uri": f"{keys.url}/keys"}
            if self.path == "/keys":
                document = {"keys": keys.published}
            if self.path == "/elsewhere":
                self.send_response(302)
                self.send_header("Location", f"{keys.url}/keys")
                self.end_headers()
                return
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    keys.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield keys
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
