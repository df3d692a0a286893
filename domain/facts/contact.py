"""Contact with a resident: how often and how freely; her no, outreach, and pressure (drang)."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime
from typing import Annotated, Self

from domain.codes import (
    Channel,
    Character,
    Consequence,
    Initiative,
    OutreachGround,
    PressureGround,
    Template,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.agreement import HelpAgreed
from domain.facts.intake import NotificationReceived, SignalReceived
from domain.facts.message import MessageDelivered
from domain.terms import CaseId, OutsideDecision, Personal, ResidentId, WorkerId, day


class ContactHeld(Event):
    """Contact: the resident was spoken to, by whose initiative, wanted or not, and how freely."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    initiative: Initiative
    wanted: bool
    """By the resident."""
    character: Character
    safety: bool
    """On a safety ground: because of a step of the meldcode that was taken lately."""
    decision: OutsideDecision | None = None
    """Whose decision it rests on, where it is coerced."""


class ContactAttempted(Event):
    """Contactpoging: somebody rang or called at the door, and nobody was spoken to."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    initiative: Initiative
    wanted: bool
    character: Character
    safety: bool
    decision: OutsideDecision | None = None


class HelpRefused(Event):
    """Hulp geweigerd: the resident says no. It holds until she asks herself, or a new ground."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    words: Annotated[str, Personal("resident")]
    """Her own; may be empty."""


class OutreachStarted(Event):
    """Bemoeizorg begonnen: contact that was not asked for, so often at most, until that day."""

    case: CaseId
    resident: ResidentId
    ground: OutreachGround
    attempts: int
    until: date
    """The last day on which it holds."""


class OutreachExtended(Event):
    """Bemoeizorg verlengd: a second person decided on so many attempts more, until that day."""

    case: CaseId
    resident: ResidentId
    attempts: int
    until: date


class ConsultationConfirmed(Event):
    """Overleg over drang bevestigd: by the second professional, who thought along about urging this
    resident on that ground."""

    case: CaseId
    resident: ResidentId
    ground: PressureGround


class PressureSet(Event):
    """Drang: the team urges, on a ground and after a second professional was consulted.

    The resident is told that taking part is voluntary, and what really follows from not doing so.
    """

    case: CaseId
    resident: ResidentId
    ground: PressureGround
    consulted: WorkerId
    consequences: tuple[Consequence, ...]
    review_on: date
    """Up to and with that day; then it is decided anew, or it is over."""


class PressureEnded(Event):
    """Drang beëindigd: the team urges no longer."""

    case: CaseId
    resident: ResidentId


class NoToHelp(Knowledge):
    """Whether the resident said no, in whichever case, and whether somebody told something new
    since.

    Her own question or her agreement takes it back. What happened before her no changes nothing,
    however late it is written down; nor does a signal of before it was written down.
    """

    resident: ResidentId
    said_at: datetime | None = None
    written_at: datetime | None = None
    """When the newest no was put on record, of whatever day it is said to be."""
    signalled_by: frozenset[WorkerId] = frozenset()
    """Who wrote down something new since."""

    def evolve(
        self, fact: Fact[HelpRefused | HelpAgreed | NotificationReceived | SignalReceived]
    ) -> Self:
        at = fact.context.occurred_at
        if isinstance(fact.event, HelpRefused):
            said_at = max(at, self.said_at or at)  # an earlier no takes nothing off a later one
            none: frozenset[WorkerId] = frozenset()
            written = fact.recorded_at
            return replace(self, said_at=said_at, written_at=written, signalled_by=none)
        if self.said_at is None or self.written_at is None or at <= self.said_at:
            return self
        if isinstance(fact.event, SignalReceived):
            new = {fact.context.actor} if at > self.written_at else set()
            return replace(self, signalled_by=self.signalled_by | new)
        return replace(self, said_at=None, signalled_by=frozenset())


class NoInCase(Knowledge):
    """Whether the resident said no in this case."""

    case: CaseId
    no: NoToHelp | None = None

    def evolve(self, fact: Fact[HelpRefused | HelpAgreed | NotificationReceived]) -> Self:
        known = self.no or NoToHelp(fact.event.resident)
        return replace(self, no=known.evolve(fact))

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.no is not None and self.no.said_at is not None


class Outreach(Knowledge):
    """How much contact that a resident did not ask for was decided on, and how much there was: in
    all cases together, so that none begins anew."""

    resident: ResidentId
    until: date | None = None
    """None where nothing was decided on, or the resident's no ended it."""
    most: int = 0
    made: int = 0
    hands: frozenset[WorkerId] = frozenset()
    """Who decided on it, and who went: none of these is a second person. Her no ends the outreach,
    and makes nobody of them a new face."""
    cases: Mapping[CaseId, date] = field(default_factory=dict)
    """In which it was begun, and on what day that was put on record."""

    def evolve(
        self,
        fact: Fact[
            OutreachStarted | OutreachExtended | ContactHeld | ContactAttempted | HelpRefused
        ],
    ) -> Self:
        who = fact.context.actor
        match fact.event:
            case OutreachStarted(case=case, attempts=attempts, until=until):
                return replace(
                    self, until=until, most=attempts, made=0, hands=self.hands | {who},
                    cases={**self.cases, case: day(fact.recorded_at)},
                )  # fmt: skip
            case OutreachExtended(attempts=more, until=until):
                return replace(self, until=until, most=self.most + more, hands=self.hands | {who})
            case HelpRefused():
                return replace(self, until=None, cases={})
            case ContactHeld() | ContactAttempted() as contact if unasked(contact):
                return replace(self, made=self.made + 1, hands=self.hands | {who})
            case _:
                return self


class Pressure(Knowledge):
    """Until which day the team urges, if it does; since when the resident has been told so; and who
    thought along since that was decided, or since it ended."""

    case: CaseId
    review_on: date | None = None
    told_on: date | None = None
    """When it was put on record that she has the letter which says so."""
    confirmed: Mapping[tuple[WorkerId, PressureGround], date] = field(default_factory=dict)
    """And on what day each said so last."""

    def evolve(
        self, fact: Fact[ConsultationConfirmed | PressureSet | PressureEnded | MessageDelivered]
    ) -> Self:
        on = day(fact.recorded_at)
        match fact.event:
            case ConsultationConfirmed(ground=ground):
                one = (fact.context.actor, ground)
                return replace(self, confirmed={**self.confirmed, one: on})
            case PressureSet(review_on=review_on):
                return replace(self, review_on=review_on, told_on=None, confirmed={})
            case PressureEnded():
                return replace(self, review_on=None, told_on=None, confirmed={})
            case MessageDelivered(template=Template.PRESSURE) if self.told_on is None:
                return replace(self, told_on=on)
            case MessageDelivered():
                return self

    def stands(self, on: date) -> bool:
        """Whether the team urges on that day."""
        return self.review_on is not None and on <= self.review_on


def unasked(contact: ContactHeld | ContactAttempted) -> bool:
    """Whether it is contact that nobody asked for (ongevraagd), and that is limited therefore."""
    free = contact.character is not Character.COERCED and not contact.safety
    return free and not contact.wanted
