"""E-mail: handed in once, under one Message-ID, and silent about whom it was for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.codes import Channel, Undelivered
from domain.facts.message import MessageDelivered, MessageFailed
from service.database import Database
from service.post.letter import Address, NotSent
from service.post.mail import MailServer
from service.post.outbox import Waiting
from tests.http import logging_as_in_production
from tests.mail import Mailbox, mailbox
from tests.people import bakker, receipt_letter, receipt_ordered, reported
from tests.post import BAKKER, PostOffice, post_office, together

by_mail = replace(receipt_ordered, channel=Channel.EMAIL)
EMAIL = "bakker@example.org"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


@pytest.fixture
def office(database: Database, tmp_path: Path, box: Mailbox) -> Iterator[PostOffice]:
    with post_office(database, tmp_path) as office:
        office.mail = box.server()
        office.register.known[bakker] = replace(BAKKER, email=EMAIL)
        yield office


def failed(office: PostOffice) -> MessageFailed:
    *_, last = office.told()
    assert isinstance(last, MessageFailed)
    return last


def test_an_email_is_handed_in_and_proof_of_it_is_on_record(
    office: PostOffice, box: Mailbox
) -> None:
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    (mail,) = box.mails
    assert (mail["To"], mail["From"]) == (EMAIL, "wijkteam@example.org")
    assert mail["Message-ID"] == f"<{receipt_letter}@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Op 2 maart 2026 vroeg u ons om hulp" in mail.get_content()
    delivered = office.told()[-1]
    assert isinstance(delivered, MessageDelivered)
    assert delivered.channel is Channel.EMAIL
    assert delivered.reference is not None
    assert office.letters() == {}


def test_who_has_no_email_address_gets_a_letter(office: PostOffice, box: Mailbox) -> None:
    office.register.known[bakker] = BAKKER
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert box.mails == []
    assert len(office.letters()) == 1
    assert office.told()[-1].channel is Channel.LETTER


def test_who_has_an_email_address_alone_gets_an_email(office: PostOffice, box: Mailbox) -> None:
    office.register.known[bakker] = Address("Mevrouw Bakker", email=EMAIL)
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    assert len(box.mails) == 1


def test_without_a_mail_server_an_email_address_is_not_enough(office: PostOffice) -> None:
    office.mail = None
    office.register.known[bakker] = Address("Mevrouw Bakker", email=EMAIL)
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert failed(office).reason is Undelivered.NO_CHANNEL


@pytest.mark.parametrize(
    ("step", "said", "reason"),
    [
        ("RCPT", b"550 no such user bakker@example.org", Undelivered.ADDRESS_REFUSED),
        ("RCPT", b"450 try later, bakker@example.org", Undelivered.UNREACHABLE),
        ("MAIL", b"550 not you", Undelivered.UNREACHABLE),
        ("DATA", b"451 not now", Undelivered.UNREACHABLE),
        ("END", b"452 full", Undelivered.UNREACHABLE),
        ("END", b"", Undelivered.UNREACHABLE),
        ("EHLO", b"", Undelivered.UNREACHABLE),
    ],
)  # fmt: skip
def test_a_mail_server_that_says_no_is_a_try_that_failed(
    office: PostOffice, box: Mailbox, step: str, said: bytes, reason: Undelivered
) -> None:
    box.answers[step] = said
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert failed(office).reason is reason


@pytest.mark.parametrize("goodbye", [b"", b"500 what?"])
def test_what_it_took_it_took_whatever_it_says_goodbye_with(
    office: PostOffice, box: Mailbox, goodbye: bytes
) -> None:
    box.answers["QUIT"] = goodbye
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert office.kinds()[-1] == "MessageDelivered"


def test_a_mail_server_that_is_away_is_waited_for(
    office: PostOffice, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.mail = MailServer("127.0.0.1", 1, "wijkteam@example.org", security="none")
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert failed(office).reason is Undelivered.UNREACHABLE
    office.mail = box.server()
    monkeypatch.setattr(Waiting, "due", lambda waiting, now: True)  # a minute later
    office.sender().send_due()
    assert len(box.mails) == 1


def test_what_was_taken_and_not_heard_of_is_sent_again_under_the_same_id(
    office: PostOffice, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one moment in which an e-mail may come twice; the Message-ID says that it is the same."""
    box.answers["END"] = b""
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    box.answers.clear()
    monkeypatch.setattr(Waiting, "due", lambda waiting, now: True)
    office.sender().send_due()
    first, second = box.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert office.kinds()[-1] == "MessageDelivered"


def test_what_was_handed_in_before_a_crash_is_not_handed_in_again(
    office: PostOffice, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    together(office.journal, reported, by_mail)
    cut_off = office.sender()
    with monkeypatch.context() as patched:
        patched.setattr("service.post.sender.ConfirmDelivery", killed)
        with pytest.raises(Killed):
            cut_off.send_due()
    assert office.kinds() == ["MessageOrdered", "SendingStarted"]
    office.sender().send_due()
    assert len(box.mails) == 1
    assert office.kinds()[-1] == "MessageDelivered"


@pytest.mark.parametrize(
    "address", ["no address\r\nBcc: all@example.org", "", "müller@x", "@", "a@b@c", "a b@c"]
)
def test_an_address_that_is_none_hands_in_nothing(
    office: PostOffice, box: Mailbox, address: str
) -> None:
    office.register.known[bakker] = Address("Mevrouw Bakker", email=address)
    together(office.journal, reported, by_mail)
    office.sender().send_due()
    assert failed(office).reason in (Undelivered.ADDRESS_REFUSED, Undelivered.NO_ADDRESS)
    assert box.mails == []


def test_starttls_is_demanded_where_it_is_set(box: Mailbox) -> None:
    """A server that does not offer it gets no mail: nothing goes in the clear unasked."""
    strict = replace(box.server(), security="starttls")
    with pytest.raises(NotSent):
        strict.hand_in(b"Subject: x\r\n\r\nx", EMAIL)
    assert box.taken == []


def test_neither_log_nor_fact_says_to_whom_or_what(
    office: PostOffice, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    box.answers["RCPT"] = b"550 no such user bakker@example.org"
    with logging_as_in_production():
        together(office.journal, reported, by_mail)
        office.sender().send_due()
    logged = capsys.readouterr().err
    assert "message_not_sent" in logged
    stored = b"".join(each.envelope for each in office.journal.store.read().facts)
    for word in ("bakker", "Bakker", "Verzonnenlaan", "example.org"):
        assert word not in logged
        assert word.encode() not in stored
