"""At whose door does a case wait, who may do anything with it there, and who takes it on?"""

from dataclasses import replace
from datetime import date

import pytest

from domain.codes import Channel, NotOpenedReason, Relation, Role
from domain.fact import Event
from domain.facts.awareness import ClientSupportOffered
from domain.facts.intake import CaseNotOpened, CaseRedirected
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.facts.reading import RecordRead
from domain.facts.team import TeamDissolved
from domain.refusal import Refusal
from domain.terms import FunctionId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    at_the_door,
    bakker,
    buurtteam,
    by_admin,
    by_leader,
    closed,
    consultant,
    kim,
    leads,
    named,
    oost,
    opened,
    pieter,
    reported,
    signalled,
    stairs,
    town,
    zuid,
    zuid_formed,
)
from tests.scenario import given

in_zuid = FunctionAssigned(worker=kim, function=consultant, team=zuid, since=date(2026, 1, 1))
by_kim = acting(kim)
waiting = (*at_the_door, zuid_formed, in_zuid)
passed_on = CaseRedirected(case=stairs, resident=bakker, previous=oost, team=zuid)
taken_there = replace(opened, team=zuid)
sent_away = CaseNotOpened(
    case=stairs, resident=bakker, team=oost, reason=NotOpenedReason.NOT_FOR_US
)
take_there = replace(asked.open_case, context=by_kim, team=zuid)
at_a_door: list[AnyCommand] = [
    asked.confirm_receipt, asked.clarify_question, asked.turn_away, asked.inform_resident,
    asked.offer_client_support, asked.answer_client_support, asked.redirect_case,
]  # fmt: skip


def kind(command: AnyCommand) -> str:
    return type(command).__name__


@pytest.mark.requirement("Z-15")
def test_a_case_is_taken_on_by_the_team_at_whose_door_it_waits() -> None:
    given(*waiting).when(asked.open_case).then(opened)
    given(*waiting).when(take_there).refused(Refusal.NOT_INVOLVED)


@pytest.mark.requirement("Z-15")
def test_it_is_taken_on_elsewhere_once_it_was_passed_on() -> None:
    given(*waiting).when(asked.redirect_case).then(passed_on)
    given(*waiting, passed_on).when(take_there).then(taken_there)
    given(*waiting, passed_on).when(asked.open_case).refused(Refusal.NOT_INVOLVED)
    back = replace(asked.redirect_case, context=by_kim, team=oost)
    given(*waiting, passed_on).when(back).then(replace(passed_on, previous=zuid, team=oost))


@pytest.mark.requirement("Z-15")
def test_what_another_team_tells_of_it_does_not_bring_it_to_their_door() -> None:
    told = replace(signalled, case=stairs, resident=bakker, team=zuid)
    asked_again = replace(reported, team=zuid)
    for more in (told, asked_again):
        given(*waiting, more).when(take_there).refused(Refusal.NOT_INVOLVED)
    given(*waiting, sent_away, asked_again).when(take_there).then(taken_there)


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("command", at_a_door, ids=kind)
def test_at_another_teams_door_nobody_does_anything_with_it(command: AnyCommand) -> None:
    """Least of all sends it away, to have it come in at the own door."""
    elsewhere = replace(command, context=by_kim)
    given(*waiting).when(elsewhere).refused(Refusal.NOT_INVOLVED)
    offered = ClientSupportOffered(case=stairs, resident=bakker, channel=Channel.PHONE)
    assert given(*waiting, offered).when(command).journal.record(command).refusal is None


@pytest.mark.requirement("Z-15")
@pytest.mark.parametrize("command", at_a_door, ids=kind)
def test_once_it_is_passed_on_it_is_no_longer_theirs(command: AnyCommand) -> None:
    given(*waiting, passed_on).when(command).refused(Refusal.NOT_INVOLVED)


