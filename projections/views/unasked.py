"""Unasked (ongevraagd contact, M-18, M-19): a resident's no and outreach, and what went past them.

A row is a resident: her no, and how often may be called on her, hold in all her cases. No rule lets
the last two counts grow; they are what an auditor looks at first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.codes import Character, Initiative
from domain.fact import Fact
from domain.facts.agreement import HelpAgreed
from domain.facts.contact import (
    ContactAttempted,
    ContactHeld,
    HelpRefused,
    OutreachExtended,
    OutreachStarted,
)
from domain.facts.intake import NotificationReceived
from domain.terms import ResidentId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class Unasked:
    """How far a team may come unasked, and how far it came."""

    resident: ResidentId
    refused_at: datetime | None = None
    """Since when her no stands; empty where it does not."""
    until: date | None = None
    """The last day of outreach; empty where there is none, or her no ended it."""
    most: int = 0
    made: int = 0
    after_no: int = 0
    """Contacts on others' initiative while her no stood, and no outreach was begun since."""
    past_cap: int = 0
    """Contacts that nobody asked for past what was decided on, or with nothing decided."""

    def evolve(
        self,
        fact: Fact[
            HelpRefused
            | HelpAgreed
            | NotificationReceived
            | OutreachStarted
            | OutreachExtended
            | ContactHeld
            | ContactAttempted
        ],
    ) -> Self:
        at = fact.context.occurred_at
        match fact.event:
            case HelpRefused():
                return but(self, refused_at=max(at, self.refused_at or at), until=None)
            case HelpAgreed() | NotificationReceived():
                stands = self.refused_at is not None and at <= self.refused_at
                return self if stands else but(self, refused_at=None)
            case OutreachStarted(attempts=most, until=until):
                return but(self, most=most, until=until, made=0)
            case OutreachExtended(attempts=more, until=until):
                return but(self, most=self.most + more, until=until)
            case ContactHeld() | ContactAttempted() as event:
                return self._contact(event, day(at))

    def _contact(self, event: ContactHeld | ContactAttempted, on: date) -> Self:
        free = event.character is not Character.COERCED and not event.safety
        if not free or event.initiative is Initiative.RESIDENT:
            return self
        refused = self.refused_at is not None and (event.wanted or self.until is None)
        row = but(self, after_no=self.after_no + refused)
        if event.wanted:
            return row
        past = self.until is None or on > self.until or self.made >= self.most
        return but(row, made=self.made + 1, past_cap=self.past_cap + past)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    return [(fact.event.resident,)]


unasked = View("unasked", Unasked, keys)
