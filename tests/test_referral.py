"""When is a resident passed on, and who answers?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.codes import DeclineReason, Purpose, Role
from domain.fact import Event
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.permission import PermissionWithdrawn
from domain.facts.referral import ReferralAccepted, ReferralDeclined
from domain.refusal import Refusal
from domain.terms import FunctionId, OrganisationId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    agreed,
    at_the_door,
    bakker,
    cares,
    clinic,
    clinic_registered,
    helped,
    mandated,
    max_,
    may_refer,
    named,
    opened,
    permitted,
    pieter,
    planned,
    referred,
    stairs,
    to_clinic,
    withdrawn,
)
from tests.scenario import given

story = (*helped, mandated, *cares, permitted)
accepted = ReferralAccepted(
    referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
    starts_on=date(2026, 3, 16),
)  # fmt: skip
declined = ReferralDeclined(
    referral=to_clinic, case=stairs, resident=bakker, organisation=clinic,
    reason=DeclineReason.NO_CAPACITY,
)  # fmt: skip
hospital, nurse = OrganisationId(named("hospital")), FunctionId(named("nurse"))
another_clinic = (
    replace(clinic_registered, organisation=hospital),
    FunctionEstablished(function=nurse, organisation=hospital, role=Role.PROVIDER),
    FunctionAssigned(worker=pieter, function=nurse, since=date(2026, 1, 1)),
)
answers: list[AnyCommand] = [asked.accept_referral, asked.decline_referral]


def test_with_help_agreed_and_permission_a_resident_is_referred() -> None:
    given(*story).when(asked.refer).then(referred)


def test_to_an_organisation_that_takes_no_part_nobody_is_referred() -> None:
    given(*helped, permitted).when(asked.refer).unknown("organisation")


def test_somebody_who_wants_no_help_is_not_referred() -> None:
    given(*story, withdrawn).when(asked.refer).refused(Refusal.NO_HELP_AGREEMENT)
    given(*at_the_door, opened, clinic_registered, permitted).when(asked.refer).refused(
        Refusal.NO_HELP_AGREEMENT
    )


@pytest.mark.parametrize(
    "instead",
    [
        (),
        (permitted, PermissionWithdrawn(
            permission=may_refer, case=stairs, resident=bakker, organisation=clinic)),
        (replace(permitted, purpose=Purpose.PAYMENT),),
        (replace(permitted, resident=max_),),
    ],
    ids=["none", "withdrawn", "for something else", "of somebody else"],
)  # fmt: skip
def test_without_permission_for_that_nobody_is_referred(instead: tuple[Event, ...]) -> None:
    given(*at_the_door, opened, agreed, planned, clinic_registered, *instead).when(
        asked.refer
    ).refused(Refusal.NOT_PERMITTED)


def test_permission_until_a_day_holds_to_the_end_of_that_day_in_the_netherlands() -> None:
    last = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    given(*story).at(last).when(asked.refer).then(referred)
    given(*story).at(last + timedelta(seconds=1)).when(asked.refer).refused(Refusal.NOT_PERMITTED)


def test_a_referral_is_made_once() -> None:
    given(*story, referred).when(asked.refer).refused(Refusal.ALREADY_DONE)


def test_the_other_organisation_takes_the_resident_on_or_does_not() -> None:
    given(*story, referred).when(asked.accept_referral).then(accepted)
    given(*story, referred).when(asked.decline_referral).then(declined)


@pytest.mark.parametrize("command", answers)
def test_a_referral_that_was_never_made_is_unknown(command: AnyCommand) -> None:
    given(*story).when(command).unknown("referral")


@pytest.mark.parametrize("command", answers)
def test_nobody_else_answers(command: AnyCommand) -> None:
    refused = (
        given(*story, *another_clinic, referred)
        .when(replace(command, context=acting(pieter, nurse, hospital)))
        .refused(Refusal.NOT_YOURS)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


@pytest.mark.parametrize("command", answers)
def test_the_team_does_not_answer_itself(command: AnyCommand) -> None:
    by_the_team = replace(command, context=acting())
    given(*story, referred).when(by_the_team).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("answered", [accepted, declined])
@pytest.mark.parametrize("command", answers)
def test_it_is_answered_once(command: AnyCommand, answered: Event) -> None:
    given(*story, referred, answered).when(command).refused(Refusal.ALREADY_DONE)
