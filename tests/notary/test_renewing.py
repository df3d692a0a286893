"""The log goes on under another key: on record first, and whatever breaks it off, done again."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from domain.facts.log_key import LogKeyRenewed
from service.commands.notarising import renew
from service.database import Database
from service.fixing.exporting import as_stored
from service.fixing.notary import Notary
from service.fixing.place import Place
from service.fixing.publishing import Public
from service.fixing.ranges import look
from service.journal import Journal
from service.keys import FileKeys
from service.notary.findings import Report
from service.notary.journal import verify_rows
from service.notary.signer import SignerClient, SignerServer
from service.notary.verifier import PASSED, told
from service.opening import Opened
from service.settings import Settings
from tests.notary.fixing import Fixed, fixed, serving
from tests.people import administrator, opened_journal, reported, town
from tests.scenario import put


@dataclass
class Town:
    opened: Opened
    place: Fixed

    def renew(self) -> str:
        console = Console(width=300, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
        renew(self.opened, console)
        return console.export_text().strip()

    def renewals(self) -> list[Any]:
        facts = list(self.opened.journal.read())
        return [fact for fact in facts if isinstance(fact.event, LogKeyRenewed)]

    def signed_anew(self) -> Report:
        """By a signer that was started again; and what a verifier says of it all."""
        where = self.place.place
        with serving(SignerServer(where.socket, where.signer())):
            signer = SignerClient(where.socket, where.log())
            notary = Notary(self.place.database, signer, self.place.notary._public)
            put(self.opened.journal, reported)
            notary.step(self.place.connection)
            signer.close()
        with as_stored(self.place.database) as stored:
            return verify_rows(stored.placed(), stored.checkpoints(), where.policy())


@pytest.fixture
def there(database: Database, tmp_path: Path) -> Iterator[Town]:
    with (
        fixed(database, tmp_path) as place,
        closing(FileKeys(os.urandom(32), database)) as keys,
    ):
        journal = Journal(place.store, keys)
        put(journal, opened_journal, *town[1:])
        place.step()
        settings = Settings(
            home=tmp_path, municipality=database.schema, notary_folder=place.place.folder
        )
        yield Town(Opened(settings, database, journal), place)


@pytest.mark.requirement("M-31")
def test_attack_28_which_key_took_over_is_on_record_and_whoever_looks_sees_it(there: Town) -> None:
    old = there.place.place.log()
    new = there.renew()
    (fact,) = there.renewals()
    assert (fact.event.old, fact.event.new) == (old.vkey(), new)
    assert fact.context.function == fact.event.function == administrator
    assert [key.vkey() for key in there.place.policy.logs] == [old.vkey(), new]
    report = there.signed_anew()
    assert (report.findings, report.facts) == ([], len(town) + 2)


@pytest.mark.requirement("M-31")
def test_attack_28_what_a_key_signed_that_was_stolen_later_is_passed_over(there: Town) -> None:
    """Its line is taken out of the policy: what it signed proves nothing, and is not edited."""
    where, old = there.place.place, there.place.place.log()
    there.renew()
    there.signed_anew()
    lines = where.policy_file.read_text().splitlines(keepends=True)
    where.policy_file.write_text("".join(each for each in lines if old.vkey() not in each))
    for edited in (0, 1):
        if edited:  # what that key did not sign
            there.place.as_superuser(
                "UPDATE haarlem.checkpoint SET note = regexp_replace(note, '[0-9]+\\n', E'1\\n')"
                " WHERE size = (SELECT min(size) FROM haarlem.checkpoint)"
            )
        with as_stored(there.place.database) as stored:
            once = verify_rows(stored.placed(), stored.checkpoints(), where.policy())
            range_ = look(
                stored, "haarlem", where.policy(), 1, stored.head(), simulated=False, end=True
            )
        assert [each.code.value for each in once.findings] == ["EDITED"] * edited
        assert (once.passed, range_.passed) == (1 - edited, 1 - edited)
        assert len(range_.wrong) == edited


@pytest.mark.requirement("M-31")
def test_attack_28_what_a_log_signed_that_was_given_up_is_passed_over(there: Town) -> None:
    """After a restore another log begins. With the old one's lines above, what it signed holds."""
    before = there.place.place
    other = Place(before.folder.parent / "second")
    other.begin("wijkboek.example/haarlem/2")
    lines = before.policy_file.read_text().splitlines(keepends=True)
    kept = "".join(each.replace("second", "old", 1) for each in lines if each[0] in "lw")
    there.place.place = other
    there.place.notary._public = Public(other.public)
    report = there.signed_anew()
    assert (report.findings, report.passed, report.status) == ([], 1, 0)
    assert PASSED.format(1) in told(report)
    other.policy_file.write_text(kept + other.policy_file.read_text())
    with as_stored(there.place.database) as stored:
        whole = verify_rows(stored.placed(), stored.checkpoints(), other.policy())
    assert (whole.findings, whole.passed) == ([], 0)


def test_attack_28_a_key_that_took_over_in_silence_is_named(there: Town) -> None:
    there.place.place.renew()
    report = there.signed_anew()
    assert [each.code.value for each in report.findings] == ["SIGNATURE"]


@pytest.mark.parametrize("lost", ["policy", "log.key"])
def test_what_was_broken_off_is_done_again(there: Town, lost: str) -> None:
    """After the fact was recorded, and before the file was put in place."""
    folder = there.place.place.folder
    kept = (folder / lost).read_bytes()
    _, new = there.place.place.renewal()
    shutil.copy(folder / "log-next.key", folder / "kept")
    assert there.renew() == new.vkey()
    (folder / lost).write_bytes(kept)
    if lost == "policy":
        shutil.copy(folder / f"log-{there.place.place.log().key_id.hex()}.key", folder / "log.key")
    (folder / "kept").rename(folder / "log-next.key")
    assert there.renew() == new.vkey()
    assert len(there.renewals()) == 1
    assert there.signed_anew().findings == []
