"""What may a resident ask not to be written down, and where can that not be?"""

from dataclasses import replace

import pytest

from domain.codes import Law, LegalBasis, MeldcodeStep
from domain.facts.meldcode import MeldcodeStepTaken
from domain.facts.off_record import FileDutyExplained, LeftUnrecorded
from domain.filing import fields_of
from domain.refusal import Refusal
from tests import asked
from tests.people import acting, bakker, closed, helped, oost, opened, reported, stairs, town
from tests.scenario import given

youth = tuple(replace(e, laws=(Law.WMO, Law.YOUTH)) if e is opened else e for e in helped)
explained = FileDutyExplained(case=stairs, resident=bakker, channel=asked.explain_file_duty.channel)
helping_a_child = acting(basis=LegalBasis.YOUTH_HELP)


@pytest.mark.requirement("C-02")
def test_that_something_was_told_is_a_fact_and_what_was_told_is_not_kept() -> None:
    left = LeftUnrecorded(case=stairs, resident=bakker)
    given(*helped).when(asked.leave_unrecorded).then(left)
    given(*town, reported).when(asked.leave_unrecorded).then(left)
    assert {field.name for field in fields_of(LeftUnrecorded)} == {"case", "resident"}


@pytest.mark.requirement("C-02")
def test_where_the_law_asks_for_a_file_it_must_be_written_down() -> None:
    given(*youth).when(asked.leave_unrecorded).refused(Refusal.FILE_DUTY)
    asks = replace(asked.leave_unrecorded, context=helping_a_child)
    given(*helped).when(asks).refused(Refusal.FILE_DUTY)


@pytest.mark.requirement("C-02")
def test_while_the_meldcode_runs_it_must_be_written_down() -> None:
    runs = MeldcodeStepTaken(
        case=stairs, resident=bakker, team=oost, step=MeldcodeStep.SIGNS, acute=False
    )
    given(*helped, runs).when(asked.leave_unrecorded).refused(Refusal.FILE_DUTY)
    given(*helped, runs).when(asked.explain_file_duty).then(explained)
    ended = replace(runs, step=MeldcodeStep.DECIDE, report=False)
    left = LeftUnrecorded(case=stairs, resident=bakker)
    given(*helped, runs, ended).when(asked.leave_unrecorded).then(left)


@pytest.mark.requirement("C-02")
def test_that_is_said_beforehand_where_it_is_so_and_nowhere_else() -> None:
    given(*youth).when(asked.explain_file_duty).then(explained)
    asks = replace(asked.explain_file_duty, context=helping_a_child)
    given(*helped).when(asks).then(explained)
    given(*helped).when(asked.explain_file_duty).malformed("case")


@pytest.mark.parametrize("asks", [asked.leave_unrecorded, asked.explain_file_duty])
def test_there_is_a_case_and_it_is_open(asks: object) -> None:
    given(*town).when(asks).unknown("case")  # type: ignore[arg-type]
    given(*youth, closed).when(asks).refused(Refusal.CASE_CLOSED)  # type: ignore[arg-type]
