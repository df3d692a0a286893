"""What must happen, by whom, by when and on what ground: from the notification on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.codes import (
    Channel,
    Law,
    NoticeAnswer,
    NotOpenedReason,
    Outcome,
    Provision,
    Role,
    SuspensionGround,
    Template,
    TermCode,
    TermUnit,
    Urgency,
)
from domain.fact import Fact
from domain.facts.application import ApplicationWithdrawn
from domain.facts.awareness import ClientSupportOffered, ResidentInformed
from domain.facts.intake import CaseNotOpened, ReceiptConfirmed
from domain.facts.message import MessageDelivered
from domain.facts.recipient_notice import RecipientAcknowledged
from domain.facts.referral import ReferralAccepted
from domain.facts.statutory_term import (
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.team import CaseMoved
from domain.facts.term import (
    DecisionTermAdopted,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from domain.filing import fields_of
from domain.law import EDITION
from domain.terms import MessageId, NoticeId, Proof
from projections import duties
from projections.view import as_of
from projections.views.obligations import Obligation, obligations
from service.codec import decode
from service.database import Database
from tests.asked.disclosure import clinic_notified
from tests.happened import Dated, closed, day, decided, referred, sent, spent, story
from tests.people import (
    acting,
    applied,
    bakker,
    buurtteam,
    clarified,
    clinic,
    informed,
    lift,
    max_,
    named,
    oost,
    opened,
    permitted,
    planned,
    reported,
    signalled,
    signals,
    stairs,
    to_clinic,
    town,
    zuid,
)
from tests.scenario import put
from tests.test_statement import struck as line_struck
from tests.test_view_statements import gone as line_gone
from tests.views import journal_on, watching

T = TermCode
confirmed = ReceiptConfirmed(
    case=stairs, resident=bakker, channel=Channel.LETTER, text=informed.text
)
told_max = replace(informed, case=signals, resident=max_)
debts = replace(opened, laws=(Law.DEBT,))
suspended = TermSuspended(
    application=lift, case=stairs, resident=bakker, ground=SuspensionGround.FORCE_MAJEURE
)
resumed = TermResumed(application=lift, case=stairs, resident=bakker)


def rows(facts: Iterable[Fact[Any]]) -> dict[TermCode, Obligation]:
    """What is called for, by code."""
    return {row.code: row for row in as_of(obligations, facts).values() if row.called_for}


def after(*events: Dated) -> dict[TermCode, Obligation]:
    return rows(story(*events))


def of(code: TermCode, facts: Iterable[Fact[Any]]) -> list[Obligation]:
    """Every row of that code, of what was decided under today's rules."""
    told = (replace(fact, context=replace(fact.context, rules=EDITION)) for fact in facts)
    return [row for row in as_of(obligations, told).values() if row.code is code]


@pytest.mark.requirement("Z-14")
def test_a_notification_calls_for_all_that_the_law_hangs_on_it() -> None:
    found = after(reported)
    assert {code: row.due_on for code, row in found.items()} == {
        T.RECEIPT: date(2026, 3, 9),
        T.PERSONAL_PLAN: date(2026, 3, 9),
        T.INVESTIGATION: date(2026, 4, 13),
        T.NOTIFICATION_TO_DECISION: date(2026, 4, 28),  # the 27th is King's Day
    }
    investigation = found[T.INVESTIGATION]
    assert (investigation.role, investigation.ground) == (Role.WORKER, "Wmo 2.3.2(1)")
    assert (investigation.team, investigation.resident) == (reported.team, bakker)
    assert (investigation.started_on, investigation.met_on) == (date(2026, 3, 2), None)
    assert found[T.PERSONAL_PLAN].role is None, "the resident's own term"


@pytest.mark.requirement("Z-14")
def test_two_notifications_do_not_start_the_clock_anew() -> None:
    once, twice = after(reported), after(reported, (14, reported))
    assert {code: row.due_on for code, row in twice.items()} == {
        code: row.due_on for code, row in once.items()
    }
    away = CaseNotOpened(
        case=stairs, resident=bakker, team=reported.team, reason=NotOpenedReason.NOT_FOR_US
    )
    back = after(reported, (3, away), (14, reported))
    assert after(reported, (3, away))[T.INVESTIGATION].void_on == day(3)
    assert back[T.INVESTIGATION].void_on is None
    assert back[T.INVESTIGATION].due_on == once[T.INVESTIGATION].due_on


