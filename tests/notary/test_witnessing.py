"""Having witnesses see the tree: one that is silent, slow or overtaken stops nobody."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.database import Database
from service.notary.asking import WitnessClient
from service.notary.checkpoint import parse_checkpoint
from service.notary.note import parse_note
from service.notary.signer import SignerAway
from tests.notary.fixing import Fixed, added, fixed


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Iterator[Fixed]:
    with fixed(database, tmp_path, witnessed=True) as made:
        yield made


@contextmanager
def silent() -> Iterator[str]:
    """Where somebody takes every connection and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def published(place: Fixed) -> int:
    return place.notary._public.size()


@pytest.mark.requirement("M-31")
def test_attack_29_a_witness_that_is_silent_does_not_keep_the_others_from_a_quorum(
    place: Fixed,
) -> None:
    clients = place.notary.witnessing.witnesses
    with silent() as url:
        place.notary.witnessing.witnesses = [
            WitnessClient(url, clients[0].key, timeout=600.0), *clients[1:],
        ]  # fmt: skip
        for size in (3, 5):
            added(place.store, size - published(place))
            place.step()
            assert place.witness() == 2
            note = place.notary._public.checkpoint()
            assert note is not None and place.policy.open(note)[0].size == size
        assert [t.name for t in threading.enumerate()].count("witness") == 1  # not one a round


def test_attack_29_what_too_few_saw_takes_the_place_of_nothing(place: Fixed) -> None:
    added(place.store, 3)
    place.step()
    assert place.witness() == 3
    place.notary.witnessing.witnesses = place.notary.witnessing.witnesses[:1]
    added(place.store, 2)
    place.step()
    assert place.witness() == 1
    note = place.notary._public.checkpoint()
    assert note is not None and place.policy.open(note)[0].size == published(place) == 3


def test_attack_33_of_two_notaries_the_later_one_publishes_nothing_older(place: Fixed) -> None:
    added(place.store, 3)
    place.step()
    (old,) = place.connection.execute("SELECT note FROM haarlem.checkpoint").fetchone() or ("",)
    added(place.store, 3)
    place.step()
    assert place.witness() == 3
    place.notary._public.publish(place.connection, place.notary.tree, str(old).encode())
    assert parse_checkpoint(parse_note(str(old).encode()).text).size == 3
    assert published(place) == 6


def test_a_witness_that_another_notary_of_ours_was_at_first_refuses_nothing(place: Fixed) -> None:
    added(place.store, 3)
    place.step()
    older = place.connection.execute(place.notary.witnessing._newest).fetchone()
    assert older is not None
    added(place.store, 3)
    place.step()
    assert place.witness() == 3
    note = parse_note(str(older[1]).encode())
    assert place.notary.witnessing._lines(place.connection, 3, note) == []
    assert place.notary.witnessing.refused is None
    place.as_superuser("DELETE FROM haarlem.checkpoint WHERE size > 3")
    assert place.notary.witnessing._lines(place.connection, 3, note) == []
    assert "has seen 6 facts" in str(place.notary.witnessing.refused)


def test_attack_03_a_signer_that_cannot_read_what_it_signed_is_away(place: Fixed) -> None:
    added(place.store, 3)
    place.step()
    place.place.signed.write_bytes(b"")
    with pytest.raises(SignerAway, match="cannot read what it signed"):
        place.notary._signer.size()
    assert place.notary.check() is None  # what was published says as much


def test_attack_03_a_database_put_back_under_a_running_notary_is_noticed_by_itself(
    place: Fixed,
) -> None:
    added(place.store, 6)
    place.step()
    lost = threading.Event()
    place.notary.lost = lost.set
    place.as_superuser("DELETE FROM haarlem.fact WHERE position > 4")
    place.as_superuser("DELETE FROM haarlem.fact_tag WHERE position > 4")
    place.as_superuser("DELETE FROM haarlem.checkpoint WHERE size > 4")
    place.notary.start()
    try:
        assert lost.wait(60)
        assert "6 facts, and here are 4" in str(place.notary.state.error)
    finally:
        place.notary.stop()


def test_attack_03_other_facts_in_place_of_those_that_were_signed_are_noticed(
    place: Fixed,
) -> None:
    added(place.store, 6)
    place.step()
    lost = threading.Event()
    place.notary.lost = lost.set
    for table in ("fact", "fact_tag"):
        place.as_superuser(f"DELETE FROM haarlem.{table} WHERE position > 4")
    place.as_superuser("DELETE FROM haarlem.checkpoint")
    place.as_superuser("DELETE FROM haarlem.tile")
    place.as_superuser("UPDATE haarlem.tree SET size = 0")
    added(place.store, 3)
    place.notary.start()
    try:
        assert lost.wait(60)
        assert not place.notary.runs()
    finally:
        place.notary.stop()


def test_a_thread_that_ended_is_not_a_notary_that_works(place: Fixed) -> None:
    assert not place.notary.works()
    place.notary.start()
    assert place.notary.works()
    place.notary.stop()
    assert not place.notary.works()
