"""What several decisions ask: is the case open, does the resident know, who acts."""

from datetime import date

from domain.codes import Topic
from domain.command import Malformed, Refused, Unknown
from domain.fact import Context
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Function, Office, Team
from domain.facts.register import HelpedBy
from domain.refusal import Refusal
from domain.terms import MOST_CENTS, Cents, OrganisationId, ResidentId, TeamId


def resident_of(case: Case) -> ResidentId:
    """Whom a case is about, closed or not. Raises Unknown."""
    if case.resident is None:
        raise Unknown("case")
    return case.resident


def known_case(case: Case) -> ResidentId:
    """The resident of a case that came in at the front door. Raises Unknown, Refused."""
    resident = resident_of(case)
    if case.closed:
        raise Refused(Refusal.CASE_CLOSED)
    return resident


def whose_case(case: Case, resident: ResidentId) -> None:
    """A case that is not closed is this resident's. Raises Unknown, Refused."""
    if known_case(case) != resident:
        raise Refused(Refusal.OTHER_RESIDENT)


def taken_on(case: Case) -> tuple[ResidentId, TeamId]:
    """The resident of an open case, and the team that took it on. Raises Unknown, Refused."""
    resident = known_case(case)
    if case.team is None:
        raise Refused(Refusal.CASE_NOT_OPEN)
    return resident, case.team


def open_case(case: Case) -> ResidentId:
    """The resident of a case that a team took on. Raises Unknown, Refused."""
    return taken_on(case)[0]


def question_first(door: FrontDoor) -> None:
    """No provider, solution or money before the question is clear; spoed excepted (Wmo 2.3.3).

    Raises Refused.
    """
    if not (door.clarified or door.urgent):
        raise Refused(Refusal.QUESTION_NOT_CLARIFIED)


def needed(topic: Topic, door: FrontDoor, why: str | None) -> None:
    """About what the question is about, and about nothing else without a reason (AVG 5(1)(c)).

    Raises Refused.
    """
    if topic not in door.topics and not (why and why.strip()):
        raise Refused(Refusal.NOT_NECESSARY)


def informed(awareness: Awareness, resident: ResidentId) -> None:
    """Nothing about somebody who does not know of it (AVG 14). Raises Refused."""
    if resident not in awareness.informed:
        raise Refused(Refusal.RESIDENT_NOT_INFORMED)


def holds_function(office: Office, context: Context, on: date) -> None:
    """Whoever acts in a function must hold it on that day (Awb 10:3). Raises Refused."""
    if not office.holds(context.actor, on):
        raise Refused(Refusal.FUNCTION_NOT_HELD)


def answers_for(function: Function, office: Office, on: date) -> OrganisationId:
    """The organisation of the one function that answers for it, which somebody holds on that day
    (M-37): joint responsibility is nobody's. Raises Unknown, Refused."""
    if function.organisation is None:
        raise Unknown("function")
    if not any(held.since <= on < held.until for held in office.held):
        raise Refused(Refusal.NOBODY_ACCOUNTABLE)
    return function.organisation


def of_a_team_that_helps(helped: HelpedBy, office: Office, context: Context, on: date) -> None:
    """What is held of a resident is changed in a team that helps them, or by anyone while none
    does (AVG 5(1)(f)). Raises Refused.
    """
    if helped.teams and office.teams(context.actor, on).isdisjoint(helped.teams.values()):
        raise Refused(Refusal.NOT_INVOLVED)


def standing(team: Team, on: date) -> None:
    """There is such a team on that day: it did not merge into another. Raises Unknown, Refused."""
    if team.of is None:
        raise Unknown("team")
    if not team.stands(on):
        raise Refused(Refusal.TEAM_ENDED)


def some_money(amount: Cents, least: int = 1) -> None:
    """An amount is at least that many cents, and no typing error. Raises Malformed."""
    if not least <= amount <= MOST_CENTS:
        raise Malformed(f"amount: from {least} to {MOST_CENTS} cents")
