"""Involvement (duur van de betrokkenheid): since when a team is about a resident, and how often.

A row is a case. Contacts and attempts are counted as the facts are: asked for or not, by whose
initiative, how freely; and whether the resident's no stands. How long it lasts, a reader counts
from `since` to `until`, or to today while there is none. Days are days in the Netherlands.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from domain.codes import Character, ConcernLevel, Initiative
from domain.fact import Fact
from domain.facts.agreement import HelpAgreed
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.concern import ConcernClassified
from domain.facts.contact import ContactAttempted, ContactHeld, HelpRefused
from domain.facts.intake import CaseNotOpened, NotificationReceived, SignalReceived
from domain.facts.review import CaseContinued, EscalationDecided
from domain.facts.team import CaseMoved
from domain.terms import CaseId, ResidentId, TeamId, day
from projections.view import View, but


@dataclass(frozen=True)
class Involved:
    """How long a team is involved with a resident, and how much of it was wanted."""

    case: CaseId
    resident: ResidentId | None = None
    team: TeamId | None = None
    since: date | None = None
    """The first that came in about it."""
    until: date | None = None
    """Closed, or not taken on."""
    wanted: int = 0
    """Contacts that the resident wanted."""
    unwanted: int = 0
    attempts_wanted: int = 0
    attempts_unwanted: int = 0
    by_resident: int = 0
    """Of all these, on whose initiative."""
    by_team: int = 0
    by_others: int = 0
    urged: int = 0
    coerced: int = 0
    for_safety: int = 0
    refusals: int = 0
    refused_at: datetime | None = None
    """Since when the resident's no stands; empty where it does not."""
    continued: int = 0
    escalated: int = 0
    concern: ConcernLevel | None = None

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | CaseNotOpened
            | CaseOpened
            | CaseMoved
            | CaseClosed
            | ContactHeld
            | ContactAttempted
            | HelpRefused
            | HelpAgreed
            | CaseContinued
            | EscalationDecided
            | ConcernClassified
        ],
    ) -> Self:
        at, on = fact.context.occurred_at, day(fact.context.occurred_at)
        match fact.event:
            case SignalReceived() | NotificationReceived() as event:
                row = self._asks_herself(at) if isinstance(event, NotificationReceived) else self
                return but(
                    row, resident=event.resident, team=self.team or event.team,
                    since=self.since or on, until=None,
                )  # fmt: skip
            case CaseNotOpened() | CaseClosed():
                return but(self, until=on)
            case CaseOpened(resident=resident, team=team):
                return but(self, resident=resident, team=team, since=self.since or on, until=None)
            case CaseMoved(team=team):
                return but(self, team=team)
            case ContactHeld() | ContactAttempted() as event:
                return self._contact(event)
            case HelpRefused():
                later = max(at, self.refused_at or at)
                return but(self, refusals=self.refusals + 1, refused_at=later)
            case HelpAgreed():
                return self._asks_herself(at)
            case CaseContinued():
                return but(self, continued=self.continued + 1)
            case EscalationDecided():
                return but(self, escalated=self.escalated + 1)
            case ConcernClassified(level=level):
                return but(self, concern=level)

    def _contact(self, event: ContactHeld | ContactAttempted) -> Self:
        wanted = "wanted" if event.wanted else "unwanted"
        counted = {
            wanted if isinstance(event, ContactHeld) else f"attempts_{wanted}",
            BY[event.initiative],
            *(["for_safety"] if event.safety else ()),
            *([event.character.value] if event.character is not Character.VOLUNTARY else ()),
        }
        return but(self, **{name: getattr(self, name) + 1 for name in counted})

    def _asks_herself(self, at: datetime) -> Self:
        """What she says before her no does not take it back, however late it is written down."""
        stands = self.refused_at is not None and at <= self.refused_at
        return self if stands else but(self, refused_at=None)


BY = {
    Initiative.RESIDENT: "by_resident",
    Initiative.TEAM: "by_team",
    Initiative.OTHER: "by_others",
}
involvement = View("involvement", Involved)
