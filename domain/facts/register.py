"""That somebody looked a resident up in the register: a fact before a name is shown."""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Self

from domain.codes import RegisterPart, Relation, Role
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.case import CaseOpened
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.team import CaseMoved
from domain.terms import CaseId, ResidentId, TeamId, WorkerId


class RegisterRead(Event):
    """Register ingezien: who saw which parts of what is registered about a resident."""

    resident: ResidentId
    reader: WorkerId
    role: Role
    relation: Relation
    parts: tuple[RegisterPart, ...]


class HelpedBy(Knowledge):
    """Which teams help a resident, or did: by case."""

    resident: ResidentId
    teams: Mapping[CaseId, TeamId] = field(default_factory=lambda: MappingProxyType({}))

    def evolve(
        self, fact: Fact[SignalReceived | NotificationReceived | CaseOpened | CaseMoved]
    ) -> Self:
        event = fact.event
        if isinstance(event, SignalReceived | NotificationReceived) and event.case in self.teams:
            return self  # what is told of a case later on does not make it another team's
        teams = {**self.teams, event.case: event.team}
        return replace(self, teams=MappingProxyType(teams))
