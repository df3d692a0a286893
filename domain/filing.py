"""What a type files its facts under, and what its fields may hold: read from annotations alone."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from domain.terms import IDENTITIES, PATTERNS, Cents, Personal

T = TypeVar("T")


def per_type(work: Callable[[type], T]) -> Callable[[type], T]:
    """Worked out once for every type."""
    return cast("Callable[[type], T]", cache(work))


@dataclass(frozen=True)
class Field:
    """What a field of an event holds: one value or several (`many`), of `kind`."""

    name: str
    kind: Any
    many: bool
    optional: bool
    about: str | None
    """For personal words: the field that names whom they are about."""

    @property
    def noun(self) -> str | None:
        """The identity that it files under, e.g. `case`."""
        return IDENTITIES.get(self.kind)


@per_type
def fields_of(kind: type) -> tuple[Field, ...]:
    """The fields of an event, command or fold, read from its annotations.

    Raises TypeError for a field that no envelope may hold, such as a free `str`.
    """
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_field(kind, f.name, hints[f.name]) for f in fields(kind))


def _field(owner: type, name: str, hint: Any) -> Field:
    about = None
    inner, optional, many = hint, False, False
    if get_origin(inner) in (Union, UnionType):
        options = [o for o in get_args(inner) if o is not NoneType]
        if len(options) != 1:
            raise TypeError(f"{owner.__name__}.{name}: one type, or that type or None")
        inner, optional = options[0], True
    if get_origin(inner) is Annotated:
        base, *marks = get_args(inner)
        about = next((m.about for m in marks if isinstance(m, Personal)), None)
        inner = base
    if get_origin(inner) is tuple:
        inner, many = get_args(inner)[0], True
    return Field(name, inner, many, optional, about)


def may_stand_in_an_envelope(field: Field) -> bool:
    """Whether this field holds only codes, amounts, dates and identities, or sealed words."""
    if field.about is not None:
        return field.kind is str and not field.many
    if field.kind in (int, bool, date, datetime, Cents) or field.kind in PATTERNS:
        return True
    return isinstance(field.kind, type) and issubclass(field.kind, StrEnum)


def identities(thing: object) -> frozenset[str]:
    """Whom and what an event or command names, as tags: `case:<uuid>`."""
    return frozenset(_tags(thing, _identity_fields(type(thing))))


def subject(fold: object) -> frozenset[str]:
    """What a fold is about, as tags: its identities without a default."""
    return frozenset(_tags(fold, _subject_fields(type(fold))))


def _tags(thing: object, named: tuple[tuple[str, str, bool], ...]) -> Iterator[str]:
    for name, noun, many in named:
        value = getattr(thing, name)
        if many:
            yield from (f"{noun}:{each}" for each in value or ())
        elif value is not None:
            yield f"{noun}:{value}"


@per_type
def _identity_fields(kind: type) -> tuple[tuple[str, str, bool], ...]:
    return tuple((f.name, f.noun, f.many) for f in fields_of(kind) if f.noun is not None)


@per_type
def _subject_fields(kind: type) -> tuple[tuple[str, str, bool], ...]:
    given = {f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING}
    return tuple(named for named in _identity_fields(kind) if named[0] in given)