def test_nobody_re_dates_what_came_in_by_recording_it_again_with_another_day() -> None:
    facts = story(reported)
    late = Fact(2, facts[0].recorded_at, acting(at=facts[0].recorded_at - timedelta(9)), reported)
    assert rows([*facts, late]) == rows(facts)


@pytest.mark.parametrize(
    "event",
    [
        confirmed,
        MessageDelivered(
            message=MessageId(named("receipt")), template=Template.RECEIPT, case=stairs,
            channel=Channel.LETTER, proof=Proof("0" * 64), resident=bakker,
        ),
    ],
    ids=["said", "posted"],
)  # fmt: skip
def test_the_receipt_is_met_when_it_is_sent(event: Any) -> None:
    assert after(reported, (2, event), (4, confirmed))[T.RECEIPT].met_on == day(2)


def test_another_letter_is_no_receipt() -> None:
    letter = MessageDelivered(
        message=MessageId(named("decision")), template=Template.DECISION, case=stairs,
        channel=Channel.LETTER, proof=Proof("0" * 64), resident=bakker,
    )  # fmt: skip
    assert after(reported, (2, letter))[T.RECEIPT].met_on is None


@pytest.mark.requirement("M-02")
def test_notice_is_due_a_month_after_a_signal_and_no_weekend_moves_it() -> None:
    saturday = (date(2026, 1, 31) - date(2026, 3, 2)).days
    assert after((saturday, signalled))[T.NOTICE].due_on == date(2026, 2, 28)
    leap = (date(2028, 1, 31) - date(2026, 3, 2)).days
    assert after((leap, signalled))[T.NOTICE].due_on == date(2028, 2, 29)


@pytest.mark.requirement("M-02")
@pytest.mark.parametrize(
    "contact",
    [
        replace(reported, case=signals, resident=max_),
        replace(clarified, case=signals, resident=max_),
        replace(confirmed, case=signals, resident=max_),
        ClientSupportOffered(case=signals, resident=max_, channel=Channel.PHONE),
    ],
    ids=lambda event: type(event).__name__,
)
def test_at_the_first_contact_notice_is_due_at_once(contact: Any) -> None:
    notice = after(signalled, (8, contact), (12, contact))[T.NOTICE]
    assert notice.due_on == day(8)
    told = after(signalled, (8, contact), (9, told_max))[T.NOTICE]
    assert (told.due_on, told.met_on) == (day(8), day(9))


def test_without_the_resident_there_is_no_contact() -> None:
    among_us = replace(clarified, case=signals, resident=max_, with_resident=False)
    assert after(signalled, (8, among_us))[T.NOTICE].due_on == date(2026, 4, 2)


def test_who_knows_already_need_not_be_told_of_it_again() -> None:
    assert T.NOTICE not in after(told_max, (3, signalled))


def test_notice_outlives_the_case_and_the_rest_does_not() -> None:
    with_signal = replace(signalled, case=stairs, resident=bakker)
    found = after(with_signal, reported, opened, (20, closed))
    assert found[T.NOTICE].void_on is None
    assert found[T.INVESTIGATION].void_on == day(20)
    assert found[T.RECEIPT].void_on == day(20)


@pytest.mark.parametrize(
    "helped_by",
    [
        decided,
        spent,
        ReferralAccepted(
            referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
            starts_on=date(2026, 3, 3),
        ),
    ],
    ids=lambda event: type(event).__name__,
)  # fmt: skip
def test_what_cannot_wait_is_helped_within_a_day(helped_by: Any) -> None:
    urgent = replace(reported, urgency=Urgency.URGENT)
    found = after(urgent)[T.URGENT_HELP]
    assert found.due_at is not None and found.started_at is not None
    assert found.due_at - found.started_at == timedelta(hours=24)
    assert found.due_on == day(1)
    assert after(urgent, (1, helped_by))[T.URGENT_HELP].met_on == day(1)
    assert T.URGENT_HELP not in after(reported)


