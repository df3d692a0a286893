"""The clock of telling somebody that there are data about them (AVG 14(3)), person by person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Self

from domain.codes import AwarenessState, NoticeGround, Template, TermCode
from domain.command import Knowledge
from domain.fact import LATE, Fact
from domain.facts.awareness import (
    ClientSupportOffered,
    ConversationHeld,
    DisclosurePlanned,
    NoticePostponed,
    NoticePostponementProposed,
    PersonInvolved,
    ResidentInformed,
    tells,
    whom,
)
from domain.facts.contact import ContactHeld, HelpRefused
from domain.facts.disclosure import DisclosureMade
from domain.facts.intake import (
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.message import MessageDelivered
from domain.facts.term import TermsAdopted
from domain.facts.third_party import ThirdPartyAsked
from domain.law import NotInForce, Rules
from domain.law.due import Adopted, due
from domain.terms import CaseId, ResidentId, WorkerId, day

Heard = (
    SignalReceived
    | NotificationReceived
    | ReceiptConfirmed
    | QuestionClarified
    | PersonInvolved
    | TermsAdopted
    | ResidentInformed
    | MessageDelivered
    | NoticePostponed
    | DisclosurePlanned
    | ConversationHeld
    | ContactHeld
    | ClientSupportOffered
    | DisclosureMade
    | ThirdPartyAsked
    | ContactHeld
    | HelpRefused
)
"""What starts the clock, moves it or stops it."""


def told_on(occurred_at: datetime, recorded_at: datetime) -> date:
    """The day that telling somebody counts from. Not backdated: what is written down late counts
    from the day that it was written down."""
    return day(recorded_at if recorded_at - occurred_at > LATE else occurred_at)


@dataclass(frozen=True)
class Clock:
    """How it stands with telling one person."""

    since: date | None = None
    """When something about them was first written down."""
    started_at: datetime | None = None
    """When the term began: with data from others, or at the first contact without a word of it."""
    rules: int | None = None
    adopted: Adopted | None = None
    """The shorter term that the municipality promised; none: as the law has it."""
    due_on: date | None = None
    """The last day; none while nothing was told of them by others."""
    told_on: date | None = None
    ground: NoticeGround | None = None
    review_on: date | None = None
    """Until and including which day telling them waits, by the newest decision."""

    def after(self, fact: Fact[Heard]) -> "Clock":
        """The clock of that person after a fact about them."""
        on = day(fact.context.occurred_at)
        if self.since is None and isinstance(fact.event, MessageDelivered):
            return self  # whoever is written to does not stand in the case by that
        clock = replace(self, since=self.since or on)._moved(fact, on)
        if clock.due_on is None or clock.started_at is not None:
            return clock
        return replace(clock, started_at=fact.context.occurred_at, rules=fact.context.rules)

    def _moved(self, fact: Fact[Heard], on: date) -> "Clock":
        event = fact.event
        begins = self.due_on is None and self.told_on is None
        match event:
            case _ if tells(event):
                told = told_on(fact.context.occurred_at, fact.recorded_at)
                return replace(self, told_on=self.told_on or told)
            case NoticePostponed(ground=ground, review_on=review_on):
                return self._postponed(ground, review_on, day(fact.recorded_at))
            case TermsAdopted():
                promised = replace(self, adopted=event.adopted(TermCode.NOTICE))
                return promised._runs(self.started_at, self.rules) if self.started_at else promised
            case SignalReceived() | PersonInvolved() if begins:
                return self._runs(fact.context.occurred_at, fact.context.rules)
            case ConversationHeld(with_resident=True) | ContactHeld() if begins:
                return self._by(on)
            case DisclosurePlanned(planned_on=planned_on):
                return self._by(planned_on)
            case DisclosureMade() | ThirdPartyAsked():
                return self._by(on)
            case _ if is_contact(event) and self.due_on is not None:
                return self._by(on)
            case _:
                return self

    def state(self, on: date) -> AwarenessState:
        """How it stands on that day; nobody says that it is overdue, the day does."""
        if self.told_on is not None:
            return AwarenessState.INFORMED
        if self.review_on is not None and on <= self.review_on:
            return AwarenessState.POSTPONED
        late = self.review_on is not None or (self.due_on is not None and self.due_on < on)
        return AwarenessState.OVERDUE if late else AwarenessState.UNKNOWN

    def _runs(self, start: datetime, edition: int | None) -> "Clock":
        """A month from there, or the shorter term that was promised."""
        try:
            return self._by(due(TermCode.NOTICE, start, Rules.of(edition), self.adopted).on)
        except NotInForce:
            return self

    def _by(self, on: date) -> "Clock":
        return replace(self, due_on=min(self.due_on or on, on))

    def _postponed(self, ground: NoticeGround, review_on: date, on: date) -> "Clock":
        """What was late already stays so: a postponement mends nothing backwards. Nor does one that
        is said to be of an earlier day: it is decided on the day that it is put on record."""
        in_time = self.due_on is None or on <= self.due_on
        due_on = review_on if in_time else self.due_on
        return replace(self, ground=ground, review_on=review_on, due_on=due_on)


CONTACTS = (
    NotificationReceived | ReceiptConfirmed | ClientSupportOffered | ContactHeld | HelpRefused
)


def is_contact(event: Any) -> bool:
    """Whether the person is spoken or written to: then they are told at the latest (AVG 14(3))."""
    match event:
        case QuestionClarified(with_resident=there) | ConversationHeld(with_resident=there):
            return there
        case MessageDelivered(template=template):
            return template is Template.RECEIPT
        case _:
            return isinstance(event, CONTACTS)


class Notices(Knowledge):
    """The clocks of all who are written about in a case."""

    case: CaseId
    clocks: Mapping[ResidentId, Clock] = field(default_factory=dict)

    def evolve(self, fact: Fact[Heard]) -> Self:
        resident = whom(fact.event)
        if resident is None:
            return self
        clock = self.clocks.get(resident, Clock()).after(fact)
        return replace(self, clocks={**self.clocks, resident: clock}) if clock.since else self


@dataclass(frozen=True)
class Proposal:
    """That telling somebody waits, as one person proposed and nobody decided yet."""

    event: NoticePostponementProposed
    by: WorkerId


class Postponements(Knowledge):
    """What was proposed in this case, for whom, and not decided yet."""

    case: CaseId
    proposed: Mapping[ResidentId, Proposal] = field(default_factory=dict)

    def evolve(self, fact: Fact[NoticePostponementProposed | NoticePostponed]) -> Self:
        match fact.event:
            case NoticePostponementProposed(resident=resident) as event:
                made = Proposal(event, fact.context.actor)
                return replace(self, proposed={**self.proposed, resident: made})
            case NoticePostponed(resident=decided):
                left = {who: p for who, p in self.proposed.items() if who != decided}
                return replace(self, proposed=left)
