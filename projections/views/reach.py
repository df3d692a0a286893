"""Reach (verspreiding, M-26): whom something of a case went to last, and how many there may be.

Whether there are too many, says who counts the rows of the last thirty days. Days are days in the
Netherlands, of when it was put on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from domain.fact import Fact
from domain.facts.disclosure import Left, WiderSharingApproved
from domain.facts.participation import ParticipationStarted
from domain.terms import CaseId, OrganisationId, RecipientId, ResidentId, WorkerId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class Reached:
    """A recipient of a case; or, without one, how many were approved of."""

    case: CaseId
    organisation: OrganisationId
    recipient: RecipientId
    """Of both, one is empty: the other received it. Both are, in the row of the approval."""
    resident: ResidentId | None = None
    last_on: date | None = None
    most: int = 0
    """The newest approval of more recipients: how many, until when, by whom."""
    until: date | None = None
    approved_by: WorkerId | None = None

    def evolve(self, fact: Fact[Left | ParticipationStarted | WiderSharingApproved]) -> Self:
        event = fact.event
        row = but(self, resident=event.resident)
        if isinstance(event, WiderSharingApproved):
            return but(row, most=event.most, until=event.until, approved_by=fact.context.actor)
        return but(row, last_on=day(fact.recorded_at))


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    if isinstance(event, ParticipationStarted) and event.organisation == fact.context.organisation:
        return []  # with a colleague nothing leaves the team
    organisation = getattr(event, "organisation", None) or ""
    return [(event.case, organisation, getattr(event, "recipient", None) or "")]


reach = View("reach", Reached, keys)
