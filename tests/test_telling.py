"""Who is told what, in which text, by which message?"""

import pytest

from domain.codes import Channel, Language, Template
from domain.decisions.telling import SENT_FROM_HERE, ours, reply_to, told
from domain.templates import current
from domain.terms import Digest
from tests import asked
from tests.people import acting, bakker, clinic, leader, reported, stairs, town
from tests.scenario import given


def test_a_message_has_one_recipient() -> None:
    with pytest.raises(ValueError, match="one recipient"):
        told(acting(), Template.RECEIPT)
    with pytest.raises(ValueError, match="one recipient"):
        told(acting(), Template.RECEIPT, resident=bakker, organisation=clinic)


def test_what_is_told_stands_beside_what_is_decided() -> None:
    receipt = told(asked.receive_notification.context, Template.RECEIPT, resident=bakker,
                   case=stairs)  # fmt: skip
    given(*town).when(asked.receive_notification).then(reported, receipt)


def test_a_retry_orders_the_same_message_and_another_recipient_another() -> None:
    context = acting()
    first = told(context, Template.BREAK_GLASS, function=leader, case=stairs)
    assert told(context, Template.BREAK_GLASS, function=leader, case=stairs) == first
    other = told(context, Template.BREAK_GLASS, resident=bakker, case=stairs)
    reviewed = told(context, Template.BREAK_GLASS_REVIEW, function=leader, case=stairs)
    elsewhere = told(acting(), Template.BREAK_GLASS, function=leader, case=stairs)
    assert len({each.message for each in (first, other, reviewed, elsewhere)}) == 4


def test_it_says_in_which_text_and_language_it_is() -> None:
    english = told(acting(), Template.RECEIPT, resident=bakker, language=Language.ENGLISH)
    assert english.text == current(Template.RECEIPT, Language.ENGLISH).digest
    polish = told(acting(), Template.RECEIPT, resident=bakker, language=Language.POLISH)
    assert (polish.text, polish.language) == (current(Template.RECEIPT).digest, Language.DUTCH)


@pytest.mark.parametrize("channel", Channel)
def test_whoever_came_over_the_web_is_answered_by_email_and_all_others_by_letter(
    channel: Channel,
) -> None:
    by_email = channel in (Channel.WEB, Channel.EMAIL)
    assert reply_to(channel) is (Channel.EMAIL if by_email else Channel.LETTER)
    assert reply_to(channel) in SENT_FROM_HERE


@pytest.mark.parametrize("channel", Channel)
def test_a_text_is_ours_to_send_only_as_that_template_and_by_a_way_that_we_have(
    channel: Channel,
) -> None:
    text = current(Template.DECISION)
    may = channel in SENT_FROM_HERE
    assert ours(text.digest, Template.DECISION, channel) == (text if may else None)
    assert ours(text.digest, Template.RECEIPT, channel) is None
    assert ours(Digest("0" * 64), Template.DECISION, channel) is None
