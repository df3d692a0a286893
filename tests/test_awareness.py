"""Does the resident know, and was somebody of their own offered?"""

from domain.facts.awareness import ClientSupportAnswered, ClientSupportOffered
from tests import asked
from tests.people import bakker, closed, informed, opened, reported, stairs, town
from tests.scenario import given


def test_telling_a_resident_holds_the_text_that_was_told() -> None:
    given(*town, reported).when(asked.inform_resident).then(informed)


def test_telling_somebody_of_a_case_that_never_came_in_is_a_mistake() -> None:
    given(*town).when(asked.inform_resident).unknown("case")


def test_the_duty_to_tell_does_not_end_with_the_case() -> None:
    given(*town, reported, opened, closed).when(asked.inform_resident).then(informed)


def test_independent_support_is_offered_and_answered() -> None:
    offered = ClientSupportOffered(
        case=stairs, resident=bakker, channel=asked.offer_client_support.channel
    )
    given(*town, reported).when(asked.offer_client_support).then(offered)
    given(*town, reported, offered).when(asked.answer_client_support).then(
        ClientSupportAnswered(case=stairs, resident=bakker, wanted=False)
    )
