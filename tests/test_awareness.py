"""Does the resident know, and was somebody of their own offered?"""

from dataclasses import replace

import pytest

from domain.codes import Channel, Language, Template
from domain.decisions.telling import told
from domain.facts.awareness import ClientSupportAnswered, ClientSupportOffered
from domain.templates import current
from tests import asked
from tests.people import bakker, by_fatima, closed, informed, opened, reported, stairs, town
from tests.scenario import given

the_letter = told(by_fatima, Template.PRIVACY_NOTICE, resident=bakker, case=stairs)


@pytest.mark.requirement("M-06")
def test_telling_a_resident_aloud_holds_the_text_that_was_told_and_a_letter_follows() -> None:
    given(*town, reported).when(asked.inform_resident).then(informed, the_letter)


@pytest.mark.requirement("M-06")
@pytest.mark.parametrize("language", [Language.DUTCH, Language.ENGLISH])
@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL])
def test_a_text_of_ours_is_sent_from_here_in_the_version_that_was_named(
    channel: Channel, language: Language
) -> None:
    text = current(Template.PRIVACY_NOTICE, language)
    tell = replace(asked.inform_resident, channel=channel, text=text.digest, language=language)
    letter = replace(the_letter, channel=channel, text=text.digest, language=language)
    now = replace(informed, channel=channel, text=text.digest, language=language)
    given(*town, reported).when(tell).then(now, letter)


@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.EMAIL, Channel.WEB])
def test_a_text_of_their_own_is_theirs_to_send(channel: Channel) -> None:
    tell = replace(asked.inform_resident, channel=channel)
    given(*town, reported).when(tell).then(replace(informed, channel=channel))


def test_what_is_on_the_web_is_not_sent_as_well() -> None:
    text = current(Template.PRIVACY_NOTICE).digest
    tell = replace(asked.inform_resident, channel=Channel.WEB, text=text)
    given(*town, reported).when(tell).then(replace(informed, channel=Channel.WEB, text=text))


def test_telling_somebody_of_a_case_that_never_came_in_is_a_mistake() -> None:
    given(*town).when(asked.inform_resident).unknown("case")


def test_the_duty_to_tell_does_not_end_with_the_case() -> None:
    given(*town, reported, opened, closed).when(asked.inform_resident).then(informed, the_letter)


def test_independent_support_is_offered_and_answered() -> None:
    offered = ClientSupportOffered(
        case=stairs, resident=bakker, channel=asked.offer_client_support.channel
    )
    given(*town, reported).when(asked.offer_client_support).then(offered)
    given(*town, reported, offered).when(asked.answer_client_support).then(
        ClientSupportAnswered(case=stairs, resident=bakker, wanted=False)
    )
