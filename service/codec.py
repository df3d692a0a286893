"""Facts as stored bytes, and back.

An envelope is canonical JSON (RFC 8785: sorted keys, no floats, integers below 2^53), stored as
bytes and never re-serialised. It holds codes, amounts, dates and identities; words about people
lie beside it, sealed, and it holds only their hashes. orjson with sorted keys gives the bytes of
RFC 8785 for this profile; a property test proves it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import orjson

import domain.facts  # noqa: F401  (so that every event is known)
from domain.fact import Context, Event, Fact
from domain.filing import Field, fields_of, identities, may_stand_in_an_envelope, per_type
from domain.terms import DESTROYED, PATTERNS, UNOPENED, tag
from service.keys import KeyService, NewKey
from service.sealing import Segment, seal, unseal

LARGEST = 2**53 - 1


class NotStorable(ValueError):
    """A value that no envelope may hold. Names the field and what it must be, never the value."""


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
    for name, write, about, optional in _writers(type(event)):
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
        for name, write, _, optional in _writers(Context)
        if (value := getattr(context, name)) is not None or not optional
    }
    said["fingerprint"] = fingerprint
    envelope = canonical(
        {"context": said, "event": body, "id": str(fact_id), "schema": event.schema, "words": words}
    )
    filed = (*sorted(identities(event)), tag("command", context.command))
    return Draft(type(event).__name__, fact_id, envelope, filed, tuple(segments), tuple(made))


def decode(stored: Stored, texts: Mapping[str, str] | None = None) -> Fact[Event]:
    """The fact. Sealed words read as `texts` says, else as "[sealed]"."""
    parsed = orjson.loads(stored.envelope)
    kind = Event.kinds[stored.kind]
    fields = parsed["event"]
    if parsed["schema"] != kind.schema:
        fields = kind.upcast(fields, parsed["schema"])
    if parsed["words"]:
        fields = {**fields, **dict.fromkeys(parsed["words"], UNOPENED), **(texts or {})}
    event: Event = _read(kind, fields)
    return Fact(stored.position, stored.recorded_at, _read(Context, parsed["context"]), event)


def fingerprint_of(stored: Stored) -> str:
    """The fingerprint of the command that this fact came from."""
    said: str = orjson.loads(stored.envelope)["context"]["fingerprint"]
    return said


def open_words(
    stored: Stored, segments: Iterable[Segment], keys: Mapping[UUID, bytes]
) -> dict[str, str]:
    """The texts of a fact by field. Raises WordsTampered where bytes are not what was recorded."""
    parsed = orjson.loads(stored.envelope)
    texts = dict.fromkeys(parsed["words"], DESTROYED)
    for segment in segments:
        promised = parsed["words"].get(segment.name)
        key = keys.get(segment.key_id)
        if promised is not None and key is not None:
            texts[segment.name] = unseal(
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
            for name, write, _, optional in _writers(type(command))
            if name not in leave_out
            and ((value := getattr(command, name)) is not None or not optional)
        }
    )


FieldWriter = tuple[str, Callable[[Any], Any], tuple[str, str] | None, bool]
"""A field's name, how it is written, for words whose field and its noun, whether it may lack."""


@per_type
def _writers(kind: type) -> tuple[FieldWriter, ...]:
    nouns = {field.name: field.noun or "" for field in fields_of(kind)}
    return tuple(
        (f.name, _writer(f), (f.about, nouns[f.about]) if f.about else None, f.optional)
        for f in fields_of(kind)
        if f.kind is not Context
    )


def _writer(field: Field) -> Callable[[Any], Any]:
    if not may_stand_in_an_envelope(field):
        raise NotStorable(f"{field.name}: a free text must be marked Personal")
    one = _write_one(field)
    return _several(field.name, one) if field.many else one


def _several(name: str, one: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    def write(values: Any) -> list[Any]:
        if not isinstance(values, tuple):
            raise NotStorable(f"{name}: not a tuple of values")
        return [one(value) for value in values]

    return write


def _write_one(field: Field) -> Callable[[Any], Any]:
    name, kind = field.name, field.kind
    if field.about is not None:
        return _text(name)
    if pattern := PATTERNS.get(kind):
        return _matching(name, kind.__name__, pattern.fullmatch)
    if kind is datetime:
        return lambda value: instant(value, name)
    if kind is date:
        return _checked(name, date, date.isoformat)
    if kind is bool:
        return _checked(name, bool, bool)
    if issubclass(kind, StrEnum) if isinstance(kind, type) else False:
        return _checked(name, kind, str)
    return _whole(name)


def _matching(name: str, noun: str, matches: Callable[[str], object]) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        if not (isinstance(value, str) and matches(value)):
            raise NotStorable(f"{name}: not a {noun}")
        return value

    return write


def _checked(name: str, kind: type, write_it: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def write(value: Any) -> Any:
        if not isinstance(value, kind) or (kind is date and isinstance(value, datetime)):
            raise NotStorable(f"{name}: not a {kind.__name__}")
        return write_it(value)

    return write


def _whole(name: str) -> Callable[[Any], int]:
    def write(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
            raise NotStorable(f"{name}: not a whole number below 2^53")
        return value

    return write


def _text(name: str) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise NotStorable(f"{name}: not a text without NUL characters")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise NotStorable(f"{name}: not valid Unicode") from None
        return value

    return write


def instant(value: object, name: str = "time") -> str:
    """RFC 3339 in UTC with six decimals, always. Raises NotStorable for a naive datetime."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise NotStorable(f"{name}: not a time with its zone")
    try:
        return value.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
    except OverflowError:
        raise NotStorable(f"{name}: not a time that there is in UTC") from None


def _read(kind: type, fields: Mapping[str, Any]) -> Any:
    """An instance of that kind from stored fields; unknown ones are left, absent ones default."""
    made: Any = object.__new__(kind)
    values = made.__dict__  # a frozen dataclass without slots: filled here, and never again
    for name, read, default in _readers(kind):
        value = fields.get(name)
        values[name] = default if value is None else read(value) if read else value
    return made


@per_type
def _readers(kind: type) -> tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]:
    defaults = {n: f.default for n, f in kind.__dataclass_fields__.items()}  # type: ignore[attr-defined]
    return tuple((f.name, _reader(f), defaults[f.name]) for f in fields_of(kind))


def _reader(field: Field) -> Callable[[Any], Any] | None:
    one: Callable[[Any], Any] | None = None
    if field.kind is datetime:
        one = datetime.fromisoformat
    elif field.kind is date:
        one = date.fromisoformat
    elif isinstance(field.kind, type) and issubclass(field.kind, StrEnum):
        one = {member.value: member for member in field.kind}.__getitem__
    if not field.many:
        return one
    return (lambda values: tuple(map(one, values))) if one else tuple
