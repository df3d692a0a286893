"""Letters: sent once, on record before and after, and never lost."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from domain.codes import Channel, Language, PersonRelation, Source, Template, Undelivered
from domain.decisions.message import ATTEMPTS
from domain.decisions.telling import told
from domain.facts.application import DecisionSent
from domain.facts.awareness import PersonInvolved
from domain.facts.intake import CaseRedirected
from domain.facts.message import MessageDelivered, MessageFailed, MessageOrdered, SendingStarted
from domain.templates import TEXTS, Text, current
from domain.terms import Digest, MessageId, tag
from projections.narrative import word
from service.database import Database
from service.post.addresses import AddressesUnreadable
from service.post.filling import BLANKS
from service.post.letter import Address
from service.post.outbox import Waiting
from service.post.sender import Sender
from tests import asked
from tests.people import (
    acting,
    applied,
    bakker,
    by_fatima,
    clinic,
    granted,
    leader,
    lift,
    lift_granted,
    max_,
    named,
    oost,
    receipt_letter,
    receipt_ordered,
    reported,
    signalled,
    signals,
    stairs,
    wit,
    zuid,
    zuid_formed,
)
from tests.post import OTHERS, PostOffice, post_office, together
from tests.scenario import put


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(database, tmp_path) as office:
        yield office


def test_a_question_is_confirmed_by_a_letter(office: PostOffice) -> None:
    answer = office.journal.record(asked.receive_notification)
    ordered = answer.facts[1].event
    assert isinstance(ordered, MessageOrdered)
    assert office.sender().send_due() == 1
    ((name, letter),) = office.letters().items()
    assert name == f"{ordered.message}.txt"
    for said in (
        "Gemeente Haarlem (verzonnen)", "Mevrouw A. Bakker\nVerzonnenlaan 3\n9999",
        "wijkteam Oost",
        "Op 2 maart 2026 vroeg u ons om hulp", "uiterlijk op 13 april 2026", "uiterlijk op 9 maart",
        "cliëntondersteuner", str(stairs), "Bel 14 000.",
    ):  # fmt: skip
        assert said in letter, said
    assert not re.search(r"[{}]", letter)
    assert "trap" not in letter  # what she asked is not needed, and not opened
    assert office.kinds(ordered.message) == ["MessageOrdered", "SendingStarted", "MessageDelivered"]


def test_the_address_is_opened_on_the_strength_of_a_fact_about_that_resident(
    office: PostOffice,
) -> None:
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    (read,) = office.register.asked
    (fact,) = office.journal.read(after=read - 1, until=read)
    assert isinstance(fact.event, SendingStarted)
    assert (fact.event.resident, fact.event.case) == (bakker, stairs)
    genesis = office.genesis.event
    assert (fact.context.actor, fact.context.function) == (genesis.worker, genesis.function)
    assert fact.context.purpose is by_fatima.purpose


def test_a_letter_names_the_team_at_whose_door_it_waits(office: PostOffice) -> None:
    told_elsewhere = replace(reported, team=zuid)
    redirected = CaseRedirected(case=stairs, resident=bakker, previous=oost, team=zuid)
    put(office.journal, zuid_formed, reported, told_elsewhere)
    for moved, team in ((), "Oost"), ((redirected,), "Zuid"):
        put(office.journal, *moved)
        again = replace(receipt_ordered, message=MessageId(named(f"from {team}")))
        together(office.journal, told_elsewhere, again)
        office.sender().send_due()
        (letter,) = (text for name, text in office.letters().items() if again.message in name)
        assert f"wijkteam {team}" in letter


def test_what_went_does_not_go_again(office: PostOffice) -> None:
    together(office.journal, reported, receipt_ordered)
    sender = office.sender()
    assert [sender.send_due(), sender.send_due(), office.sender().send_due()] == [1, 0, 0]
    assert office.kinds().count("MessageDelivered") == 1


def test_a_decision_is_sent_with_its_reasons_and_how_to_object(office: PostOffice) -> None:
    text = current(Template.DECISION)
    order = told(acting(), Template.DECISION, resident=bakker, case=stairs)
    sent = DecisionSent(
        decision=lift_granted, application=lift, case=stairs, resident=bakker,
        channel=Channel.LETTER, text=text.digest,
    )  # fmt: skip
    put(office.journal, reported, applied, granted)
    together(office.journal, sent, order)
    office.sender().send_due()
    (letter,) = office.letters().values()
    for said in ("een traplift", "€ 3.950,00", granted.reasons, "bezwaar", "13 april 2026"):
        assert said in letter, said


def test_a_notice_says_from_whom_the_data_came(office: PostOffice) -> None:
    order = told(acting(), Template.PRIVACY_NOTICE, resident=max_, case=signals)
    office.register.known[max_] = Address("Max", ("Nergens 1",))
    put(office.journal, signalled, order)
    office.sender().send_due()
    (letter,) = office.letters().values()
    assert f"Iemand vertelde ons iets over u: {word(signalled.source)}." in letter
    assert signalled.content not in letter


def test_somebody_else_in_a_case_hears_from_whom_we_heard_of_them(office: PostOffice) -> None:
    order = told(acting(), Template.PRIVACY_NOTICE, resident=wit, case=signals)
    office.register.known[wit] = Address("De Wit", ("Nergens 2",))
    beside = PersonInvolved(
        case=signals, resident=wit, team=oost, relation=PersonRelation.PARENT, source=Source.POLICE
    )
    put(office.journal, signalled, beside, order)
    office.sender().send_due()
    (letter,) = office.letters().values()
    assert f"Iemand vertelde ons iets over u: {word(Source.POLICE)}." in letter
    assert word(signalled.source) not in letter


def test_in_english_for_who_reads_english(office: PostOffice) -> None:
    english = replace(asked.receive_notification, language=Language.ENGLISH)
    office.journal.record(english)
    office.sender().send_due()
    (letter,) = office.letters().values()
    assert "On 2 March 2026 you asked us for help" in letter


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: f"{t.template}-{t.version}-{t.language}")
def test_every_blank_of_every_text_is_known(text: Text) -> None:
    assert text.blanks <= BLANKS.keys()


def test_a_text_that_was_edited_is_not_sent_as_if_it_were_the_one_ordered(
    office: PostOffice,
) -> None:
    together(office.journal, reported, replace(receipt_ordered, text=Digest("0" * 64)))
    office.sender().send_due()
    assert office.letters() == {}
    *_, failed = office.told()
    assert isinstance(failed, MessageFailed)
    assert (failed.reason, failed.for_good) == (Undelivered.TEXT_CHANGED, True)


def test_without_an_address_it_is_tried_again_later_and_then_left_to_a_person(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    together(office.journal, reported, receipt_ordered)
    office.register.known.clear()
    sender = office.sender()
    assert sender.send_due() == 1
    assert sender.send_due() == 0  # not every second
    monkeypatch.setattr(Waiting, "due", lambda waiting, now: True)  # hours pass
    for _ in range(ATTEMPTS):
        sender.send_due()
    failed = [event for event in office.told() if isinstance(event, MessageFailed)]
    assert [each.attempt for each in failed] == list(range(1, ATTEMPTS + 1))
    assert [each.for_good for each in failed] == [False] * (ATTEMPTS - 1) + [True]
    assert {each.reason for each in failed} == {Undelivered.NO_ADDRESS}
    assert office.sender().send_due() == 0
    assert settled(office) == office.journal.head()


def test_who_moved_in_meanwhile_gets_it_at_the_next_try(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    together(office.journal, reported, receipt_ordered)
    home = office.register.known.pop(bakker)
    office.sender().send_due()
    office.register.known[bakker] = home
    monkeypatch.setattr(Waiting, "due", lambda waiting, now: True)
    office.sender().send_due()
    assert office.kinds()[-1] == "MessageDelivered"


def test_a_function_is_written_to_where_the_operator_says(office: PostOffice) -> None:
    alert = told(acting(), Template.BREAK_GLASS, function=leader, case=stairs)
    put(office.journal, alert)
    (office.folder / "addresses.toml").write_text(f'["function:{leader}"]\n{OTHERS}')
    office.sender().send_due()
    (letter,) = office.letters().values()
    assert "Teamleider\nPostbus 1" in letter
    assert str(stairs) in letter


def test_a_list_of_addresses_that_cannot_be_read_stops_nothing_and_loses_nothing(
    office: PostOffice,
) -> None:
    alert = told(acting(), Template.PERMISSION_WITHDRAWN, organisation=clinic, case=stairs)
    put(office.journal, alert)
    (office.folder / "addresses.toml").write_text('["organisation')
    with pytest.raises(AddressesUnreadable, match=r"addresses\.toml cannot be read"):
        office.sender().send_due()
    (office.folder / "addresses.toml").write_text(f'["organisation:{clinic}"]\n{OTHERS}')
    assert office.sender().send_due() == 1
    assert office.kinds(alert.message)[-1] == "MessageDelivered"


def test_where_nothing_waits_any_more_the_next_sender_begins_there(office: PostOffice) -> None:
    assert settled(office) == 0
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    assert settled(office) == office.journal.head()
    put(office.journal, told(acting(), Template.RECEIPT, resident=max_, case=signals))
    waiting = office.journal.head()
    office.sender().send_due()  # nobody knows where Max lives
    assert settled(office) == waiting - 1


def test_of_two_senders_one_waits(office: PostOffice) -> None:
    together(office.journal, reported, receipt_ordered)
    with office.sender()._turn() as turn:
        assert turn is not None
        assert office.sender().send_due() == 0
    assert office.sender().send_due() == 1


def test_a_sender_that_runs_is_woken_and_stops(office: PostOffice) -> None:
    sender: Sender = office.sender()
    sender.start()
    together(office.journal, reported, receipt_ordered)
    sender.wake()
    for _ in range(3000):
        if "MessageDelivered" in office.kinds():
            break
        sender._wake.wait(0.01)
    sender.stop()
    assert office.kinds()[-1] == "MessageDelivered"


def test_nobody_learns_from_a_name_or_a_proof_what_a_letter_says(office: PostOffice) -> None:
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    ((name, letter),) = office.letters().items()
    assert name == f"{receipt_letter}.txt"
    delivered = office.told()[-1]
    assert isinstance(delivered, MessageDelivered)
    assert delivered.proof != sha256(letter.encode()).hexdigest()
    assert (office.folder / "post" / "ready" / name).stat().st_mode & 0o077 == 0
    assert (office.folder / "post" / "ready").stat().st_mode & 0o077 == 0


def settled(office: PostOffice) -> int:
    with office.database.connect() as connection:
        (position,) = connection.execute("SELECT settled FROM haarlem_post.sender").fetchone() or (
            -1,
        )
    return int(position)


def test_a_message_is_filed_under_its_recipient_and_its_case(office: PostOffice) -> None:
    together(office.journal, reported, receipt_ordered)
    office.sender().send_due()
    for about in (tag("resident", bakker), tag("case", stairs), tag("message", receipt_letter)):
        found = [type(fact.event).__name__ for fact in office.journal.read(about)]
        assert found[-3:] == ["MessageOrdered", "SendingStarted", "MessageDelivered"]
