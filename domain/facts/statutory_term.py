"""Terms that begin with something there is no fact of its own of: a complaint, a notice of default.

One of a kind runs at a time in a case. What begins them stands on paper elsewhere; that it came in,
and from which day the law counts, is on record here, so that nobody forgets or re-dates it.
"""

from dataclasses import replace
from datetime import date
from typing import NamedTuple, Self

from domain.codes import TermCode
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.law import NotInForce, Rules
from domain.law.due import due
from domain.terms import CaseId, ResidentId, TeamId, noon

BY_HAND = frozenset(
    {
        TermCode.RIGHTS_ANSWER,
        TermCode.ADVANCE_PAYMENT,
        TermCode.SEARCH_PERIOD,
        TermCode.YOUTH_PLAN,
        TermCode.YOUTH_PLAN_WRITTEN,
        TermCode.OBJECTION_DECISION,
        TermCode.OBJECTION_DECISION_COMMITTEE,
        TermCode.APPEAL,
        TermCode.PENALTY_BEGINS,
        TermCode.PENALTY_RUNS,
        TermCode.COMPLAINT,
        TermCode.COMPLAINT_COMMITTEE,
        TermCode.OMBUDSMAN_PETITION,
        TermCode.SAFETY_ASSESSMENT,
        TermCode.SAFETY_INVESTIGATION,
        TermCode.SAFETY_NOTICE,
        TermCode.RETURN_MESSAGE,
        TermCode.START_MESSAGE,
        TermCode.ALLOCATION_ANSWER,
        TermCode.CONTRIBUTION_REPORT,
        TermCode.CONTRIBUTION_REPORT_BUDGET,
        TermCode.BUDGET_CLAIM,
        TermCode.DESTRUCTION_REQUEST,
        TermCode.MENTAL_HEALTH_ANSWER,
    }
)
"""The terms that nothing else begins. Where what begins one gets a fact of its own, it goes from
here; what was begun so stays as it is."""


class StatutoryTermStarted(Event):
    """Wettelijke termijn begonnen: something came in from which the law counts."""

    case: CaseId
    resident: ResidentId
    term: TermCode
    since: date
    """The day that it is counted from: that day itself does not count."""
    team: TeamId | None = None
    """Whose case it is; none where nobody took it on."""


class StatutoryTermCompleted(Event):
    """Wettelijke termijn gehaald of afgesloten: what had to happen was done."""

    case: CaseId
    resident: ResidentId
    term: TermCode


class StatutoryTermExtended(Event):
    """Wettelijke termijn verlengd by what the law itself allows; the resident was told so."""

    case: CaseId
    resident: ResidentId
    term: TermCode
    until: date


class Running(NamedTuple):
    """A term that runs."""

    since: date
    edition: int | None
    counted_to: date
    extended: bool = False


class StatutoryTerms(Knowledge):
    """Which of these terms run in a case, and how far."""

    case: CaseId
    running: tuple[tuple[TermCode, Running], ...] = ()

    def evolve(
        self, fact: Fact[StatutoryTermStarted | StatutoryTermCompleted | StatutoryTermExtended]
    ) -> Self:
        term = fact.event.term
        others = tuple(each for each in self.running if each[0] is not term)
        match fact.event:
            case StatutoryTermStarted(since=since):
                try:
                    ends = due(term, noon(since), Rules.of(fact.context.rules))
                except NotInForce:
                    return self
                now = Running(since, fact.context.rules, ends.counted_to)
            case StatutoryTermExtended(until=until) if run := self.of(term):
                now = run._replace(counted_to=until, extended=True)
            case _:
                return replace(self, running=others)
        return replace(self, running=(*others, (term, now)))

    def of(self, term: TermCode) -> Running | None:
        """How that term runs; None where it does not."""
        return next((run for code, run in self.running if code is term), None)
