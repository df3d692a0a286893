"""By what right: who may do something in a case at all, before any other rule is asked?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest

from domain.codes import CaseRole, Purpose, Role, Tie
from domain.decisions.participation import EndParticipation
from domain.fact import Context
from domain.facts.application import ApplicationWithdrawn
from domain.facts.case import CoordinatorAssigned, CoordinatorHandedOver, FindingRecorded
from domain.facts.municipality import FunctionAssigned, FunctionEnded, FunctionEstablished
from domain.facts.participation import TieDeclared
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, FunctionId, WorkerId
from service.deciding import AnyCommand
from service.journal import Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.records import Page
from tests import asked
from tests.people import (
    acting,
    applied,
    bakker,
    buurtteam,
    by_clinic,
    by_leader,
    by_ombudsman,
    cares,
    consultant,
    fatima,
    fatima_assigned,
    gemeente,
    helped,
    inquires,
    leads,
    lift,
    mandated,
    named,
    oost,
    pieter,
    referred,
    reported,
    stairs,
    town,
    zuid,
    zuid_formed,
)
from tests.scenario import Clock, a_stage, given, put
from tests.test_participation import takes_part

elsewhere = FunctionId(named("consultant of zuid"))
of_zuid = (
    zuid_formed,
    FunctionEstablished(function=elsewhere, organisation=buurtteam, role=Role.WORKER),
    FunctionAssigned(worker=pieter, function=elsewhere, team=zuid, since=date(2026, 1, 1)),
)
by_pieter = acting(pieter, elsewhere)
story = (*helped, *of_zuid, mandated, applied)
found = FindingRecorded(
    case=stairs, resident=bakker, topic=asked.record_finding.topic,
    finding=asked.record_finding.finding,
)  # fmt: skip
in_the_case: list[AnyCommand] = [
    asked.record_finding, asked.agree_plan, asked.spend, asked.close_case,
    asked.withdraw_application, asked.take_decision, asked.send_decision,
]  # fmt: skip


def by(command: AnyCommand, context: Context) -> AnyCommand:
    return replace(command, context=replace(context, command=asked_anew()))


def asked_anew() -> CommandId:
    return acting().command


def kind(command: AnyCommand) -> str:
    return type(command).__name__


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("command", in_the_case, ids=kind)
class TestInACase:
    def test_nobody_acts_in_a_function_that_they_do_not_hold(self, command: AnyCommand) -> None:
        nobody = by(command, acting(WorkerId(named("nobody"))))
        refused = given(*story).when(nobody).refused(Refusal.FUNCTION_NOT_HELD)
        assert (refused.cases, refused.residents) == ((stairs,), (bakker,))

    def test_nobody_acts_any_more_once_it_ended(self, command: AnyCommand) -> None:
        ended = FunctionEnded(worker=fatima, function=consultant, since=date(2026, 3, 2))
        given(*story, ended).when(by(command, acting())).refused(Refusal.FUNCTION_NOT_HELD)

    def test_a_function_is_of_the_organisation_that_the_token_says(
        self, command: AnyCommand
    ) -> None:
        for_the_town = by(command, acting(organisation=gemeente))
        given(*story).when(for_the_town).refused(Refusal.FUNCTION_NOT_HELD)

    def test_another_team_has_nothing_to_do_with_it(self, command: AnyCommand) -> None:
        refused = given(*story).when(by(command, by_pieter)).refused(Refusal.NOT_INVOLVED)
        assert (refused.cases, refused.residents) == ((stairs,), (bakker,))

    @pytest.mark.requirement("C-12")
    def test_a_partner_has_nothing_to_do_with_it(self, command: AnyCommand) -> None:
        given(*story, *cares, referred).when(by(command, by_clinic)).refused(Refusal.NOT_AUTHORISED)

    @pytest.mark.requirement("Z-17")
    def test_an_ombudsman_writes_nothing(self, command: AnyCommand) -> None:
        given(*story, *inquires).when(by(command, by_ombudsman)).refused(Refusal.NOT_AUTHORISED)

    @pytest.mark.parametrize("tie", [Tie.SELF, Tie.HOUSEHOLD])
    def test_nobody_acts_in_a_case_of_their_own_or_their_household(
        self, command: AnyCommand, tie: Tie
    ) -> None:
        close = TieDeclared(worker=fatima, resident=bakker, tie=tie)
        given(*story, close).when(by(command, acting())).refused(Refusal.OWN_CASE)


def test_an_acquaintance_helps_but_does_not_decide() -> None:
    knows_her = TieDeclared(worker=fatima, resident=bakker, tie=Tie.ACQUAINTANCE)
    given(*story, knows_her).when(asked.record_finding).then(found)
    for command in (asked.take_decision, asked.spend, asked.reserve):
        given(*story, knows_her).when(command).refused(Refusal.OWN_CASE)


def test_at_the_door_any_front_door_lets_in_what_then_waits_there() -> None:
    knocks = replace(asked.receive_notification, case=CaseId(named("another")))
    assert given(*story).when(by(knocks, by_pieter)).journal.record(knocks).refusal is None
    for command in (asked.confirm_receipt, asked.clarify_question, asked.inform_resident):
        begun = given(*town, *of_zuid, reported).when(command)
        assert begun.journal.record(command).refusal is None
        given(*town, *of_zuid, reported).when(by(command, by_pieter)).refused(Refusal.NOT_INVOLVED)
        given(*story).when(by(command, by_pieter)).refused(Refusal.NOT_INVOLVED)


def test_a_case_that_an_application_names_is_looked_up() -> None:
    taken_back = ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)
    given(*story).when(asked.withdraw_application).then(taken_back)


@pytest.mark.requirement("E-14")
def test_who_coordinates_hands_over_or_the_team_leader_does() -> None:
    colleague = WorkerId(named("colleague"))
    team = (
        *story, *leads, replace(fatima_assigned, worker=colleague),
        CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima),
    )  # fmt: skip
    to_colleague = replace(asked.hand_over, coordinator=colleague)
    over = CoordinatorHandedOver(
        case=stairs, resident=bakker, team=oost, previous=fatima, coordinator=colleague
    )
    given(*team).when(by(to_colleague, acting(colleague))).refused(Refusal.NOT_COORDINATOR)
    given(*team).when(by(to_colleague, acting())).then(over)
    given(*team).when(by(to_colleague, by_leader)).then(over)
    given(*team, over).when(by(to_colleague, acting())).refused(Refusal.NOT_COORDINATOR)


@pytest.mark.requirement("C-12")
def test_a_partner_answers_no_referral_of_another() -> None:
    pieter_there = (
        FunctionEstablished(function=elsewhere, organisation=gemeente, role=Role.PROVIDER),
        FunctionAssigned(worker=pieter, function=elsewhere, since=date(2026, 1, 1)),
    )
    by_another = acting(pieter, elsewhere, gemeente, Purpose.REFERRAL)
    history = (*helped, *cares, *pieter_there, referred)
    given(*history).when(by(asked.accept_referral, by_another)).refused(Refusal.NOT_YOURS)


class Meanwhile(MemoryStore):
    """A store in which something happens right after it was read for the first time."""

    def read(self, items: Any = (), *, after: int = 0, limit: int | None = None) -> Page:
        page = super().read(items, after=after, limit=limit)
        if happens := self.__dict__.pop("happens", None):
            happens()
        return page


def test_what_is_named_for_the_first_time_meanwhile_is_asked_about_all_the_same() -> None:
    """When it was looked up there was no such application, so it was nobody's case."""
    store = Meanwhile(Clock())
    journal = Journal(store, MemoryKeys())
    put(journal, *helped, *of_zuid)
    store.__dict__["happens"] = lambda: put(journal, applied)
    answer = journal.record(by(asked.withdraw_application, by_pieter))
    assert answer.refusal is Refusal.NOT_INVOLVED


