"""Who knows of a case: everybody who is written about, since when, and whether they were told.

A row is a person in a case. Whether it is overdue, no row says: who asks compares the days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.codes import NoticeGround, PersonRelation, TermUnit
from domain.fact import Fact
from domain.facts import awareness as facts
from domain.facts import notice
from domain.facts.awareness import (
    ClientSupportOffered,
    ConversationHeld,
    DisclosurePlanned,
    NoticePostponed,
    PersonInvolved,
    ResidentInformed,
    tells,
    whom,
)
from domain.facts.case import CaseOpened
from domain.facts.contact import ContactHeld, HelpRefused
from domain.facts.disclosure import DisclosureMade
from domain.facts.intake import (
    CaseRedirected,
    NotificationReceived,
    QuestionClarified,
    ReceiptConfirmed,
    SignalReceived,
)
from domain.facts.message import MessageDelivered
from domain.facts.notice import Clock
from domain.facts.team import CaseMoved
from domain.facts.term import TermsAdopted
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import CaseId, ResidentId, TeamId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class PersonInCase:
    """Somebody who is written about in a case (betrokkene), and whether they know."""

    case: CaseId
    resident: ResidentId
    team: TeamId | None = None
    relation: PersonRelation | None = None
    """To the resident that the case is about; empty: it is that resident."""
    knows: bool = False
    letter_due: bool = False
    """They were told aloud, and the letter that follows is not delivered yet (M-06)."""
    since: date | None = None
    """When something about them was first written down."""
    due_on: date | None = None
    """By what day they are told; empty while nobody else told anything about them."""
    told_on: date | None = None
    ground: NoticeGround | None = None
    """On what ground telling them waits, and until when."""
    review_on: date | None = None
    started_at: datetime | None = None
    rules: int | None = None
    length: int | None = None
    unit: TermUnit | None = None

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | ReceiptConfirmed
            | QuestionClarified
            | PersonInvolved
            | CaseOpened
            | CaseMoved
            | CaseRedirected
            | TermsAdopted
            | ResidentInformed
            | MessageDelivered
            | NoticePostponed
            | DisclosurePlanned
            | DisclosureMade
            | ThirdPartyAsked
            | ConversationHeld
            | ContactHeld
            | ClientSupportOffered
            | HelpRefused
        ],
    ) -> Self | None:
        event = fact.event
        match event:
            case CaseOpened(team=team) | CaseMoved(team=team) | CaseRedirected(team=team):
                since = self.since or day(fact.context.occurred_at)
                return but(self, team=team, since=since)
            case SignalReceived(team=team) | NotificationReceived(team=team):
                row = but(self, team=self.team or team)
            case PersonInvolved(team=team, relation=relation):
                row = but(self, team=team, relation=relation)
            case ResidentInformed(message=message):
                row = but(self, letter_due=message is not None and tells(event))
            case MessageDelivered() if tells(event):
                row = but(self, letter_due=False)
            case _:
                row = self
        row = row._after(fact)
        return row if row.since else None

    def _after(self, fact: Fact[Any]) -> Self:
        """The clock of telling them, a fact later."""
        promised = None if self.length is None or self.unit is None else (self.length, self.unit)
        clock = Clock(
            since=self.since, started_at=self.started_at, rules=self.rules, adopted=promised,
            due_on=self.due_on, told_on=self.told_on, ground=self.ground, review_on=self.review_on,
        ).after(fact)  # fmt: skip
        length, unit = clock.adopted or (None, None)
        return but(
            self, since=clock.since, started_at=clock.started_at, rules=clock.rules, length=length,
            unit=unit, due_on=clock.due_on, told_on=clock.told_on, knows=clock.told_on is not None,
            ground=clock.ground, review_on=clock.review_on,
        )  # fmt: skip


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    told = whom(event)
    if event.case is None or told is None:
        return ()  # a message to somebody else than a resident, or about no case
    return [(event.case, each) for each in (told, *getattr(event, "others", ()))]


awareness = View("awareness", PersonInCase, keys, leans_on=(facts, notice))
