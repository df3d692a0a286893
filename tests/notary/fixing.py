"""A journal on PostgreSQL with its notary, its signer and its witnesses, all in this process."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from service.codec import Draft
from service.database import Database
from service.fixing.notary import Notary
from service.fixing.place import Place
from service.fixing.publishing import Public
from service.fixing.standby import Standby
from service.notary.asking import WitnessClient
from service.notary.note import COSIGNATURE, Key
from service.notary.policy import Policy
from service.notary.signer import SignerClient, SignerServer
from service.notary.signing import key_of
from service.notary.witness import Witness
from service.notary.witness_server import WitnessServer
from service.records import Append
from service.store import PostgresStore
from tests.notary.signed import ORIGIN, W1, W2, W3
from tests.test_entry import draft

NAMES = ("witness.example/1", "witness.example/2", "witness.example/3")


def added(store: PostgresStore, count: int, kind: str = "CaseOpened") -> None:
    """So many more facts, two cases in turns."""
    drafts: list[Draft] = [draft(kind, f"case:{n % 2}") for n in range(count)]
    assert store.append(Append(drafts)) is not None


@dataclass
class Fixed:
    """What works together."""

    database: Database
    place: Place
    store: PostgresStore
    notary: Notary
    connection: Connection[Any]
    witnesses: list[Witness] = field(default_factory=list)

    @property
    def policy(self) -> Policy:
        return self.place.policy()

    def step(self) -> int:
        return self.notary.step(self.connection)

    def witness(self) -> int:
        return self.notary.witnessing.witness(self.connection)

    def another(self) -> Notary:
        """A second notary of the same journal, with the same signer."""
        return Notary(
            self.database, SignerClient(self.place.socket, self.place.log()), self.notary._public
        )

    def as_superuser(self, statement: str, *values: object) -> None:
        """Past every trigger, as somebody with the database in hand."""
        with self.database.connect(autocommit=True) as superuser:
            superuser.execute("SET session_replication_role = replica")
            superuser.execute(statement.encode(), values or None)


@contextlib.contextmanager
def serving(server: Any) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def witnesses(folder: Path, logs: Sequence[Key]) -> Iterator[list[tuple[Witness, str]]]:
    """Three witnesses on loopback, each with a memory of its own; and where each is."""
    with contextlib.ExitStack() as until_closed:
        found = []
        for who, private in zip(NAMES, (W1, W2, W3), strict=True):
            witness = Witness(who, private, logs, folder / who.replace("/", "-"))
            server = until_closed.enter_context(serving(WitnessServer(("127.0.0.1", 0), witness)))
            found.append((witness, f"http://127.0.0.1:{server.server_address[1]}"))
        yield found


@contextlib.contextmanager
def fixed(
    database: Database, folder: Path, *, witnessed: bool = False, standby: Standby | None = None
) -> Iterator[Fixed]:
    """A notary, not started: every step is taken by the test."""
    place = Place(folder / "notary")
    with contextlib.ExitStack() as until_closed:
        log = key_of(ORIGIN, place.private())
        seen = until_closed.enter_context(witnesses(folder, [log])) if witnessed else []
        keys = [
            key_of(w.key.name, p, COSIGNATURE)
            for (w, _), p in zip(seen, (W1, W2, W3), strict=False)
        ]
        place.begin(ORIGIN, [(key, url) for key, (_, url) in zip(keys, seen, strict=True)])
        until_closed.enter_context(serving(SignerServer(place.socket, place.signer())))
        store = until_closed.enter_context(contextlib.closing(PostgresStore(database)))
        clients = [WitnessClient(url, w.key, pause=lambda s: None, timeout=1.0) for w, url in seen]
        notary = Notary(
            database, SignerClient(place.socket, place.log()), Public(place.public), clients,
            standby=standby,
            enough=lambda note: place.policy().met(set(place.policy().times(note))),
        )  # fmt: skip
        connection = until_closed.enter_context(database.connect("notary", autocommit=True))
        yield Fixed(database, place, store, notary, connection, [w for w, _ in seen])
        notary._signer.close()


__all__ = ["NAMES", "Fixed", "added", "fixed", "psycopg", "serving", "witnesses"]
