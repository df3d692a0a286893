"""Unasked (ongevraagd contact, M-18, M-19): a resident's no and outreach, and what went past them.

A row is a resident: her no, and how often may be called on her, hold in all her cases. No rule lets
`after_no` and `past_cap` grow: they are what an auditor looks at first. What rests on somebody's
word alone, that she asked for it, that it was for safety, that she took her no back, comes next.
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
from domain.terms import ResidentId, WorkerId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class Unasked:
    """How far a team may come unasked, and how far it came."""

    resident: ResidentId
    refused_at: datetime | None = None
    """Since when her no stands; empty where it does not."""
    taken_back_by: WorkerId | None = None
    """Who put on record that she takes it back; empty while it stands, and where she said none."""
    begun_on: date | None = None
    """When outreach was put on record as begun, the last time."""
    until: date | None = None
    """The last day of outreach; empty where there is none, or her no ended it."""
    most: int = 0
    made: int = 0
    after_no: int = 0
    """Contacts on others' initiative while her no stood, and no outreach was begun since."""
    past_cap: int = 0
    """Contacts that nobody asked for past what was decided on, or before anything was."""
    hers_after_no: int = 0
    """Contacts that are said to be on her own initiative while her no stood."""
    for_safety: int = 0
    """Contacts that are said to be for safety; no cap counts them."""

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
                refused_at = max(at, self.refused_at or at)
                return but(self, refused_at=refused_at, until=None, taken_back_by=None)
            case HelpAgreed() | NotificationReceived():
                if self.refused_at is None or at <= self.refused_at:
                    return self
                return but(self, refused_at=None, taken_back_by=fact.context.actor)
            case OutreachStarted(attempts=most, until=until):
                on = day(fact.recorded_at)
                return but(self, most=most, until=until, made=0, begun_on=on)
            case OutreachExtended(attempts=more, until=until):
                return but(self, most=self.most + more, until=until)
            case ContactHeld() | ContactAttempted() as event:
                return self._contact(event, day(at))

    def _contact(self, event: ContactHeld | ContactAttempted, on: date) -> Self:
        if event.safety:
            return but(self, for_safety=self.for_safety + 1)
        if event.initiative is Initiative.RESIDENT:
            return but(self, hers_after_no=self.hers_after_no + (self.refused_at is not None))
        if event.character is Character.COERCED:
            return self
        refused = self.refused_at is not None and (event.wanted or self.until is None)
        row = but(self, after_no=self.after_no + refused)
        if event.wanted:
            return row
        early = self.begun_on is not None and on < self.begun_on
        past = self.until is None or early or on > self.until or self.made >= self.most
        return but(row, made=self.made + 1, past_cap=self.past_cap + past)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    return [(fact.event.resident,)]


unasked = View("unasked", Unasked, keys)
