"""How does a report come about, and what does the resident say in it?"""

from dataclasses import replace
from typing import Any

import pytest

from domain.codes import ResidentView, SignedFor, Template
from domain.decisions.telling import told as order
from domain.fact import Event
from domain.facts.record import RecordsMerged
from domain.facts.report import ReportAnswered, ReportDrafted, ReportEstablished, ReportShared
from domain.facts.statement import ReuseChecked
from domain.refusal import Refusal
from domain.terms import CaseId, ReportId, StatementId, WorkerId
from tests import asked
from tests.asked.disclosure import disclosed
from tests.asked.statement import account, fell, steep
from tests.people import (
    acting,
    bakker,
    by_fatima,
    clarified,
    closed,
    fatima,
    helped,
    max_,
    named,
    oost,
    opened,
    reported,
    stairs,
    town,
)
from tests.scenario import given
from tests.test_statement import recorded, struck, told

elsewhere = CaseId(named("elsewhere"))
drafted = ReportDrafted(
    report=account, case=stairs, resident=bakker, statements=(steep, fell), needed=(fell,),
    team=oost,
)  # fmt: skip
shared = ReportShared(
    report=account, case=stairs, resident=bakker, channel=asked.share_report.channel
)
disagreed = ReportAnswered(
    report=account, case=stairs, resident=bakker, view=ResidentView.DISAGREED,
    words=asked.answer_report.words,
)  # fmt: skip
agreed = ReportAnswered(
    report=account, case=stairs, resident=bakker, view=ResidentView.AGREED, words="",
    signed_for=SignedFor.SEEN,
)  # fmt: skip
established = ReportEstablished(
    report=account, case=stairs, resident=bakker, statements=(steep, fell)
)
written = (*helped, recorded, told)
draft = replace(asked.draft_report, statements=(steep, fell), needed=(fell,))
of_others = replace(drafted, case=elsewhere, resident=max_)


@pytest.mark.requirement("C-03")
def test_a_report_is_drafted_out_of_what_was_written_down() -> None:
    given(*written).when(draft).then(drafted)
    given(*written, drafted).when(draft).refused(Refusal.ALREADY_DONE)
    given(*helped, recorded).when(draft).unknown("statement")
    given(*written, struck).when(draft).unknown("statement")


def test_a_report_has_lines_each_once_and_needs_none_that_is_not_in_it() -> None:
    many = tuple(StatementId(named(f"line {n}")) for n in range(201))
    for lines in ((), (steep, steep), many):
        given(*written).when(replace(draft, statements=lines, needed=())).malformed("statements")
    given(*written).when(replace(draft, statements=(steep,))).malformed("needed")


def test_a_report_is_of_an_open_case_of_somebody_who_knows() -> None:
    given(*town).when(draft).unknown("case")
    given(*written, closed).when(draft).refused(Refusal.CASE_CLOSED)
    unaware = (*town, reported, clarified, opened, recorded, told)
    given(*unaware).when(draft).refused(Refusal.RESIDENT_NOT_INFORMED)


@pytest.mark.requirement("M-17")
def test_no_report_holds_what_is_of_another_case_or_unchecked_of_another_person() -> None:
    checked = ReuseChecked(statement=fell, case=stairs, resident=bakker, why="Zij wonen samen.")
    foreign = replace(told, case=elsewhere)
    given(*helped, recorded, foreign).when(draft).refused(Refusal.REUSE_NOT_CHECKED)
    given(*helped, recorded, foreign, checked).when(draft).refused(Refusal.REUSE_NOT_CHECKED)
    of_max = replace(told, resident=max_)
    given(*helped, recorded, of_max).when(draft).refused(Refusal.REUSE_NOT_CHECKED)
    given(*helped, recorded, of_max, checked).when(draft).then(drafted)


@pytest.mark.requirement("M-08")
def test_a_draft_is_shown_to_the_resident_and_only_then_established() -> None:
    given(*written, drafted).when(asked.establish_report).refused(Refusal.REPORT_NOT_SHARED)
    given(*written, drafted).when(asked.share_report).then(shared)
    given(*written, drafted, shared).when(asked.establish_report).then(established)
    given(*written, drafted, shared).when(asked.share_report).refused(Refusal.ALREADY_DONE)
    again = given(*written, drafted, shared, established).when(asked.establish_report)
    again.refused(Refusal.ALREADY_DONE)


@pytest.mark.requirement("C-03")
def test_what_was_struck_is_not_in_what_is_established() -> None:
    left = replace(established, statements=(fell,))
    given(*written, drafted, shared, struck).when(asked.establish_report).then(left)


@pytest.mark.requirement("M-30")
def test_the_resident_gives_her_own_version_or_it_is_taken_down() -> None:
    story = (*written, drafted, shared)
    given(*story).when(asked.answer_report).then(disagreed)
    given(*story).when(asked.take_down_answer).then(agreed)
    given(*story, established).when(asked.answer_report).then(disagreed)
    for asks in (asked.answer_report, asked.take_down_answer):
        given(*written, drafted).when(asks).refused(Refusal.REPORT_NOT_SHARED)


@pytest.mark.requirement("M-30")
def test_who_disagrees_says_what_she_says_and_does_not_sign_that_she_agrees() -> None:
    story = given(*written, drafted, shared)
    story.when(replace(asked.answer_report, words=" ")).malformed("words")
    signed = replace(asked.answer_report, signed_for=SignedFor.AGREED)
    story.when(signed).malformed("signed_for")
    seen = replace(asked.answer_report, signed_for=SignedFor.SEEN)
    story.when(seen).then(replace(disagreed, signed_for=SignedFor.SEEN))


