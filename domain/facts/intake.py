"""The one front door: consults, signals about somebody, residents' own questions (meldingen)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated, Self

from domain.codes import Channel, NotOpenedReason, Source, Topic, Urgency
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Digest, Neighbourhood, Personal, ResidentId, TeamId, WorkerId, day

CLARIFY_WITHIN = timedelta(days=14)
"""Help in an urgent case may go before the question; not longer than this (our own proposal)."""


class ConsultHeld(Event):
    """Anoniem consult: somebody was helped, and nobody was written down."""

    team: TeamId
    topic: Topic
    neighbourhood: Neighbourhood
    minutes: int


class SignalReceived(Event):
    """Signaal: a third party told something about a resident, who may know nothing of it."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    source: Source
    urgency: Urgency
    content: Annotated[str, Personal("resident")]


class NotificationReceived(Event):
    """Melding (Wmo 2.3.2): the resident's own question. It starts the six weeks."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    channel: Channel
    urgency: Urgency
    question: Annotated[str, Personal("resident")]


class ReceiptConfirmed(Event):
    """Ontvangstbevestiging (Wmo 2.3.2 lid 1), with the text version that was sent."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    text: Digest


class QuestionClarified(Event):
    """Vraagverduidelijking: what the resident really asks, in their own words."""

    case: CaseId
    resident: ResidentId
    with_resident: bool
    topics: tuple[Topic, ...]
    question: Annotated[str, Personal("resident")]


class CaseNotOpened(Event):
    """Niet toegelaten: it ended at the front door, and why."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    reason: NotOpenedReason


class CaseRedirected(Event):
    """Doorgezet: it waits at the door of another team from now on, which may take it on."""

    case: CaseId
    resident: ResidentId
    previous: TeamId
    team: TeamId
    others: tuple[ResidentId, ...] = ()
    """Who else stood in it by then."""


class FrontDoor(Knowledge):
    """What has come in under one reference number, and what was done with it at the door."""

    case: CaseId
    resident: ResidentId | None = None
    team: TeamId | None = None
    """At whose door it waits, or waited."""
    brought_in_by: WorkerId | None = None
    """Who wrote it down first, until it is passed on: at a front desk that is of no team."""
    came_in: date | None = None
    own_question: bool = False
    clarified: bool = False
    urgent: bool = False
    topics: frozenset[Topic] = frozenset()
    turned_away: bool = False

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | QuestionClarified
            | CaseNotOpened
            | CaseRedirected
        ],
    ) -> Self:
        match fact.event:
            case SignalReceived() | NotificationReceived() as event:
                # The door that it came in at keeps it, until it is turned away there: another team
                # that writes something down about it does not get the record by that.
                kept = self.team is not None and not self.turned_away
                return replace(
                    self,
                    resident=event.resident,
                    team=self.team if kept else event.team,
                    brought_in_by=self.brought_in_by if kept else fact.context.actor,
                    came_in=self.came_in or day(fact.context.occurred_at),
                    own_question=self.own_question or isinstance(event, NotificationReceived),
                    urgent=self.urgent or event.urgency is Urgency.URGENT,
                    turned_away=False,
                )
            case QuestionClarified() as event:
                return replace(
                    self,
                    clarified=self.clarified or event.with_resident,
                    topics=self.topics | frozenset(event.topics),
                )
            case CaseNotOpened():
                return replace(self, turned_away=True)
            case CaseRedirected(team=team):
                return replace(self, team=team, brought_in_by=None)
