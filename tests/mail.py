"""A mail server for tests: real SMTP on loopback, that takes, refuses, or falls silent as told."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from service.post.mail import MailServer


@dataclass
class Mailbox:
    """What the server took, and how it answers: by the first word of each command."""

    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    """Other answers than yes: `{"RCPT": b"550 no such user"}`; an empty one hangs up."""

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(each, policy=policy.default) for each in self.taken]

    def server(self) -> MailServer:
        """How a sender reaches it."""
        return MailServer("127.0.0.1", self.port, "wijkteam@example.org", security="none")


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self._say(b"220 here")
        while line := self.rfile.readline():
            word = line.split(maxsplit=1)[0].decode().upper().rstrip(":")
            said = box.answers.get(word)
            if said == b"":
                return
            if said is not None:
                self._say(said)
            elif word == "DATA":
                self._say(b"354 go on")
                box.taken.append(self._letter())
                if (after := box.answers.get("END")) == b"":
                    return  # it was taken, and nobody hears of it
                self._say(after or b"250 queued as 4711")
            else:
                self._say(b"221 goodbye" if word == "QUIT" else b"250 well")
            if word == "QUIT":
                return

    def _letter(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)

    def _say(self, reply: bytes) -> None:
        self.wfile.write(reply + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mail server while the context is open."""
    box = Mailbox()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.box = box  # type: ignore[attr-defined]
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield box
        server.shutdown()
        thread.join()
