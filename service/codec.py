"""Facts as stored bytes, and back.

An envelope is canonical JSON (RFC 8785: sorted keys, no floats, integers below 2^53), stored as
bytes and never re-serialised. It holds codes, amounts, dates and identities; words about people
lie beside it, sealed, and it holds only their hashes. orjson with sorted keys gives the bytes of
RFC 8785 for this profile; a property test proves it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

import domain.facts  # noqa: F401  (so that every event is known)
from domain.fact import Context, Event, Fact
from domain.filing import identities
from domain.terms import DESTROYED, UNOPENED, tag
from service.fields import LARGEST, NotStorable, instant, read, writers
from service.keys import KeyService, NewKey
from service.sealing import Segment, WordsTampered, seal, unseal

__all__ = [
    "LARGEST",
    "Draft",
    "NotStorable",
    "Stored",
    "canonical",
    "content",
    "decode",
    "encode",
    "fingerprint_of",
    "instant",
    "open_words",
]


@dataclass(frozen=True)
class Draft:
    """A fact on its way to the record: everything but its place and time."""

    kind: str
    fact_id: UUID
    envelope: bytes
    tags: tuple[str, ...]
    segments: tuple[Segment, ...]
    keys: tuple[tuple[NewKey, str], ...]
    """Keys of the segments, each with the tag of whom its words are about."""
    unit: str | None = None
    """The tag of the one case that it is of, which its keys are filed under; None for none."""
    members: tuple[str, ...] = ()
    """The tags of who stood in a list that was read: kept beside the fact, in a table."""


@dataclass(frozen=True)
class Stored:
    """A fact as it was read: bytes, place and time."""

    position: int
    recorded_at: datetime
    kind: str
    envelope: bytes


def encode(event: Event, context: Context, fingerprint: str, keys: KeyService) -> Draft:
    """The bytes of a fact. Raises NotStorable, TooLong."""
    fact_id = uuid4()
    segments: list[Segment] = []
    made: list[tuple[NewKey, str]] = []
    words: dict[str, dict[str, str]] = {}
    body: dict[str, Any] = {}
    for name, write, about, optional in writers(type(event)):
        value = getattr(event, name)
        if value is None and optional:
            continue
        if about is None:
            body[name] = write(value)
            continue
        key = keys.create()
        segment, ct_hash, pt_commit = seal(write(value), fact_id, name, event.schema, key)
        segments.append(segment)
        made.append((key, tag(about[1], getattr(event, about[0]))))
        words[name] = {"ct_hash": ct_hash, "key": str(key.key_id), "pt_commit": pt_commit}
    said = {
        name: write(value)
        for name, write, _, optional in writers(Context)
        if (value := getattr(context, name)) is not None or not optional
    }
    said["fingerprint"] = fingerprint
    envelope = canonical(
        {"context": said, "event": body, "id": str(fact_id), "schema": event.schema, "words": words}
    )
    filed = (*sorted(identities(event)), tag("command", context.command))
    cases = [each for each in filed if each.startswith("case:")]
    unit = cases[0] if len(cases) == 1 else None
    kind = type(event).__name__
    return Draft(kind, fact_id, envelope, filed, tuple(segments), tuple(made), unit)


def decode(stored: Stored, texts: Mapping[str, str] | None = None) -> Fact[Event]:
    """The fact. Sealed words read as `texts` says, else as "[sealed]"."""
    parsed = orjson.loads(stored.envelope)
    kind = Event.kinds[stored.kind]
    fields = parsed["event"]
    if parsed["schema"] != kind.schema:
        fields = kind.upcast(fields, parsed["schema"])
    if parsed["words"]:
        fields = {**fields, **dict.fromkeys(parsed["words"], UNOPENED), **(texts or {})}
    event: Event = read(kind, fields)
    return Fact(stored.position, stored.recorded_at, read(Context, parsed["context"]), event)


def without_words(fact: Fact[Event]) -> Fact[Event]:
    """The fact as it reads to who opens no words."""
    event: Any = fact.event
    sealed = {
        name: UNOPENED
        for name, _, about, _ in writers(type(event))
        if about is not None and getattr(event, name) is not None
    }
    return replace(fact, event=replace(event, **sealed)) if sealed else fact


def fingerprint_of(stored: Stored) -> str:
    """The fingerprint of the command that this fact came from."""
    said: str = orjson.loads(stored.envelope)["context"]["fingerprint"]
    return said


def promised_keys(stored: Stored) -> list[UUID]:
    """The keys that a fact's envelope says its words were sealed with."""
    return [UUID(said["key"]) for said in orjson.loads(stored.envelope)["words"].values()]


def open_words(
    stored: Stored, segments: Iterable[Segment], keys: Mapping[UUID, bytes]
) -> dict[str, str]:
    """The texts of a fact by field; `keys` are those of `promised_keys` that still exist.

    Only a key that is gone makes words "[destroyed]". Raises WordsTampered where the key is there
    and the words are not, or are not what was recorded.
    """
    parsed = orjson.loads(stored.envelope)
    beside = {segment.name: segment for segment in segments}
    texts = {}
    for name, promised in parsed["words"].items():
        key, segment = keys.get(UUID(promised["key"])), beside.get(name)
        if key is None:
            texts[name] = DESTROYED
            continue
        if segment is None or str(segment.key_id) != promised["key"]:
            raise WordsTampered("words whose key is still there are gone, or under another key")
        texts[name] = unseal(
            segment, UUID(parsed["id"]), parsed["schema"], key,
            promised["ct_hash"], promised["pt_commit"],
        )  # fmt: skip
    return texts


def canonical(value: object) -> bytes:
    """RFC 8785 bytes of what an envelope may hold."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def content(command: object, leave_out: Sequence[str]) -> bytes:
    """A command's own fields as canonical bytes, for its fingerprint."""
    return canonical(
        {
            name: write(value)
            for name, write, _, optional in writers(type(command))
            if name not in leave_out
            and ((value := getattr(command, name)) is not None or not optional)
        }
    )
