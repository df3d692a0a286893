"""Messages over HTTP and on the command line: what was told, what failed, and telling it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from domain.codes import Template, Undelivered
from domain.decisions.message import ATTEMPTS
from domain.facts.message import MessageFailed, MessageOrdered
from service.commands.post import send, status
from service.database import Database
from service.follow import Follower
from service.opening import Opened
from service.settings import Settings
from tests.http import Api, is_a_problem, serving, token
from tests.people import (
    admin,
    administrator,
    at_the_door,
    bakker,
    carer,
    clinic,
    gemeente,
    kim,
    opened,
    receipt_letter,
    receipt_ordered,
    reported,
    stairs,
)
from tests.post import PostOffice, post_office, together
from tests.scenario import put

BY_ADMIN = token(admin, administrator, gemeente)
BY_CLINIC = token(kim, carer, clinic)
given_up = MessageFailed(
    message=receipt_letter, template=Template.RECEIPT, attempt=ATTEMPTS,
    reason=Undelivered.NO_ADDRESS, for_good=True, resident=bakker, case=stairs,
)  # fmt: skip


@contextmanager
def followed(database: Database) -> Iterator[Api]:
    with serving(database) as api:
        put(api.journal, *at_the_door, opened, receipt_ordered, given_up)
        follower = Follower(database)
        follower.start()
        try:
            yield api
        finally:
            follower.stop()


def test_a_team_sees_what_was_sent_in_its_case_and_that_it_failed(database: Database) -> None:
    with followed(database) as api:
        head = api.journal.head()
        page = api.get(f"/cases/{stairs}/messages?waitForPosition={head}")
        assert page.status_code == 200, page.text
        (row,) = page.json()["items"]
        assert (row["message"], row["status"]) == (receipt_letter, "failed")
        assert (row["reason"], row["attempts"]) == ("no-address", ATTEMPTS)
        assert api.journal.head() == head + 1  # that she looked is on record


def test_whoever_runs_it_sees_what_failed_and_not_to_whom(database: Database) -> None:
    with followed(database) as api:
        head = api.journal.head()
        page = api.get(f"/messages?status=failed&waitForPosition={head}", by=BY_ADMIN)
        assert page.status_code == 200, page.text
        (row,) = page.json()["items"]
        assert (row["template"], row["status"]) == ("receipt", "failed")
        assert (row["resident"], row["case"]) == (None, None)
        assert not api.get("/messages?status=delivered", by=BY_ADMIN).json()["items"]
        is_a_problem(api.get("/messages"), 403, "NOT_AUTHORISED")


def test_it_is_told_again_once_and_by_the_team_alone(database: Database) -> None:
    with followed(database) as api:
        again = f"/messages/{receipt_letter}/repeats"
        refused = api.post(again, {"channel": "letter"}, by=BY_CLINIC)
        assert refused.status_code == 403
        told = api.post(again, {"channel": "letter"})
        assert told.status_code == 201, told.text
        ordered = [f.event for f in api.journal.read() if isinstance(f.event, MessageOrdered)]
        assert ordered[-1].instead_of == receipt_letter
        is_a_problem(api.post(again, {"channel": "letter"}), 409, "ALREADY_DONE")
        nobody = api.post(f"/messages/{bakker}/repeats", {"channel": "letter"})
        assert nobody.status_code == 404
        assert api.post(again, {"channel": "pigeon"}).status_code == 422


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Iterator[PostOffice]:
    with post_office(database, tmp_path, simulated=False) as office:
        yield office


def said(office: PostOffice, *, sending: bool = False) -> str:
    """What `wijkboek post status` prints, or `wijkboek post send --once`."""
    settings = Settings(home=office.folder, municipality=office.database.schema)
    console = Console(width=200, record=True, quiet=False, file=(office.folder / "out").open("w"))
    opened_ = Opened(settings, office.database, office.journal)
    if sending:
        send(opened_, console, once=True)
    else:
        status(opened_, console)
    return console.export_text()


def test_the_command_line_says_what_waits_and_what_a_person_must_see_to(
    office: PostOffice,
) -> None:
    assert "0 waiting to be sent." in said(office)
    together(office.journal, reported, receipt_ordered)
    text = said(office)
    assert "1 waiting to be sent: that the question arrived (1)." in text
    assert receipt_letter in text
    put(office.journal, given_up)
    text = said(office)
    assert "1 failed for good" in text
    assert "Somebody must see to these" in text
    assert bakker not in text
    assert stairs not in text


def test_the_command_line_sends(office: PostOffice) -> None:
    together(office.journal, reported, receipt_ordered)
    assert "1 letters were tried" in said(office, sending=True)
    assert office.kinds()[-1] == "MessageFailed"  # nobody is in the register
