"""Who sat at the table; with the person, or about who knows of it."""

from dataclasses import replace

import pytest

from domain.codes import Channel, Participant
from domain.facts.awareness import ConversationHeld
from domain.refusal import Refusal
from tests import asked
from tests.people import bakker, closed, informed, opened, reported, stairs, town, wit
from tests.scenario import given
from tests.test_awareness import involved

held = ConversationHeld(
    case=stairs, resident=bakker, channel=Channel.HOME_VISIT,
    participants=(Participant.RESIDENT, Participant.CLIENT_SUPPORT), with_resident=True,
)  # fmt: skip
among_themselves = (Participant.COLLEAGUE, Participant.PROVIDER)


@pytest.mark.requirement("C-05")
def test_a_conversation_with_the_person_is_held_whatever_was_told() -> None:
    given(*town, reported).when(asked.hold_conversation).then(held)
    given(*town, reported, informed).when(asked.hold_conversation).then(held)


@pytest.mark.requirement("M-03")
def test_about_somebody_one_talks_without_them_only_once_they_know() -> None:
    about = replace(asked.hold_conversation, participants=among_themselves)
    given(*town, reported).when(about).refused(Refusal.RESIDENT_NOT_INFORMED)
    without = replace(held, participants=among_themselves, with_resident=False)
    given(*town, reported, informed).when(about).then(without)
    partner = replace(about, resident=wit)
    given(*town, reported, involved, informed).when(partner).refused(Refusal.RESIDENT_NOT_INFORMED)
    told = replace(informed, resident=wit)
    given(*town, reported, involved, told).when(partner).then(replace(without, resident=wit))


def test_somebody_was_there_and_each_is_named_once() -> None:
    for nobody in ((), (Participant.RESIDENT, Participant.RESIDENT)):
        given(*town, reported).when(
            replace(asked.hold_conversation, participants=nobody)
        ).malformed("participants")


def test_it_was_with_or_about_somebody_in_an_open_case() -> None:
    given(*town, reported).when(replace(asked.hold_conversation, resident=wit)).unknown("resident")
    given(*town, reported, opened, closed).when(asked.hold_conversation).refused(
        Refusal.CASE_CLOSED
    )