@pytest.mark.requirement("M-30")
@pytest.mark.parametrize("means", SignedFor)
def test_a_signature_says_what_is_signed_for(means: SignedFor) -> None:
    signs = replace(asked.take_down_answer, signed_for=means)
    given(*written, drafted, shared).when(signs).then(replace(agreed, signed_for=means))


BY_WHOM: list[tuple[Any, tuple[Event, ...]]] = [
    (asked.strike_line, ()),
    (
        asked.take_down_strike,
        (order(by_fatima, Template.LINE_STRUCK, resident=bakker, case=stairs),),
    ),
]
"""She does it herself; or somebody writes down that she wants it, and she hears of that."""


@pytest.mark.requirement("C-03")
def test_the_resident_strikes_a_line_herself_or_it_is_taken_down() -> None:
    story = (*written, drafted, shared)
    for asks, letter in BY_WHOM:
        given(*story).when(asks).then(struck, *letter)
        given(*story, struck).when(asks).refused(Refusal.ALREADY_DONE)
        given(*written, drafted).when(asks).refused(Refusal.REPORT_NOT_SHARED)
        other = replace(asks, statement=StatementId(named("no line of it")))
        given(*story).when(other).unknown("line in this report")


@pytest.mark.requirement("C-03")
def test_what_is_needed_for_her_question_is_not_struck_nor_what_is_established() -> None:
    needed = replace(asked.strike_line, statement=fell)
    given(*written, drafted, shared).when(needed).refused(Refusal.LINE_NEEDED)
    story = (*written, drafted, shared, established)
    given(*story).when(asked.strike_line).refused(Refusal.LINE_IN_USE)
    another = replace(established, report=ReportId(named("another report")))
    given(*written, another, drafted, shared).when(asked.strike_line).refused(Refusal.LINE_IN_USE)
    left = replace(disclosed, statements=(steep,))
    given(*written, left, drafted, shared).when(asked.strike_line).refused(Refusal.LINE_IN_USE)


@pytest.mark.requirement("C-03")
def test_what_says_it_again_is_struck_with_it_or_nothing_is() -> None:
    again = replace(recorded, statement=StatementId(named("again")), origin=steep)
    story = (*written, again, drafted, shared)
    goes_too = replace(struck, statement=again.statement)
    gone_out = replace(disclosed, statements=(again.statement,))
    needed = replace(drafted, statements=(steep, fell, again.statement), needed=(again.statement,))
    of_another = replace(again, resident=max_)
    for asks, letter in BY_WHOM:
        both = replace(asks, repeats=(again.statement,))
        given(*story).when(asks).refused(Refusal.LINE_IN_USE)
        given(*story).when(both).then(struck, goes_too, *letter)
        given(*story, goes_too).when(both).then(struck, *letter)
        given(*story, gone_out).when(both).refused(Refusal.LINE_IN_USE)
        given(*written, again, needed, shared).when(both).refused(Refusal.LINE_NEEDED)
        given(*written, of_another, drafted, shared).when(both).refused(Refusal.LINE_IN_USE)
        given(*written, drafted, shared).when(both).refused(Refusal.LINE_IN_USE)


@pytest.mark.requirement("C-03")
@pytest.mark.parametrize("asks", [asked.strike_line, asked.take_down_strike], ids=["self", "taken"])
def test_a_line_about_somebody_else_is_not_the_residents_to_strike(asks: Any) -> None:
    about_another = replace(recorded, resident=max_)
    given(*helped, about_another, told, drafted, shared).when(asks).unknown(
        "line about the resident in this report"
    )


@pytest.mark.parametrize("asks", [asked.answer_report, asked.strike_line], ids=["answer", "strike"])
def test_only_she_speaks_in_her_own_voice_about_her_own_report(asks: Any) -> None:
    story = (*written, drafted, shared)
    as_worker = replace(asks, context=acting(WorkerId(bakker)))
    given(*story).when(as_worker).refused(Refusal.NOT_YOURS)
    as_another = replace(asks, context=replace(asks.context, actor=WorkerId(max_)))
    given(*story).when(as_another).refused(Refusal.NOT_YOURS)
    given(*written).when(asks).unknown("report")
    given(*written, of_others, shared).when(asks).unknown("report")


@pytest.mark.requirement("M-30")
def test_her_old_record_is_hers_as_well_once_it_was_merged() -> None:
    merged = RecordsMerged(resident=max_, into=bakker, proposed_by=fatima)
    story = given(*written, merged, drafted, shared)
    by_old_id = replace(asked.strike_line.context, actor=WorkerId(max_))
    for asks, then in ((asked.answer_report, disagreed), (asked.strike_line, struck)):
        story.when(replace(asks, context=by_old_id, resident=max_)).then(then)
        story.when(replace(asks, context=by_old_id)).then(then)


@pytest.mark.parametrize(
    "asks",
    [
        asked.share_report, asked.establish_report, asked.take_down_answer,
        asked.take_down_strike,
    ],
    ids=["share", "establish", "answer", "strike"],
)  # fmt: skip
def test_a_report_is_one_of_that_case(asks: Any) -> None:
    given(*town).when(asks).unknown("case")
    given(*written).when(asks).unknown("report")
    given(*written, of_others).when(asks).unknown("report")