def test_a_refusal_is_no_urgent_help() -> None:
    urgent = replace(reported, urgency=Urgency.URGENT)
    refused = replace(decided, outcome=Outcome.REFUSED)
    assert after(urgent, (1, refused))[T.URGENT_HELP].met_on is None


def test_a_case_under_other_laws_has_no_investigation_of_the_wmo() -> None:
    found = after(reported, (2, debts))
    assert found[T.INVESTIGATION].void_on == day(2)
    assert found[T.RECEIPT].void_on is None


@pytest.mark.parametrize(
    ("urgency", "code", "by"),
    [
        (Urgency.ORDINARY, T.DEBT_FIRST_TALK, date(2026, 3, 30)),
        (Urgency.URGENT, T.DEBT_THREAT_TALK, date(2026, 3, 5)),
    ],
)
def test_debts_are_talked_about_in_time_counted_from_the_notification(
    urgency: Urgency, code: TermCode, by: date
) -> None:
    came_in = replace(reported, urgency=urgency)
    assert code not in after(came_in)
    found = after(came_in, (10, debts))[code]
    assert (found.started_on, found.due_on) == (date(2026, 3, 2), by)
    assert after(came_in, (3, clarified), (10, debts))[code].met_on == day(3)
    assert after(came_in, (10, debts), (12, clarified))[code].met_on == day(12)
    assert code not in after(came_in, (10, opened))


def test_the_decision_on_debts_counts_from_the_first_talk() -> None:
    on_debts = replace(decided, law=Law.DEBT, provision=Provision.DEBT_PLAN)
    early = after(reported, (3, clarified), (10, debts))[T.DEBT_DECISION]
    late = after(reported, (2, debts), (3, clarified))[T.DEBT_DECISION]
    assert early.due_on == late.due_on == date(2026, 4, 30)
    assert T.DEBT_DECISION not in after(reported, (2, debts))
    kept = after(reported, (2, debts), decided, (3, clarified), (20, on_debts))[T.DEBT_DECISION]
    assert kept.met_on == day(20)


@pytest.mark.requirement("Z-14")
def test_an_investigation_ends_where_its_outcome_shows() -> None:
    assert after(reported, (30, planned))[T.INVESTIGATION].met_on == day(30)
    assert after(reported, (31, applied), (40, planned))[T.INVESTIGATION].met_on == day(31)


@pytest.mark.requirement("Z-14")
def test_an_application_is_decided_within_the_term_of_its_law() -> None:
    for law, code, by in (
        (Law.WMO, T.WMO_DECISION, date(2026, 3, 16)),
        (Law.PARTICIPATION, T.PARTICIPATION_DECISION, date(2026, 4, 28)),
        (Law.YOUTH, T.YOUTH_DECISION, date(2026, 4, 28)),
    ):
        (row,) = (r for r in after(replace(applied, law=law)).values() if r.application == lift)
        assert (row.code, row.due_on) == (code, by)


def test_a_decision_counts_once_it_is_sent_and_then_the_resident_may_object() -> None:
    found = after(reported, applied, (5, decided), (9, sent))
    assert found[T.WMO_DECISION].met_on == day(9)
    assert found[T.NOTIFICATION_TO_DECISION].met_on == day(5)
    objection = found[T.OBJECTION]
    assert (objection.due_on, objection.role) == (date(2026, 4, 22), None)
    assert after(applied, (5, decided))[T.WMO_DECISION].met_on is None


def test_what_was_withdrawn_is_decided_no_more_and_destroyed_in_time() -> None:
    gone = ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)
    found = after(applied, (4, gone))
    assert found[T.WMO_DECISION].void_on == day(4)
    assert found[T.WITHDRAWN_APPLICATION].due_on == day(4 + 42)
    assert found[T.WITHDRAWN_APPLICATION].role is Role.ADMINISTRATOR


