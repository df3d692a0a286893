"""Attack 8, seen from outside: a monitor compares witnesses and log, and proves a fork offline."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from service.commands.proving import watch
from service.database import Database
from service.fixing.place import NotaryUnusable
from service.notary.checkpoint import Checkpoint
from service.notary.fork import verify_fork
from service.notary.merkle import leaf_hash
from service.notary.monitor import Watched, monitor
from service.notary.note import Note
from service.notary.signing import sign_note
from service.notary.tiles import parse_path
from tests.notary.fixing import Fixed, added, fixed

LOG = "https://log.example/v1/log"


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path, witnessed=True) as made:
        added(made.store, 300)
        made.step()
        made.witness()
        yield made


def looked(place: Fixed, shown: dict[str, bytes | None] | None = None) -> Watched:
    """What a monitor sees; some of it, somebody shows otherwise."""
    by_url = {url: w for w, url in zip(place.witnesses, place.policy.urls.values(), strict=True)}
    public = place.notary._public

    def fetch(url: str) -> bytes | None:
        for end, body in (shown or {}).items():
            if end in url:
                return body
        if url.startswith(LOG):
            rest = url.removeprefix(f"{LOG}/")
            return public.checkpoint() if rest == "checkpoint" else public.tile(*parse_path(rest))
        base, _, rest = url.removesuffix("/checkpoint").rpartition("/")
        answer = by_url[base].checkpoint(rest)
        return answer.body if answer.status == 200 else None

    return monitor(place.policy, LOG, fetch)


def forged(place: Fixed, size: int) -> bytes:
    text = Checkpoint(place.place.log().name, size, leaf_hash(b"another history")).text()
    return Note(text, (sign_note(text, place.place.log().name, place.place.private()),)).data()


def test_one_history_is_seen_as_one(place: Fixed) -> None:
    watched = looked(place)
    assert watched.report.findings == [] and set(watched.seen) == {"w1", "w2", "w3", "the log"}
    added(place.store, 5)  # the log goes on, the witnesses have seen less of it
    place.step()
    (note,) = place.connection.execute(
        "SELECT note FROM haarlem.checkpoint WHERE size = 305"
    ).fetchone() or ("",)
    place.notary._public.publish(place.connection, place.notary.tree, note.encode())
    assert looked(place).report.findings == []


@pytest.mark.requirement("M-31")
def test_attack_08_two_views_are_a_proof_of_fork_that_verifies_offline(place: Fixed) -> None:
    (first, *_) = place.policy.urls.values()
    watched = looked(place, {first: forged(place, 300)})
    assert {each.code.value for each in watched.report.findings} == {"FORK", "ROOT"}
    proof, *_ = watched.forks
    report = verify_fork(proof, place.policy.logs)
    assert [each.code.value for each in report.findings] == ["FORK"] and report.status == 1
    assert verify_fork(proof.replace(b"300", b"301"), place.policy.logs).status == 1
    assert verify_fork(b"{}\n", place.policy.logs).status == 2


@pytest.mark.parametrize(
    "size, code", [(200, "ROOT"), (400, "TRUNCATED")], ids=["a smaller tree", "a larger tree"]
)
def test_attack_09_a_witness_that_saw_another_tree_of_another_size_is_noticed(
    place: Fixed, size: int, code: str
) -> None:
    (first, *_) = place.policy.urls.values()
    watched = looked(place, {first: forged(place, size)})
    assert {each.code.value for each in watched.report.findings} == {code}


def test_what_cannot_be_read_or_is_not_there_is_said(place: Fixed) -> None:
    first, second, third = place.policy.urls.values()
    watched = looked(
        place, {first: None, second: b"junk", third: forged(place, 5).replace(b"5", b"6")}
    )
    codes = {each.code.value for each in watched.report.findings}
    assert codes == {"STALE", "UNREADABLE", "SIGNATURE"}
    assert {e.code.value for e in looked(place, {"tile/0": None}).report.findings} == {"MISSING"}


def test_attack_08_what_is_seen_is_said_also_where_a_proof_of_before_is_in_the_way(
    place: Fixed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *_ = place.witnesses
    first._kept(place.place.log().name)._path.write_bytes(forged(place, 300))
    proof, policy = tmp_path / "fork.json", place.place.policy_file
    for _ in range(2):  # a monitor that runs every hour sees the same fork again
        assert watch(Console(width=300), policy, None, proof) == 1
        assert "saw two trees of 300 facts" in capsys.readouterr().out
    assert verify_fork(proof.read_bytes(), place.policy.logs).findings[0].code.value == "FORK"
    proof.write_bytes(b"of another day")
    with pytest.raises(NotaryUnusable, match="File exists"):
        watch(Console(width=300), policy, None, proof)
    assert "saw two trees of 300 facts" in capsys.readouterr().out
    assert proof.read_bytes() == b"of another day"