class TestAFrontDeskOfNoTeam:
    """Who writes down what comes in need not be of the team that it is for."""

    desk = FunctionId(named("desk"))
    history = (
        *town, zuid_formed,
        FunctionEstablished(function=desk, organisation=buurtteam, role=Role.FRONT_DOOR),
        FunctionAssigned(worker=pieter, function=desk, since=date(2026, 1, 1)),
    )  # fmt: skip

    def asks(self, *commands: AnyCommand, history: tuple[Event, ...] = history) -> Refusal | None:
        """What comes of the last of these, asked by the desk."""
        journal = given(*history).when(commands[0]).journal
        asked_there = [replace(each, context=acting(pieter, self.desk)) for each in commands]
        *before, last = [journal.record(each).refusal for each in asked_there]
        assert before == [None] * len(before)
        return last

    @pytest.mark.requirement("Z-15")
    def test_goes_on_with_it_until_a_team_takes_it_on(self) -> None:
        assert self.asks(asked.receive_notification, asked.clarify_question) is None
        assert self.asks(asked.receive_notification, asked.redirect_case) is None

    @pytest.mark.requirement("Z-15")
    def test_is_done_with_it_once_it_was_passed_on(self) -> None:
        more = (asked.receive_notification, asked.redirect_case, asked.clarify_question)
        assert self.asks(*more) is Refusal.NOT_INVOLVED

    @pytest.mark.requirement("Z-15")
    def test_does_not_get_at_what_another_wrote_down_by_adding_something(self) -> None:
        waits = (*self.history, reported)
        told = replace(asked.receive_signal, case=stairs, resident=bakker)
        assert self.asks(asked.clarify_question, history=waits) is Refusal.NOT_INVOLVED
        assert self.asks(told, asked.clarify_question, history=waits) is Refusal.NOT_INVOLVED


def test_it_is_passed_on_while_it_waits_to_another_team_that_stands() -> None:
    given(*waiting, opened).when(asked.redirect_case).refused(Refusal.CASE_ALREADY_OPEN)
    given(*waiting, opened, closed).when(asked.redirect_case).refused(Refusal.CASE_CLOSED)
    given(*waiting, sent_away).when(asked.redirect_case).refused(Refusal.ALREADY_DONE)
    given(*waiting).when(replace(asked.redirect_case, team=oost)).refused(Refusal.ALREADY_DONE)
    given(*at_the_door).when(asked.redirect_case).unknown("team")
    given(*town, zuid_formed).when(asked.redirect_case).unknown("case")
    no_more = TeamDissolved(team=zuid, since=date(2026, 3, 1))
    given(*waiting, no_more).when(asked.redirect_case).refused(Refusal.TEAM_ENDED)


def test_at_the_door_of_a_team_that_is_no_more_the_administrator_passes_it_on() -> None:
    no_more = TeamDissolved(team=oost, since=date(2026, 3, 1))
    by_the_town = replace(asked.redirect_case, context=by_admin)
    given(*waiting, no_more).when(by_the_town).then(passed_on)


@pytest.mark.requirement("Z-15")
def test_who_gets_it_passed_on_reads_it_and_who_passed_it_on_no_longer() -> None:
    there = replace(asked.read_record, context=by_kim)
    given(*waiting).when(there).refused(Refusal.NOT_INVOLVED)
    given(*waiting, passed_on).when(asked.read_record).refused(Refusal.NOT_INVOLVED)
    when = given(*waiting, passed_on).when(there)
    (fact,) = when.journal.record(there).facts
    assert isinstance(fact.event, RecordRead)
    assert (fact.event.relation, fact.event.team) == (Relation.TEAM, zuid)


@pytest.mark.requirement("Z-15")
def test_a_waiting_case_is_shut_by_the_leader_of_that_team_alone() -> None:
    shut = replace(asked.restrict_case, context=by_leader)
    elsewhere = replace(leads[1], team=zuid)
    given(*waiting, leads[0], elsewhere).when(shut).refused(Refusal.NOT_INVOLVED)
    assert given(*waiting, *leads).when(shut).journal.record(shut).refusal is None
