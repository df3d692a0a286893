"""A small server that speaks the HTTP of Vault's Transit engine: real requests, on loopback.

What it knows of Vault's API: POST keys/<name>, keys/<name>/config, encrypt/<name>, decrypt/<name>,
hmac/<name>/<algorithm>; GET and DELETE keys/<name>; X-Vault-Token; errors as {"errors": [...]}.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TOKEN = "hvs.only-in-this-test"
MOUNT = "transit"


class Failed(Exception):
    """An answer that is no success: status and what Vault says with it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Transit:
    """What the server keeps: keys by name, whether each may be deleted, and what it was asked."""

    keys: dict[str, bytes] = field(default_factory=dict)
    deletable: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sealed: bool = False
    url: str = ""

    def answer(self, method: str, path: str, token: str | None, body: dict[str, Any]) -> Any:
        """The `data` of the answer, or None for none. Raises Failed."""
        self.asked.append(f"{method} {path}")
        if self.sealed:
            raise Failed(503, "Vault is sealed")
        if token != TOKEN:
            raise Failed(403, "permission denied")
        _, version, mount, kind, name, *rest = path.split("/")
        if (version, mount) != ("v1", MOUNT):
            raise Failed(404, "no handler for route")
        return getattr(self, f"_{method.lower()}_{kind}")(name, rest, body)

    def _post_keys(self, name: str, rest: list[str], body: dict[str, Any]) -> Any:
        if rest == ["config"]:
            self._key(name)
            if body.get("deletion_allowed"):
                self.deletable.add(name)
        else:
            self.keys.setdefault(name, os.urandom(32))  # made before: nothing

    def _delete_keys(self, name: str, rest: list[str], body: dict[str, Any]) -> Any:
        self._key(name)
        if name not in self.deletable:
            raise Failed(400, "deletion is not allowed for this key")
        del self.keys[name]

    def _post_encrypt(self, name: str, rest: list[str], body: dict[str, Any]) -> Any:
        nonce = os.urandom(12)
        box = AESGCM(self._key(name)).encrypt(nonce, base64.b64decode(body["plaintext"]), b"")
        return {"ciphertext": f"vault:v1:{base64.b64encode(nonce + box).decode()}"}

    def _post_decrypt(self, name: str, rest: list[str], body: dict[str, Any]) -> Any:
        box = base64.b64decode(body["ciphertext"].removeprefix("vault:v1:"))
        try:
            plain = AESGCM(self._key(name)).decrypt(box[:12], box[12:], b"")
        except InvalidTag:
            raise Failed(400, "cipher: message authentication failed") from None
        return {"plaintext": base64.b64encode(plain).decode()}

    def _post_hmac(self, name: str, rest: list[str], body: dict[str, Any]) -> Any:
        made = hmac.digest(self._key(name), base64.b64decode(body["input"]), hashlib.sha256)
        return {"hmac": f"vault:v1:{base64.b64encode(made).decode()}"}

    def _key(self, name: str) -> bytes:
        if name not in self.keys:
            raise Failed(400, "encryption key not found")
        return self.keys[name]


@contextmanager
def transit() -> Iterator[Transit]:
    """A server of its own, for as long as the context is open."""
    kept = Transit()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            token = self.headers.get("X-Vault-Token")
            try:
                data = kept.answer(self.command, self.path, token, body)
                status, said = (
                    (204, b"") if data is None else (200, json.dumps({"data": data}).encode())
                )
            except Failed as failed:
                status, said = failed.status, json.dumps({"errors": [str(failed)]}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PUT = do_DELETE = _do

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
