"""A witness over HTTP, for an ombudsman to run on a machine of their own."""

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from service.notary.note import LARGEST_NOTE
from service.notary.witness import Answer, Witness

SECONDS = 30
"""A client that says nothing for so long is no longer waited for."""


class WitnessServer(ThreadingHTTPServer):
    """Serves one witness until it is shut down."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], witness: Witness) -> None:
        self.witness = witness
        super().__init__(address, _Requests)


class _Requests(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def do_POST(self) -> None:
        length = self.headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or int(length) > LARGEST_NOTE:
            self.close_connection = True
            self._answer(Answer(413 if length else 411))
            return
        body = self.rfile.read(int(length))
        if self.path != "/add-checkpoint":
            self._answer(Answer(404))
            return
        self._answer(self.server.witness.add_checkpoint(body))

    def do_GET(self) -> None:
        origin, _, rest = self.path.removeprefix("/").partition("/")
        found = self.server.witness.checkpoint(origin) if rest == "checkpoint" else Answer(404)
        self._answer(found, {"Cache-Control": "max-age=5"})

    def _answer(self, answer: Answer, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what is asked of a witness is of no use in a log."""