@pytest.mark.requirement("M-38")
def test_after_a_participation_has_ended_nothing_is_done_under_it() -> None:
    """Somebody writes and writes while the other one ends it: at the same instants."""
    part = replace(
        takes_part, function=elsewhere, organisation=buurtteam, role=CaseRole.SECOND_WORKER
    )
    for _ in range(5):
        journal = a_stage().journal
        put(journal, *story, *leads, part)
        start = Barrier(2)

        def write(journal: Journal = journal, start: Barrier = start) -> None:
            start.wait()
            for _ in range(20):
                if journal.record(by(asked.record_finding, by_pieter)).refusal:
                    return

        def end(journal: Journal = journal, start: Barrier = start) -> int:
            start.wait()
            journal.record(by(asked.record_finding, acting()))
            over = EndParticipation(context=acting(*leader()), case=stairs, function=elsewhere)
            return journal.record(over).position

        with ThreadPoolExecutor(2) as both:
            writing, ending = both.submit(write), both.submit(end)
            writing.result()
            ended = ending.result()
        after = journal.record(by(asked.record_finding, by_pieter))
        assert after.refusal is Refusal.NOT_INVOLVED
        late = [
            fact for fact in journal.read(f"case:{stairs}", after=ended)
            if isinstance(fact.event, FindingRecorded) and fact.context.actor == pieter
        ]  # fmt: skip
        assert not late


def leader() -> tuple[WorkerId, FunctionId]:
    return by_leader.actor, by_leader.function


def test_what_is_refused_says_who_asked_and_in_what_function() -> None:
    refused = given(*story).when(by(asked.record_finding, by_pieter))
    answer = refused.journal.record(refused.command)
    (fact,) = answer.facts
    assert isinstance(fact.event, AttemptRefused)
    assert (fact.context.actor, fact.context.function) == (pieter, elsewhere)
