"""What the views of cases show, told as small stories."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import (
    DeclineReason,
    NotOpenedReason,
    Urgency,
)
from domain.fact import Fact
from domain.facts.application import DecisionEscalated
from domain.facts.case import (
    CaseOpened,
)
from domain.facts.intake import CaseNotOpened, CaseRedirected
from domain.facts.referral import ReferralAccepted, ReferralDeclined
from domain.filing import fields_of
from domain.terms import (
    CaseId,
    Cents,
)
from projections.view import as_of
from projections.views import VIEWS
from projections.views.accountability import accountability
from projections.views.caseload import caseload
from projections.views.referrals import referrals
from projections.views.waiting import STEPS, waiting
from tests.happened import (
    closed,
    coordinated,
    day,
    decided,
    handed_over,
    only,
    referred,
    refused,
    reversed_,
    sent,
    spent,
    story,
)
from tests.people import (
    acting,
    agreed,
    applied,
    bakker,
    clarified,
    clinic,
    consultant,
    lift,
    monday,
    oost,
    opened,
    pieter,
    planned,
    reported,
    signalled,
    signals,
    stairs,
    to_clinic,
    zuid,
)
from tests.strategies import KINDS


def test_the_caseload_shows_who_coordinates_what_was_spent_and_when_something_last_happened() -> (
    None
):
    row = only(
        caseload, story(reported, (2, opened), coordinated, planned, (5, spent), (9, handed_over))
    )
    assert (row.team, row.coordinator, row.resident) == (oost, pieter, bakker)
    assert (row.opened_on, row.last_activity_on, row.review_on) == (
        day(2), day(9), planned.review_on,
    )  # fmt: skip
    assert row.spent == 40_00
    assert only(caseload, story(opened, spent, reversed_)).spent == 0


def test_the_caseload_holds_open_cases_only() -> None:
    assert not as_of(caseload, story(reported, clarified))
    assert not as_of(caseload, story(reported, opened, closed))
    assert not as_of(caseload, story(reported, opened, closed, reversed_))


def test_a_case_waits_in_the_list_of_the_team_at_whose_door_it_does() -> None:
    from_elsewhere = replace(signalled, case=stairs, resident=bakker, team=zuid)
    assert only(waiting, story(reported, from_elsewhere)).team == oost
    assert only(waiting, story(reported, opened, from_elsewhere)).team == oost
    redirected = CaseRedirected(case=stairs, resident=bakker, previous=oost, team=zuid)
    assert only(waiting, story(reported, redirected)).team == zuid
    away = CaseNotOpened(case=stairs, resident=bakker, team=oost, reason=NotOpenedReason.NOT_FOR_US)
    assert only(waiting, story(reported, away, from_elsewhere)).team == zuid


NO_HELP = {
    "RecordRead", "GlassBroken", "BreakGlassReviewed", "InquiryOpened",  # somebody looks into it
    "AcuteSharingJudged",
    "MessageOrdered", "MessageDelivered", "MessageFailed", "SendingStarted",  # it is on its way
    "CaseRedirected",  # it waits elsewhere
    "RestrictionSet", "RestrictionLifted", "TermsAdopted", "DecisionTermAdopted",  # what holds
    "HoldPlaced", "HoldReleased", "DestructionProposed", "DestructionApproved", "WordsDestroyed",
    "PersonInvolved", "OralNoticeNoted", "LateNoticeExplained", "NoticePostponementProposed",
    "NoticePostponed", "DisclosurePlanned",  # who knows, and who does not
    "StruckWordsDestroyed",
}  # fmt: skip
"""What is on record about a case, and nobody did for the resident."""


def test_every_event_of_a_case_is_an_activity_of_it_or_is_known_not_to_be() -> None:
    of_cases = {
        kind
        for kind in KINDS
        if any(f.name == "case" and f.kind is CaseId for f in fields_of(kind))
    }
    of_help = {kind for kind in of_cases if kind.__name__ not in NO_HELP}
    assert of_help == caseload.folds
    assert {kind.__name__ for kind in of_cases - of_help} == NO_HELP


def test_a_day_is_a_day_in_the_netherlands_and_of_when_it_happened() -> None:
    at = datetime(2026, 3, 31, 22, 30, tzinfo=monday.tzinfo)  # half past midnight in summer time
    late = Fact(1, at + timedelta(days=3), acting(at=at), opened)
    assert only(caseload, [late]).opened_on == date(2026, 4, 1)
    row = only(accountability, [Fact(1, at, acting(at=at), spent)])
    assert (row.year, row.quarter) == (2026, 2)


@pytest.mark.requirement("E-09")
def test_help_before_the_question_in_an_urgent_case_is_clarified_within_two_weeks() -> None:
    helped = story((0, replace(reported, urgency=Urgency.URGENT)), (1, opened), (2, applied))
    assert only(waiting, helped).clarify_by == day(2) + timedelta(days=14)
    alone = replace(clarified, with_resident=False)
    still = (0, replace(reported, urgency=Urgency.URGENT)), (1, opened), (2, applied), (3, alone)
    assert only(waiting, story(*still)).clarify_by == day(2) + timedelta(days=14)
    assert only(waiting, story(*still, (5, clarified))).clarify_by is None


def test_the_days_of_the_steps_add_up_to_the_days_in_all() -> None:
    """The stair lift: from the front door to the letter and the first euro."""
    row = only(
        waiting,
        story(
            reported, (1, clarified), (4, opened), (4, agreed), (6, planned), (6, applied),
            (9, decided), (10, sent), (17, spent), (30, closed),
        ),
    )  # fmt: skip
    assert row.days_in_all == 30 == total(row)
    assert (row.days_to_clarified, row.days_to_opened, row.days_to_decided) == (1, 3, 3)
    assert (row.came_in_on, row.sent_on, row.ended_on) == (day(0), day(10), day(30))


def test_steps_out_of_order_written_down_late_or_left_out_still_add_up() -> None:
    """The application came before the question was clear; the first call was found later."""
    row = only(waiting, story(reported, (2, applied), (5, clarified), (9, decided)))
    assert (row.days_to_clarified, row.days_to_applied, row.days_to_decided) == (5, 0, 4)
    assert row.days_in_all == 9 == total(row)
    row = only(waiting, story((5, reported), (8, opened), (2, reported)))
    assert row.came_in_on == day(2)
    assert row.days_in_all == 6 == total(row)


def test_hand_overs_escalations_and_refusals_are_counted() -> None:
    escalated = DecisionEscalated(
        application=lift, case=stairs, resident=bakker, team=oost, function=consultant,
        amount=Cents(1),
    )  # fmt: skip
    rows = as_of(waiting, story(reported, signalled, opened, handed_over, escalated, refused))
    assert {(r.case, r.hand_overs, r.escalations, r.refusals) for r in rows.values()} == {
        (stairs, 1, 1, 1), (signals, 0, 0, 1),
    }  # fmt: skip


def test_what_ended_at_the_door_ended_and_what_is_taken_on_after_all_did_not() -> None:
    turned_away = CaseNotOpened(
        case=stairs, resident=bakker, team=oost, reason=NotOpenedReason.NOT_FOR_US
    )
    assert only(waiting, story(reported, (3, turned_away))).ended_on == day(3)
    row = only(waiting, story(reported, (3, turned_away), (5, opened)))
    assert (row.ended_on, row.days_in_all) == (None, 5)
    assert total(row) == 5


def test_a_referral_shows_its_answer_and_how_long_that_took() -> None:
    accepted = ReferralAccepted(
        referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
        starts_on=date(2026, 4, 1),
    )  # fmt: skip
    declined = ReferralDeclined(
        referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
        reason=DeclineReason.NO_CAPACITY,
    )  # fmt: skip
    waits = only(referrals, story(referred))
    assert (waits.made_on, waits.answered_on, waits.waited_days) == (day(0), None, None)
    yes, no = (only(referrals, story(referred, (11, answer))) for answer in (accepted, declined))
    assert (yes.outcome, yes.starts_on, yes.waited_days) == ("accepted", date(2026, 4, 1), 11)
    assert (no.outcome, no.reason, no.answered_on) == ("declined", "no-capacity", day(11))
    assert yes.organisation == clinic


def test_no_view_says_overdue() -> None:
    """That depends on the day of reading: a row holds due dates, and is right on any day."""
    for view in VIEWS.values():
        assert not any("overdue" in column.name for column in view.columns)


def test_a_case_that_reopens_at_the_door_keeps_its_first_day() -> None:
    again = CaseOpened(case=stairs, resident=bakker, team=oost, laws=opened.laws)
    assert only(waiting, story(reported, (4, opened), (9, again))).opened_on == day(4)


def total(row: Any) -> int:
    return sum(getattr(row, f"days_to_{step}") for step in STEPS)
