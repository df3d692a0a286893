"""A case (zaak): whom a team helps, who coordinates, and what was found out on the way."""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import ClosingReason, Law, Topic
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.team import CaseMoved
from domain.terms import CaseId, Personal, ResidentId, TeamId, WorkerId


class CaseOpened(Event):
    """Zaak geopend: the team takes it on, under these laws."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    laws: tuple[Law, ...]
    others: tuple[ResidentId, ...] = ()
    """Who else stood in it by then."""


class CoordinatorAssigned(Event):
    """Regisseur aangewezen: the one who coordinates, from now on."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    coordinator: WorkerId


class CoordinatorHandedOver(Event):
    """Regie overgedragen: in one instant, so that there is never nobody and never two."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    previous: WorkerId
    coordinator: WorkerId


class FindingRecorded(Event):
    """Bevinding: what was found out about one topic that the question is about."""

    case: CaseId
    resident: ResidentId
    topic: Topic
    finding: Annotated[str, Personal("resident")]
    outside: Annotated[str, Personal("resident")] | None = None
    """Why it was needed, where the question is not about its topic (AVG 5(1)(c))."""


class CaseClosed(Event):
    """Zaak gesloten."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    reason: ClosingReason


class Case(Knowledge):
    """Whether there is a case under this number, whether it is open, and who coordinates."""

    case: CaseId
    resident: ResidentId | None = None
    team: TeamId | None = None
    """Who took it on; nobody yet, until it is opened."""
    laws: frozenset[Law] = frozenset()
    coordinator: WorkerId | None = None
    closed: bool = False

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | CaseOpened
            | CoordinatorAssigned
            | CoordinatorHandedOver
            | CaseClosed
            | CaseMoved
        ],
    ) -> Self:
        match fact.event:
            case SignalReceived(resident=resident) | NotificationReceived(resident=resident):
                return replace(self, resident=resident)
            case CaseOpened() as event:
                return replace(
                    self,
                    resident=event.resident,
                    team=event.team,
                    laws=frozenset(event.laws),
                    closed=False,
                )
            case CoordinatorAssigned() | CoordinatorHandedOver() as event:
                return replace(self, coordinator=event.coordinator)
            case CaseClosed():
                return replace(self, closed=True)
            case CaseMoved(team=team):
                return replace(self, team=team)
