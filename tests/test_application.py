"""Who decides on an application, how fast, and does the resident hear of it?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.codes import (
    Channel,
    Language,
    Law,
    MandatedAct,
    MandateKind,
    Outcome,
    Provision,
    Role,
    Template,
)
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.application import ApplicationWithdrawn, DecisionEscalated, DecisionSent
from domain.facts.mandate import MandateGranted
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import MOST_CENTS, ApplicationId, Cents, FunctionId, MandateId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    acting,
    administrator,
    applied,
    bakker,
    fast_track,
    fatima,
    gemeente,
    granted,
    helped,
    leader,
    letter,
    lift,
    lift_granted,
    mandated,
    named,
    oost,
    pieter,
    revoked,
    stairs,
)
from tests.scenario import given

led = FunctionEstablished(function=leader, organisation=gemeente, role=Role.TEAM_LEADER)
larger = replace(
    mandated, mandate=MandateId(named("larger")), function=leader, limit=Cents(10_000_00)
)
led_by = FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1))
story = (*helped, mandated, led, led_by, larger, applied)
led_story = (
    *helped, led, replace(mandated, function=leader), applied,
    FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
)  # fmt: skip
by_the_leader = acting(pieter, leader, gemeente)
withdrawn = ApplicationWithdrawn(application=lift, case=stairs, resident=bakker)
sent = DecisionSent(
    decision=lift_granted, application=lift, case=stairs, resident=bakker,
    channel=asked.send_decision.channel, text=letter,
)  # fmt: skip
escalated = DecisionEscalated(
    application=lift, case=stairs, resident=bakker, team=oost, function=leader,
    amount=Cents(5_400_00), decision=lift_granted, mandate=fast_track, outcome=Outcome.GRANTED,
)  # fmt: skip
above = replace(asked.take_decision, amount=Cents(5_400_00), escalate_to=leader)


def test_an_application_is_received() -> None:
    given(*helped).when(asked.receive_application).then(applied)


def test_an_application_is_received_once() -> None:
    given(*helped, applied).when(asked.receive_application).refused(Refusal.ALREADY_DONE)


def test_an_application_may_be_taken_back() -> None:
    given(*helped, applied).when(asked.withdraw_application).then(withdrawn)


@pytest.mark.parametrize(
    "command", [asked.withdraw_application, asked.take_decision, asked.send_decision]
)
def test_an_application_that_never_came_in_is_unknown(command: AnyCommand) -> None:
    given(*helped, mandated).when(command).unknown("application")


@pytest.mark.parametrize("end", [withdrawn, granted])
@pytest.mark.parametrize("command", [asked.withdraw_application, asked.take_decision])
def test_what_ended_is_not_decided_or_taken_back_again(command: AnyCommand, end: Event) -> None:
    refused = given(*story, end).when(command).refused(Refusal.ALREADY_DONE)
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


def test_a_decision_is_of_one_application() -> None:
    other = replace(applied, application=ApplicationId(named("wheelchair")))
    again = replace(asked.take_decision, application=other.application)
    given(*story, other, granted).when(again).refused(Refusal.ALREADY_DONE)


@pytest.mark.requirement("H-05")
def test_within_the_mandate_the_team_decides_in_the_same_command() -> None:
    answer = given(*story).when(asked.take_decision).then(granted)
    assert answer.facts[0].context.mandate == fast_track


@pytest.mark.requirement("H-05")
def test_up_to_and_including_the_limit() -> None:
    limit = replace(asked.take_decision, amount=mandated.limit)
    given(*story).when(limit).then(replace(granted, amount=mandated.limit))
    cent_more = replace(limit, amount=Cents(mandated.limit + 1))
    given(*story).when(cent_more).refused(Refusal.MANDATE_EXCEEDED)


@pytest.mark.requirement("H-05")
def test_above_it_there_is_one_escalation_to_whom_it_is_said() -> None:
    given(*story).when(above).then(escalated)
    to_herself = replace(above, context=by_the_leader, escalate_to=administrator)
    refused = given(*led_story, escalated).when(to_herself).refused(Refusal.MANDATE_EXCEEDED)
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


@pytest.mark.requirement("H-05")
def test_to_whom_it_went_up_decides_within_the_larger_mandate() -> None:
    larger = replace(mandated, function=leader, limit=Cents(10_000_00))
    decided = replace(above, context=by_the_leader, escalate_to=None)
    given(*led_story, larger, escalated).when(decided).then(
        replace(granted, amount=Cents(5_400_00))
    )


@pytest.mark.requirement("H-05")
@pytest.mark.parametrize("amount", [3_950_00, 5_400_00])
def test_once_it_went_up_nobody_else_decides_whatever_the_mandate(amount: int) -> None:
    larger = replace(mandated, limit=Cents(10_000_00))
    by_herself = replace(asked.take_decision, amount=Cents(amount))
    refused = (
        given(*helped, larger, led, applied, escalated)
        .when(by_herself)
        .refused(Refusal.MANDATE_OF_ANOTHER)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


def test_above_it_without_saying_to_whom_is_refused() -> None:
    given(*story).when(replace(above, escalate_to=None)).refused(Refusal.MANDATE_EXCEEDED)


def test_it_goes_up_to_a_function_that_there_is() -> None:
    nobody = replace(above, escalate_to=FunctionId(named("nobody")))
    given(*story).when(nobody).unknown("function")


def test_only_what_is_above_a_mandate_goes_up() -> None:
    given(*story, revoked).when(above).refused(Refusal.MANDATE_ENDED)


def test_without_any_mandate_nothing_is_decided() -> None:
    given(*helped, led, applied).when(asked.take_decision).unknown("mandate")


@pytest.mark.parametrize(
    ("mandate", "code"),
    [
        (replace(mandated, function=leader), Refusal.MANDATE_OF_ANOTHER),
        (replace(mandated, until=date(2026, 3, 1)), Refusal.MANDATE_ENDED),
        (replace(mandated, since=date(2026, 3, 3)), Refusal.MANDATE_ENDED),
        (replace(mandated, acts=(MandatedAct.REFUSE,)), Refusal.MANDATE_NOT_FOR_THIS),
        (replace(mandated, laws=(Law.YOUTH,)), Refusal.MANDATE_NOT_FOR_THIS),
        (replace(mandated, provisions=(Provision.GUIDANCE,)), Refusal.MANDATE_NOT_FOR_THIS),
        (replace(mandated, limit=Cents(1)), Refusal.MANDATE_EXCEEDED),
        (replace(mandated, kind=MandateKind.CONTRACT), Refusal.MANDATE_NOT_FOR_THIS),
        (replace(mandated, kind=MandateKind.ACT), Refusal.MANDATE_NOT_FOR_THIS),
    ],
    ids=[
        "of another",
        "ended",
        "not yet",
        "other act",
        "other law",
        "other provision",
        "limit",
        "volmacht",
        "machtiging",
    ],
)
def test_a_mandate_for_something_else_is_none(mandate: MandateGranted, code: Refusal) -> None:
    given(*helped, mandate, led, applied).when(asked.take_decision).refused(code)
    if mandate.kind is not MandateKind.DECIDE:
        refuse = replace(asked.take_decision, outcome=Outcome.REFUSED)
        given(*helped, mandate, led, applied).when(refuse).refused(code)


def test_a_mandate_holds_on_its_first_and_last_day() -> None:
    one_day = replace(mandated, since=date(2026, 3, 2), until=date(2026, 3, 2))
    history = (*helped, one_day, led, applied)
    last = datetime(2026, 3, 2, 22, 59, 59, tzinfo=UTC)
    given(*history).when(asked.take_decision).then(granted)
    given(*history).at(last).when(asked.take_decision).then(granted)
    given(*history).at(last + timedelta(seconds=1)).when(asked.take_decision).refused(
        Refusal.MANDATE_ENDED
    )


def test_refusing_takes_a_mandate_to_refuse() -> None:
    refuse = replace(asked.take_decision, outcome=Outcome.REFUSED)
    given(*story).when(refuse).then(replace(granted, outcome=Outcome.REFUSED))
    may_grant = replace(mandated, acts=(MandatedAct.GRANT,))
    given(*helped, may_grant, led, applied).when(refuse).refused(Refusal.MANDATE_NOT_FOR_THIS)


def test_a_refusal_need_not_be_of_an_amount() -> None:
    refuse = replace(asked.take_decision, outcome=Outcome.REFUSED, amount=Cents(0))
    given(*story).when(refuse).then(replace(granted, outcome=Outcome.REFUSED, amount=Cents(0)))
    above_it = replace(refuse, amount=Cents(mandated.limit + 1))
    given(*story).when(above_it).refused(Refusal.MANDATE_EXCEEDED)


@pytest.mark.parametrize("amount", [-1, MOST_CENTS + 1])
def test_a_refusal_of_less_than_nothing_or_too_much_is_a_typing_error(amount: int) -> None:
    refuse = replace(asked.take_decision, outcome=Outcome.REFUSED, amount=Cents(amount))
    given(*story).when(refuse).malformed("amount")


def test_who_does_not_hold_the_function_does_not_decide() -> None:
    given(*story).when(replace(asked.take_decision, context=acting(pieter))).refused(
        Refusal.FUNCTION_NOT_HELD
    )


def test_a_revoked_mandate_is_over_at_once() -> None:
    given(*story, revoked).when(asked.take_decision).refused(Refusal.MANDATE_ENDED)


def test_the_decision_is_sent_once_it_is_there_and_once_only() -> None:
    given(*story).when(asked.send_decision).refused(Refusal.NOT_DECIDED)
    given(*story, granted).when(asked.send_decision).then(sent)
    given(*story, granted, sent).when(asked.send_decision).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize("language", [Language.DUTCH, Language.ENGLISH])
def test_a_decision_in_a_text_of_ours_is_sent_from_here(language: Language) -> None:
    text = current(Template.DECISION, language)
    send = replace(asked.send_decision, text=text.digest)
    order = told(
        send.context, Template.DECISION, resident=bakker, case=stairs, language=language,
        channel=send.channel,
    )  # fmt: skip
    given(*story, granted).when(send).then(replace(sent, text=text.digest), order)


@pytest.mark.parametrize("channel", Channel)
def test_a_decision_is_sent_in_writing(channel: Channel) -> None:
    send = replace(asked.send_decision, channel=channel)
    if channel in (Channel.LETTER, Channel.WEB, Channel.EMAIL):
        given(*story, granted).when(send).then(replace(sent, channel=channel))
    else:
        given(*story, granted).when(send).malformed("channel")


def test_fatima_did_this_herself() -> None:
    answer = given(*story).when(asked.take_decision).then(granted)
    assert answer.facts[0].context.actor == fatima
