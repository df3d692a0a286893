"""What may be written down about somebody, as what, and what becomes of it?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.codes import PersonRelation, Purpose, Source, StatementKind, StatementSource, Topic
from domain.facts.application import ApplicationReceived
from domain.facts.awareness import PersonInvolved
from domain.facts.statement import (
    ReuseChecked,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
)
from domain.refusal import Refusal
from domain.terms import CaseId, FunctionId, ResidentId, StatementId
from tests import asked
from tests.asked.statement import account, fell, steep, unsafe
from tests.people import (
    acting,
    applied,
    bakker,
    by_pieter,
    clarified,
    closed,
    consultant,
    helped,
    informed,
    leader,
    leads,
    max_,
    monday,
    named,
    oost,
    opened,
    reported,
    stairs,
    town,
)
from tests.scenario import given

says = asked.record_statement
recorded = StatementRecorded(
    statement=steep, case=stairs, resident=bakker, topic=Topic.MOBILITY,
    kind=StatementKind.OWN_OBSERVATION, source=StatementSource.OBSERVATION, observer=consultant,
    observed_on=monday.date(), text=says.text,
)  # fmt: skip
told = replace(
    recorded, statement=fell, kind=StatementKind.TOLD_BY_OTHER,
    source=StatementSource.INFORMAL_NETWORK, text="Zij is gevallen, zegt de buurvrouw.",
)  # fmt: skip
supposed = replace(
    recorded, statement=unsafe, kind=StatementKind.HYPOTHESIS, source=StatementSource.REASONING,
    expires_on=date(2026, 6, 2), text="Misschien is het huis niet veilig.",
)  # fmt: skip
struck = StatementStruck(
    statement=steep, report=account, case=stairs, resident=bakker, destroy_by=date(2026, 3, 16),
    team=oost,
)  # fmt: skip
here = (*helped, *leads)
elsewhere, another = CaseId(named("elsewhere")), StatementId(named("another"))


def saying(what: StatementRecorded, **changes: Any) -> Any:
    """The command that asks for what was recorded."""
    same = {
        name: getattr(what, name)
        for name in ("statement", "topic", "kind", "source", "observer", "observed_on", "text")
    }
    return replace(says, **{**same, **changes})


@pytest.mark.requirement("M-12")
def test_a_statement_says_what_it_is_from_whom_who_saw_it_and_when() -> None:
    given(*here).when(says).then(recorded)
    given(*here).when(saying(told)).then(told)


@pytest.mark.requirement("M-12")
@pytest.mark.parametrize("source", StatementSource)
def test_a_fact_comes_from_the_resident_a_document_or_what_a_function_saw(
    source: StatementSource,
) -> None:
    fact = given(*here).when(saying(recorded, kind=StatementKind.FACT, source=source))
    if source in (
        StatementSource.RESIDENT, StatementSource.REPRESENTATIVE, StatementSource.DOCUMENT,
        StatementSource.OBSERVATION,
    ):  # fmt: skip
        fact.then(replace(recorded, kind=StatementKind.FACT, source=source))
    else:
        fact.refused(Refusal.FACT_NEEDS_SOURCE)


@pytest.mark.requirement("M-12")
def test_who_saw_it_holds_a_function_that_there_is() -> None:
    nobody = saying(told, observer=FunctionId(named("nobody")))
    given(*here).when(nobody).unknown("function")


def test_an_own_observation_is_ones_own() -> None:
    by_another = replace(says, context=by_pieter, observer=leader)
    given(*here).when(replace(by_another, context=says.context)).malformed("observer")
    given(*here).when(replace(says, source=StatementSource.DOCUMENT)).malformed("observer")


def test_nothing_was_seen_tomorrow() -> None:
    given(*here).when(replace(says, observed_on=date(2026, 3, 3))).malformed("observed_on")


def test_a_statement_is_recorded_once() -> None:
    given(*here, recorded).when(says).refused(Refusal.ALREADY_DONE)


@pytest.mark.requirement("M-12")
def test_a_judgement_names_what_it_rests_on_and_how_many_sources_that_has() -> None:
    judged = replace(
        recorded, statement=another, kind=StatementKind.JUDGEMENT,
        source=StatementSource.REASONING, rests_on=(steep, fell), sources=2,
    )  # fmt: skip
    asks = saying(judged, rests_on=(steep, fell))
    given(*here, recorded, told).when(asks).then(judged)
    given(*here, recorded).when(asks).unknown("statement")
    given(*here, recorded, struck, told).when(asks).unknown("statement")


def test_what_a_statement_rests_on_is_something_else_each_once_and_not_without_end() -> None:
    many = tuple(StatementId(named(f"statement {n}")) for n in range(51))
    given(*here, told).when(saying(told, statement=steep, rests_on=(fell, fell))).malformed(
        "rests_on"
    )
    given(*here).when(replace(says, rests_on=many)).malformed("rests_on")
    given(*here).when(replace(says, rests_on=(steep,))).malformed("statement")


@pytest.mark.requirement("M-39")
def test_three_partners_who_repeat_one_signal_are_one_source() -> None:
    school, doctor = (StatementId(named(n)) for n in ("the school says", "the doctor says"))
    says_so = replace(told, statement=school, source=StatementSource.PROFESSIONAL, origin=fell)
    says_it_too = replace(says_so, statement=doctor, through=(school,))
    given(*here, told).when(saying(says_so, repeats=fell)).then(says_so)
    # Who repeats a repetition repeats the first of all.
    given(*here, told, says_so).when(saying(says_it_too, repeats=school)).then(says_it_too)
    judged = replace(
        recorded, statement=another, kind=StatementKind.JUDGEMENT,
        source=StatementSource.REASONING, rests_on=(fell, school, doctor), sources=1,
    )  # fmt: skip
    asks = saying(judged, rests_on=judged.rests_on)
    given(*here, told, says_so, says_it_too).when(asks).then(judged)


@pytest.mark.requirement("M-39")
def test_nothing_becomes_a_fact_by_being_repeated() -> None:
    again = saying(
        told, statement=another, kind=StatementKind.FACT, source=StatementSource.DOCUMENT,
        repeats=fell,
    )  # fmt: skip
    given(*here, told).when(again).refused(Refusal.REPETITION_IS_NO_FACT)
    fact = replace(told, kind=StatementKind.FACT, source=StatementSource.DOCUMENT)
    given(*here, fact).when(again).then(replace(fact, statement=another, origin=fell))


@pytest.mark.requirement("M-13")
def test_a_hypothesis_ends_by_itself() -> None:
    given(*here).when(saying(supposed)).then(supposed)
    sooner = saying(supposed, expires_on=date(2026, 3, 16))
    given(*here).when(sooner).then(replace(supposed, expires_on=date(2026, 3, 16)))
    today = saying(supposed, expires_on=monday.date())
    given(*here).when(today).then(replace(supposed, expires_on=monday.date()))
    later = saying(supposed, expires_on=date(2026, 6, 3))
    given(*here).when(later).refused(Refusal.HYPOTHESIS_TOO_LONG)
    past = saying(supposed, expires_on=date(2026, 3, 1))
    given(*here).when(past).malformed("expires_on")
    given(*here).when(replace(says, expires_on=date(2026, 3, 16))).malformed("expires_on")


@pytest.mark.requirement("M-13")
def test_a_fact_bears_a_hypothesis_out() -> None:
    fact = replace(recorded, kind=StatementKind.FACT, confirms=unsafe)
    asks = saying(recorded, kind=StatementKind.FACT, confirms=unsafe)
    given(*here, supposed).when(asks).then(fact)
    given(*here, replace(told, statement=unsafe)).when(asks).malformed("confirms")
    given(*here, supposed).when(replace(says, confirms=unsafe)).malformed("confirms")


@pytest.mark.requirement("M-03")
def test_nothing_is_written_about_somebody_who_does_not_know() -> None:
    given(*town, reported, clarified, opened).when(says).refused(Refusal.RESIDENT_NOT_INFORMED)


def test_a_statement_stands_in_an_open_case() -> None:
    given(*town).when(says).unknown("case")
    given(*town, reported, clarified, informed).when(says).refused(Refusal.CASE_NOT_OPEN)
    given(*here, closed).when(says).refused(Refusal.CASE_CLOSED)


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize("why", [None, "", "  "])
def test_debt_is_nobodys_business_where_the_question_is_about_the_stairs(why: str | None) -> None:
    debts = replace(says, topic=Topic.DEBT, outside=why)
    given(*here).when(debts).refused(Refusal.NOT_NECESSARY)
    found = replace(asked.record_finding, topic=Topic.DEBT, outside=why)
    given(*here).when(found).refused(Refusal.NOT_NECESSARY)


@pytest.mark.requirement("C-04")
def test_outside_the_question_it_is_said_why_it_is_needed() -> None:
    why = "Zij vraagt of de lift iets kost: zij heeft schulden."
    given(*here).when(replace(says, topic=Topic.DEBT, outside=why)).then(
        replace(recorded, topic=Topic.DEBT, outside=why)
    )
    found = given(*here).when(replace(asked.record_finding, topic=Topic.DEBT, outside=why))
    (fact,) = found.journal.record(found.command).facts
    assert getattr(fact.event, "outside", None) == why


@pytest.mark.requirement("C-08")
def test_nothing_is_written_down_for_what_the_case_may_be_for_one_day() -> None:
    deciding = replace(says, context=acting(purpose=Purpose.DECISION))
    given(*here).when(deciding).refused(Refusal.PURPOSE_NOT_OF_CASE)
    assert isinstance(applied, ApplicationReceived)
    given(*here, applied).when(deciding).then(recorded)
    speculating = replace(says, context=acting(purpose=Purpose.PAYMENT))
    given(*here, applied).when(speculating).refused(Refusal.PURPOSE_NOT_OF_CASE)


@pytest.mark.requirement("M-17")
@pytest.mark.parametrize("use", ["repeats", "rests_on"])
@pytest.mark.parametrize(
    "foreign", [{"case": elsewhere}, {"resident": max_}, {"case": elsewhere, "resident": max_}]
)
def test_what_is_of_another_case_or_person_is_used_once_it_was_looked_at_what_for(
    use: str, foreign: dict[str, Any]
) -> None:
    theirs = replace(told, **foreign)
    asks = saying(told, statement=another, **{use: fell if use == "repeats" else (fell,)})
    given(*here, theirs).when(asks).refused(Refusal.REUSE_NOT_CHECKED)
    checked = ReuseChecked(statement=fell, case=stairs, resident=bakker, why="Zij wonen samen.")
    given(*here, theirs, checked).when(asks).then(
        replace(
            told, statement=another, origin=fell if use == "repeats" else None,
            rests_on=() if use == "repeats" else (fell,),
        )
    )  # fmt: skip


@pytest.mark.requirement("M-17")
def test_reuse_is_checked_once_of_what_there_is_in_an_open_case() -> None:
    check = replace(asked.check_reuse, statement=fell)
    checked = ReuseChecked(statement=fell, case=stairs, resident=bakker, why=check.why)
    theirs = replace(told, case=elsewhere, resident=max_)
    given(*here, theirs).when(check).then(checked)
    given(*here, theirs, checked).when(check).refused(Refusal.ALREADY_DONE)
    given(*here).when(check).unknown("statement")
    given(*here, theirs, closed).when(check).refused(Refusal.CASE_CLOSED)
    by_herself = replace(check, context=says.context)
    given(*here, theirs).when(by_herself).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.requirement("M-03", "M-01")
def test_whom_it_is_about_is_of_the_case_and_knows_it_themselves() -> None:
    about_max = replace(says, resident=max_)
    given(*here).when(about_max).refused(Refusal.OTHER_RESIDENT)
    there = PersonInvolved(
        case=stairs, resident=max_, team=oost, relation=PersonRelation.PARTNER,
        source=Source.INFORMAL_NETWORK,
    )  # fmt: skip
    given(*here, there).when(about_max).refused(Refusal.RESIDENT_NOT_INFORMED)
    knows = replace(informed, resident=max_)
    given(*here, there, knows).when(about_max).then(replace(recorded, resident=max_))
    given(*here).when(replace(says, resident=bakker)).then(recorded)


@pytest.mark.requirement("M-15")
def test_a_correction_stands_beside_what_was_said_also_when_the_case_is_closed() -> None:
    corrected = StatementCorrected(
        statement=steep, case=stairs, resident=bakker, reason=asked.correct_statement.reason,
        text=asked.correct_statement.text,
    )  # fmt: skip
    given(*here, recorded).when(asked.correct_statement).then(corrected)
    given(*here, recorded, closed).when(asked.correct_statement).then(corrected)
    given(*here, recorded, corrected).when(asked.correct_statement).then(corrected)


def test_what_is_not_there_is_struck_or_stands_elsewhere_is_not_corrected() -> None:
    given(*town).when(asked.correct_statement).unknown("case")
    given(*here).when(asked.correct_statement).unknown("statement")
    given(*here, recorded, struck).when(asked.correct_statement).unknown("statement")
    theirs = replace(recorded, case=elsewhere, resident=ResidentId(named("somebody")))
    given(*here, theirs).when(asked.correct_statement).unknown("statement")


def test_a_struck_statement_is_repeated_by_nobody() -> None:
    again = saying(told, repeats=steep)
    given(*here, recorded, struck).at(monday + timedelta(hours=1)).when(again).unknown("statement")
