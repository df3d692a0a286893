"""Any value that a field may hold, and any event or context made of such: for property tests."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import normalize

import hypothesis.strategies as st

import domain.decisions
import domain.facts  # noqa: F401  (with the line above: so that all are known)
from domain.command import Command
from domain.fact import Context, Event
from domain.filing import Field, fields_of
from domain.terms import IDENTITIES, PATTERNS
from service.codec import LARGEST

whole_numbers = st.integers(-LARGEST, LARGEST)
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300)
moments = st.datetimes(timezones=st.just(UTC))


def values(field: Field) -> st.SearchStrategy[Any]:
    """What that field may hold."""
    one = _one(field)
    if field.many:
        one = st.lists(one, max_size=4).map(tuple)
    return st.none() | one if field.optional else one


def _one(field: Field) -> st.SearchStrategy[Any]:
    if field.about is not None:  # a sealed text is kept in normal form C
        return words.map(lambda text: normalize("NFC", text))
    if field.kind in IDENTITIES:
        return st.uuids().map(str)
    if pattern := PATTERNS.get(field.kind):
        return st.from_regex(pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))
    if field.kind is datetime:
        return moments
    if field.kind is date:
        return st.dates()
    if field.kind is bool:
        return st.booleans()
    if isinstance(field.kind, type) and issubclass(field.kind, StrEnum):
        return st.sampled_from(field.kind)
    return whole_numbers


def instances(kind: type) -> st.SearchStrategy[Any]:
    """Any instance of an event, a command's own fields or a context."""
    return st.builds(kind, **{f.name: values(f) for f in fields_of(kind)})


contexts: st.SearchStrategy[Context] = instances(Context)
KINDS = sorted(
    (kind for kind in Event.kinds.values() if kind.__module__.startswith("domain.facts.")),
    key=lambda kind: kind.__name__,
)
"""Every event that there is, without those that a test or a bench makes up."""
COMMANDS = sorted(
    (kind for kind in Command.kinds.values() if kind.__module__.startswith("domain.decisions.")),
    key=lambda kind: kind.__name__,
)
"""Every command that there is, likewise."""
