"""Workers' signatures on their decisions: what is signed, and whether it was, from facts alone.

signed  = "wijkboek/signed/v1" LF ‖ canonical JSON (RFC 8785) of
          {actor, command, content, function, journal, kind, organisation}
content = the fields of the command that stand in its event, under the command's names, no words
header  = Wijkboek-Signature: base64url, unpadded, of Ed25519 (RFC 8032) over these bytes

`journal` is the municipality's organisation: what was signed in one says nothing in another.
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from domain.command import LOOKED_UP, Command
from domain.decisions.signing import NAMED_OTHERWISE, SIGNED
from domain.fact import Context, Event, Fact
from domain.facts.staff import SigningKeyEnded, SigningKeyRegistered
from domain.filing import per_type
from domain.terms import PublicKey, Signature, WorkerId
from service.codec import canonical
from service.fields import writers

PREFIX = b"wijkboek/signed/v1\n"
AnyCommand = Command[*tuple[Any, ...]]


def signed_bytes(command: AnyCommand) -> bytes:
    """What a worker signs who gives this command."""
    kind = type(command)
    return _signed(kind.__name__, command.context, _content(kind, command, lambda name: name))


def verifies(key: PublicKey, signature: Signature, command: AnyCommand) -> bool:
    """Whether that key signed this command."""
    return _holds(key, signature, signed_bytes(command))


def sign(private: Ed25519PrivateKey, command: AnyCommand) -> Signature:
    """As a client signs."""
    return Signature(_text(private.sign(signed_bytes(command))))


def public_key(private: Ed25519PrivateKey) -> PublicKey:
    """As it is registered: base64url, unpadded."""
    return PublicKey(_text(private.public_key().public_bytes_raw()))


@dataclass(frozen=True)
class Unsigned:
    """A decision on record that its worker's key does not stand for."""

    position: int
    actor: WorkerId
    signed: bool
    """There is a signature, and it is wrong; else there is none."""


def unsigned(facts: Iterable[Fact[Event]]) -> Iterator[Unsigned]:
    """Of all facts, in order: the decisions of workers with a key that bear no signature of it.

    It needs no key of ours, no database and no service: whoever has the facts can ask this.
    """
    keys: dict[WorkerId, PublicKey] = {}
    commands = {event: kind for kind, event in SIGNED.items()}
    for fact in facts:
        event, context = fact.event, fact.context
        name = commands.get(type(event).__name__)
        key = event.key if isinstance(event, SigningKeyRegistered) else keys.get(context.actor)
        if name is not None and key is not None:
            kind = Command.kinds[name]
            others = NAMED_OTHERWISE.get(name, {})
            said = _content(kind, event, lambda each, others=others: others.get(each, each))  # type: ignore[misc]
            given = context.signature
            if given is None or not _holds(key, given, _signed(name, context, said)):
                yield Unsigned(fact.position, context.actor, given is not None)
        if isinstance(event, SigningKeyRegistered):
            keys[event.worker] = event.key
        elif isinstance(event, SigningKeyEnded):
            keys.pop(event.worker, None)


def _signed(kind: str, context: Context, content: dict[str, Any]) -> bytes:
    return PREFIX + canonical(
        {
            "actor": context.actor,
            "command": context.command,
            "content": content,
            "function": context.function,
            "journal": context.funding_responsible,
            "kind": kind,
            "organisation": context.organisation,
        }
    )


def _content(kind: type, holder: object, called: Callable[[str], str]) -> dict[str, Any]:
    """The fields that are signed, as they stand in a command or, otherwise called, in its event."""
    return {
        name: write(value)
        for name, write in _fields(kind)
        if (value := getattr(holder, called(name))) is not None
    }


@per_type
def _fields(kind: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Of a command's fields, without words, those that its event has as well."""
    event = Event.kinds[SIGNED[kind.__name__]]
    others = NAMED_OTHERWISE.get(kind.__name__, {})
    there = {name for name, _, about, _ in writers(event) if about is None}
    return tuple(
        (name, write)
        for name, write, about, _ in writers(kind)
        if about is None and name not in {"at", *LOOKED_UP} and others.get(name, name) in there
    )


def _holds(key: PublicKey, signature: Signature, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(key)).verify(_bytes(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
