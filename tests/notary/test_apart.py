"""The notary in a process of its own: it signs, is begun again, and goes with who began it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from service.database import Database
from service.fixing.apart import NotaryApart
from service.settings import Settings
from tests.notary.fixing import Fixed, added, fixed
from tests.postgres import reachable_folder


def apart(place: Fixed, home: Path) -> NotaryApart:
    """Of that journal, not started."""
    database = place.database
    (home / "secret").write_bytes(database.secret)
    (home / "secret").chmod(0o600)
    settings = Settings(
        home=home, municipality=database.schema, notary_folder=place.place.folder,
        database_url=SecretStr(database.administrator),
    )  # fmt: skip
    return NotaryApart(settings, place.notary)


def until(true: Callable[[], bool]) -> None:
    while not true():
        pass


def published(place: Fixed, size: int) -> bool:
    return place.notary._public.size() == size


@pytest.mark.requirement("M-31")
def test_it_signs_is_begun_again_and_says_what_is_wrong(database: Database) -> None:
    with reachable_folder() as home, fixed(database, home) as place:
        notary = apart(place, home)
        assert not notary.runs()
        notary.start()
        try:
            added(place.store, 3)
            until(partial(published, place, 3))
            assert notary.runs() and notary.process is not None
            first = notary.process
            first.kill()
            added(place.store, 2)
            until(partial(published, place, 5))
            until(notary.runs)
            assert notary.process is not first and not first.is_alive()
            added(place.store, 1)
            until(partial(published, place, 6))
            lost: list[bool] = []
            place.notary.lost = lambda: lost.append(True)
            place.as_superuser("DELETE FROM haarlem.fact WHERE position > 4")
            place.as_superuser("DELETE FROM haarlem.fact_tag WHERE position > 4")
            place.as_superuser("DELETE FROM haarlem.checkpoint WHERE size > 4")
            place.as_superuser("DELETE FROM haarlem.tile")
            place.as_superuser("UPDATE haarlem.tree SET size = 0")
            until(lambda: bool(lost))
            until(lambda: not notary.runs())
            assert "6 facts, and here are 4" in str(place.notary.state.error)
        finally:
            notary.stop()
        assert notary.process is not None and not notary.process.is_alive()
        assert notary.process.exitcode == 0


def test_where_it_cannot_begin_it_says_so_in_a_line(
    database: Database, capfd: pytest.CaptureFixture[str]
) -> None:
    with reachable_folder() as home, fixed(database, home) as place:
        notary = apart(place, home)
        place.place.policy_file.unlink()
        notary.start()
        until(lambda: notary.process is not None and notary.process.exitcode == 1)
        notary.stop()
    said = capfd.readouterr().err
    assert '"event": "notary_cannot_begin"' in said and "Traceback" not in said


BEGIN = """
import sys
from service.fixing.apart import NotaryApart
from service.fixing.setting_up import notary_of
from service.fixing.place import place_of
from service.database import open_database
from service.settings import load_settings

settings = load_settings()
with open_database(settings) as database:
    notary = NotaryApart(settings, notary_of(database, place_of(settings)))
    notary.start()
    while not notary.runs():
        pass
    print(notary.process.pid, flush=True)
    sys.stdin.read()
"""


def test_it_ends_with_a_service_that_was_killed(database: Database) -> None:
    with reachable_folder() as home, fixed(database, home) as place:
        apart(place, home)
        environment = {
            **os.environ, "DATABASE_URL": database.administrator, "WIJKBOEK_HOME": str(home),
            "WIJKBOEK_MUNICIPALITY": database.schema,
            "WIJKBOEK_NOTARY_FOLDER": str(place.place.folder),
        }  # fmt: skip
        with subprocess.Popen(
            [sys.executable, "-c", BEGIN], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        ) as service:  # fmt: skip
            assert service.stdout is not None
            notary = psutil.Process(int(service.stdout.readline()))
            added(place.store, 2)
            until(partial(published, place, 2))
            service.send_signal(signal.SIGKILL)
            service.wait()
        psutil.wait_procs([notary])
        assert not notary.is_running()
