"""What comes in at the one front door, and what ends there?"""

from dataclasses import fields, replace
from typing import Any

import pytest

from domain.codes import Channel, Language, NotOpenedReason, Template, Urgency
from domain.decisions.telling import told
from domain.facts.intake import CaseNotOpened, ConsultHeld, ReceiptConfirmed
from domain.filing import fields_of, identities
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import PATTERNS, Neighbourhood, ResidentId
from service.deciding import AnyCommand
from tests import asked
from tests.people import (
    agreed,
    at_the_door,
    bakker,
    by_fatima,
    clarified,
    clinic_registered,
    closed,
    informed,
    letter,
    mandated,
    max_,
    oost,
    opened,
    permitted,
    reported,
    signalled,
    signals,
    stairs,
    town,
    zuid,
)
from tests.scenario import given

receipt = told(by_fatima, Template.RECEIPT, resident=bakker, case=stairs)
sent_away = CaseNotOpened(
    case=stairs, resident=bakker, team=oost, reason=NotOpenedReason.NOT_FOR_US
)


@pytest.mark.requirement("C-01")
def test_a_consult_names_nobody() -> None:
    held = ConsultHeld(
        team=oost, topic=asked.hold_consult.topic, minutes=20,
        neighbourhood=asked.hold_consult.neighbourhood,
    )  # fmt: skip
    given(*town).when(asked.hold_consult).then(held)
    assert identities(held) == {f"team:{oost}"}
    assert {f.name for f in fields(ConsultHeld)} == {"team", "topic", "neighbourhood", "minutes"}
    assert all(f.kind is not ResidentId and f.about is None for f in fields_of(ConsultHeld))
    assert not PATTERNS[Neighbourhood].fullmatch("Bakkerstraat 3")


@pytest.mark.parametrize("minutes", [0, -1, 24 * 60 + 1])
def test_a_consult_takes_some_time_and_no_more_than_a_day(minutes: int) -> None:
    given(*town).when(replace(asked.hold_consult, minutes=minutes)).malformed("minutes")


def test_a_consult_may_take_a_day() -> None:
    given(*town).when(replace(asked.hold_consult, minutes=24 * 60)).journal.record(
        asked.hold_consult
    )


@pytest.mark.parametrize(
    "command",
    [asked.hold_consult, asked.receive_signal, asked.receive_notification],
    ids=lambda command: type(command).__name__,
)
def test_a_team_that_was_never_formed_is_unknown(command: AnyCommand) -> None:
    nowhere: Any = {"team": zuid}
    given(*town).when(replace(command, **nowhere)).unknown("team")


def test_a_signal_is_written_down_under_a_number_of_its_own() -> None:
    given(*town).when(asked.receive_signal).then(signalled)


def test_a_second_signal_about_the_same_resident_joins_the_first() -> None:
    given(*town, signalled).when(asked.receive_signal).then(signalled)


def test_a_residents_own_question_is_a_notification() -> None:
    given(*town).when(asked.receive_notification).then(reported, receipt)


@pytest.mark.parametrize(
    ("came_by", "answered_by"),
    [(Channel.PHONE, Channel.LETTER), (Channel.COUNTER, Channel.LETTER),
     (Channel.WEB, Channel.EMAIL), (Channel.EMAIL, Channel.EMAIL)],
)  # fmt: skip
def test_that_it_came_in_is_confirmed_in_the_residents_language(
    came_by: Channel, answered_by: Channel
) -> None:
    english = current(Template.RECEIPT, Language.ENGLISH)
    command = replace(asked.receive_notification, channel=came_by, language=Language.ENGLISH)
    given(*town).when(command).then(
        replace(reported, channel=came_by),
        replace(receipt, channel=answered_by, text=english.digest, language=Language.ENGLISH),
    )


def test_where_there_is_no_text_in_a_language_it_is_dutch_and_says_so() -> None:
    command = replace(asked.receive_notification, language=Language.POLISH)
    given(*town).when(command).then(reported, receipt)


def test_one_number_is_about_one_resident() -> None:
    refused = (
        given(*town, reported)
        .when(replace(asked.receive_signal, case=stairs))
        .refused(Refusal.OTHER_RESIDENT)
    )
    assert set(refused.residents) == {bakker, max_}
    given(*town, signalled).when(replace(asked.receive_notification, case=signals)).refused(
        Refusal.OTHER_RESIDENT
    )


def test_the_number_of_a_closed_case_is_not_used_again() -> None:
    given(*town, reported, opened, closed).when(asked.receive_notification).refused(
        Refusal.CASE_CLOSED
    )
    again = replace(asked.receive_signal, case=stairs, resident=bakker)
    given(*town, reported, opened, closed).when(again).refused(Refusal.CASE_CLOSED)


def test_receipt_is_confirmed_with_the_text_that_was_sent() -> None:
    given(*town, reported).when(asked.confirm_receipt).then(
        ReceiptConfirmed(
            case=stairs, resident=bakker, channel=asked.confirm_receipt.channel, text=letter
        )
    )


def test_the_question_is_clarified_in_the_residents_words() -> None:
    given(*town, reported).when(asked.clarify_question).then(
        replace(clarified, topics=asked.clarify_question.topics)
    )


def test_a_question_is_about_something() -> None:
    given(*town, reported).when(replace(asked.clarify_question, topics=())).malformed("topics")


@pytest.mark.requirement("E-09")
@pytest.mark.parametrize("command", [asked.agree_plan, asked.refer, asked.receive_application])
def test_what_is_urgent_does_not_wait_for_the_question(command: AnyCommand) -> None:
    urgent = replace(reported, urgency=Urgency.URGENT)
    history = (*town, clinic_registered, mandated, urgent, informed, opened, agreed, permitted)
    when = given(*history).when(command)
    assert when.journal.record(when.command).refusal is None


def test_at_the_front_door_it_may_end() -> None:
    given(*at_the_door).when(asked.turn_away).then(sent_away)


def test_what_never_came_in_cannot_be_turned_away() -> None:
    given(*town).when(asked.turn_away).unknown("case")


def test_it_ends_once() -> None:
    given(*at_the_door, sent_away).when(asked.turn_away).refused(Refusal.ALREADY_DONE)


def test_a_resident_who_was_turned_away_may_come_back_and_be_turned_away_again() -> None:
    given(*at_the_door, sent_away, reported).when(asked.turn_away).then(sent_away)


def test_a_case_that_a_team_took_on_is_not_turned_away() -> None:
    given(*at_the_door, opened).when(asked.turn_away).refused(Refusal.CASE_ALREADY_OPEN)
    given(*at_the_door, opened, closed).when(asked.turn_away).refused(Refusal.CASE_CLOSED)
