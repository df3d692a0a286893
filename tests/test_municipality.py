"""How does a municipality begin, and who is who in it?"""

from dataclasses import replace

import pytest

from domain.facts.municipality import FunctionAssigned, FunctionEnded
from domain.refusal import Refusal
from domain.terms import FunctionId, OrganisationId, TeamId, WorkerId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    consultant,
    established,
    fatima,
    fatima_assigned,
    named,
    opened_journal,
    pieter,
    purse,
    purse_holder,
    registered,
    team_formed,
    town,
)
from tests.scenario import given

ended = FunctionEnded(worker=fatima, function=consultant, since=asked.end_function.since)


def test_a_journal_begins_once() -> None:
    given().when(asked.open_journal).then(opened_journal)
    given(opened_journal).when(asked.open_journal).refused(Refusal.ALREADY_DONE)
    another = replace(asked.open_journal, organisation=OrganisationId(named("ede")))
    given(opened_journal).when(another).refused(Refusal.ALREADY_DONE)


def test_organisations_teams_and_functions_come_one_after_the_other() -> None:
    given(opened_journal).when(asked.register).then(registered)
    given(opened_journal, registered).when(asked.form_team).then(team_formed)
    given(opened_journal, registered).when(asked.establish).then(established)
    given(opened_journal, registered, team_formed, established).when(asked.assign_function).then(
        fatima_assigned
    )
    given(*town).when(asked.end_function).then(ended)


@pytest.mark.parametrize(
    "command", [asked.register, asked.form_team, asked.establish], ids=lambda c: type(c).__name__
)
def test_nobody_and_nothing_is_registered_twice(command: AnyCommand) -> None:
    given(*town).when(command).refused(Refusal.ALREADY_DONE)


def test_the_municipality_itself_takes_part_from_the_first_fact_on() -> None:
    itself = replace(asked.register, organisation=opened_journal.organisation)
    given(opened_journal).when(itself).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize(
    ("command", "noun"),
    [
        (replace(asked.form_team, organisation=OrganisationId(named("?"))), "organisation"),
        (replace(asked.establish, organisation=OrganisationId(named("?"))), "organisation"),
        (replace(asked.assign_function, assign=FunctionId(named("?"))), "function"),
        (replace(asked.assign_function, team=TeamId(named("?"))), "team"),
        (replace(asked.end_function, worker=WorkerId(named("?"))), "holder of this function"),
        (replace(asked.end_function, end=FunctionId(named("?"))), "holder of this function"),
        (replace(asked.set_year_budget, team=TeamId(named("?"))), "team"),
    ],
)
def test_what_is_not_there_is_unknown(command: AnyCommand, noun: str) -> None:
    given(*town, *purse).when(command).unknown(noun)


def test_who_helps_in_a_team_holds_a_function_in_one_and_others_need_not() -> None:
    nowhere = replace(asked.assign_function, team=None)
    given(*town).when(nowhere).malformed("team")
    keeper = replace(nowhere, worker=pieter, assign=purse_holder)
    given(*town, purse[0]).when(keeper).then(
        FunctionAssigned(worker=pieter, function=purse_holder, since=keeper.since)
    )


def test_ending_one_workers_function_leaves_the_others() -> None:
    colleague = replace(fatima_assigned, worker=WorkerId(named("colleague")))
    when = given(*town, colleague, ended).when(replace(asked.end_function, worker=colleague.worker))
    when.then(replace(ended, worker=colleague.worker))
