"""The meldcode: five steps in their order, and a report that the weighing may ask."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from domain.codes import ConsultedWith, MeldcodeStep, SkipGround, TermCode, Weighing
from domain.decisions.meldcode import HELPED, must_report
from domain.facts.meldcode import VtReported
from domain.refusal import Refusal
from projections.view import as_of
from projections.views.obligations import obligations
from tests import asked
from tests.happened import story as dated
from tests.people import bakker, closed, helped, oost, opened, reported, stairs, town
from tests.scenario import given
from tests.test_contact import first_step

SAFE = (Weighing.SUSPICION, *sorted(HELPED))
STEPS: dict[MeldcodeStep, dict[str, Any]] = {
    MeldcodeStep.SIGNS: {},
    MeldcodeStep.CONSULT: {"consulted": ConsultedWith.SAFE_AT_HOME},
    MeldcodeStep.TALK: {},
    MeldcodeStep.WEIGH: {"weighed": SAFE},
    MeldcodeStep.DECIDE: {"report": False},
}
"""Each with what belongs to it."""
TAKEN = [replace(first_step, step=step, **said) for step, said in STEPS.items()]
ASKED = [replace(asked.take_meldcode_step, step=step, **said) for step, said in STEPS.items()]
reported_to_vt = VtReported(case=stairs, resident=bakker, team=oost)
at_the_door = (*town, reported)


@pytest.mark.parametrize("nth", range(5))
def test_the_steps_are_taken_in_their_order_and_in_no_other(nth: int) -> None:
    before = TAKEN[:nth]
    for other, command in enumerate(ASKED):
        when = given(*at_the_door, *before).when(command)
        if other == nth:
            when.then(TAKEN[nth])
        else:
            when.refused(Refusal.MELDCODE_OUT_OF_ORDER)


def test_after_the_last_it_begins_anew_with_the_first() -> None:
    given(*at_the_door, *TAKEN).when(ASKED[0]).then(TAKEN[0])
    given(*at_the_door, *TAKEN[:4], reported_to_vt).when(ASKED[0]).then(TAKEN[0])


@pytest.mark.parametrize("command", ASKED, ids=lambda command: str(command.step))
def test_what_belongs_to_a_step_is_said_there_and_nowhere_else(command: Any) -> None:
    for step, said in STEPS.items():
        for field, value in said.items():
            with_or_without = value if step is not command.step else None
            given(*at_the_door).when(replace(command, **{field: with_or_without})).malformed(field)
    if command.step is not MeldcodeStep.TALK:
        skipped = replace(command, skipped=SkipGround.SAFETY_OF_A_CHILD)
        given(*at_the_door).when(skipped).malformed("skipped")


@pytest.mark.parametrize("ground", SkipGround)
def test_nobody_is_spoken_to_only_where_safety_asks_that_and_that_is_said(
    ground: SkipGround,
) -> None:
    skipped = replace(ASKED[2], skipped=ground)
    given(*at_the_door, *TAKEN[:2]).when(skipped).then(replace(TAKEN[2], skipped=ground))


EVERY_ANSWER = [said for n in range(len(Weighing) + 1) for said in combinations(Weighing, n)]


@pytest.mark.parametrize("weighed", EVERY_ANSWER, ids=lambda said: "+".join(said) or "none")
def test_a_suspicion_is_reported_unless_help_makes_it_safe(weighed: tuple[Weighing, ...]) -> None:
    """The afwegingskader, all thirty-two answers."""
    answers = set(weighed)
    due = "suspicion" in answers and ("unsafe" in answers or len(answers) < 4)
    assert must_report(weighed) is due
    history = (*at_the_door, *TAKEN[:3], replace(TAKEN[3], weighed=weighed))
    not_reporting = given(*history).when(ASKED[4])
    if due:
        not_reporting.refused(Refusal.MELDCODE_SAYS_REPORT)
    else:
        not_reporting.then(TAKEN[4])
    given(*history).when(replace(ASKED[4], report=True)).then(replace(TAKEN[4], report=True))


def test_it_is_reported_once_that_was_decided_and_not_before() -> None:
    for taken in range(5):
        given(*at_the_door, *TAKEN[:taken]).when(asked.report_to_safe_at_home).refused(
            Refusal.MELDCODE_OUT_OF_ORDER
        )
    decided = replace(TAKEN[4], report=True)
    given(*at_the_door, *TAKEN[:4], decided).when(asked.report_to_safe_at_home).then(reported_to_vt)
    given(*at_the_door, *TAKEN[:4], decided, reported_to_vt).when(
        asked.report_to_safe_at_home
    ).refused(Refusal.MELDCODE_OUT_OF_ORDER)


def test_acute_danger_does_not_wait_for_the_other_steps() -> None:
    acute = replace(TAKEN[0], acute=True)
    given(*at_the_door, acute).when(asked.report_to_safe_at_home).then(reported_to_vt)
    given(*at_the_door, acute, TAKEN[1]).when(asked.report_to_safe_at_home).then(reported_to_vt)


@pytest.mark.requirement("M-03")
def test_neither_waits_for_the_resident_to_know() -> None:
    """Nobody was told anything in this story: safety may ask that."""
    history = (*at_the_door, opened)
    given(*history).when(ASKED[0]).then(TAKEN[0])
    given(*history, replace(TAKEN[0], acute=True)).when(asked.report_to_safe_at_home).then(
        reported_to_vt
    )


def test_it_is_about_a_case_that_is_not_closed() -> None:
    for command in (ASKED[0], asked.report_to_safe_at_home):
        given(*town).when(command).unknown("case")
        given(*helped, closed).when(command).refused(Refusal.CASE_CLOSED)


def due(*events: Any) -> Any:
    rows = as_of(obligations, dated(reported, *events))
    return rows.get((stairs, TermCode.SAFETY_DECISION, "", bakker, "", ""))


def test_where_it_is_acute_the_decision_is_due_the_same_day() -> None:
    assert due((3, TAKEN[0])) is None
    row = due((3, replace(TAKEN[0], acute=True)))
    assert (row.due_on, row.met_on, row.team) == (row.started_on, None, oost)
    assert due((3, replace(TAKEN[0], acute=True)), (3, reported_to_vt)).met_on == row.due_on
    assert due((3, replace(TAKEN[0], acute=True)), (3, TAKEN[4])).met_on == row.due_on
    still = due((3, replace(TAKEN[0], acute=True)), (3, opened), (4, closed))
    assert (still.void_on, still.met_on) == (None, None)
