"""On what an application is refused: never on it alone that the resident refuses help (M-21)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.codes import DecisionGround, Law, Outcome
from domain.decisions.decision import DUTIES, TakeDecision
from domain.fact import Event
from domain.facts.mandate import MandateGranted
from domain.law import NotInForce, Rules
from domain.refusal import Refusal
from domain.terms import Cents
from tests import asked
from tests.people import applied, granted, helped, mandated, monday
from tests.scenario import given
from tests.test_contact import refused_help

pytestmark = pytest.mark.requirement("M-21")
mandated_for_all: MandateGranted = replace(mandated, laws=tuple(Law))
OTHERS = [
    ground
    for ground in DecisionGround
    if ground not in DUTIES and ground is not DecisionGround.HELP_REFUSED
]
ARTICLES = {
    DecisionGround.WMO_COOPERATION: (Law.WMO, "Wmo 2.3.8(3)"),
    DecisionGround.PARTICIPATION_COOPERATION: (Law.PARTICIPATION, "Pw 17(2)"),
    DecisionGround.DEBT_COOPERATION: (Law.DEBT, "Wgs 7"),
}
"""The whole list of exceptions."""


def history(law: Law = Law.WMO, *more: Event) -> tuple[Event, ...]:
    return (*helped, mandated_for_all, replace(applied, law=law), *more)


def refusing(*grounds: DecisionGround) -> TakeDecision:
    return replace(
        asked.take_decision, outcome=Outcome.REFUSED, amount=Cents(0), grounds=grounds or None
    )


def taken(command: TakeDecision, law: Law = Law.WMO) -> Event:
    return replace(
        granted, law=law, outcome=Outcome.REFUSED, amount=Cents(0), grounds=command.grounds
    )


def test_her_refusal_of_help_is_no_ground() -> None:
    command = refusing(DecisionGround.HELP_REFUSED)
    given(*history()).when(command).refused(Refusal.REFUSAL_IS_NO_GROUND)
    given(*history(Law.WMO, refused_help)).when(command).refused(Refusal.REFUSAL_IS_NO_GROUND)


@pytest.mark.parametrize("ground", OTHERS)
def test_any_other_is_with_or_without_it(ground: DecisionGround) -> None:
    for command in (refusing(ground), refusing(DecisionGround.HELP_REFUSED, ground)):
        given(*history(Law.WMO, refused_help)).when(command).then(taken(command))


def test_once_she_said_no_another_ground_is_named_and_not_left_out() -> None:
    given(*history()).when(refusing()).then(taken(refusing()))
    given(*history(Law.WMO, refused_help)).when(refusing()).refused(Refusal.REFUSAL_IS_NO_GROUND)


@pytest.mark.parametrize("law", Law)
@pytest.mark.parametrize("duty", sorted(DUTIES))
def test_a_duty_to_co_operate_is_one_under_its_own_law_alone(
    duty: DecisionGround, law: Law
) -> None:
    command = refusing(duty)
    when = given(*history(law, refused_help)).when(command)
    if ARTICLES[duty][0] is law:
        when.then(taken(command, law))
    else:
        when.refused(Refusal.REFUSAL_IS_NO_GROUND)


def test_the_exceptions_are_these_three_articles_and_no_more() -> None:
    rules = Rules()
    assert {ARTICLES[duty] for duty in DUTIES} == {
        (row.law, row.article)
        for row in (rules.cooperation(duty, monday.date()) for duty in DUTIES)
    }
    assert len(rules.rows("cooperation")) == len(DUTIES) == 3


def test_a_duty_counts_while_it_is_in_force() -> None:
    before = datetime(2012, 6, 30, tzinfo=UTC).date()
    with pytest.raises(NotInForce):
        Rules().cooperation(DecisionGround.DEBT_COOPERATION, before)
    with pytest.raises(NotInForce):
        Rules(1).cooperation(DecisionGround.WMO_COOPERATION, monday.date())


def test_grounds_are_of_a_refusal() -> None:
    command = replace(asked.take_decision, grounds=(DecisionGround.NOT_NEEDED,))
    given(*history()).when(command).malformed("grounds")
