"""The journal looked at in ranges: what one look finds, and no less; killed, it goes on."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from domain.terms import CaseId, CommandId
from service.codec import Draft, encode
from service.database import Database
from service.filing_check import check_counts
from service.fixing.exporting import as_stored
from service.fixing.ranges import Looked, together
from service.fixing.spread import Kept, look_at_all
from service.fixing.stored import Stored
from service.keys import MemoryKeys
from service.notary.findings import Code
from service.notary.journal import verify_rows
from service.records import Append
from tests.notary.fixing import Fixed, added, fixed
from tests.notary.test_proving import CHANGES
from tests.people import by_fatima, named, reported
from tests.postgres import fresh_database

ROOT = Path(__file__).resolve().parent.parent.parent
FACTS = 1000
KEYS = MemoryKeys()


def drafts(nth: int) -> Iterator[Draft]:
    """A tenth of the facts, about four cases in turns."""
    for case in range(FACTS // 10):
        event = replace(reported, case=CaseId(named(f"case {case % 4}")))
        context = replace(by_fatima, command=CommandId(named(f"command {nth} {case}")))
        yield encode(event, context, "0" * 64, KEYS)


@pytest.fixture(scope="module")
def place(
    database_server: Database, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fixed]:
    """A journal with a checkpoint in nearly every range, and witnesses who saw some of them."""
    with (
        fresh_database(database_server, migrated_template) as database,
        fixed(database, tmp_path_factory.mktemp("place"), witnessed=True) as made,
    ):
        for nth in range(10):
            assert made.store.append(Append(list(drafts(nth))))
            made.step()
            if nth % 3 == 1:
                assert made.witness() == 3
        yield made


def found(
    place: Fixed, stored: Stored, file: Path, wide: int, processes: int = 1
) -> tuple[list[str], list[Looked]]:
    policy = place.place.policy_file.read_bytes()
    parts = look_at_all(
        place.database, stored, policy, file, simulated=False, wide=wide, processes=processes
    )
    return together(parts, place.policy), parts


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("wide", [16, 256, 1024])
def test_what_nobody_touched_is_whole_in_every_range(
    place: Fixed, tmp_path: Path, wide: int
) -> None:
    with as_stored(place.database) as stored:
        wrong, parts = found(place, stored, tmp_path / "fsck", wide)
    assert wrong == [] and all(each.whole for each in parts)
    assert sum(each.last - each.first + 1 for each in parts) == FACTS
    assert not (tmp_path / "fsck").exists()


MORE = {
    "UPDATE haarlem.fact SET recorded_at = recorded_at + interval '1 day' WHERE position = 300":
        "EDITED",
    "UPDATE haarlem.tile SET hashes = sha256('x') || substr(hashes, 33) WHERE level = 0"
    " AND index = 1": "EDITED",
    "DELETE FROM haarlem.fact WHERE position = 512": "MISSING",
    "DELETE FROM haarlem.fact WHERE position BETWEEN 500 AND 520": "MISSING",
    "DELETE FROM haarlem.fact WHERE position = 1": "MISSING",
    "DELETE FROM haarlem.cosignature": "QUORUM",
    "UPDATE haarlem.checkpoint SET size = size + 1 WHERE size = 500": "",
    "DELETE FROM haarlem.tile WHERE level = 0 AND index = 2": "",
}  # fmt: skip


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("change", [*CHANGES, *MORE])
def test_attack_01_whatever_one_look_finds_is_found_in_ranges(
    place: Fixed, tmp_path: Path, change: str
) -> None:
    with place.database.connect() as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(change.encode())
        stored = Stored(superuser, "haarlem")
        once = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
        for wide in (128, 512):
            wrong, parts = found(place, stored, tmp_path / "fsck", wide)
            wrong += [message for each in parts for message in each.filing]
            wrong += [f"MISSING at {each}" for each in check_counts(superuser, "haarlem")]
            codes = {str(each).split(" ")[0].rstrip(":") for each in wrong}
            for each in once.findings:
                # Where a fact is missing the tiles still hold it, and so do the ranges after it.
                assert each.code.value in codes or (each.code, "MISSING" in codes) == (
                    Code.ROOT, True,
                ), each  # fmt: skip
                follows = each.message.startswith("it is number")  # on a fact that is missing
                named_there = any(f"position {each.position}:" in said for said in wrong)
                assert each.position is None or follows or named_there, each
            assert wrong or not once.findings
        superuser.rollback()


def test_two_that_look_at_once_do_not_stop_each_other(tmp_path: Path) -> None:
    one, other = (Kept(tmp_path / "fsck", b"policy", again=False) for _ in range(2))
    one.forget()
    other.forget()
    other.add(Looked(1, 16))  # where nothing says which policy that was under
    assert Kept(tmp_path / "fsck", b"policy", again=False).whole == {}


def test_several_processes_find_what_one_does(place: Fixed, tmp_path: Path) -> None:
    with as_stored(place.database) as stored:
        one, parts = found(place, stored, tmp_path / "fsck", 256)
        two, others = found(place, stored, tmp_path / "fsck", 256, processes=2)
    assert (one, parts) == (two, others)
    place.as_superuser("UPDATE haarlem.fact SET type = -type WHERE position = 700")
    try:
        with as_stored(place.database) as stored:
            two, others = found(place, stored, tmp_path / "fsck", 256, processes=2)
        assert [each.whole for each in others] == [True, True, False, True]
        assert any(said.startswith("EDITED at position 700") for said in two)
    finally:
        place.as_superuser("UPDATE haarlem.fact SET type = -type WHERE position = 700")


@pytest.mark.parametrize("hours", [-1, 1])
def test_attack_07_witnesses_of_other_ranges_say_what_time_it_was(
    database: Database, tmp_path: Path, hours: int
) -> None:
    with fixed(database, tmp_path, witnessed=True) as place:
        place.as_superuser(
            "CREATE OR REPLACE FUNCTION haarlem.journal_now() RETURNS timestamptz LANGUAGE sql"
            f" VOLATILE AS $$SELECT clock_timestamp() + interval '{hours} hours'$$"
        )
        for count in (32, 48):  # witnesses see what ends in the second range, and in the fifth
            added(place.store, count)
            place.step()
            assert place.witness() == 3
        with as_stored(database) as stored:
            once = verify_rows(stored.placed(), stored.checkpoints(), place.policy)
            wrong, _ = found(place, stored, tmp_path / "fsck", 16)
        late = [str(each) for each in once.findings if each.code is Code.BACKDATED]
        assert [each for each in wrong if each.startswith("BACKDATED")] == late
        assert len(late) == (80 if hours > 0 else 48)


LOOKING = """
import os, sys
from pathlib import Path
from service.database import Database
from service.fixing.exporting import as_stored
from service.fixing.spread import Kept, look_at_all
if __name__ == "__main__":
    database = Database("haarlem", sys.argv[1], bytes.fromhex(sys.argv[2]))
    with as_stored(database) as stored:
        look_at_all(
            database, stored, Path(sys.argv[3]).read_bytes(), Path(sys.argv[4]), simulated=False,
            wide=64, processes=int(sys.argv[5]), passed=lambda done: print(done, flush=True),
        )
