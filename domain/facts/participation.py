"""Who takes part in a case besides its team, to whom it is shut, and who says to be close."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Self

from domain.codes import (
    CaseRole,
    LegalBasis,
    OrganisationKind,
    RecipientFunction,
    RestrictionGround,
    Tie,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, FunctionId, OrganisationId, ResidentId, TeamId, WorkerId


class ParticipationStarted(Event):
    """Deelname begonnen: who holds this function takes part, as this, until that day."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    """Whose case it is."""
    organisation: OrganisationId
    function: FunctionId
    role: CaseRole
    since: date
    until: date
    """The last day on which it holds."""
    basis: LegalBasis
    """On what ground they may know of it."""
    kind: OrganisationKind | None = None
    """What that organisation is."""
    receives_as: RecipientFunction | None = None
    """In what function they receive something of the resident, where that was said."""


class ParticipationEnded(Event):
    """Deelname beëindigd: from this instant."""

    case: CaseId
    resident: ResidentId
    organisation: OrganisationId
    function: FunctionId


class RestrictionSet(Event):
    """Afgeschermd (AVG 18; a case of an employee): only these functions still get at it."""

    case: CaseId
    resident: ResidentId
    functions: tuple[FunctionId, ...]
    ground: RestrictionGround


class RestrictionLifted(Event):
    """Afscherming opgeheven."""

    case: CaseId
    resident: ResidentId


class TieDeclared(Event):
    """Persoonlijke band gemeld (Awb 2:4): what a worker is to a resident outside work."""

    worker: WorkerId
    resident: ResidentId
    tie: Tie
    also: tuple[ResidentId, ...] | None = None
    """The other records that were read as one with this one."""


class TieEnded(Event):
    """Persoonlijke band voorbij."""

    worker: WorkerId
    resident: ResidentId
    tie: Tie


class Part(NamedTuple):
    """Somebody's part in a case: as what, from and until which day (that day included), and of
    which organisation."""

    role: CaseRole
    since: date
    until: date
    organisation: OrganisationId
    kind: OrganisationKind | None
    receives_as: RecipientFunction | None


NOBODY: Mapping[FunctionId, Part] = MappingProxyType({})
NONE_SHUT: Mapping[CaseId, frozenset[FunctionId]] = MappingProxyType({})


def part_of(event: ParticipationStarted) -> Part:
    """The part that begins with it."""
    return Part(
        event.role, event.since, event.until, event.organisation, event.kind, event.receives_as
    )  # fmt: skip


class Participations(Knowledge):
    """Who takes part in a case besides its own team, by function."""

    case: CaseId
    parts: Mapping[FunctionId, Part] = field(default_factory=lambda: NOBODY)

    def evolve(self, fact: Fact[ParticipationStarted | ParticipationEnded]) -> Self:
        match fact.event:
            case ParticipationStarted() as event:
                return replace(self, parts={**self.parts, event.function: part_of(event)})
            case ParticipationEnded(function=ended):
                left = {who: part for who, part in self.parts.items() if who != ended}
                return replace(self, parts=left)

    def role_of(self, function: FunctionId, on: date) -> CaseRole | None:
        """As what this function takes part on that day, or None where it does not."""
        part = self.parts.get(function)
        return part.role if part and part.since <= on <= part.until else None


class Task(Knowledge):
    """Whether an organisation has a task in a case: whether somebody of it takes part."""

    case: CaseId
    organisation: OrganisationId
    parts: Mapping[FunctionId, Part] = field(default_factory=lambda: NOBODY)

    def evolve(self, fact: Fact[ParticipationStarted | ParticipationEnded]) -> Self:
        match fact.event:
            case ParticipationStarted() as event:
                return replace(self, parts={**self.parts, event.function: part_of(event)})
            case ParticipationEnded(function=ended):
                left = {who: part for who, part in self.parts.items() if who != ended}
                return replace(self, parts=left)

    def stands(self, on: date) -> bool:
        """Whether it does on that day."""
        return any(part.since <= on <= part.until for part in self.parts.values())


class Restriction(Knowledge):
    """To whom a case is shut, if it is."""

    case: CaseId
    only: frozenset[FunctionId] | None = None
    """The functions that still get at it; None where it is not shut."""

    def evolve(self, fact: Fact[RestrictionSet | RestrictionLifted]) -> Self:
        match fact.event:
            case RestrictionSet(functions=functions):
                return replace(self, only=frozenset(functions))
            case RestrictionLifted():
                return replace(self, only=None)

    def shuts_out(self, function: FunctionId) -> bool:
        """Whether this function does not get at it now."""
        return self.only is not None and function not in self.only


class ShutCases(Knowledge):
    """Which cases of the municipality are shut, and to whom they still are open: for lists.

    It is about no case, so a list asks one question and not one for each of its rows. Few are shut.
    """

    only: Mapping[CaseId, frozenset[FunctionId]] = field(default_factory=lambda: NONE_SHUT)

    def evolve(self, fact: Fact[RestrictionSet | RestrictionLifted]) -> Self:
        match fact.event:
            case RestrictionSet(case=shut, functions=functions):
                return replace(self, only={**self.only, shut: frozenset(functions)})
            case RestrictionLifted(case=opened):
                left = {case: only for case, only in self.only.items() if case != opened}
                return replace(self, only=left)

    def to(self, function: FunctionId) -> frozenset[CaseId]:
        """The cases that are shut to this function now."""
        return frozenset(case for case, only in self.only.items() if function not in only)
