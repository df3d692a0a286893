"""Waiting: the steps of a case, and how many days each of them took.

A step's day is the first on which it happened, in the Netherlands, of `occurred_at`. The days of
the steps add up to `days_in_all`: from the front door to the last step so far. A step that came
before an earlier one of the list took no time of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from domain.fact import Fact
from domain.facts.agreement import HelpAgreed, PlanAgreed
from domain.facts.application import (
    ApplicationReceived,
    DecisionEscalated,
    DecisionSent,
    DecisionTaken,
)
from domain.facts.budget import BudgetSpent
from domain.facts.case import CaseClosed, CaseOpened, CoordinatorHandedOver
from domain.facts.intake import (
    CLARIFY_WITHIN,
    CaseNotOpened,
    CaseRedirected,
    NotificationReceived,
    QuestionClarified,
    SignalReceived,
)
from domain.facts.referral import ReferralMade
from domain.facts.refused import AttemptRefused
from domain.terms import CaseId, TeamId, day
from projections.view import Key, View, but

STEPS = (
    "clarified", "opened", "agreed", "planned", "applied", "decided", "sent", "spent", "ended",
)  # fmt: skip
"""In the order of the law; each has a day (`…_on`) and how long it was waited for (`days_to_…`)."""
STEP_COLUMNS = [(f"{step}_on", f"days_to_{step}") for step in STEPS]


@dataclass(frozen=True)
class Waiting:
    """The way of a case through its steps (doorlooptijd)."""

    case: CaseId
    team: TeamId | None = None
    came_in_on: date | None = None
    clarified_on: date | None = None
    opened_on: date | None = None
    agreed_on: date | None = None
    planned_on: date | None = None
    applied_on: date | None = None
    decided_on: date | None = None
    sent_on: date | None = None
    spent_on: date | None = None
    """The first euro."""
    ended_on: date | None = None
    """Closed, or ended at the front door."""
    days_to_clarified: int = 0
    days_to_opened: int = 0
    days_to_agreed: int = 0
    days_to_planned: int = 0
    days_to_applied: int = 0
    days_to_decided: int = 0
    days_to_sent: int = 0
    days_to_spent: int = 0
    days_to_ended: int = 0
    days_in_all: int = 0
    hand_overs: int = 0
    """How often another worker came to coordinate."""
    escalations: int = 0
    """How often a decision went up to somebody else."""
    refusals: int = 0
    """How often something that was asked in this case was refused by a rule."""
    clarify_by: date | None = None
    """Urgent help went before the question: by this day it is still to be clarified (E-09)."""

    def evolve(
        self,
        fact: Fact[
            SignalReceived
            | NotificationReceived
            | QuestionClarified
            | CaseNotOpened
            | CaseRedirected
            | CaseOpened
            | HelpAgreed
            | PlanAgreed
            | ApplicationReceived
            | DecisionEscalated
            | DecisionTaken
            | DecisionSent
            | BudgetSpent
            | CoordinatorHandedOver
            | CaseClosed
            | ReferralMade
            | AttemptRefused
        ],
    ) -> Self | None:
        on = day(fact.context.occurred_at)
        match fact.event:
            case AttemptRefused():
                return but(self, refusals=self.refusals + 1)
            case CoordinatorHandedOver():
                return but(self, hand_overs=self.hand_overs + 1)
            case DecisionEscalated():
                return but(self, escalations=self.escalations + 1)
            case SignalReceived(team=team) | NotificationReceived(team=team):
                kept = self.team if self.team is not None and self.ended_on is None else team
                return but(self, team=kept, ended_on=None)._at("came_in", on)
            case CaseRedirected(team=team):
                return but(self, team=team)
            case CaseOpened(team=team):
                return but(self, team=team, ended_on=None)._at("opened", on)
            case QuestionClarified(with_resident=with_resident):
                row = but(self, clarify_by=None) if with_resident else self
                return row._at("clarified", on)
            case ReferralMade():
                return self._helped_first(on)
            case PlanAgreed() | ApplicationReceived() as event:
                return self._helped_first(on)._at(STEP_OF[type(event)], on)
            case event:
                return self._at(STEP_OF[type(event)], on)

    def _helped_first(self, on: date) -> Self:
        """Only in an urgent case does help come before the question is clear."""
        if self.clarified_on is not None or self.clarify_by is not None:
            return self
        return but(self, clarify_by=on + CLARIFY_WITHIN)

    def _at(self, step: str, on: date) -> Self:
        """The same case once this step was taken, if it was not taken before that day."""
        row: dict[str, Any] = {**vars(self)}
        first = row[f"{step}_on"]
        if first is not None and first <= on:
            return self
        row[f"{step}_on"] = on
        began = reached = row["came_in_on"] or on
        for taken, waited in STEP_COLUMNS:
            at = row[taken]
            row[waited] = 0
            if at is not None and at > reached:
                row[waited] = (at - reached).days
                reached = at
        row["days_in_all"] = (reached - began).days
        return but(self, **row)


STEP_OF: dict[type[Any], str] = {
    HelpAgreed: "agreed",
    PlanAgreed: "planned",
    ApplicationReceived: "applied",
    DecisionTaken: "decided",
    DecisionSent: "sent",
    BudgetSpent: "spent",
    CaseNotOpened: "ended",
    CaseClosed: "ended",
}


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    if isinstance(event, AttemptRefused):
        return [(case,) for case in event.cases]
    return ((event.case,),)


waiting = View("waiting", Waiting, keys)
