"""What each field of a fact is written as, and read back from: worked out once for every type."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from domain.fact import Context
from domain.filing import Field, fields_of, may_stand_in_an_envelope, per_type
from domain.terms import PATTERNS

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 8785)."""


class NotStorable(ValueError):
    """A value that no envelope may hold. Names the field and what it must be, never the value."""


FieldWriter = tuple[str, Callable[[Any], Any], tuple[str, str] | None, bool]
"""A field's name, how it is written, for words whose field and its noun, whether it may lack."""


@per_type
def writers(kind: type) -> tuple[FieldWriter, ...]:
    """How the fields of that kind are written. Raises NotStorable for a free text."""
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


def read(kind: type, fields: Mapping[str, Any]) -> Any:
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
