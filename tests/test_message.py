"""Is somebody told, once, and is it seen when they were not?"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.codes import Channel, Language, Template, Undelivered
from domain.decisions.message import ATTEMPTS
from domain.decisions.telling import told
from domain.facts.message import (
    MessageDelivered,
    MessageFailed,
    MessageOrdered,
    SendingStarted,
)
from domain.filing import identities
from domain.refusal import Refusal
from domain.templates import TEXTS, Text, by_digest, current, read
from domain.terms import Digest, MessageId, Proof, tag
from projections.view import as_of
from projections.views.messages import MessageStatus, messages
from tests import asked
from tests.happened import story
from tests.people import (
    at_the_door,
    bakker,
    leader,
    named,
    opened,
    receipt_letter,
    receipt_ordered,
    stairs,
)
from tests.scenario import given

started = SendingStarted(
    message=receipt_letter, template=Template.RECEIPT, resident=bakker, case=stairs
)
delivered = MessageDelivered(
    message=receipt_letter, template=Template.RECEIPT, channel=Channel.LETTER,
    proof=Proof("a" * 64), resident=bakker, case=stairs,
)  # fmt: skip
again = told(
    asked.tell_again.context, Template.RECEIPT, resident=bakker, case=stairs,
    channel=Channel.EMAIL, instead_of=receipt_letter,
)  # fmt: skip
history = (*at_the_door, opened, receipt_ordered)


def failed(attempt: int, reason: Undelivered = Undelivered.UNREACHABLE) -> MessageFailed:
    return MessageFailed(
        message=receipt_letter, template=Template.RECEIPT, attempt=attempt, reason=reason,
        for_good=attempt == ATTEMPTS or reason is Undelivered.TEXT_CHANGED, resident=bakker,
        case=stairs,
    )  # fmt: skip


given_up = (*history, failed(ATTEMPTS))


def test_that_it_is_begun_is_on_record_before_anything_is_opened() -> None:
    given(*history).when(asked.start_sending).then(started)
    given(*history, started).when(asked.start_sending).then(started)  # the one before was cut off


def test_what_went_or_was_given_up_is_not_begun_again() -> None:
    given(*history, delivered).when(asked.start_sending).refused(Refusal.ALREADY_DONE)
    given(*given_up).when(asked.start_sending).refused(Refusal.ALREADY_DONE)
    given(*given_up, again).when(asked.start_sending).refused(Refusal.ALREADY_DONE)


@pytest.mark.parametrize(
    "command",
    [asked.start_sending, asked.confirm_delivery, asked.report_undelivered, asked.tell_again],
    ids=lambda command: type(command).__name__,
)
def test_a_message_that_nobody_ordered_is_unknown(command: object) -> None:
    given(*at_the_door, opened).when(command).unknown("message")  # type: ignore[arg-type]


@pytest.mark.requirement("M-06")
def test_a_delivery_is_put_on_record_once_with_proof() -> None:
    given(*history, started).when(asked.confirm_delivery).then(delivered)
    given(*history, delivered).when(asked.confirm_delivery).refused(Refusal.ALREADY_DONE)


def test_what_was_given_up_may_still_have_been_handed_over_by_a_person() -> None:
    given(*given_up).when(asked.confirm_delivery).then(delivered)


@pytest.mark.requirement("Z-16")
def test_what_another_is_told_about_her_stands_in_her_own_record() -> None:
    alert = replace(receipt_ordered, resident=None, function=leader, about=bakker)
    about_her: dict[str, Any] = {"resident": None, "about": bakker}
    told_of_her = (*at_the_door, opened, alert)
    assert tag("resident", bakker) in identities(alert)
    given(*told_of_her).when(asked.start_sending).then(replace(started, resident=None))
    given(*told_of_her).when(asked.confirm_delivery).then(replace(delivered, **about_her))
    given(*told_of_her).when(asked.report_undelivered).then(replace(failed(1), **about_her))
    lost = replace(failed(ATTEMPTS), **about_her)
    anew = given(*told_of_her, lost).when(asked.tell_again)
    (fact,) = anew.journal.record(asked.tell_again).facts
    assert isinstance(fact.event, MessageOrdered)
    assert (fact.event.about, fact.event.function) == (bakker, leader)


def test_after_so_many_tries_it_is_for_a_person_to_see_to() -> None:
    so_far = [failed(attempt) for attempt in range(1, ATTEMPTS)]
    given(*history).when(asked.report_undelivered).then(failed(1))
    given(*history, *so_far).when(asked.report_undelivered).then(failed(ATTEMPTS))
    given(*history, *so_far, failed(ATTEMPTS)).when(asked.report_undelivered).refused(
        Refusal.ALREADY_DONE
    )


def test_what_waiting_does_not_mend_is_not_waited_for() -> None:
    changed = replace(asked.report_undelivered, reason=Undelivered.TEXT_CHANGED)
    given(*history).when(changed).then(failed(1, Undelivered.TEXT_CHANGED))


def test_what_was_delivered_did_not_fail() -> None:
    given(*history, delivered).when(asked.report_undelivered).refused(Refusal.ALREADY_DONE)


def test_what_did_not_arrive_is_told_again_once_by_another_way() -> None:
    given(*given_up).when(asked.tell_again).then(again)
    given(*given_up, again).when(asked.tell_again).refused(Refusal.ALREADY_DONE)
    given(*history).when(asked.tell_again).refused(Refusal.ALREADY_DONE)
    given(*given_up, delivered).when(asked.tell_again).refused(Refusal.ALREADY_DONE)


@pytest.mark.requirement("M-06")
def test_every_template_has_a_text_in_dutch_and_in_english_known_by_its_hash() -> None:
    for template in Template:
        for language in (Language.DUTCH, Language.ENGLISH):
            text = current(template, language)
            assert (text.template, text.language) == (template, language)
            assert by_digest(text.digest) is text


@pytest.mark.requirement("M-06")
def test_a_text_that_is_edited_is_another_text() -> None:
    for text in TEXTS:
        assert by_digest(replace(text, body=text.body + " ").digest) is None
        assert by_digest(replace(text, subject=text.subject.upper()).digest) is None
        assert by_digest(replace(text, version=text.version + 1).digest) is None
    assert by_digest(Digest("0" * 64)) is None


def test_every_language_fills_in_the_same_and_no_resident_is_named_to_others() -> None:
    for template in Template:
        texts = [text for text in TEXTS if text.template is template]
        assert len({text.blanks for text in texts}) == 1
    of_others = {Template.PERMISSION_WITHDRAWN, Template.BREAK_GLASS, Template.BREAK_GLASS_REVIEW}
    for text in TEXTS:
        if text.template in of_others:
            assert not text.blanks & {"reasons", "source", "provision", "amount"}


def test_a_newer_version_takes_over_and_the_older_one_stays(tmp_path: Path) -> None:
    row = '[[text]]\nversion = {}\nlanguage = "nl"\nsubject = "S"\nbody = "B"\n'
    (tmp_path / "receipt.toml").write_text('template = "receipt"\n' + row.format(1) + row.format(2))
    assert [text.version for text in read(tmp_path)] == [1, 2]
    (tmp_path / "more.toml").write_text('template = "receipt"\n' + row.format(2))
    with pytest.raises(ValueError, match="stands twice"):
        read(tmp_path)


SENTENCE = 25
"""Words, at most, in a sentence of a letter: ordinary language (taalniveau B1)."""


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: f"{t.template}-{t.version}-{t.language}")
def test_a_letter_is_in_ordinary_language(text: Text) -> None:
    body = text.body
    sentences = [s for line in body.splitlines() for s in line.replace("?", ".").split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) <= SENTENCE
    hard = {
        "middels",
        "teneinde",
        "derhalve",
        "inzake",
        "hetgeen",
        "alsmede",
        "conform",
        "pursuant",
    }
    assert not hard & {word.strip(".,").lower() for word in body.split()}


def row(*events: object) -> object:
    rows = as_of(messages, story(*events))  # type: ignore[arg-type]
    return rows[receipt_letter,]


@pytest.mark.parametrize(
    ("after", "status"),
    [
        ((), MessageStatus.ORDERED),
        ((failed(1),), MessageStatus.TRIED),
        ((failed(1), delivered), MessageStatus.DELIVERED),
        ((failed(ATTEMPTS),), MessageStatus.FAILED),
        ((failed(ATTEMPTS), again), MessageStatus.REPLACED),
    ],
)  # fmt: skip
def test_where_a_message_stands_is_shown(after: tuple[object, ...], status: MessageStatus) -> None:
    shown = row(receipt_ordered, *after)
    assert shown.status is status  # type: ignore[attr-defined]
    assert (shown.case, shown.resident) == (stairs, bakker)  # type: ignore[attr-defined]


def test_what_takes_the_place_of_another_is_a_message_of_its_own() -> None:
    rows = as_of(messages, story(receipt_ordered, failed(ATTEMPTS), again))
    assert rows[again.message,].status is MessageStatus.ORDERED
    assert rows[again.message,].channel is Channel.EMAIL
    assert isinstance(again, MessageOrdered)
    assert again.message != MessageId(named("receipt letter"))
