"""Who may do what, as dated data: the rows of `acts.toml`, by command and by edition."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from domain.codes import CaseRole, Role


class Demand(StrEnum):
    """What the caller must be to the case, besides holding the function."""

    GENESIS = "genesis"
    """Nobody holds anything yet."""
    ANYONE = "anyone"
    """Nothing: the function is enough."""
    SELF = "self"
    """The worker whom the command names."""
    ANOTHER = "another"
    """Somebody else than the worker whom the command names."""
    TAKING = "taking"
    """Of the team that the command names."""
    DOOR = "door"
    """Of the case's team; while no team has taken it on, of any."""
    ROUTED = "routed"
    """Of the team that the command names, at whose door the case waits."""
    AT_DOOR = "at-door"
    """Of the case's team, or taking part in the case in a role that may; while no team has taken it
    on, of the team at whose door it waits, or who wrote it down there."""
    TEAM = "team"
    """Of the case's team, or taking part in the case in a role that may."""
    COORDINATOR = "coordinator"
    """The one who coordinates the case."""
    ORGANISATION = "organisation"
    """Of the organisation that was asked (to which the resident was referred)."""
    ESCALATED = "escalated"
    """In the function to which the application went up."""
    RESIDENT = "resident"
    """A resident, for herself: she holds no function."""
    ITSELF = "itself"
    """The command asks that itself: reading does."""


ABOUT_A_CASE = frozenset(
    {
        Demand.DOOR, Demand.TEAM, Demand.COORDINATOR, Demand.ORGANISATION,
        Demand.ESCALATED, Demand.TAKING, Demand.ROUTED, Demand.AT_DOOR,
    }
)  # fmt: skip
"""The demands that ask which case it is."""
ABOUT_A_DOOR = frozenset({Demand.ROUTED, Demand.AT_DOOR})
"""The demands that ask at whose door it waits."""


@dataclass(frozen=True)
class Act:
    """That functions with one of these roles may ask for this, and what they must be for it."""

    command: str
    roles: frozenset[Role]
    demand: Demand
    edition: int
    source: str
    mark: str
    case_roles: frozenset[CaseRole] = frozenset()
    impartial: bool = False
    while_restricted: bool = False


def _read(row: Mapping[str, Any]) -> list[Act]:
    values = {name: value for name, value in row.items() if name != "commands"}
    values["roles"] = frozenset(map(Role, row["roles"]))
    values["demand"] = Demand(row["demand"])
    values["case_roles"] = frozenset(map(CaseRole, row.get("case_roles", ())))
    return [Act(command, **values) for command in row["commands"]]


def _rows() -> tuple[Act, ...]:
    table = tomllib.loads(files("domain.access").joinpath("acts.toml").read_text(encoding="utf-8"))
    return tuple(act for row in table["act"] for act in _read(row))


ACTS: tuple[Act, ...] = _rows()
"""Every row, as it stands in the table."""
EDITION = max(act.edition for act in ACTS)
"""The newest edition of these rows."""


@cache
def acts(command: str, edition: int = EDITION) -> tuple[Act, ...]:
    """The rows for a command, as they were in that edition; none: nobody may."""
    known = [act for act in ACTS if act.command == command and act.edition <= edition]
    newest = max((act.edition for act in known), default=0)
    return tuple(act for act in known if act.edition == newest)
