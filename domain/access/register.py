"""Who sees what of the register of residents, as data: `register.toml`, read once and strictly."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.codes import RegisterPart, Relation, Role

TABLE = Path(__file__).with_name("register.toml")


@dataclass(frozen=True)
class Sees:
    """What a role sees of the register, and what must relate it to the resident."""

    relations: frozenset[Relation]
    parts: frozenset[RegisterPart]


@cache
def sees() -> Mapping[Role, Sees]:
    """The table as it is shipped, in its newest edition. Raises ValueError, KeyError."""
    with TABLE.open("rb") as file:
        return parsed(tomllib.load(file))


def parsed(table: Mapping[str, Any]) -> Mapping[Role, Sees]:
    """The table as it was written: of each role its newest row. Raises ValueError, KeyError."""
    newest: dict[Role, tuple[int, Sees]] = {}
    for row in table["register"]:
        said = Sees(
            frozenset(map(Relation, row["relations"])), frozenset(map(RegisterPart, row["parts"]))
        )
        for role in map(Role, row["roles"]):
            edition, _ = newest.get(role, (0, said))
            if row["edition"] == edition:
                raise ValueError(f"{role} sees the register twice in edition {edition}")
            if row["edition"] > edition:
                newest[role] = row["edition"], said
    return {role: said for role, (_, said) in newest.items()}
