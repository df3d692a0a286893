"""A view: a pure fold over facts, kept as the rows of a typed table.

A row is a frozen dataclass. Its fields without a default are its key; with these alone it knows
nothing yet, and `evolve` says what it is after a fact, or None where there is nothing to show (any
more). From which events, the annotation of `evolve` says: facts of other types are never decoded.
The same fold builds a view, rebuilds it, and shows it as it was at any moment. It reads no clock
and draws no chance. A row holds identities, codes, amounts and dates: no words about anybody.
"""

import hashlib
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from types import ModuleType
from typing import Any, Generic, Protocol, Self, TypeVar, get_args, get_type_hints

from domain.fact import Event, Fact
from domain.filing import Field, fields_of
from domain.terms import PATTERNS, Cents

Key = tuple[Any, ...]


class Row(Protocol):
    """What is shown of one thing. Made from its key alone, it knows nothing yet."""

    def evolve(self, fact: Any) -> Self | None:
        """The row after this fact, or None where there is nothing to show. Never raises."""


R = TypeVar("R", bound=Row)


NO_MONEY = Cents(0)

COLUMN_TYPES: dict[Any, str] = {
    int: "bigint", Cents: "bigint", bool: "boolean", date: "date", datetime: "timestamptz",
    **dict.fromkeys(PATTERNS, "text"),
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a view: `kind` is the Python type, `sql` PostgreSQL's; `optional` may be NULL."""

    name: str
    kind: Any
    sql: str
    optional: bool


@dataclass(frozen=True)
class View(Generic[R]):
    """A named fold, and which rows a fact is about.

    `keys` gives the keys of the rows that a fact touches; without it, a fact touches the one row
    whose key columns have the values of the event's fields of the same names.
    Raises TypeError for a row that holds what no view may hold.
    """

    name: str
    row: type[R]
    keys: Callable[[Fact[Any]], Sequence[Key]] | None = None
    leans_on: tuple[ModuleType, ...] = ()
    """Other modules that make it what it is: of these the source counts as well."""

    def __post_init__(self) -> None:
        if not self.key:
            raise TypeError(f"{self.name}: a row needs a key: at least one field without a default")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the row's fields."""
        return tuple(_column(self.name, field) for field in fields_of(self.row))

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The names of the key columns: the fields without a default."""
        optional = {column.name for column in self.columns if column.optional}
        named = tuple(
            field.name
            for field in fields(self.row)  # type: ignore[arg-type]
            if field.default is MISSING and field.default_factory is MISSING
        )
        if optional.intersection(named):
            raise TypeError(f"{self.name}: a key column is never empty")
        return named

    @cached_property
    def folds(self) -> frozenset[type[Event]]:
        """The events that change this view."""
        (events,) = get_args(get_type_hints(self.row.evolve)["fact"])
        return frozenset(get_args(events) or (events,))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the definition: of another one, the view is built anew.

        The whole file of the row counts, and of what it leans on: one rebuild too many harms
        nobody, one too few does.
        """
        shape = [f"{c.name} {c.sql} {c.optional}" for c in self.columns]
        rooms = (sys.modules[self.row.__module__], *self.leans_on)
        code = map(inspect.getsource, rooms)
        return hashlib.sha256("\n".join((*shape, *code)).encode()).hexdigest()

    @cached_property
    def _blank(self) -> R:
        return self.row(*("" for _ in self.key))

    def blank(self, key: Key) -> R:
        """The row of that key of which nothing is known yet."""
        return but(self._blank, **dict(zip(self.key, key, strict=True)))

    @cached_property
    def touched(self) -> Callable[[Fact[Any]], Sequence[Key]]:
        """The keys of the rows that a fact is about."""
        if self.keys is not None:
            return self.keys
        own = attrgetter(*self.key)
        if len(self.key) == 1:
            return lambda fact: ((own(fact.event),),)
        return lambda fact: (own(fact.event),)

    def fold(self, facts: Iterable[Fact[Any]], rows: MutableMapping[Key, R]) -> None:
        """Change `rows` to what they are after these facts; facts of other types are passed by."""
        folds, step = self.folds, self.step
        for fact in facts:
            if type(fact.event) in folds:
                step(fact, rows)

    def step(self, fact: Fact[Any], rows: MutableMapping[Key, R]) -> None:
        """Fold one fact of a type that this view folds: into all of its rows, or none of them."""
        keys = self.touched(fact)
        after = [
            (self.blank(key) if (row := rows.get(key)) is None else row).evolve(fact)
            for key in keys
        ]
        for key, row_now in zip(keys, after, strict=True):
            if row_now is not None:
                rows[key] = row_now
            else:
                rows.pop(key, None)


def but(row: R, /, **changes: Any) -> R:
    """The same row but for these columns: `dataclasses.replace`, five times as quick.

    A rebuild is mostly this. The row is a frozen dataclass without slots: filled here, and never
    again. Raises TypeError for what is no column.
    """
    made = object.__new__(type(row))
    values = made.__dict__
    values.update(row.__dict__)
    columns = len(values)
    values.update(changes)
    if len(values) != columns:
        raise TypeError(f"{type(row).__name__} has no such column: {sorted(changes)}")
    return made


def as_of(view: View[R], facts: Iterable[Fact[Any]]) -> dict[Key, R]:
    """The rows after these facts: a prefix of the journal shows the view as it was then."""
    rows: dict[Key, R] = {}
    view.fold(facts, rows)
    return rows


def digest(view: View[R], rows: Iterable[R]) -> str:
    """SHA-256 (hex) over the rows in the order of their keys: the same rows, the same digest."""
    names = [column.name for column in view.columns]
    seen = hashlib.sha256("\x1f".join(names).encode())
    for row in sorted(rows, key=lambda row: [getattr(row, name) for name in view.key]):
        seen.update(b"\n" + "\x1f".join(_texts(row, names)).encode())
    return seen.hexdigest()


def _texts(row: Row, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = getattr(row, name)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat(timespec="microseconds")
        yield "\x00" if value is None else str(value)


def _column(view: str, field: Field) -> Column:
    kind = field.kind
    sql = COLUMN_TYPES.get(kind)
    if sql is None and isinstance(kind, type) and issubclass(kind, StrEnum):
        sql = "text"
    if sql is None or field.many or field.about is not None:
        raise TypeError(
            f"{view}.{field.name}: a row holds identities, codes, amounts, dates and times only"
        )
    return Column(field.name, kind, sql, field.optional)
