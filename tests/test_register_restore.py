"""The register goes along with a backup, and comes back as the journal that comes back says."""

from contextlib import closing
from functools import partial
from pathlib import Path

from domain.codes import RegisterPart, RemovalGround
from domain.decisions.register import ReadRegister
from service.backup import back_up
from service.database import Database
from service.keys import FileKeys, root_key
from service.register.blind import blinds
from service.register.check import check
from service.register.register import Register
from service.restoring import restore
from service.tombstones import bury, remember
from tests.people import bakker, by_watcher, max_
from tests.postgres import fresh_database
from tests.register import anew, meneer_max, mevrouw_bakker, register_on, registered

EVERYTHING = tuple(RegisterPart)


def test_residents_come_back_and_who_went_since_is_not_read_again(
    database_server: Database, database: Database, tmp_path: Path
) -> None:
    root, file = tmp_path / "root.key", tmp_path / "backup"
    with closing(FileKeys(root_key(root), database)) as keys, register_on(database, keys) as here:
        register = Register(here.journal, here.rows, partial(remember, tmp_path))
        registered(register, bakker, max_)
        back_up(database, tmp_path, file)
        gone = register.remove(anew(by_watcher), max_, RemovalGround.ERASURE_REQUEST)
        assert gone.refusal is None
    with fresh_database(database_server) as elsewhere:
        restore(elsewhere, tmp_path, file)
        bury(elsewhere, tmp_path)
        with (
            closing(FileKeys(root_key(root), elsewhere)) as keys,
            register_on(elsewhere, keys) as register,
        ):
            assert check(register).differences == ()
            assert check(register).residents == 2
            where = blinds(keys, mevrouw_bakker)
            assert set(register.found(where).values()) == {(bakker,)}
            for who, shown in ((bakker, mevrouw_bakker), (max_, None)):
                asked = ReadRegister(context=anew(), resident=who, parts=EVERYTHING)
                person = register.shown(who, EVERYTHING, register.journal.record(asked).position)
                if shown is not None:
                    assert person == shown
                else:
                    assert person.parts() == () != meneer_max.parts(), "his keys are gone for good"
