"""Asking over HTTP: a witness for its cosignature, and a log or a witness for what it serves."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.cosignature import time_of
from service.notary.note import Key, Note, Signature, SignatureInvalid, parse_note
from service.notary.signing import parse_signatures
from service.notary.strict import Malformed, encoded, number

LARGEST = 1_000_000
AGAIN = (0.1, 0.4, 1.6)
"""Seconds to wait before each further try."""
Prove = Callable[[int], Sequence[bytes]]
"""The consistency proof from that size to the size of the checkpoint in hand."""


class WitnessAway(Exception):
    """A witness does not answer, or with nothing that can be used."""


class WitnessAhead(Exception):
    """A witness has seen more facts than there are in this tree."""

    def __init__(self, who: str, seen: int) -> None:
        super().__init__(f"{who} has seen {seen} facts, and here are fewer")
        self.seen = seen


class WitnessRefused(Exception):
    """A witness has seen another history than this one."""


class WitnessClient:
    """One witness, as a log asks it."""

    def __init__(
        self, url: str, key: Key, timeout: float = 5.0, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.key, self._url, self._timeout, self._pause = key, url.rstrip("/"), timeout, pause
        self._old = 0

    def cosign(self, note: bytes, prove: Prove) -> Signature:
        """Its cosignature of a checkpoint (tlog-witness, add-checkpoint), tried several times.

        Raises WitnessRefused, WitnessAhead, WitnessAway.
        """
        signed = parse_note(note)
        tree = parse_checkpoint(signed.text)
        for wait in (*AGAIN, None):
            status, body = self._asked(note, tree, prove)
            if status == 409:  # it is elsewhere than we thought: it says where
                status, body = self._asked(note, tree, prove)
            if status == 200:
                return self._line(signed, tree, body)
            if status == 422:
                raise WitnessRefused(f"{self.key.name} has seen another history")
            if wait is not None and (status == 409 or status is None or status >= 500):
                self._pause(wait)
                continue
            break
        raise WitnessAway(f"{self.key.name} does not cosign: {status or 'no answer'}")

    def _asked(self, note: bytes, tree: Checkpoint, prove: Prove) -> tuple[int | None, bytes]:
        if self._old > tree.size:
            raise WitnessAhead(self.key.name, self._old)
        proof = prove(self._old) if self._old else ()
        head = "".join(f"{line}\n" for line in (f"old {self._old}", *map(encoded, proof), ""))
        status, body = fetched(f"{self._url}/add-checkpoint", self._timeout, head.encode() + note)
        if status == 409:
            try:
                self._old = number(body.decode("ascii").removesuffix("\n"))
            except (Malformed, UnicodeDecodeError):
                raise WitnessAway(f"{self.key.name} does not say what it has seen") from None
        return status, body

    def _line(self, signed: Note, tree: Checkpoint, body: bytes) -> Signature:
        try:
            for each in parse_signatures(body):
                if self.key.made(each) and time_of(Note(signed.text, (each,)), self.key):
                    self._old = tree.size
                    return each
        except (Malformed, SignatureInvalid):
            pass
        raise WitnessAway(f"{self.key.name} answers with no cosignature of its own")


def fetched(
    url: str, timeout: float, body: bytes | None = None, kind: str = "text/plain; charset=utf-8"
) -> tuple[int | None, bytes]:
    """Status and body of one request; None where there is no answer."""
    request = urllib.request.Request(url, body, {"Content-Type": kind})
    if not url.startswith(("http://", "https://")):
        return None, b""
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read(LARGEST)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(LARGEST)
    except (OSError, ValueError, http.client.HTTPException):
        return None, b""
