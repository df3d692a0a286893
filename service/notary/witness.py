"""A witness (C2SP tlog-witness v1.0.0): it signs a larger tree only if that begins with the last.

POST /add-checkpoint        old <size> ⏎ hashes of the proof, a line each ⏎ empty line, checkpoint
GET /<SHA-256 of the origin, hex>/checkpoint
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service.notary.checkpoint import Checkpoint, RootOfNothing, parse_checkpoint
from service.notary.kept import Conflict, Kept
from service.notary.merkle import LONGEST, ProofInvalid
from service.notary.note import COSIGNATURE, Key, Note, SignatureInvalid, parse_note, verify_note
from service.notary.signing import cosign, key_of
from service.notary.strict import Malformed, digest, number, plain

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What goes back over HTTP."""

    status: int
    body: bytes = b""
    kind: str = PLAIN


@dataclass(frozen=True)
class Request:
    """What a log asks of a witness."""

    old: int
    proof: list[bytes]
    note: Note


def parse_request(body: bytes) -> Request:
    """The body of add-checkpoint (tlog-witness, add-checkpoint). Raises Malformed."""
    head, divided, rest = plain(body).partition("\n\n")
    first, *lines = head.split("\n")
    if not divided or not first.startswith("old "):
        raise Malformed("a request begins with the old size")
    if len(lines) > LONGEST:
        raise Malformed("a proof is at most 63 hashes")
    proof = [digest(line) for line in lines]
    return Request(number(first.removeprefix("old ")), proof, parse_note(rest.encode()))


class Witness:
    """One witness, with its key and its memory. Any number of threads or processes at once."""

    def __init__(
        self,
        name: str,
        private: Ed25519PrivateKey,
        logs: Iterable[Key],
        folder: Path,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`logs` are those that it watches; `folder` is where it remembers what it saw."""
        self.key = key_of(name, private, COSIGNATURE)
        self._private, self._folder, self._clock = private, folder, clock
        self._logs = dict[str, list[Key]]()
        for key in logs:  # of a log whose key was renewed each is good, while a policy names both
            self._logs.setdefault(key.name, []).append(key)

    def add_checkpoint(self, body: bytes) -> Answer:
        """tlog-witness, add-checkpoint."""
        try:
            asked = parse_request(body)
            tree = parse_checkpoint(asked.note.text)
        except RootOfNothing as error:
            return _said(422, error)
        except Malformed as error:
            return _said(400, error)
        keys = self._logs.get(tree.origin)
        if keys is None:
            return _said(404, f"{tree.origin} is not watched here")
        try:
            verify_note(asked.note, keys)
        except SignatureInvalid as error:
            return _said(403, error)
        if asked.old > tree.size:
            return _said(400, "a tree does not shrink")
        return self._cosigned(asked, tree, keys)

    def _cosigned(self, asked: Request, tree: Checkpoint, keys: list[Key]) -> Answer:
        def signed() -> bytes:
            line = cosign(tree.text(), self.key.name, int(self._clock()), self._private)
            lines = asked.note.signatures
            by_log = tuple(each for each in lines if any(key.made(each) for key in keys))
            return Note(tree.text(), (line, *by_log)).data()

        try:
            note = self._kept(tree.origin).advance(tree, asked.old, asked.proof, signed)
        except Conflict as error:
            return Answer(409, f"{error.tree.size}\n".encode(), "text/x.tlog.size")
        except ProofInvalid as error:
            return _said(422, error)
        return Answer(200, parse_note(note).signatures[0].line().encode())

    def checkpoint(self, hashed: str) -> Answer:
        """tlog-witness, Monitor Retrieval Mechanism."""
        for origin in self._logs:
            if hash_of(origin) == hashed and (note := self._kept(origin).note()) is not None:
                return Answer(200, note)
        return _said(404, "nothing was ever cosigned of that log")

    def _kept(self, origin: str) -> Kept:
        return Kept(self._folder / hash_of(origin), origin)


def hash_of(origin: str) -> str:
    """By which name a witness serves what it saw of a log."""
    return hashlib.sha256(origin.encode()).hexdigest()


def _said(status: int, why: object) -> Answer:
    return Answer(status, f"{why}\n".encode())