@pytest.mark.requirement("Z-14")
def test_while_a_term_stands_still_nobody_can_say_the_day() -> None:
    still = after(reported, applied, (3, suspended))
    assert (still[T.WMO_DECISION].due_on, still[T.WMO_DECISION].suspended_on) == (None, day(3))
    found = after(reported, applied, (3, suspended), (10, resumed))
    assert found[T.WMO_DECISION].counted_to == date(2026, 3, 22)  # a Sunday
    assert found[T.WMO_DECISION].due_on == date(2026, 3, 23)
    assert found[T.WMO_DECISION].suspended_on is None
    assert found[T.NOTIFICATION_TO_DECISION].counted_to == date(2026, 5, 3)
    assert found[T.INVESTIGATION].due_on == date(2026, 4, 13), "only deciding stands still"


def test_with_a_day_the_end_is_known_at_once() -> None:
    until = replace(suspended, until=day(10))
    row = after(applied, (3, until))[T.WMO_DECISION]
    assert (row.due_on, row.suspended_until) == (date(2026, 3, 23), day(10))
    assert after(applied, (3, until), (5, resumed))[T.WMO_DECISION].due_on == date(2026, 3, 17)


def test_an_extension_names_the_day() -> None:
    longer = TermExtended(application=lift, case=stairs, resident=bakker, until=date(2026, 3, 28))
    row = after(applied, (3, longer))[T.WMO_DECISION]
    assert (row.counted_to, row.due_on) == (date(2026, 3, 28), date(2026, 3, 30))
    assert row.extended


def test_the_resident_may_agree_that_the_investigation_takes_longer() -> None:
    longer = InvestigationExtensionAgreed(
        case=stairs, resident=bakker, channel=Channel.PHONE, until=date(2026, 4, 30)
    )
    found = after(reported, (30, longer))
    assert found[T.INVESTIGATION].due_on == date(2026, 4, 30)
    assert found[T.NOTIFICATION_TO_DECISION].due_on == date(2026, 5, 15)  # the 14th: Ascension
    assert T.INVESTIGATION not in after(longer)


def test_a_plan_is_looked_at_again_on_its_day_and_at_least_every_year() -> None:
    found = after(reported, opened, (5, planned))[T.REVIEW]
    assert (found.due_on, found.team, found.times_met) == (planned.review_on, opened.team, 0)
    much_later = replace(planned, review_on=date(2028, 1, 1))
    assert after(opened, (5, much_later))[T.REVIEW].due_on == date(2027, 3, 7)
    again = after(opened, (5, planned), (100, replace(planned, review_on=date(2026, 12, 1))))
    assert (again[T.REVIEW].due_on, again[T.REVIEW].times_met) == (date(2026, 12, 1), 1)
    assert again[T.REVIEW].started_on == day(100)


@pytest.mark.requirement("E-09")
@pytest.mark.parametrize("first", [planned, referred, applied], ids=lambda e: type(e).__name__)
def test_help_before_the_question_is_to_be_made_good(first: Any) -> None:
    found = after(reported, opened, (2, first))[T.CLARIFY_AFTER_URGENT]
    assert found.due_on == day(16)
    made_good = after(reported, opened, (2, first), (5, clarified), (9, first))
    assert made_good[T.CLARIFY_AFTER_URGENT].met_on == day(5)
    assert T.CLARIFY_AFTER_URGENT not in after(reported, clarified, opened, (2, first))


def test_a_case_that_moves_takes_its_obligations_along() -> None:
    moved = CaseMoved(case=stairs, resident=bakker, previous=opened.team, team=zuid)
    found = after(reported, opened, (2, applied), (4, moved))
    assert found[T.INVESTIGATION].team == zuid
    assert found[T.RECEIPT].team == zuid


