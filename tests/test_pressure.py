"""Urging (drang): a ground, a colleague, an honest statement, and a review within six weeks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.codes import Consequence, Language, PressureGround, Template, TermCode, TermUnit
from domain.decisions.telling import told
from domain.facts.contact import ConsultationConfirmed, PressureEnded
from domain.refusal import Refusal
from service.database import Database
from tests import asked
from tests.people import (
    bakker,
    by_fatima,
    by_pieter,
    clarified,
    closed,
    helped,
    monday,
    opened,
    pieter,
    reported,
    stairs,
    town,
)
from tests.post import post_office, together
from tests.scenario import given, put
from tests.test_configuration import first
from tests.test_contact import second, story, urged

pytestmark = pytest.mark.requirement("M-20")
statement = told(by_pieter, Template.PRESSURE, resident=bakker, case=stairs)


confirmed = ConsultationConfirmed(
    case=stairs, resident=bakker, ground=PressureGround.HOUSING_AT_RISK
)
"""By Fatima, as everything that a story begins with."""
talked_over = (*story, second, confirmed)


def test_the_resident_is_written_to_in_the_same_breath() -> None:
    given(*talked_over).when(asked.use_pressure).then(urged, statement)
    english = replace(asked.use_pressure, language=Language.ENGLISH)
    given(*talked_over).when(english).then(
        urged,
        told(by_pieter, Template.PRESSURE, resident=bakker, case=stairs, language=Language.ENGLISH),
    )


def test_what_really_follows_is_said_also_where_that_is_nothing() -> None:
    given(*story, second).when(replace(asked.use_pressure, consequences=())).malformed(
        "consequences"
    )
    nothing = replace(asked.use_pressure, consequences=(Consequence.NOTHING,))
    given(*talked_over).when(nothing).then(
        replace(urged, consequences=(Consequence.NOTHING,)), statement
    )


def test_a_second_professional_is_consulted_and_says_so() -> None:
    given(*story, second).when(asked.confirm_consultation).then(confirmed)
    given(*story, second).when(asked.use_pressure).refused(Refusal.CONSULTATION_NOT_CONFIRMED)
    alone = replace(asked.use_pressure, context=by_fatima)
    given(*talked_over).when(alone).refused(Refusal.SECOND_PERSON_MISSING)
    another = replace(asked.use_pressure, context=by_fatima, consulted=pieter)
    given(*talked_over).when(another).refused(Refusal.CONSULTATION_NOT_CONFIRMED)


def test_what_was_talked_over_is_this_ground_and_this_time() -> None:
    debts = replace(asked.use_pressure, ground=PressureGround.DEBTS_GROW)
    given(*talked_over).when(debts).refused(Refusal.CONSULTATION_NOT_CONFIRMED)
    again = given(*talked_over, urged).when(asked.use_pressure)
    again.refused(Refusal.CONSULTATION_NOT_CONFIRMED)
    over = PressureEnded(case=stairs, resident=bakker)
    given(*story, second, urged, over, confirmed).when(asked.use_pressure).then(urged, statement)


def test_what_was_talked_over_lapses_in_two_weeks_and_when_the_urging_ends() -> None:
    last = monday + timedelta(days=14)
    within = replace(asked.use_pressure, review_on=last.date() + timedelta(days=20))
    then = replace(urged, review_on=within.review_on)
    given(*talked_over).at(last).when(within).then(then, statement)
    given(*talked_over).at(last + timedelta(days=1)).when(within).refused(
        Refusal.CONSULTATION_NOT_CONFIRMED
    )
    over = PressureEnded(case=stairs, resident=bakker)
    given(*story, second, urged, confirmed, over).when(asked.use_pressure).refused(
        Refusal.CONSULTATION_NOT_CONFIRMED
    )


def test_it_is_decided_again_within_six_weeks() -> None:
    last = monday.date() + timedelta(weeks=6)
    within = replace(asked.use_pressure, review_on=last)
    given(*talked_over).when(within).then(replace(urged, review_on=last), statement)
    given(*story, second, urged, confirmed).when(within).then(
        replace(urged, review_on=last), statement
    )
    given(*talked_over).when(replace(within, review_on=last + timedelta(days=1))).refused(
        Refusal.LIMIT_EXCEEDED
    )
    given(*talked_over).when(replace(within, review_on=monday.date())).malformed("review_on")


@pytest.mark.requirement("N-02")
def test_a_municipality_looks_again_sooner() -> None:
    sooner = replace(
        first, terms=(TermCode.PRESSURE_REVIEW,), lengths=(2,), units=(TermUnit.WEEKS,)
    )
    given(*talked_over, sooner).when(asked.use_pressure).refused(Refusal.LIMIT_EXCEEDED)


def test_nobody_is_urged_who_does_not_know_of_the_case() -> None:
    for command in (asked.confirm_consultation, asked.use_pressure):
        given(*town, second, reported, clarified, opened).when(command).refused(
            Refusal.RESIDENT_NOT_INFORMED
        )


def test_it_ends_when_the_team_says_so() -> None:
    over = PressureEnded(case=stairs, resident=bakker)
    given(*story, urged).when(asked.end_pressure).then(over)
    given(*story).when(asked.end_pressure).unknown("pressure")
    given(*story, urged, over).when(asked.end_pressure).unknown("pressure")


def test_it_is_of_an_open_case() -> None:
    for command in (asked.confirm_consultation, asked.use_pressure, asked.end_pressure):
        given(*town, second).when(command).unknown("case")
        given(*town, second, reported).when(command).refused(Refusal.CASE_NOT_OPEN)
        given(*helped, second, closed).when(command).refused(Refusal.CASE_CLOSED)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        (Language.DUTCH, ("Meedoen is vrijwillig", "de verhuurder gaat door", "1 april 2026")),
        (Language.ENGLISH, ("Taking part is voluntary", "the landlord goes on", "1 April 2026")),
    ],
)
def test_the_letter_says_that_it_is_voluntary_and_what_really_follows(
    database: Database, tmp_path: Path, language: Language, says: tuple[str, ...]
) -> None:
    with post_office(database, tmp_path) as office:
        put(office.journal, reported)
        letter = told(by_pieter, Template.PRESSURE, resident=bakker, case=stairs, language=language)
        together(office.journal, urged, letter)
        assert office.sender().send_due() == 1
        (written,) = office.letters().values()
        for said in says:
            assert said in written, said
