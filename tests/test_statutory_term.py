"""Terms that something elsewhere begins: begun, met, and extended as far as the law says."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Channel, Role, Template, TermCode
from domain.decisions.telling import told
from domain.facts.statutory_term import (
    BY_HAND,
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.team import CaseMoved
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import Article
from projections import duties
from projections.view import as_of
from projections.views.obligations import Obligation, obligations
from tests import asked
from tests.happened import closed, story
from tests.people import bakker, helped, oost, opened, reported, stairs, zuid
from tests.people import closed as shut
from tests.scenario import given

complained = StatutoryTermStarted(
    case=stairs, resident=bakker, term=TermCode.COMPLAINT, since=date(2026, 3, 2), team=oost
)
settled = StatutoryTermCompleted(case=stairs, resident=bakker, term=TermCode.COMPLAINT)
longer = StatutoryTermExtended(
    case=stairs, resident=bakker, term=TermCode.COMPLAINT, until=date(2026, 5, 11)
)
notice = told(
    asked.extend_statutory_term.context, Template.STATUTORY_TERM_EXTENDED, resident=bakker,
    case=stairs, channel=Channel.LETTER,
)  # fmt: skip


def at(year: int, month: int, of_month: int) -> datetime:
    return datetime(year, month, of_month, 12, tzinfo=UTC)


@pytest.mark.requirement("Z-14")
def test_a_complaint_begins_a_term_in_a_case_and_after_it() -> None:
    given(*helped).when(asked.start_statutory_term).then(complained)
    given(*helped, shut).when(asked.start_statutory_term).then(complained)
    given(*helped, complained).when(asked.start_statutory_term).refused(Refusal.ALREADY_DONE)
    given(*helped, complained, settled).when(asked.start_statutory_term).then(complained)
    other = replace(asked.start_statutory_term, term=TermCode.RIGHTS_ANSWER)
    given(*helped, complained).when(other).then(replace(complained, term=other.term))


def test_what_something_else_begins_is_not_begun_by_hand() -> None:
    command = asked.start_statutory_term
    given(*helped).when(replace(command, term=TermCode.INVESTIGATION)).malformed("term")
    given(*helped).when(replace(command, since=date(2026, 3, 3))).malformed("since")
    given(*helped).when(replace(command, since=date(1990, 1, 1))).malformed("since")
    given().when(replace(command)).refused(Refusal.FUNCTION_NOT_HELD)


def test_deciding_on_an_objection_counts_from_the_end_of_objecting_even_if_ahead() -> None:
    ahead = replace(
        asked.start_statutory_term, term=TermCode.OBJECTION_DECISION, since=date(2026, 4, 13)
    )
    given(*helped).when(ahead).then(
        replace(complained, term=TermCode.OBJECTION_DECISION, since=date(2026, 4, 13))
    )


@pytest.mark.requirement("Z-14")
def test_what_was_done_is_written_down_once() -> None:
    given(*helped, complained).when(asked.complete_statutory_term).then(settled)
    given(*helped).when(asked.complete_statutory_term).unknown("running term")
    given(*helped, complained, settled).when(asked.complete_statutory_term).unknown("running term")


@pytest.mark.requirement("Z-14")
def test_it_takes_longer_as_far_as_the_law_says_and_the_resident_is_told() -> None:
    """Six weeks from 2 March is 13 April; four more is 11 May (Awb 9:11)."""
    given(*helped, complained).when(asked.extend_statutory_term).then(longer, notice)
    given(*helped, complained).when(
        replace(asked.extend_statutory_term, until=date(2026, 5, 12))
    ).refused(Refusal.EXTENSION_TOO_LONG)
    given(*helped, complained, longer).when(asked.extend_statutory_term).refused(
        Refusal.ALREADY_DONE
    )
    given(*helped).when(asked.extend_statutory_term).unknown("running term")
    given(*helped, complained).when(
        replace(asked.extend_statutory_term, until=date(2026, 4, 13))
    ).malformed("until")
    given(*helped, complained).when(
        replace(asked.extend_statutory_term, channel=Channel.PHONE)
    ).malformed("channel")


def test_a_term_that_ended_is_not_extended_and_some_never_are() -> None:
    given(*helped, complained).at(at(2026, 4, 13)).when(asked.extend_statutory_term).then(
        longer, notice
    )
    given(*helped, complained).at(at(2026, 4, 14)).when(asked.extend_statutory_term).refused(
        Refusal.TERM_ENDED
    )
    appeal = replace(complained, term=TermCode.APPEAL)
    given(*helped, appeal).when(replace(asked.extend_statutory_term, term=TermCode.APPEAL)).refused(
        Refusal.TERM_NOT_EXTENDABLE
    )


def row(*events: Any, term: TermCode = TermCode.COMPLAINT) -> Obligation:
    return as_of(obligations, story(*events))[stairs, term, "", bakker, "", ""]


@pytest.mark.requirement("Z-14")
def test_it_is_an_obligation_counted_from_that_day_and_met_when_done() -> None:
    begun = row(reported, opened, (3, complained))
    assert (begun.due_on, begun.team, begun.called_for) == (date(2026, 4, 13), oost, True)
    assert begun.ground == Article("Awb 9:11(1)")
    assert begun.started_on == date(2026, 3, 2)
    assert row(reported, opened, complained, longer).due_on == date(2026, 5, 11)
    met = row(reported, opened, complained, (9, settled))
    assert met.met_on is not None
    again = row(reported, opened, complained, settled, replace(complained, since=date(2026, 3, 9)))
    assert (again.met_on, again.times_met, again.due_on) == (None, 1, date(2026, 4, 20))


def test_it_outlives_the_case_and_moves_with_it() -> None:
    assert row(reported, opened, complained, closed).void_on is None
    moved = CaseMoved(case=stairs, resident=bakker, previous=oost, team=zuid)
    assert row(reported, opened, complained, moved).team == zuid


@pytest.mark.requirement("Z-14")
@pytest.mark.parametrize(
    "term", [TermCode(row.code) for row in Rules(1).rows("deadlines")], ids=str
)
def test_every_term_of_the_law_is_begun_by_something(term: TermCode) -> None:
    """By a fact of its own, by hand, or it is no term that somebody in a case must keep."""
    by_a_fact = {each for touched in duties.TOUCHES.values() for each in touched}
    elsewhere = {
        TermCode.BREACH_REPORT,  # of the municipality as a whole: no case
        TermCode.WMO_RETENTION, TermCode.YOUTH_RETENTION,  # of a datum: by the retention table
        TermCode.RISK_SIGNAL, TermCode.RISK_SIGNAL_ARCHIVE,  # no law that is known to be in force
        TermCode.POSTPONED_NOTICE,  # by the postponement itself
        TermCode.BREAK_GLASS, TermCode.BREAK_GLASS_REVIEW,  # in views of their own
        TermCode.ACUTE_SHARING,
    }  # fmt: skip
    assert (term in BY_HAND) + (term in by_a_fact) + (term in elsewhere) >= 1
    if term in BY_HAND:
        role = Rules.of(None).deadline(term, date(2026, 3, 2)).by
        assert role is None or isinstance(role, Role)
