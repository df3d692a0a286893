"""Attack 18: after an erasure somebody looks for copies that were left behind, everywhere."""

import csv
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from projections.views import VIEWS
from service.backup import back_up
from service.carrying import Carrier
from service.commands.rows import view as print_view
from service.commands.views import rebuild
from service.database import Database
from service.follow import Follower
from service.manifest import DUMP
from service.opening import Opened
from service.programs import run
from service.restoring import restore
from service.settings import Settings
from tests.attacks.erased import HERS, STORY, Erased, opened_in
from tests.http import Api, logging_as_in_production, serving, token
from tests.people import admin, administrator, gemeente, stairs, vera, watcher
from tests.postgres import fresh_database
from tests.scenario import put

BY_ADMIN = token(admin, administrator, gemeente)
BY_WATCHER = token(vera, watcher, gemeente)
HISTORY = f"/cases/{stairs}/history"


def test_attack_18_no_copy_is_left_in_any_store_log_answer_export_or_backup(
    database_server: Database,
    database: Database,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with (
        opened_in(database, home) as place,
        logging_as_in_production(),
        serving(database, keys=place.journal.keys) as api,
    ):
        opened = Opened(Settings(home=home, municipality="haarlem"), database, api.journal)
        put(api.journal, *STORY)
        follower = Follower(database)
        follower.start()
        try:
            shown = api.get(HISTORY)
            assert all(song in shown.text for song in HERS), "before, who may read it reads it"
            traces = traces_of(database)
            assert len(traces) == 3 * len(HERS)
            assert all(found_in(place, trace) for trace in traces), "and the search finds them"
            destroyed_over_http(api, Carrier(opened))
            after = api.get(HISTORY)
            heard = [after.text, api.client.get("/metrics").text]
            for name in ("caseload", "accountability", "waiting-times", "referrals", "budgets"):
                heard.append(api.get(f"/{name}").text)
        finally:
            follower.stop()
        assert after.text.count("vernietigd") >= len(HERS)
        for said in heard:
            assert silent(said), said
        exported = tmp_path / "exported"
        exports(opened, exported)
        back_up(database, home, tmp_path / "backup", with_root_key=True)
        for trace in traces:
            assert not found_in(place, trace), trace
    assert logged(capfd) > 0
    for file in (*exported.iterdir(), *(path for path in home.rglob("*") if path.is_file())):
        content = file.read_bytes()
        assert silent(content.decode("latin-1")), file
        sealed = [bytes.fromhex(trace) for trace in traces if len(trace) != 36]
        assert not any(each in content for each in sealed), file
    in_backup(database_server, tmp_path, traces)


def destroyed_over_http(api: Api, carrier: Carrier) -> None:
    """As two people do it: one proposes, the other approves, and the service carries it out."""
    positions = [fact.position for fact in api.journal.read(f"case:{stairs}")]
    proposal = {"ground": "erasure-request", "positions": positions}
    proposed = api.post(f"/cases/{stairs}/destructions", proposal, by=BY_ADMIN)
    assert proposed.status_code == 201, proposed.text
    path = proposed.json()["ids"]["destruction"]
    approved = api.post(f"/cases/{stairs}/destructions/{path}/approvals", by=BY_WATCHER)
    assert approved.status_code == 201, approved.text
    (done,) = carrier.carry_out_all()
    assert (done.keys, done.texts) == (len(HERS), len(HERS))


def traces_of(database: Database) -> list[str]:
    """What there was of each of her texts: the sealed text, its wrapped key, the key's id; hex."""
    with closing(database.connect()) as connection:
        rows = connection.execute(
            "SELECT encode(w.ciphertext, 'hex'), encode(k.wrapped, 'hex'), k.key_id::text"
            " FROM haarlem.words w JOIN haarlem_keys.key k USING (key_id) WHERE k.unit = %s",
            [f"case:{stairs}"],
        ).fetchall()
    return [trace for row in rows for trace in row]


def found_in(place: Erased, trace: str) -> bool:
    """Whether any row of any table holds it; an envelope may go on naming a key that is gone."""
    return any(
        trace in row or trace.encode().hex() in row
        for table, rows in place.everything().items()
        if not (table.endswith((".fact", ".words")) and len(trace) == 36)
        for row in rows
    )


def silent(text: str) -> bool:
    """No canary in it, plain or in hexadecimal."""
    return "kanarie" not in text and b"kanarie".hex() not in text


def exports(opened: Opened, folder: Path) -> None:
    """All that the command line writes: every view as CSV, from its table and folded anew."""
    folder.mkdir()
    quiet = Console(quiet=True)
    rebuild(opened, quiet)
    for name in VIEWS:
        for moment in (None, opened.journal.now()):
            with (folder / f"{name}-{moment is None}.csv").open("w") as file:
                print_view(opened, Console(file=file), name, moment, as_csv=True)
    assert all(list(csv.reader(file.open())) for file in folder.iterdir())


def logged(capfd: pytest.CaptureFixture[str]) -> int:
    """How much was logged; no canary in it."""
    said = capfd.readouterr()
    assert silent(said.out + said.err)
    return said.err.count('"event": "request"')


def in_backup(database_server: Database, folder: Path, traces: list[str]) -> None:
    """A backup made afterwards, with the root key in it, opens none of it."""
    with tarfile.open(folder / "backup") as archive:
        dump = archive.extractfile(DUMP)
        assert dump is not None
        (folder / DUMP).write_bytes(dump.read())
    plain = run(database_server, "pg_restore", "--file=-", str(folder / DUMP))
    assert silent(plain) and "COPY haarlem.fact " in plain
    assert not any(trace in plain for trace in traces if len(trace) != 36)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    with fresh_database(database_server) as fresh:
        restore(fresh, elsewhere, folder / "backup")
        with opened_in(fresh, elsewhere) as place:
            assert set(place.words()) == {"[destroyed]"}
