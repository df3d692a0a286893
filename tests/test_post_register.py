"""Residents are written to where the register says, by the way that they prefer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.codes import Channel, Language, RegisterPart, Undelivered
from domain.facts.message import MessageFailed, SendingStarted
from service.database import Database
from service.keys import ReadRequired
from service.register.addresses import PARTS, RegisterAddresses
from service.register.person import Contact, Names, Person, Preferences
from service.register.register import Register
from service.register.rows import Rows
from tests.mail import mailbox
from tests.people import acting, bakker, max_, receipt_letter, receipt_ordered, reported, town
from tests.post import PostOffice, post_office, together

MRS_BAKKER = Person(
    names=Names(family="Bakker", given="Aleida"),
    birth_date=date(1941, 5, 4),
    contact=Contact("Verzonnenlaan 3", "9999 ZZ", "Nergenshuizen", email="bakker@example.org"),
    preferences=Preferences(Language.DUTCH, Channel.LETTER),
)


@pytest.fixture
def register(database: Database, tmp_path: Path) -> Iterator[tuple[PostOffice, Register]]:
    with post_office(database, tmp_path) as office, Rows(database) as rows:
        register = Register(office.journal, rows)
        office.register = RegisterAddresses(register)  # type: ignore[assignment]
        yield office, register


def test_a_letter_goes_where_the_register_says(register: tuple[PostOffice, Register]) -> None:
    office, residents = register
    assert residents.register(acting(), bakker, MRS_BAKKER).refusal is None
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    (letter,) = office.letters().values()
    assert "Aleida Bakker\nVerzonnenlaan 3\n9999 ZZ Nergenshuizen" in letter
    assert "Beste Aleida Bakker," in letter


def test_who_prefers_email_gets_email(register: tuple[PostOffice, Register]) -> None:
    office, residents = register
    by_mail = replace(MRS_BAKKER, preferences=Preferences(Language.DUTCH, Channel.EMAIL))
    residents.register(acting(), bakker, by_mail)
    with mailbox() as box:
        office.mail = box.server()
        together(office.journal, reported, receipt_ordered)
        office.sender().send_due()
        (mail,) = box.mails
    assert mail["To"] == "bakker@example.org"
    assert office.told()[-1].channel is Channel.EMAIL


def test_who_is_not_in_the_register_is_left_to_a_person(
    register: tuple[PostOffice, Register],
) -> None:
    office, _ = register
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    failed = office.told()[-1]
    assert isinstance(failed, MessageFailed)
    assert failed.reason is Undelivered.NO_ADDRESS


def test_the_register_opens_for_the_letter_of_that_resident_and_for_no_other(
    register: tuple[PostOffice, Register],
) -> None:
    office, residents = register
    residents.register(acting(), bakker, MRS_BAKKER)
    residents.register(acting(), max_, replace(MRS_BAKKER, names=Names(family="Max")))
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    (read,) = [
        fact.position for fact in office.journal.read() if isinstance(fact.event, SendingStarted)
    ]
    addresses = RegisterAddresses(residents)
    assert addresses.address_of(bakker, read) is not None
    for position in (read - 1, len(town), 1):
        with pytest.raises(ReadRequired):
            addresses.address_of(bakker, position)
    with pytest.raises(ReadRequired):
        addresses.address_of(max_, read)
    assert RegisterPart.CITIZEN_SERVICE_NUMBER not in PARTS
    assert office.kinds(receipt_letter)[-1] == "MessageDelivered"
