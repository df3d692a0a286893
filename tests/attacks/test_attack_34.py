"""Attack 34: a server dies with facts that no standby has; and nothing of them was ever signed.

`tests/ha` plays the same with Patroni and three servers: ./run test --ha.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from service.database import Database, migrate
from service.fixing.notary import Notary
from service.fixing.receipts import Receipts
from service.fixing.standby import Standby, StandbyBehind
from service.notary.checkpoint import parse_checkpoint
from service.notary.note import parse_note
from service.notary.signer import SignerClient
from service.store import PostgresStore
from tests.http import is_a_problem, new, serving
from tests.notary.fixing import Fixed, added, fixed
from tests.people import oost, town
from tests.scenario import put
from tests.standby import Pair, pair


@pytest.fixture(scope="module")
def both() -> Iterator[Pair]:
    with pair() as made:
        yield made


@pytest.fixture(scope="module")
def whole(both: Pair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fixed]:
    folder, standby = tmp_path_factory.mktemp("notary"), Standby("haarlem")
    with fixed(both.database, folder, witnessed=True, standby=standby) as made:
        yield made


@pytest.fixture
def place(both: Pair, whole: Fixed) -> Fixed:
    """Three more facts, signed and witnessed, and the standby is there: for every test anew."""
    both.back()
    both.synchronous("*")
    added(whole.store, 3)
    whole.step()
    whole.witness()
    assert published(whole) == seen(both.database)
    return whole


def seen(database: Database) -> int:
    """How many facts anybody sees."""
    with database.connect("reader") as reader:
        row = reader.execute("SELECT coalesce(max(position), 0) FROM haarlem.fact").fetchone()
    assert row
    return int(row[0])


def signed(place: Fixed) -> int:
    """How large a tree the log signed."""
    with closing(SignerClient(place.place.socket, place.place.log())) as signer:
        return signer.size()


def published(place: Fixed) -> int:
    note = place.place.public / "checkpoint"
    return parse_checkpoint(parse_note(note.read_bytes()).text).size


def promised(place: Fixed, position: int) -> bytes:
    receipts = Receipts("haarlem", place.place, Standby("haarlem"))
    with place.database.connect("reader", autocommit=True) as reader:
        return receipts.of(reader, position)


@pytest.mark.requirement("M-31")
def test_attack_34_what_the_standby_has_not_is_seen_and_is_not_signed(
    both: Pair, place: Fixed
) -> None:
    before = signed(place)
    both.away()
    both.added_alone(place.store, 2)
    assert seen(both.database) == before + 2
    with pytest.raises(StandbyBehind):
        place.step()
    with pytest.raises(StandbyBehind):
        promised(place, before + 2)
    # Where the list is emptied, commits wait for nobody: what is told then can be lost as well.
    both.synchronous("")
    added(place.store, 1)
    assert seen(both.database) == before + 3
    with pytest.raises(StandbyBehind):
        place.step()
    assert signed(place) == published(place) == before
    assert promised(place, before), "what is in the published tree is proved all the same"

    both.back()
    with pytest.raises(StandbyBehind):
        place.step()  # it has them; but nothing makes the next commit wait for it
    both.synchronous("ANY 2 (one, two)")
    with pytest.raises(StandbyBehind):
        place.step()  # two must have them, and one has
    both.synchronous("FIRST 1 (two)")
    assert promised(place, before + 3)
    place.step()
    assert signed(place) == seen(both.database) == before + 3


@pytest.mark.requirement("M-31")
def test_attack_34_as_many_must_have_it_as_are_waited_for_and_a_slow_one_stops_nobody(
    both: Pair, place: Fixed
) -> None:
    both.synchronous("ANY 1 (two, three)")
    with both.slow_third():
        added(place.store, 1)
        place.step()
        added(place.store, 1)
        both.synchronous("ANY 2 (two, three)")
        with pytest.raises(StandbyBehind):
            place.step()
        both.synchronous("FIRST 1 (two, three)")
        place.step()
    assert signed(place) == seen(both.database)


def test_attack_34_a_witness_is_shown_only_what_the_standby_has(both: Pair, place: Fixed) -> None:
    """A checkpoint is a row as well: else a witness would know of more than the new primary."""
    before = published(place)
    added(place.store, 1)
    place.step()
    both.away()
    with pytest.raises(StandbyBehind):
        place.witness()
    assert (signed(place), published(place)) == (before + 1, before)


@pytest.mark.requirement("M-31")
def test_attack_34_what_the_standby_has_not_is_not_answered_a_second_time_either(
    both: Pair, place: Fixed
) -> None:
    """The server is stopped while a commit waits. Started again it shows what nobody waited for."""
    ede = replace(both.database, schema="ede")
    migrate(ede)
    body = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
    with (
        serving(ede, notary_standby=True, notary_folder=place.place.folder) as api,
        ThreadPoolExecutor(1) as apart,
    ):
        put(api.journal, *town)
        key, before = new(), api.journal.head()
        both.away()
        asking = apart.submit(api.post, "/consults", body, key=key)
        both.stopped_waiting("terminate")
        is_a_problem(asking.result(), 503, "UNAVAILABLE")
        assert api.journal.head() == before + 1
        for again in (api.post("/consults", body, key=key), api.get(f"/commands/{key}")):
            is_a_problem(again, 503, "UNAVAILABLE")
        both.back()
        assert api.post("/consults", body, key=key).status_code == 201
        assert api.get(f"/commands/{key}").status_code == 200
        assert api.journal.head() == before + 1


@pytest.mark.requirement("M-31")
def test_attack_34_what_was_lost_was_never_signed_and_the_log_goes_on(
    both: Pair, place: Fixed
) -> None:
    """The last of the three: after it the pair is one."""
    before = signed(place)
    both.away()
    both.added_alone(place.store, 2)
    with pytest.raises(StandbyBehind):
        place.step()
    both.take_over()
    assert seen(both.promoted) == signed(place) == before
    signer = SignerClient(place.place.socket, place.place.log())
    notary = Notary(both.promoted, signer, place.notary._public)
    notary.check()
    assert notary.state.error is None, "the log signed for more than there is"
    with (
        closing(PostgresStore(both.promoted)) as store,
        both.promoted.connect("notary", autocommit=True) as connection,
    ):
        added(store, 1)
        notary.step(connection)
    notary._signer.close()
    assert signed(place) == before + 1
