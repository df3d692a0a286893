"""Who sees what, as data: `fields.toml`, read once and strictly. What is in no row is denied."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from domain.codes import LegalBasis, Part, Purpose, ReadingRoute, Relation, Role
from domain.terms import CaseId, Cents, ResidentId, WorkerId

TABLE = Path(__file__).with_name("fields.toml")
OF_A_KIND: Mapping[Any, Part] = MappingProxyType(
    {
        CaseId: Part.PEOPLE, ResidentId: Part.PEOPLE, WorkerId: Part.PEOPLE,
        Cents: Part.AMOUNTS, date: Part.DATES, datetime: Part.DATES,
    }
)  # fmt: skip
"""By the type of a column: types do the hiding. What is not here is a code or a count."""


class Scope(StrEnum):
    """Of whom a list may be."""

    TEAM = "team"
    ORGANISATION = "organisation"
    ALL = "all"


@dataclass(frozen=True)
class Way:
    """What a way of reading is for, and on what ground."""

    purpose: Purpose
    basis: LegalBasis


@dataclass(frozen=True)
class Reads:
    """What a role sees by one way, and what must relate it to whom it reads about."""

    relations: frozenset[Relation]
    parts: frozenset[Part]
    only: frozenset[str] = frozenset()
    """Of these parts nothing but these events; empty: all."""


@dataclass(frozen=True)
class Lists:
    """Of whom a role sees a list, and what of each row."""

    scope: Scope
    parts: frozenset[Part]


@dataclass(frozen=True)
class Fields:
    """The whole table."""

    edition: int
    part_of: Mapping[str, Part]
    """By the name of an event's type."""
    ways: Mapping[ReadingRoute, Way]
    reads: Mapping[tuple[Role, ReadingRoute], Reads]
    lists: Mapping[tuple[Role, str], Lists]
    """By role and by view."""


@cache
def fields() -> Fields:
    """The table as it is shipped. Raises ValueError for one that says a thing twice."""
    with TABLE.open("rb") as file:
        return parsed(tomllib.load(file))


def parsed(table: Mapping[str, Any]) -> Fields:
    """The table as it was written. Raises ValueError, KeyError."""
    part_of: dict[str, Part] = {}
    for part, events in table["facts"].items():
        for event in events:
            if event in part_of:
                raise ValueError(f"{event} is in two parts")
            part_of[event] = Part(part)
    ways = {
        ReadingRoute(route): Way(Purpose(way["purpose"]), LegalBasis(way["basis"]))
        for route, way in table["routes"].items()
    }
    reads: dict[tuple[Role, ReadingRoute], Reads] = {}
    for row in table["reads"]:
        for role in map(Role, row["roles"]):
            key = (role, ReadingRoute(row["route"]))
            if key in reads:
                raise ValueError(f"{role} reads by {row['route']} twice")
            only = frozenset(row.get("only", ()))
            if unknown := only - part_of.keys():
                raise ValueError(f"{', '.join(sorted(unknown))}: in no part")
            reads[key] = Reads(
                frozenset(map(Relation, row["relations"])),
                frozenset(map(Part, row["parts"])),
                only,
            )
    lists: dict[tuple[Role, str], Lists] = {}
    for row in table["lists"]:
        for role in map(Role, row["roles"]):
            for view in row["views"]:
                if (role, view) in lists:
                    raise ValueError(f"{role} sees {view} twice")
                lists[role, view] = Lists(Scope(row["scope"]), frozenset(map(Part, row["parts"])))
    return Fields(int(table["edition"]), part_of, ways, reads, lists)


def ordered(parts: frozenset[Part]) -> tuple[Part, ...]:
    """Parts in the order of their list: the same set, the same bytes."""
    return tuple(part for part in Part if part in parts)
