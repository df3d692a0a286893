"""That somebody looked a resident up in the register: a fact before a name is shown."""

from collections.abc import Mapping, Set
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.codes import RegisterPart, Relation, Role
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.case import CaseOpened
from domain.facts.intake import CaseRedirected, NotificationReceived, SignalReceived
from domain.facts.participation import RestrictionLifted, RestrictionSet
from domain.facts.team import CaseMoved
from domain.terms import CaseId, FunctionId, ResidentId, TeamId, WorkerId


class RegisterRead(Event):
    """Register ingezien: who saw which parts of what is registered about a resident."""

    resident: ResidentId
    reader: WorkerId
    role: Role
    relation: Relation
    parts: tuple[RegisterPart, ...]


class HelpedBy(Knowledge):
    """Which teams help a resident, or did, and to whom it is shut: by case."""

    resident: ResidentId
    teams: Mapping[CaseId, TeamId] = field(default_factory=lambda: MappingProxyType({}))
    shut: Mapping[CaseId, frozenset[FunctionId]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Of a case that is shut (AVG 18), the functions that still get at it."""

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | CaseOpened
            | CaseMoved
            | CaseRedirected
            | RestrictionSet
            | RestrictionLifted
        ],
    ) -> Self:
        event = fact.event
        if isinstance(event, RestrictionSet):
            shut = {**self.shut, event.case: frozenset(event.functions)}
            return replace(self, shut=MappingProxyType(shut))
        if isinstance(event, RestrictionLifted):
            shut = {case: only for case, only in self.shut.items() if case != event.case}
            return replace(self, shut=MappingProxyType(shut))
        if isinstance(event, SignalReceived | NotificationReceived) and event.case in self.teams:
            return self  # what is told of a case later on does not make it another team's
        teams = {**self.teams, event.case: event.team}
        return replace(self, teams=MappingProxyType(teams))

    def by(self, teams: Set[TeamId]) -> tuple[CaseId, ...]:
        """The cases in which one of these teams helps, or did."""
        return tuple(case for case, team in self.teams.items() if team in teams)

    def shuts_out(self, function: FunctionId, case: CaseId) -> bool:
        """Whether this function does not get at that case now."""
        return case in self.shut and function not in self.shut[case]
