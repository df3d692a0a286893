"""What several decisions ask alike: an open case, a resident who knows, a function, real money."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import OrganisationKind, Role
from domain.command import Command
from domain.decisions.mandate import GrantMandate
from domain.facts.municipality import (
    FunctionAssigned,
    FunctionEnded,
    FunctionEstablished,
    OrganisationRegistered,
)
from domain.refusal import Refusal
from domain.terms import MOST_CENTS, Cents
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    allotted,
    bakker,
    buurtteam,
    clarified,
    clinic_registered,
    closed,
    consultant,
    established,
    fatima,
    fatima_assigned,
    helped,
    informed,
    mandated,
    monday,
    oost,
    opened,
    opened_journal,
    purse,
    registered,
    reported,
    stairs,
    team_formed,
    town,
    year_set,
)
from tests.scenario import given
from tests.strategies import COMMANDS


def kind(command: AnyCommand) -> str:
    return type(command).__name__


at_the_front_door: list[AnyCommand] = [
    asked.confirm_receipt, asked.clarify_question, asked.offer_client_support,
    asked.answer_client_support, asked.open_case,
]  # fmt: skip
in_an_open_case: list[AnyCommand] = [
    asked.assign_coordinator, asked.hand_over, asked.record_finding, asked.close_case,
    asked.agree_to_help, asked.withdraw_help_agreement, asked.agree_plan, asked.give_permission,
    asked.refer, asked.receive_application, asked.reserve, asked.spend,
]  # fmt: skip
about_somebody_who_knows: list[AnyCommand] = [
    asked.record_finding, asked.agree_to_help, asked.agree_plan, asked.give_permission,
    asked.refer, asked.receive_application,
]  # fmt: skip
after_the_question: list[AnyCommand] = [
    asked.agree_plan, asked.refer, asked.receive_application, asked.reserve,
]  # fmt: skip
by_an_administrator: list[AnyCommand] = [
    asked.register, asked.form_team, asked.establish, asked.assign_function, asked.end_function,
    asked.grant_mandate, asked.revoke_mandate,
]  # fmt: skip
by_a_budget_holder: list[AnyCommand] = [asked.set_year_budget, asked.allot_quarter]
of_money: list[AnyCommand] = [
    asked.receive_application, asked.take_decision, asked.set_year_budget, asked.allot_quarter,
    asked.reserve, asked.spend, asked.grant_mandate,
]  # fmt: skip
budgets = (mandated, year_set, allotted)


@pytest.mark.parametrize("command", [*at_the_front_door, *in_an_open_case], ids=kind)
def test_a_case_that_never_came_in_is_unknown(command: AnyCommand) -> None:
    given(*town, *budgets).when(command).unknown("case")


@pytest.mark.parametrize("command", in_an_open_case, ids=kind)
def test_before_a_team_took_it_on_it_is_not_open(command: AnyCommand) -> None:
    given(*town, *budgets, reported).when(command).refused(Refusal.CASE_NOT_OPEN)


@pytest.mark.parametrize("command", [*at_the_front_door, *in_an_open_case], ids=kind)
def test_a_closed_case_stays_closed(command: AnyCommand) -> None:
    given(*helped, *budgets, closed).when(command).refused(Refusal.CASE_CLOSED)


@pytest.mark.parametrize("command", about_somebody_who_knows, ids=kind)
def test_nothing_is_done_about_somebody_who_does_not_know(command: AnyCommand) -> None:
    refused = (
        given(*town, *budgets, clinic_registered, reported, clarified, opened)
        .when(command)
        .refused(Refusal.RESIDENT_NOT_INFORMED)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


@pytest.mark.requirement("E-09")
@pytest.mark.parametrize("command", after_the_question, ids=kind)
def test_the_question_comes_before_any_solution(command: AnyCommand) -> None:
    given(*town, *budgets, clinic_registered, reported, informed, opened).when(command).refused(
        Refusal.QUESTION_NOT_CLARIFIED
    )


@pytest.mark.requirement("E-09")
@pytest.mark.parametrize("command", after_the_question, ids=kind)
def test_a_question_clarified_without_the_resident_is_not_clear(command: AnyCommand) -> None:
    alone = replace(clarified, with_resident=False)
    given(*town, *budgets, clinic_registered, reported, alone, informed, opened).when(
        command
    ).refused(Refusal.QUESTION_NOT_CLARIFIED)


@pytest.mark.parametrize("command", by_an_administrator, ids=kind)
class TestAnAdministrator:
    history = (*town, mandated)

    def test_holds_the_function(self, command: AnyCommand) -> None:
        by_somebody_else = replace(command, context=replace(command.context, actor=fatima))
        given(*self.history).when(by_somebody_else).refused(Refusal.FUNCTION_NOT_HELD)

    def test_holds_no_other_function(self, command: AnyCommand) -> None:
        by_a_consultant = replace(command, context=acting())
        given(*self.history).when(by_a_consultant).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("command", by_a_budget_holder, ids=kind)
class TestABudgetHolder:
    history = (*town, *purse, year_set)

    def test_holds_the_function(self, command: AnyCommand) -> None:
        by_somebody_else = replace(command, context=replace(command.context, actor=fatima))
        given(*self.history).when(by_somebody_else).refused(Refusal.FUNCTION_NOT_HELD)

    def test_holds_no_other_function(self, command: AnyCommand) -> None:
        by_a_consultant = replace(command, context=acting())
        given(*self.history).when(by_a_consultant).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("amount", [0, -1, MOST_CENTS + 1])
@pytest.mark.parametrize("command", of_money, ids=kind)
def test_an_amount_is_more_than_nothing_and_no_typing_error(
    command: AnyCommand, amount: int
) -> None:
    field: Any = {"limit" if isinstance(command, GrantMandate) else "amount": Cents(amount)}
    history = (*helped, *purse, mandated, year_set, allotted)
    given(*history).when(replace(command, **field)).malformed("amount")


@pytest.mark.requirement("N-08")
@pytest.mark.parametrize("missing", ["funding_responsible", "content_responsible"])
@pytest.mark.parametrize("command", [asked.clarify_question, asked.close_case], ids=kind)
def test_nothing_is_recorded_without_who_answers_for_the_money_and_who_for_the_help(
    command: AnyCommand, missing: str
) -> None:
    nobody: Any = {missing: None}  # close_case would be refused: that is not recorded either
    by_nobody = replace(command, context=replace(command.context, **nobody))
    given(*town, reported).when(by_nobody).malformed(missing)


@pytest.mark.requirement("M-07")
@pytest.mark.parametrize("command", [asked.clarify_question, asked.hold_consult], ids=kind)
def test_what_has_not_happened_yet_is_not_written_down(command: AnyCommand) -> None:
    tomorrow = replace(command.context, occurred_at=monday + timedelta(days=1))
    given(*town, reported).when(replace(command, context=tomorrow)).malformed("occurred_at")


def test_clocks_of_two_machines_may_differ_by_a_minute() -> None:
    ahead = replace(asked.hold_consult.context, occurred_at=monday + timedelta(seconds=60))
    given(*town).when(replace(asked.hold_consult, context=ahead)).journal.record(asked.hold_consult)


@pytest.mark.requirement("M-07")
def test_what_is_written_down_days_later_is_late_and_nobody_chooses_when_it_was_recorded() -> None:
    friday = monday - timedelta(days=3, microseconds=1)
    told_late = replace(asked.clarify_question, context=acting(at=friday))
    answer = (
        given(*town, reported).when(told_late).then(replace(clarified, topics=told_late.topics))
    )
    (fact,) = answer.facts
    assert fact.late
    assert (fact.context.occurred_at, fact.recorded_at) == (friday, monday)


def test_within_three_days_it_is_not_late() -> None:
    context = acting(at=monday - timedelta(days=3))
    answer = (
        given(*town, reported)
        .when(replace(asked.clarify_question, context=context))
        .then(replace(clarified, topics=asked.clarify_question.topics))
    )
    assert not answer.facts[0].late


def test_a_function_is_held_from_its_first_day_and_no_longer_from_the_day_it_ends() -> None:
    ends = FunctionEnded(worker=fatima, function=consultant, since=date(2026, 4, 1))
    leads = FunctionEstablished(
        function=consultant, organisation=buurtteam, role=Role.ADMINISTRATOR
    )
    history = (opened_journal, registered, team_formed, leads, fatima_assigned, ends)
    new = OrganisationRegistered(
        organisation=asked.refer.organisation, kind=OrganisationKind.WELFARE, name="Welzijn"
    )
    command = replace(
        asked.register, context=acting(), organisation=new.organisation, kind=new.kind,
        name=new.name,
    )  # fmt: skip
    # The day is the Netherlands' day: at 22:00 UTC on 31 March it is 1 April in Haarlem.
    last = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
    given(*history).at(last).when(command).then(new)
    given(*history).at(last + timedelta(seconds=1)).when(command).refused(Refusal.FUNCTION_NOT_HELD)


def test_a_function_is_not_held_before_its_first_day() -> None:
    later = FunctionAssigned(worker=fatima, function=consultant, team=oost, since=date(2026, 3, 3))
    history = (opened_journal, registered, team_formed, established, later, year_set)
    by_fatima = replace(asked.allot_quarter, context=acting())
    given(*history).when(by_fatima).refused(Refusal.FUNCTION_NOT_HELD)


def test_every_command_is_among_the_examples() -> None:
    assert {type(c) for c in vars(asked).values() if isinstance(c, Command)} == set(COMMANDS)
