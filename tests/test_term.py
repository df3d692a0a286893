"""Making a term longer: only on the law's grounds, only in time, and only by who may."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from domain.codes import Channel, Law, Provision, SuspensionGround, Template, TermCode, TermUnit
from domain.command import Knowledge
from domain.decisions.telling import told
from domain.decisions.term import ExtendTerm, SuspendTerm
from domain.fact import Event
from domain.facts.application import ApplicationWithdrawn
from domain.facts.term import (
    DecisionTerm,
    Investigation,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from domain.law.due import Run
from domain.refusal import Refusal
from service.deciding import AnyCommand
from service.journal import Journal
from tests import asked
from tests.people import (
    acting,
    applied,
    bakker,
    closed,
    granted,
    helped,
    lift,
    monday,
    signalled,
    stairs,
    town,
)
from tests.scenario import given, in_memory, put

F = TypeVar("F", bound=Knowledge)
story = (*helped, applied)
suspended = TermSuspended(
    application=lift, case=stairs, resident=bakker,
    ground=SuspensionGround.APPLICATION_INCOMPLETE, until=date(2026, 3, 12),
)  # fmt: skip
majeure = replace(suspended, ground=SuspensionGround.FORCE_MAJEURE, until=None)
resumed = TermResumed(application=lift, case=stairs, resident=bakker)
extended = TermExtended(application=lift, case=stairs, resident=bakker, until=date(2026, 3, 20))
notice = told(
    asked.extend_term.context, Template.TERM_EXTENDED, resident=bakker, case=stairs,
    channel=Channel.LETTER,
)  # fmt: skip
agreed_longer = InvestigationExtensionAgreed(
    case=stairs, resident=bakker, channel=Channel.PHONE, until=date(2026, 4, 30)
)
about_an_application: list[AnyCommand] = [
    asked.suspend_term, asked.resume_term, asked.extend_term,
]  # fmt: skip


def kind(command: AnyCommand) -> str:
    return type(command).__name__


def days(number: int) -> datetime:
    return monday + timedelta(days=number)


def decide_by(*dated: tuple[int, Sequence[Event]]) -> date:
    """To which day the term for deciding is counted, after these, so many days after Monday."""
    journal = in_memory()
    for after, events in dated:
        put(journal, *events, context=acting(at=days(after)))
    term = learnt(DecisionTerm(lift), journal)
    assert term.run is not None
    return term.run.counted_to


def learnt(fold: F, journal: Journal) -> F:
    """What that fold comes to, over the whole journal."""
    known: Any = fold
    for fact in journal.read():
        if isinstance(fact.event, fold.learns_from):
            known = known.evolve(fact)
    answer: F = known
    return answer


@pytest.mark.requirement("Z-14")
def test_a_term_is_suspended_on_a_ground_of_the_law() -> None:
    given(*story).when(asked.suspend_term).then(suspended)


def test_it_is_resumed_when_what_was_missing_is_there() -> None:
    given(*story, suspended).at(days(3)).when(asked.resume_term).then(resumed)


@pytest.mark.requirement("Z-14")
def test_suspended_days_do_not_count() -> None:
    """Awb 4:15: from the day after asking until the day on which it was completed."""
    assert decide_by((0, story)) == date(2026, 3, 16)
    assert decide_by((0, story), (3, [suspended])) == date(2026, 3, 23)
    assert decide_by((0, story), (3, [suspended]), (5, [resumed])) == date(2026, 3, 17)
    assert decide_by((0, story), (3, [suspended]), (4, [resumed])) == date(2026, 3, 16)
    assert decide_by((0, story), (3, [majeure])) == date(2026, 3, 16)
    assert decide_by((0, story), (3, [majeure]), (10, [resumed])) == date(2026, 3, 22)
    twice: list[tuple[int, Sequence[Event]]] = [
        (3, [suspended]), (5, [resumed]), (6, [majeure]), (9, [resumed]),
    ]  # fmt: skip
    assert decide_by((0, story), *twice) == date(2026, 3, 19)


def test_what_resumes_after_its_end_or_never_stood_still_changes_nothing() -> None:
    run = Run(date(2026, 3, 16))
    assert run.resumed(date(2026, 3, 10)) == run
    still = run.suspended(date(2026, 3, 5), date(2026, 3, 12))
    assert still.resumed(date(2026, 3, 20)).counted_to == date(2026, 3, 23)
    assert still.resumed(date(2026, 3, 5)).counted_to == date(2026, 3, 16)
    assert still.stands_still(date(2026, 3, 12)) and not still.stands_still(date(2026, 3, 13))
    assert not still.stands_still(date(2026, 3, 4)) and not run.stands_still(date(2026, 3, 5))


def test_some_grounds_have_a_day_and_others_have_none() -> None:
    given(*story).when(replace(asked.suspend_term, until=None)).malformed("until")
    on_force = replace(asked.suspend_term, ground=SuspensionGround.FORCE_MAJEURE)
    given(*story).when(on_force).malformed("until")
    given(*story).when(replace(on_force, until=None)).then(majeure)
    given(*story).when(replace(asked.suspend_term, until=date(2026, 3, 2))).malformed("until")


def test_what_stands_still_is_not_suspended_again_until_it_runs() -> None:
    given(*story, suspended).when(asked.suspend_term).refused(Refusal.ALREADY_DONE)
    later = replace(asked.suspend_term, until=date(2026, 3, 31))
    given(*story, suspended).at(days(11)).when(later).then(
        replace(suspended, until=date(2026, 3, 31))
    )


def test_what_runs_cannot_be_resumed() -> None:
    given(*story).when(asked.resume_term).refused(Refusal.ALREADY_DONE)
    given(*story, suspended).at(days(11)).when(asked.resume_term).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize("command", [asked.suspend_term, asked.extend_term], ids=kind)
def test_a_term_that_is_over_is_not_made_longer(command: SuspendTerm | ExtendTerm) -> None:
    much_later = replace(command, until=date(2026, 4, 1))
    given(*story).at(days(15)).when(much_later).refused(Refusal.TERM_ENDED)


def test_on_its_last_day_and_while_it_stands_still_it_can_be() -> None:
    last = replace(asked.suspend_term, until=date(2026, 4, 1))
    given(*story).at(days(14)).when(last).then(replace(suspended, until=date(2026, 4, 1)))
    given(*story, majeure).at(days(30)).when(
        replace(asked.extend_term, until=date(2026, 3, 30))
    ).then(replace(extended, until=date(2026, 3, 30)), notice)


@pytest.mark.parametrize("command", about_an_application, ids=kind)
def test_what_was_decided_or_withdrawn_has_no_term_any_more(command: AnyCommand) -> None:
    given(*story, granted).when(command).refused(Refusal.ALREADY_DONE)
    gone = ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)
    given(*story, gone).when(command).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize("command", about_an_application, ids=kind)
def test_an_application_that_never_came_is_unknown(command: AnyCommand) -> None:
    given(*helped).when(command).unknown("application")


@pytest.mark.parametrize("command", [asked.suspend_term, asked.extend_term], ids=kind)
def test_the_term_for_debt_help_is_not_made_longer_by_notice(command: AnyCommand) -> None:
    debts = replace(applied, law=Law.DEBT, provision=Provision.DEBT_PLAN)
    given(*helped, debts).when(command).refused(Refusal.TERM_NOT_EXTENDABLE)


@pytest.mark.requirement("Z-14")
def test_a_term_is_extended_once_to_a_day_that_is_named() -> None:
    given(*story).when(asked.extend_term).then(extended, notice)
    given(*story, extended).when(replace(asked.extend_term, until=date(2026, 3, 24))).refused(
        Refusal.ALREADY_DONE
    )


def test_the_applicant_is_told_in_writing() -> None:
    """Awb 4:14: a notice that is said by phone is none."""
    given(*story).when(replace(asked.extend_term, channel=Channel.PHONE)).malformed("channel")
    by_mail = replace(asked.extend_term, channel=Channel.EMAIL)
    given(*story).when(by_mail).then(extended, replace(notice, channel=Channel.EMAIL))


def test_an_extension_names_a_later_day_but_not_a_much_later_one() -> None:
    given(*story).when(replace(asked.extend_term, until=date(2026, 3, 16))).malformed("until")
    twice = replace(asked.extend_term, until=date(2026, 3, 30))
    given(*story).when(twice).then(replace(extended, until=date(2026, 3, 30)), notice)
    given(*story).when(replace(twice, until=date(2026, 3, 31))).refused(Refusal.EXTENSION_TOO_LONG)


@pytest.mark.requirement("Z-14")
def test_an_investigation_takes_longer_only_if_the_resident_agrees() -> None:
    given(*helped).when(asked.extend_investigation).then(agreed_longer)
    refused = (
        given(*helped)
        .when(replace(asked.extend_investigation, agreed=False))
        .refused(Refusal.EXTENSION_NOT_AGREED)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


def test_an_investigation_is_extended_while_it_runs_and_to_a_later_day() -> None:
    given(*helped).when(replace(asked.extend_investigation, until=date(2026, 4, 13))).malformed(
        "until"
    )
    given(*helped).at(days(42)).when(asked.extend_investigation).then(agreed_longer)
    given(*helped).at(days(43)).when(asked.extend_investigation).refused(Refusal.TERM_ENDED)
    given(*helped, agreed_longer).at(days(43)).when(
        replace(asked.extend_investigation, until=date(2026, 5, 8))
    ).then(replace(agreed_longer, until=date(2026, 5, 8)))


def test_without_a_notification_there_is_no_investigation_to_extend() -> None:
    on_signals = replace(asked.extend_investigation, case=signalled.case)
    given(*town, signalled).when(on_signals).unknown("notification")
    given(*town).when(asked.extend_investigation).unknown("case")
    given(*helped, closed).when(asked.extend_investigation).refused(Refusal.CASE_CLOSED)


def test_the_first_notification_counts_and_a_promise_makes_it_shorter() -> None:
    journal = in_memory()
    put(journal, *helped)
    put(journal, helped[5], context=acting(at=days(10)))
    fold = learnt(Investigation(stairs), journal)
    assert (fold.began, fold.run) == (date(2026, 3, 2), Run(date(2026, 4, 13)))
    promised = TermsAdopted(
        case=stairs, resident=bakker, version=1, terms=(TermCode.INVESTIGATION,), lengths=(30,),
        units=(TermUnit.DAYS,),
    )  # fmt: skip
    given(*helped[:6], promised, *helped[6:]).at(days(31)).when(asked.extend_investigation).refused(
        Refusal.TERM_ENDED
    )
