"""The service itself, in a process of its own, on a database that was put back."""

import contextlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, root_key
from tests.notary.fixing import fixed
from tests.people import opened_journal, reported, town
from tests.postgres import reachable_folder
from tests.scenario import put
from tests.test_http_stopping import ask, free_port, process


@pytest.mark.requirement("M-31")
def test_attack_03_served_on_a_database_that_was_put_back_it_records_nothing(
    database: Database,
) -> None:
    with reachable_folder() as home, fixed(database, home / "of") as place:
        (home / "secret").write_bytes(database.secret)
        (home / "secret").chmod(0o600)
        (home / "notary").mkdir()
        (home / "notary" / database.schema).symlink_to(place.place.folder)
        with closing(FileKeys(root_key(home / "root.key"), database)) as keys:
            journal = Journal(place.store, keys)
            put(journal, replace(opened_journal, simulated=False), *town[1:], reported)
        place.step()
        head = journal.head() - 1
        for table in ("fact", "fact_tag", "words"):
            place.as_superuser(f"DELETE FROM haarlem.{table} WHERE position > {head}")
        port = free_port()
        with process(database, home, port) as running:
            answer = b""
            while running.poll() is None and b"READ_ONLY" not in answer:
                with contextlib.suppress(OSError):
                    status, answer = ask(port, "GET", "/ready")
                    assert status == 503
            assert ask(port, "GET", "/v1/log/checkpoint")[0] == 200
            assert ask(port, "GET", "/health")[0] == 200
        log = (Path(home) / "log").read_text()
        assert "facts_are_gone" in log
        assert journal.head() == head  # nor did the service put on record that it began
