"""Law tables read from TOML into rows, and the lock that tells whether a row was tampered with."""

import hashlib
import json
import tomllib
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.law.rows import TABLES, Row
from domain.terms import PATTERNS

HERE = Path(__file__).parent
LOCK = HERE / "law.lock"
ACCESS = HERE.parent / "access"
"""Who may do and see what is numbered along: one edition is of both."""


class LawUnreadable(ValueError):
    """A row of law makes no sense; the message says which, and what is wrong with it."""


class LawEdited(RuntimeError):
    """A row that was published was changed or taken away. Add a row of a higher edition instead."""


@cache
def tables(folder: Path = HERE) -> dict[str, tuple[Row, ...]]:
    """Every row of every table, in the order of the files. Raises LawUnreadable."""
    found = {name: tuple(_row(name, each) for each in _entries(folder, name)) for name in TABLES}
    for name, rows in found.items():
        named = [(row.code, row.edition) for row in rows]
        if twice := {key for key in named if named.count(key) > 1}:
            raise LawUnreadable(f"{name}: {sorted(twice)} stands there twice")
    return found


def newest_edition() -> int:
    """The highest edition of any row, of law and of access. Raises LawUnreadable."""
    found = {row.edition for rows in tables().values() for row in rows}
    for path in sorted(ACCESS.glob("*.toml")):
        listed = tomllib.loads(path.read_text(encoding="utf-8")).values()
        found |= {
            row.get("edition", 1) for rows in listed if isinstance(rows, list) for row in rows
        }
    return max(found)


def digests(folder: Path = HERE) -> dict[str, str]:
    """`table code edition` → SHA-256 of what that row says, of every row in that folder."""
    return {
        f"{name} {entry['code']} {entry['edition']}": hashlib.sha256(
            json.dumps(entry, sort_keys=True, default=str).encode()
        ).hexdigest()
        for name in TABLES
        for entry in _entries(folder, name)
    }


def read(lock: Path = LOCK) -> dict[str, str]:
    """The digests that were published, by row."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return {row: digest for digest, _, row in (line.partition("  ") for line in lines if line)}


def check(folder: Path = HERE, lock: Path = LOCK) -> list[str]:
    """The rows that are not in the lock yet. Raises LawEdited where a published one differs."""
    now, published = digests(folder), read(lock)
    if changed := sorted(row for row, digest in published.items() if now.get(row) != digest):
        raise LawEdited(
            f"{', '.join(changed)}: changed or gone since it was published. Put it back, and add"
            " a row with a higher edition that says from when it is otherwise."
        )
    return sorted(now.keys() - published.keys())


def publish(folder: Path = HERE, lock: Path = LOCK) -> list[str]:
    """Put new rows into the lock; those. Raises LawEdited, and then writes nothing."""
    if new := check(folder, lock):
        lines = [f"{digest}  {row}" for row, digest in digests(folder).items()]
        lock.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return new


def _entries(folder: Path, name: str) -> list[dict[str, Any]]:
    text = (folder / f"{name}.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["row"]
    return entries


def _row(table: str, entry: dict[str, Any]) -> Row:
    kind, codes = TABLES[table]
    try:
        hints = get_type_hints(kind)
        wanted = {f.name for f in fields(kind) if f.default is MISSING}
        if missing := wanted - entry.keys():
            raise ValueError(f"{', '.join(sorted(missing))} is not given")
        row = kind(**{name: _value(hints[name], value) for name, value in entry.items()})
        if codes is not None:
            codes(row.code)
        if row.valid_to is not None and row.valid_to < row.valid_from:
            raise ValueError("valid_to: before valid_from")
    except (ValueError, TypeError, KeyError) as error:
        named = f"{table} {entry.get('code')} {entry.get('edition')}"
        raise LawUnreadable(f"{named}: {type(error).__name__}: {error}") from error
    return row


def _value(hint: Any, value: Any) -> Any:
    """What TOML holds, as that type. Raises ValueError, TypeError."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (kind for kind in get_args(hint) if kind is not NoneType)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in value)
    if hint in PATTERNS:
        if not PATTERNS[hint].fullmatch(value):
            raise ValueError(f"{value!r} is no {hint.__name__}")
        return hint(value)
    if issubclass(hint, StrEnum):
        return hint(value)
    if type(value) is not hint or hint not in (str, int, bool, date):
        raise TypeError(f"{value!r} is no {hint.__name__}")
    return value