"""


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize("processes", [1, 2])
def test_killed_half_way_it_goes_on_where_it_was(
    place: Fixed, tmp_path: Path, processes: int
) -> None:
    script, file = tmp_path / "looking.py", tmp_path / "fsck"
    script.write_text(LOOKING)
    asked = [
        sys.executable, str(script), place.database.administrator, place.database.secret.hex(),
        str(place.place.policy_file), str(file), str(processes),
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(asked, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as running:
        assert running.stdout is not None
        for _ in range(4):
            assert running.stdout.readline()
        running.send_signal(signal.SIGKILL)
        running.stdout.read()  # until nobody of it is left who could write
    whole = [json.loads(line) for line in file.read_bytes().splitlines()][1:]
    assert len(whole) >= 4
    told: list[int] = []
    policy = place.place.policy_file.read_bytes()
    with as_stored(place.database) as stored:
        parts = look_at_all(
            place.database, stored, policy, file, simulated=False, wide=64, processes=1,
            passed=told.append,
        )  # fmt: skip
    assert len(told) == len(parts) - len(whole) and told[-1] == FACTS
    assert together(parts, place.policy) == [] and not file.exists()


@pytest.mark.parametrize("spoilt", ["again", "another policy", "too old", "torn", "no range"])
def test_what_was_kept_counts_for_a_day_and_under_one_policy(
    place: Fixed, tmp_path: Path, spoilt: str
) -> None:
    file, policy, told = tmp_path / "fsck", place.place.policy_file.read_bytes(), list[int]()

    def looked(policy: bytes, *, again: bool = False, stop: int = 99) -> int:
        told.clear()

        def passed(done: int) -> None:
            told.append(done)
            if len(told) == stop:
                raise KeyboardInterrupt

        with as_stored(place.database) as stored:
            look_at_all(
                place.database, stored, policy, file, simulated=False, wide=256, processes=1,
                again=again, passed=passed,
            )  # fmt: skip
        return len(told)

    with pytest.raises(KeyboardInterrupt):
        looked(policy, stop=2)
    lines = file.read_bytes().splitlines(keepends=True)
    if spoilt == "too old":
        began = json.loads(lines[0])
        lines[0] = json.dumps({**began, "began": began["began"] - 24 * 3600}).encode() + b"\n"
    if spoilt == "torn":
        lines[-1] = lines[-1][:-5]
    if spoilt == "no range":
        lines[-1] = b'{"first": 1}\n'
    file.write_bytes(b"".join(lines))
    changed = policy + b"# another\n" if spoilt == "another policy" else policy
    assert looked(changed, again=spoilt == "again") == 4


def test_where_something_was_wrong_it_is_looked_at_again(place: Fixed, tmp_path: Path) -> None:
    file, policy = tmp_path / "fsck", place.place.policy_file.read_bytes()

    def stopped(done: int) -> None:
        if done > 500:
            raise KeyboardInterrupt

    spoil = "UPDATE haarlem.fact SET type = -type WHERE position = 100"
    place.as_superuser(spoil)
    try:
        with as_stored(place.database) as stored, pytest.raises(KeyboardInterrupt):
            look_at_all(
                place.database, stored, policy, file, simulated=False, wide=256, processes=1,
                passed=stopped,
            )  # fmt: skip
    finally:
        place.as_superuser(spoil)
    kept = [json.loads(line) for line in file.read_bytes().splitlines()[1:]]
    assert [(each["first"], each["last"]) for each in kept] == [(257, 512)]
    with as_stored(place.database) as stored:
        assert found(place, stored, file, 256)[0] == []
