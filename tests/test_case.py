"""When is a case taken on, coordinated, looked into and closed?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.codes import CaseRole, LegalBasis, Outcome, Topic
from domain.fact import Event
from domain.facts.application import ApplicationWithdrawn
from domain.facts.case import CoordinatorAssigned, CoordinatorHandedOver, FindingRecorded
from domain.facts.municipality import FunctionAssigned, FunctionEnded
from domain.facts.participation import ParticipationStarted
from domain.refusal import Refusal
from domain.terms import ApplicationId
from tests import asked
from tests.people import (
    acting,
    applied,
    at_the_door,
    bakker,
    carer,
    clinic,
    closed,
    consultant,
    fatima,
    fatima_assigned,
    granted,
    helped,
    lift,
    monday,
    named,
    oost,
    opened,
    pieter,
    reported,
    stairs,
    town,
    zuid,
    zuid_formed,
)
from tests.scenario import given

assigned = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
handed_over = CoordinatorHandedOver(
    case=stairs, resident=bakker, team=oost, previous=fatima, coordinator=pieter
)
found = FindingRecorded(
    case=stairs, resident=bakker, topic=Topic.MOBILITY, finding="Zij loopt met een rollator."
)


def test_a_team_takes_on_what_came_in() -> None:
    given(*town, reported).when(asked.open_case).then(opened)


def test_a_case_falls_under_some_law() -> None:
    given(*town, reported).when(replace(asked.open_case, laws=())).malformed("laws")


def test_a_team_takes_on_what_it_will_do_itself() -> None:
    for_zuid = replace(asked.open_case, team=zuid)
    given(*town, zuid_formed, reported).when(for_zuid).refused(Refusal.NOT_INVOLVED)


def test_a_case_is_opened_once() -> None:
    given(*town, reported, opened).when(asked.open_case).refused(Refusal.CASE_ALREADY_OPEN)


def test_somebody_coordinates() -> None:
    given(*helped).when(asked.assign_coordinator).then(assigned)


def test_there_are_never_two_coordinators() -> None:
    given(*helped, assigned).when(replace(asked.assign_coordinator, coordinator=pieter)).refused(
        Refusal.COORDINATOR_ALREADY
    )


def test_coordination_is_handed_over_in_one_instant() -> None:
    pieter_too = replace(fatima_assigned, worker=pieter)
    given(*helped, pieter_too, assigned).when(asked.hand_over).then(handed_over)
    back = replace(asked.hand_over, coordinator=fatima, context=acting(pieter))
    given(*helped, pieter_too, assigned, handed_over).when(back).then(
        replace(handed_over, previous=pieter, coordinator=fatima)
    )


@pytest.mark.requirement("E-14")
def test_who_coordinates_is_of_the_team_or_takes_part() -> None:
    of_pieter = replace(asked.assign_coordinator, coordinator=pieter)
    elsewhere = replace(fatima_assigned, worker=pieter, team=zuid)
    carer_since = FunctionAssigned(worker=pieter, function=carer, since=monday.date())
    gone = FunctionEnded(worker=pieter, function=consultant, since=monday.date())
    not_yet = replace(fatima_assigned, worker=pieter, since=monday.date() + timedelta(days=1))
    pieter_too = replace(fatima_assigned, worker=pieter)
    no = Refusal.COORDINATOR_NOT_INVOLVED
    for nobody in ([], [elsewhere], [carer_since], [pieter_too, gone], [not_yet]):
        given(*helped, *nobody).when(of_pieter).refused(no)
        given(*helped, assigned, *nobody).when(asked.hand_over).refused(no)
    beside = ParticipationStarted(
        case=stairs, resident=bakker, team=oost, organisation=clinic, function=carer,
        role=CaseRole.PROVIDER, since=monday.date(), until=monday.date(),
        basis=LegalBasis.WMO_INVESTIGATION,
    )  # fmt: skip
    by_pieter = replace(assigned, coordinator=pieter)
    given(*helped, carer_since, beside).when(of_pieter).then(by_pieter)
    given(*helped, carer_since, beside).at(monday + timedelta(days=1)).when(of_pieter).refused(no)
    given(*helped, pieter_too).when(of_pieter).then(by_pieter)


def test_where_nobody_coordinates_nothing_is_handed_over() -> None:
    given(*helped).when(asked.hand_over).unknown("coordinator")


def test_handing_over_to_oneself_is_no_hand_over() -> None:
    given(*helped, assigned).when(replace(asked.hand_over, coordinator=fatima)).refused(
        Refusal.ALREADY_DONE
    )


def test_what_is_found_out_is_about_what_was_asked() -> None:
    given(*helped).when(asked.record_finding).then(found)
    given(*helped).when(replace(asked.record_finding, topic=Topic.DEBT)).refused(
        Refusal.NOT_NECESSARY
    )


def test_a_case_is_closed() -> None:
    given(*helped).when(asked.close_case).then(closed)


withdrawn_application = ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)


@pytest.mark.requirement("H-06")
def test_a_case_with_an_open_application_is_not_closed() -> None:
    given(*helped, applied).when(asked.close_case).refused(Refusal.APPLICATION_OPEN)
    other = replace(applied, application=ApplicationId(named("wheelchair")))
    given(*helped, applied, other, granted).when(asked.close_case).refused(Refusal.APPLICATION_OPEN)


@pytest.mark.requirement("H-06")
@pytest.mark.parametrize(
    "end", [granted, replace(granted, outcome=Outcome.REFUSED), withdrawn_application]
)
def test_after_its_decision_or_withdrawal_the_case_can_be_closed(end: Event) -> None:
    given(*helped, applied, end).when(asked.close_case).then(closed)


def test_the_first_word_about_a_case_says_whose_it_is() -> None:
    refused = given(*at_the_door).when(asked.close_case).refused(Refusal.CASE_NOT_OPEN)
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))
