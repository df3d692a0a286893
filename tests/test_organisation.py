"""Who employs, who pays, who steers: each from a day on, and on the administrator's word alone."""

from dataclasses import replace
from datetime import date

import pytest

from domain.codes import Stream
from domain.facts.organisation import (
    EmploymentEnded,
    FundingEnded,
    OrganisationFunded,
    SteeringEnded,
    TeamSteered,
    WorkerEmployed,
)
from domain.refusal import Refusal
from domain.terms import OrganisationId, TeamId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    buurtteam,
    by_fatima,
    clinic,
    clinic_registered,
    fatima,
    gemeente,
    named,
    oost,
    pieter,
    town,
)
from tests.scenario import given

new_year, march = date(2026, 1, 1), date(2026, 3, 2)
employed = WorkerEmployed(worker=fatima, organisation=buurtteam, since=new_year)
left = EmploymentEnded(worker=fatima, organisation=buurtteam, since=new_year, until=march)
funded = OrganisationFunded(organisation=buurtteam, by=gemeente, stream=Stream.WMO, since=new_year)
funding_ended = FundingEnded(
    organisation=buurtteam, by=gemeente, stream=Stream.WMO, since=new_year, until=march
)
steered = TeamSteered(team=oost, by=gemeente, since=new_year)
nobody = OrganisationId(named("?"))


def test_a_worker_is_employed_until_she_is_not_and_may_come_back() -> None:
    given(*town).when(asked.employ).then(employed)
    given(*town, employed).when(asked.end_employment).then(left)
    again = replace(asked.employ, since=date(2026, 6, 1))
    given(*town, employed, left).when(again).then(replace(employed, since=date(2026, 6, 1)))


def test_a_worker_is_employed_once_by_each_but_may_have_two_employers() -> None:
    given(*town, employed).when(asked.employ).refused(Refusal.ALREADY_DONE)
    lent = replace(asked.employ, organisation=clinic)
    given(*town, clinic_registered, employed).when(lent).then(
        replace(employed, organisation=clinic)
    )


def test_an_organisation_is_paid_out_of_a_stream_until_it_is_not() -> None:
    given(*town).when(asked.fund).then(funded)
    given(*town, funded).when(asked.fund).refused(Refusal.ALREADY_DONE)
    given(*town, funded).when(asked.end_funding).then(funding_ended)
    given(*town, funded, funding_ended).when(asked.fund).then(funded)
    other = replace(asked.fund, stream=Stream.YOUTH)
    given(*town, funded).when(other).then(replace(funded, stream=Stream.YOUTH))


def test_who_pays_whom_is_not_who_is_paid_by_whom() -> None:
    back = replace(asked.fund, organisation=gemeente, by=buurtteam)
    given(*town, funded).when(back).then(replace(funded, organisation=gemeente, by=buurtteam))
    never = replace(asked.end_funding, organisation=gemeente, by=buurtteam)
    given(*town, funded).when(never).unknown("funding")


def test_who_steers_a_team_does_so_until_another_does() -> None:
    given(*town).when(asked.steer).then(steered)
    given(*town, steered).when(asked.steer).refused(Refusal.ALREADY_DONE)
    other = replace(asked.steer, by=buurtteam, since=march)
    given(*town, steered).when(other).then(
        SteeringEnded(team=oost, by=gemeente, since=new_year, until=march),
        TeamSteered(team=oost, by=buurtteam, since=march),
    )
    same_day = replace(other, since=new_year)
    given(*town, steered).when(same_day).malformed("until")


@pytest.mark.parametrize(
    ("command", "noun"),
    [
        (replace(asked.employ, organisation=nobody), "organisation"),
        (asked.end_employment, "employment"),
        (replace(asked.end_employment, worker=pieter), "employment"),
        (replace(asked.fund, organisation=nobody), "organisation"),
        (replace(asked.fund, by=nobody), "organisation"),
        (asked.end_funding, "funding"),
        (replace(asked.steer, by=nobody), "organisation"),
        (replace(asked.steer, team=TeamId(named("?"))), "team"),
    ],
)
def test_what_is_not_there_is_unknown(command: AnyCommand, noun: str) -> None:
    given(*town).when(command).unknown(noun)


@pytest.mark.parametrize("until", [new_year, date(2025, 12, 31)])
def test_what_ended_lasted_a_day_at_least(until: date) -> None:
    history = (*town, employed, funded)
    given(*history).when(replace(asked.end_employment, until=until)).malformed("until")
    given(*history).when(replace(asked.end_funding, until=until)).malformed("until")


def test_nobody_pays_itself() -> None:
    given(*town).when(replace(asked.fund, by=buurtteam)).malformed("by")


@pytest.mark.parametrize(
    "command",
    [asked.employ, asked.end_employment, asked.fund, asked.end_funding, asked.steer],
    ids=lambda command: type(command).__name__,
)
def test_only_the_administrator_says_so(command: AnyCommand) -> None:
    by_another = replace(command, context=replace(by_fatima, command=command.context.command))
    history = [*town]
    if command in (asked.end_employment, asked.end_funding):
        history += [employed, funded]
    given(*history).when(by_another).refused(Refusal.NOT_AUTHORISED)
    not_hers = replace(command, context=replace(command.context, actor=fatima))
    given(*history).when(not_hers).refused(Refusal.FUNCTION_NOT_HELD)
