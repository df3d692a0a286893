"""A town that goes on asking while servers die, and all that it is given and shown meanwhile."""

import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import httpx2

from service.database import Database
from service.fixing.place import Place
from service.journal import Journal
from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.note import COSIGNATURE, Signature, parse_note
from service.notary.promise import PROMISE
from service.notary.signer import Signer, SignerServer
from service.notary.signing import key_of
from tests.ha.cluster import until
from tests.notary.fixing import serving, witnesses
from tests.notary.signed import ORIGIN, W1, W2, W3
from tests.people import opened_journal, town
from tests.processes import journal_of
from tests.scenario import put
from tests.test_kill_service import CLIENTS, Town


class Asking(Town):
    """Clients that keep what they are given: a promise, or a proof at once."""

    def __init__(self, database: Database, home: Path) -> None:
        super().__init__(database, home)
        self._environment["WIJKBOEK_NOTARY_STANDBY"] = "true"
        self.said = home / "log"
        self.log = self.said.open("wb")
        self.promises: dict[str, bytes] = {}
        self.answered_at: list[float] = []

    def _ask(self, http: httpx2.Client, command: str) -> bool:
        if not super()._ask(http, command):
            return False
        if command in self.acknowledged:
            self.answered_at.append(time.monotonic())
            try:
                given = self.receipt(http, command)
            except httpx2.TransportError:
                return True
            if given.startswith(PROMISE.encode()):
                self.promises[command] = given
        return True

    def receipt(self, http: httpx2.Client, command: str) -> bytes:
        """What is given; nothing where nobody signs now."""
        path = f"/v1/commands/{command}/receipts"
        answer = http.get(path, headers={"Authorization": f"Bearer {self._token}"})
        assert answer.status_code in (200, 429, 503), answer.text
        return answer.content if answer.status_code == 200 else b""

    def longest_wait(self) -> float:
        """Seconds in which nobody was answered."""
        return max(b - a for a, b in pairwise(sorted(self.answered_at)))

    def ready(self) -> bool:
        answer = httpx2.get(f"http://127.0.0.1:{self.port}/health/ready", timeout=30)
        return answer.status_code == 200


class Published:
    """Every checkpoint that anybody could have fetched, as it came by."""

    def __init__(self, place: Place) -> None:
        self.notes: dict[int, bytes] = {}
        self._file, self.done = place.public / "checkpoint", threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def size(self) -> int:
        return max(self.notes, default=0)

    def _look(self) -> None:
        while not self.done.wait(0.02):
            if self._file.exists():
                note = self._file.read_bytes()
                tree = parse_checkpoint(parse_note(note).text)
                before = self.notes.setdefault(tree.size, note)
                assert parse_note(before).text == parse_note(note).text, "a fork"


class Remembering(Signer):
    """Signs, and knows every tree that it signed: anybody may hold one of them against the log."""

    def __init__(self, place: Place) -> None:
        super().__init__(ORIGIN, place.private(), place.signed)
        self.trees: list[Checkpoint] = []

    def checkpoint(self, tree: Checkpoint, old: int, proof: Sequence[bytes]) -> Signature:
        line = super().checkpoint(tree, old, proof)
        self.trees.append(tree)
        return line


@dataclass
class Scene:
    """The service in a process of its own; signer, witnesses and clients are here."""

    place: Place
    journal: Journal
    asking: Asking
    published: Published
    signer: Remembering
    process: "subprocess.Popen[bytes]"
    clients: list[threading.Thread] = field(default_factory=list)

    def goes_on(self) -> None:
        """Commands are answered, and what they left is signed, witnessed and published."""
        enough, size = len(self.asking.acknowledged) + 40, self.published.size + 40
        until("answers", lambda: len(self.asking.acknowledged) >= enough)
        until("checkpoints", lambda: self.published.size > size)
        assert self.process.poll() is None, "the service ended by itself"
        assert all(client.is_alive() for client in self.clients), "a client gave up"

    def ends(self) -> None:
        """The clients stop; whatever they left is published."""
        self.asking.done.set()
        for client in self.clients:
            client.join(timeout=60)
        until("all is signed", lambda: self.published.size >= self.journal.head())

    def alarms(self) -> set[str]:
        """What the service called somebody for."""
        lines = (json.loads(line) for line in self.asking.said.read_text().splitlines())
        return {str(line["event"]) for line in lines if line.get("level") == "critical"}

    def stops(self) -> int:
        """The service is asked to end: with what code it does."""
        self.process.terminate()
        return self.process.wait(timeout=60)


@contextlib.contextmanager
def asked(database: Database, home: Path) -> Iterator[Scene]:
    """Under load from the beginning."""
    (home / "secret").write_bytes(database.secret)
    (home / "secret").chmod(0o600)
    place = Place(home / "notary" / database.schema)
    log = key_of(ORIGIN, place.private())
    with witnesses(home, [log]) as outside, journal_of(database, home) as journal:
        cosign = [key_of(w.key.name, p, COSIGNATURE)
                  for (w, _), p in zip(outside, (W1, W2, W3), strict=True)]  # fmt: skip
        place.begin(ORIGIN, [(key, url) for key, (_, url) in zip(cosign, outside, strict=True)])
        put(journal, replace(opened_journal, simulated=False), *town[1:])
        asking, published = Asking(database, home), Published(place)
        signer = Remembering(place)
        with serving(SignerServer(place.socket, signer)):
            scene = Scene(place, journal, asking, published, signer, asking.start())
            try:
                for _ in range(CLIENTS):
                    client = threading.Thread(target=asking.client, daemon=True)
                    scene.clients.append(client)
                    client.start()
                yield scene
            finally:
                asking.done.set()
                published.done.set()
                scene.process.kill()