@pytest.mark.requirement("N-01", "Z-14")
def test_a_promise_of_the_municipality_makes_it_earlier_for_good() -> None:
    promised = TermsAdopted(
        case=stairs, resident=bakker, version=3, lengths=(30, 6, 10),
        terms=(T.INVESTIGATION, T.REVIEW, T.DEBT_FIRST_TALK),
        units=(TermUnit.DAYS, TermUnit.MONTHS, TermUnit.DAYS),
    )  # fmt: skip
    found = after(reported, promised, opened, (14, reported), (20, planned))
    row = found[T.INVESTIGATION]
    assert (row.due_on, row.configuration) == (date(2026, 4, 1), 3)
    far = replace(planned, review_on=date(2028, 1, 1))
    assert after(reported, promised, opened, (20, far))[T.REVIEW].due_on == date(2026, 9, 22)
    debt = after(reported, promised, debts)[T.DEBT_FIRST_TALK]
    assert debt.due_on == date(2026, 3, 12)
    own = DecisionTermAdopted(
        application=lift, case=stairs, resident=bakker, version=3, term=T.WMO_DECISION, length=8,
        unit=TermUnit.DAYS,
    )  # fmt: skip
    assert after(applied, own)[T.WMO_DECISION].due_on == date(2026, 3, 10)


@pytest.mark.requirement("M-28")
def test_whoever_was_told_of_a_correction_answers_within_fourteen_days_each_for_itself() -> None:
    other = replace(
        clinic_notified, notice=NoticeId(named("another notice")), organisation=buurtteam
    )
    answered = RecipientAcknowledged(
        notice=other.notice, case=stairs, resident=bakker, answer=NoticeAnswer.CARRIED_OUT
    )
    facts = story(reported, opened, (2, clinic_notified), (2, other), (5, answered), (6, closed))
    found = {row.notice: row for row in of(T.ACKNOWLEDGEMENT, facts)}
    row = found[clinic_notified.notice]
    assert (row.due_on, row.met_on, row.void_on) == (day(16), None, None)
    assert (row.role, row.team, row.ground) == (Role.WORKER, clinic_notified.team, "AVG 19")
    assert found[other.notice].met_on == day(5)


@pytest.mark.requirement("C-03")
def test_what_was_struck_is_destroyed_within_fourteen_days() -> None:
    (row,) = of(T.STRUCK_LINE, story(reported, opened, (2, line_struck), (3, closed)))
    assert (row.due_on, row.met_on, row.void_on) == (day(16), None, None)
    assert (row.role, row.team) == (Role.ADMINISTRATOR, oost)
    assert row.statement == line_struck.statement
    (row,) = of(T.STRUCK_LINE, story(reported, (2, line_struck), (9, line_gone)))
    assert row.met_on == day(9)


def test_what_the_law_did_not_know_yet_is_no_obligation() -> None:
    long_ago = (date(2010, 3, 2) - date(2026, 3, 2)).days
    assert after((long_ago, reported)) == {}


def test_every_event_that_touches_an_obligation_is_one_that_the_row_folds() -> None:
    named_ones = {
        *duties.TOUCHES, TermsAdopted, DecisionTermAdopted, MessageDelivered,
        StatutoryTermStarted, StatutoryTermCompleted, StatutoryTermExtended,
    }  # fmt: skip
    assert named_ones == obligations.folds


def test_no_column_says_overdue_or_counts_from_now() -> None:
    names = {field.name for field in fields_of(Obligation)}
    assert not [name for name in names if "overdue" in name or "late" in name or "left" in name]


LIFE: tuple[Any, ...] = (
    *town, replace(signalled, case=stairs, resident=bakker), reported, confirmed, opened, clarified,
    ResidentInformed(
        case=stairs, resident=bakker, channel=Channel.PHONE, language=informed.language,
        text=informed.text,
    ),
    planned, permitted, applied, replace(suspended, until=date(2026, 3, 20)), resumed, decided,
    sent, spent, closed,
)  # fmt: skip


@pytest.mark.requirement("Z-14")
def test_live_rebuilt_and_as_of_any_moment_it_is_the_same(database: Database) -> None:
    with journal_on(database) as journal, watching(database, obligations) as views:
        for event in LIFE:
            put(journal, event)
            views.follow()
            known = as_of(obligations, journal.read())
            assert views.rows(obligations) == known
        live = views.digests()
        views.rebuild()
        assert views.digests() == live
        assert views.rows(obligations) == as_of(
            obligations, (decode(each) for each in journal.store.read().facts)
        )
