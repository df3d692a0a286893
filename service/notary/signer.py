"""The signer: alone with the log's key, it signs what it has checked itself, and nothing smaller.

A process of its own, on a socket of this machine. One JSON object a line, either way:

    {"old": …, "proof": […], "root": …, "size": …}    a checkpoint
    {"text": …}                                       a promise, or the manifest of an export
    {}                                                how large the last tree was
    {"second": true}                                  a second signature of it, once an hour

    {"line": <signature line>}      {"size": …}       the last tree is another      {"refused": why}

The second is ML-DSA-44 (FIPS 204), for the day on which Ed25519 no longer convinces anybody.

It never signs a tree that does not begin with the last one that it signed: a database that was put
back from a backup, or written anew, gets no signature.
"""

import json
import os
import socket
import socketserver
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.export import EXPORT, parse_manifest
from service.notary.kept import Conflict, Kept
from service.notary.lines import Line, line_of, many, parse_line, text, whole
from service.notary.merkle import ProofInvalid
from service.notary.note import Key, Note, Signature, parse_note
from service.notary.promise import parse_promise
from service.notary.signing import cosign_ml_dsa, key_of, parse_signatures, sign_note
from service.notary.strict import Malformed, digest, encoded

LONGEST_LINE = 100_000
SECONDED_EVERY = 3600.0


class SignerRefused(Exception):
    """The signer does not sign this: the tree is not the one that it signed before."""


class SignerAway(Exception):
    """The signer does not answer."""


class Signer:
    """Signs for one log. `state` is a file of its own, and no backup of the database holds it."""

    def __init__(
        self,
        origin: str,
        private: Ed25519PrivateKey,
        state: Path,
        second: MLDSA44PrivateKey | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.key = key_of(origin, private)
        self._second, self._clock, self._seconded = second, clock, 0.0
        self._private = private
        self._kept = Kept(state, origin)

    def checkpoint(self, tree: Checkpoint, old: int, proof: Sequence[bytes]) -> Signature:
        """The signature of a tree that begins with the last. Raises Conflict, ProofInvalid."""

        def signed() -> bytes:
            line = sign_note(tree.text(), self.key.name, self._private)
            return Note(tree.text(), (line,)).data()

        return parse_note(self._kept.advance(tree, old, proof, signed)).signatures[0]

    def second(self) -> Signature | None:
        """Another signature of the last tree (tlog-cosignature, ML-DSA-44), if an hour has passed;
        None where there is no key for that."""
        tree, now = self._kept.tree(), self._clock()
        if self._second is None or not tree.size or now - self._seconded < SECONDED_EVERY:
            return None
        self._seconded = now
        return cosign_ml_dsa(tree.text(), self.key.name, int(now), self._second)

    def statement(self, said: str) -> Signature:
        """The signature of a promise or a manifest, of this log. Raises Malformed."""
        parsed = parse_manifest(said) if said.startswith(EXPORT + "\n") else parse_promise(said)
        if parsed.origin != self.key.name or parsed.text() != said:
            raise Malformed("this is not to be signed by this log")
        return sign_note(said, self.key.name, self._private)

    def answer(self, asked: Line) -> Line:
        """What is answered to one line."""
        try:
            if not asked:
                return {"size": self._kept.tree().size}
            if "second" in asked:
                line = self.second()
                return {"refused": "not now"} if line is None else {"line": line.line()}
            if "text" in asked:
                return {"line": self.statement(text(asked, "text")).line()}
            tree = Checkpoint(self.key.name, whole(asked, "size"), digest(text(asked, "root")))
            proof = [digest(str(each)) for each in many(asked, "proof")]
            parse_checkpoint(tree.text())
            return {"line": self.checkpoint(tree, whole(asked, "old"), proof).line()}
        except Conflict as error:
            return {"size": error.tree.size}
        except (Malformed, ProofInvalid) as error:
            return {"refused": str(error)}


class SignerServer(socketserver.ThreadingUnixStreamServer):
    """Answers on a socket that its owner alone can reach."""

    daemon_threads = True

    def __init__(self, path: Path, signer: Signer) -> None:
        self.signer = signer
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            path.unlink()
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Answers)
        finally:
            os.umask(before)


class _Answers(socketserver.StreamRequestHandler):
    server: SignerServer

    def handle(self) -> None:
        while line := self.rfile.readline(LONGEST_LINE):
            try:
                said = self.server.signer.answer(parse_line(line.removesuffix(b"\n")))
            except Malformed as error:
                said = {"refused": str(error)}
            self.wfile.write(line_of(said))


class SignerClient:
    """Asks the signer. One connection, made anew when it breaks."""

    def __init__(self, path: Path, key: Key, timeout: float = 10.0) -> None:
        self.key, self._path, self._timeout = key, path, timeout
        self._socket: socket.socket | None = None

    def checkpoint(self, tree: Checkpoint, old: int, proof: Sequence[bytes]) -> Signature:
        """See Signer. Raises Conflict, SignerRefused, SignerAway."""
        hashes = [encoded(each) for each in proof]
        asked = {"old": old, "proof": hashes, "root": encoded(tree.root), "size": tree.size}
        said = self._ask(asked)
        if "size" in said:
            raise Conflict(Checkpoint(tree.origin, whole(said, "size"), tree.root))
        return self._line(said)

    def size(self) -> int:
        """How large the last tree was that it signed. Raises SignerAway."""
        said = self._ask({})
        if "size" not in said:
            raise SignerAway(f"The signer cannot read what it signed last: {said.get('refused')}.")
        return whole(said, "size")

    def second(self) -> Signature | None:
        """See Signer. Raises SignerAway."""
        try:
            return self._line(self._ask({"second": True}))
        except SignerRefused:
            return None

    def statement(self, said: str) -> Signature:
        """See Signer. Raises SignerRefused, SignerAway."""
        return self._line(self._ask({"text": said}))

    def close(self) -> None:
        """Let go of the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _line(self, said: Line) -> Signature:
        if "line" not in said:
            raise SignerRefused(str(said.get("refused")))
        return parse_signatures(text(said, "line").encode())[0]

    def _ask(self, asked: Line) -> Line:
        for again in (True, False):
            try:
                if self._socket is None:
                    self._socket = socket.socket(socket.AF_UNIX)
                    self._socket.settimeout(self._timeout)
                    self._socket.connect(str(self._path))
                self._socket.sendall(line_of(asked))
                with self._socket.makefile("rb") as answers:
                    line = answers.readline(LONGEST_LINE)
                if line:
                    found: Line = json.loads(line)
                    return found
                raise ConnectionError
            except (OSError, ValueError):
                self.close()
                if not again:
                    raise SignerAway(f"The signer does not answer at {self._path}.") from None
        raise AssertionError("unreachable")
