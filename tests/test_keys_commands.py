"""`wijkboek keys`, as an operator meets it: what is printed, and when the exit code is not 0."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from rich.console import Console

from domain.terms import CommandId, day
from service.carrying import Carrier
from service.commands import rotating
from service.database import Database
from service.destroying import Destroyed
from service.opening import Opened
from service.settings import Settings
from tests import asked
from tests.attacks.erased import Erased, a_case
from tests.test_cli import wijkboek

SAID = 6
"""The position of what mevrouw Bakker said first."""


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Erased]:
    with a_case(database, tmp_path) as made:
        yield made


def opened(place: Erased) -> Opened:
    settings = Settings(home=place.home, municipality=place.database.schema)
    return Opened(settings, place.database, place.journal)


def said(command: Callable[..., object], place: Erased, **also: object) -> str:
    console = Console(record=True, width=200, file=StringIO())
    command(opened(place), console, **also)
    return console.export_text()


def approve(place: Erased) -> None:
    for command in (
        replace(asked.propose_destruction, positions=(SAID,)), asked.approve_destruction,
    ):  # fmt: skip
        anew = replace(command.context, command=CommandId(str(uuid4())))
        assert place.journal.record(replace(command, context=anew)).refusal is None


def test_help_names_what_there_is() -> None:
    code, told, _ = wijkboek("keys", "--help")
    assert code == 0
    assert all(f" {name} " in told for name in ("rotate", "status", "restore-check", "destroy"))


def test_status_tells_epochs_keys_and_what_waits(place: Erased) -> None:
    today = day(datetime.now(UTC))
    keys = place.asked_keys()
    place.journal.keys.reclassify(keys[:2], "withdrawn-application", today)
    place.journal.keys.reclassify(keys[2:3], "wmo", today.replace(year=today.year + 15))
    approve(place)
    told = said(rotating.status, place)
    assert f"Epoch 1, of {today}: {len(keys)} keys." in told
    assert f"Live keys: {len(keys)}. Oldest epoch that still opens: 1." in told
    assert "Keys due to be destroyed: 2." in told
    assert "Tombstones: 0 keys, 0 epochs." in told
    assert "Destructions approved and not carried out: 1." in told


def test_rotate_says_what_came_of_it(place: Erased) -> None:
    keys = len(place.asked_keys())
    told = said(rotating.rotate, place, only_if_due=False)
    assert told == f"Epoch 2 began: {keys} keys are wrapped under it.\n"
    told = said(rotating.rotate, place, only_if_due=True)
    assert told.startswith("Epoch 2 is of ") and told.endswith(": nothing to do yet.\n")
    with place.database.connect(autocommit=True) as superuser:
        superuser.execute("UPDATE haarlem_keys.epoch SET begun = begun - interval '31 days'")
    told = said(rotating.rotate, place, only_if_due=True)
    assert f"Epoch 3 began: {keys} keys are wrapped under it." in told
    assert "Epoch 1 is destroyed: no backup from before" in told
    assert "Epoch 1, of" in (status := said(rotating.status, place)) and ": destroyed." in status
    assert "Oldest epoch that still opens: 2." in status
    assert "Tombstones: 0 keys, 1 epochs." in status


def test_rotate_says_which_keys_keep_an_old_epoch_alive(place: Erased) -> None:
    with place.database.connect(autocommit=True) as superuser:
        superuser.execute(
            "UPDATE haarlem_keys.key SET wrapped = '\\x00' WHERE key_id = %s",
            [place.asked_keys()[0]],
        )
    told = said(rotating.rotate, place, only_if_due=False)
    assert "1 keys do not open and were left under their old epoch" in told
    assert "Wrong: 1 keys do not open: put them back" in said(rotating.restore_check, place)


def test_restore_check_is_content_until_something_is_wrong(place: Erased) -> None:
    assert rotating.restore_check(opened(place), Console(quiet=True))
    told = said(rotating.restore_check, place)
    assert told.startswith("What was destroyed is gone, every other key opens")
    place.journal.keys.destroy(place.asked_keys()[:1])
    assert not rotating.restore_check(opened(place), Console(quiet=True))
    assert "Wrong: 1 sealed words have no key" in said(rotating.restore_check, place)


def test_destroy_carries_out_what_was_approved(place: Erased) -> None:
    nothing = "Nothing waits to be destroyed.\n"
    assert said(rotating.destroy, place) == nothing
    approve(place)
    told = said(rotating.destroy, place)
    head = place.journal.head()
    assert told == (
        f"{asked.propose_destruction.destruction}: 1 keys and 1 sealed texts are destroyed, on"
        f" record at position {head}.\n"
    )
    assert said(rotating.destroy, place) == nothing
    assert rotating.restore_check(opened(place), Console(quiet=True))


def test_a_hold_is_named_as_what_it_waits_for(place: Erased) -> None:
    approve(place)
    today = day(place.journal.now())
    hold = replace(asked.place_hold, until=today)
    hold = replace(hold, context=replace(hold.context, command=CommandId(str(uuid4()))))
    assert place.journal.record(hold).refusal is None
    assert "A hold was placed since it was approved" in said(rotating.destroy, place)
    assert Carrier(opened(place)).carry_out_all() == []


class Watched(Carrier):
    """Says when it carried something out."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.done = Event()

    def carry_out_all(self) -> list[Destroyed]:
        done = super().carry_out_all()
        if done:
            self.done.set()
        return done


def test_the_service_carries_out_what_is_approved_while_it_runs(place: Erased) -> None:
    carrier = Watched(opened(place))
    carrier.start()
    try:
        approve(place)
        carrier.wake()
        assert carrier.done.wait(60)
    finally:
        carrier.stop()
    assert said(rotating.destroy, place) == "Nothing waits to be destroyed.\n"


def test_what_was_approved_while_it_was_down_is_carried_out_when_it_starts(place: Erased) -> None:
    approve(place)
    carrier = Watched(opened(place))
    carrier.start()
    try:
        assert carrier.done.wait(60)
    finally:
        carrier.stop()
