"""Who shares something in acute danger, is looked at afterwards by somebody else."""

from dataclasses import replace

import pytest

from domain.codes import GlassVerdict, LegalBasis
from domain.facts.disclosure import AcuteSharingJudged
from domain.refusal import Refusal
from projections.view import as_of
from projections.views.recipients import recipients
from service.children import child_told
from service.database import Database
from service.reading import Seen
from tests import asked
from tests.asked.disclosure import clinic_asked, disclosed
from tests.happened import day, story
from tests.http import is_a_problem, token
from tests.people import bakker, by_fatima, closed, helped, leader, leads, samira, stairs
from tests.scenario import a_stage, given, put
from tests.test_facts_for_parents import parts
from tests.test_recipients import HERSELF, SAID, followed

pytestmark = pytest.mark.requirement("M-03")

acute = replace(disclosed, basis=LegalBasis.VITAL_INTEREST)
before = (*helped, *leads)
at = len(before) + 1
judges = replace(asked.judge_acute_sharing, position=at)
judged = AcuteSharingJudged(
    case=stairs, resident=bakker, position=at, verdict=GlassVerdict.JUSTIFIED,
    findings=judges.findings,
)  # fmt: skip


def test_what_left_in_acute_danger_is_judged_once_closed_or_not() -> None:
    given(*before, acute).when(judges).then(judged)
    asked_then = replace(clinic_asked, basis=LegalBasis.VITAL_INTEREST)
    given(*before, asked_then, closed).when(judges).then(judged)
    given(*before, acute, judged).when(judges).refused(Refusal.ALREADY_DONE)
    given(*before, acute).when(replace(judges, findings=" ")).malformed("findings")


def test_nothing_else_is_judged() -> None:
    for other in (disclosed, clinic_asked, closed):
        given(*before, other).when(judges).unknown("sharing in acute danger")
    given(*before, acute).when(replace(judges, position=at + 1)).unknown("sharing in acute danger")


def test_nobody_judges_what_they_shared_themselves() -> None:
    stage = a_stage()
    put(stage.journal, *before)
    put(stage.journal, acute, context=replace(by_fatima, actor=samira, function=leader))
    assert stage.journal.record(judges).refusal is Refusal.CONFLICT_OF_INTEREST


def test_the_function_that_answers_for_it_does_not_judge_it() -> None:
    for event in (acute, replace(clinic_asked, basis=LegalBasis.VITAL_INTEREST)):
        answered_for = replace(event, accountable=leader)
        given(*before, answered_for).when(judges).refused(Refusal.CONFLICT_OF_INTEREST)


def test_a_worker_does_not_judge_it() -> None:
    given(*before, acute).when(replace(judges, context=by_fatima)).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.requirement("M-27")
def test_it_stands_in_the_list_until_it_was_judged_by_the_next_working_day() -> None:
    (row,) = as_of(recipients, story(acute)).values()
    assert (row.judge_by, row.waiting, row.judged_on) == (day(1), True, None)
    (row,) = as_of(recipients, story(acute, (3, replace(judged, position=1)))).values()
    assert (row.judged_on, row.verdict, row.waiting) == (day(3), GlassVerdict.JUSTIFIED, False)
    (row,) = as_of(recipients, story(disclosed)).values()
    assert (row.judge_by, row.waiting) == (None, False)


def test_a_parent_reads_no_more_of_the_judging_than_of_what_left() -> None:
    journal = a_stage().journal
    put(journal, acute, judged, context=replace(by_fatima, basis=LegalBasis.VITAL_INTEREST))
    assert child_told(journal, bakker, Seen(journal.head(), parts), None, "nl")[0] == []
    put(journal, judged)
    lines, _ = child_told(journal, bakker, Seen(journal.head(), parts), None, "nl")
    assert lines == []


@pytest.mark.requirement("M-27")
def test_a_resident_reads_that_it_left_in_danger_and_what_somebody_else_thought_of_it(
    database: Database,
) -> None:
    by_leader = token(samira, leader)
    with followed(database) as api:
        put(api.journal, *leads)
        body = {**SAID, "categories": ["health"], "purpose": "referral", "legalBasis": "VITAAL"}
        left = api.post(f"/cases/{stairs}/disclosures", body)
        assert left.status_code == 201, left.text
        page = f"/recipients?waiting=yes&waitForPosition={api.journal.head()}"
        (row,) = api.get(page, by=by_leader).json()["items"]
        path, said = f"/cases/{stairs}/acute-sharing-judgements", {
            "position": row["factPosition"], "verdict": "not-justified", 
            "findings": "Dit kon wachten.",
        }  # fmt: skip
        is_a_problem(api.post(path, said), 403, "NOT_AUTHORISED")
        done = api.post(path, said, by=by_leader)
        assert done.status_code == 201, done.text
        page = f"/recipients?waiting=yes&waitForPosition={api.journal.head()}"
        assert api.get(page, by=by_leader).json()["items"] == []
        received = api.get(f"/residents/{bakker}/recipients", by=HERSELF).text
        assert "acuut gevaar" in received
        record = api.get(f"/residents/{bakker}/record", by=HERSELF).text
        assert "Dit kon wachten." in record
