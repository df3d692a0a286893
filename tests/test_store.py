"""One sequence in PostgreSQL: dense, in time, and each request and municipality on its own."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from domain.terms import tag
from service.arrays import know_arrays
from service.batch import Batch
from service.codec import Draft
from service.database import ROLES, Database, migrate
from service.journal import Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.records import Append, Appended, AppendRefused, Item, Store, StoreUnavailable
from service.store import PostgresStore
from service.writer import ARGUMENTS
from tests import asked
from tests.people import monday, stairs

CASE = tag("case", stairs)
WAIT = 30.0
"""Seconds after which a test that waits gives up."""


def draft(*tags: str, kind: str = "CaseOpened", envelope: bytes = b"{}") -> Draft:
    return Draft(kind, uuid4(), envelope, tags, (), ())


def facts(*drafts: Draft, **conditions: Any) -> Append:
    return Append(drafts or (draft(CASE),), **conditions)


@pytest.fixture
def store(database: Database) -> Iterator[PostgresStore]:
    opened = PostgresStore(database)
    yield opened
    opened.close()


@pytest.fixture(params=["memory", "postgres"])
def either(request: pytest.FixtureRequest) -> Store:
    """Either store, empty: what they answer is the same."""
    if request.param == "memory":
        return MemoryStore()
    opened: PostgresStore = request.getfixturevalue("store")
    return opened


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Meanwhile somebody else holds this journal's append lock."""
    with database.connect("writer") as writer:
        writer.execute(f"SELECT {database.schema}.register_types(ARRAY['CaseOpened'])".encode())
        yield


def side_by_side(
    store: PostgresStore, database: Database, requests: list[Append]
) -> list[Future[Appended | None]]:
    """What came of requests that were all waiting while a first one held the writer up."""
    writer = store._writer
    with ThreadPoolExecutor(len(requests) + 1) as workers:
        with locked(database):
            first = workers.submit(store.append, facts(draft("plug:1")))
            _until(lambda: _waits_for_the_lock(database))
            rest = []
            for nth, request in enumerate(requests, 1):
                rest.append(workers.submit(store.append, request))
                _until(lambda nth=nth: len(writer._waiting) == nth)  # type: ignore[misc]
        first.result(WAIT)
    return rest


def _waits_for_the_lock(database: Database) -> bool:
    with database.connect() as administrator:
        waiting = administrator.execute(
            "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND datname = current_database()"
        )
        return waiting.rowcount > 0


def _until(true: Callable[[], bool]) -> None:
    pause, tries = threading.Event(), 0
    while not true():
        tries += 1
        assert tries < WAIT * 200, "gave up waiting"
        pause.wait(0.005)


BAD = {
    "NUL": facts(draft("case:\0")),
    "surrogate": facts(draft("case:\ud800")),
    "surrogate in a condition": facts(
        draft("case:ok"), unless=[Item(("CaseClosed",), ("\ud800",))]
    ),
    "tag larger than an index page": facts(draft("".join(map(chr, range(0x4E00, 0x9000))))),
    "the same tag twice": facts(draft("case:1", "case:1")),
    "a position out of range": facts(
        draft("case:1"), unless=[Item(("CaseClosed",), (CASE,))], after=2**70
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_one_bad_request_fails_alone(store: PostgresStore, database: Database, bad: Append) -> None:
    good = [facts(draft("case:1")), facts(draft("case:2"), draft("case:2"))]
    answers = side_by_side(store, database, [good[0], bad, good[1]])
    with pytest.raises(AppendRefused) as refused:
        answers[1].result()
    assert "case" not in str(refused.value)
    placed = [answers[0].result(), answers[2].result()]
    assert [(p.first, p.last) for p in placed if p] == [(2, 2), (3, 4)]
    assert store.append(facts()) is not None
    assert [fact.position for fact in store.read().facts] == [1, 2, 3, 4, 5]


def test_a_batch_checks_what_itself_appends(store: PostgresStore, database: Database) -> None:
    mine = facts(draft(CASE), unless=[Item(("CaseOpened",), (CASE,))])
    other = facts(draft(CASE), unless=[Item(("CaseClosed",), (CASE,))])
    answers = [f.result() for f in side_by_side(store, database, [mine, mine, other, mine])]
    assert [answer is not None for answer in answers] == [True, False, True, False]


def test_two_of_one_command_at_once_are_one(store: PostgresStore, database: Database) -> None:
    command = tag("command", str(uuid4()))
    once = facts(draft(CASE, command), never=Item(tags=(command,)))
    answers = [f.result() for f in side_by_side(store, database, [once, once, once])]
    assert [answer is not None for answer in answers] == [True, False, False]
    assert store.append(once) is None
    assert store.append(replace(once, after=store.read().head)) is None


def test_what_may_never_exist_is_asked_of_all_of_history(either: Store) -> None:
    first = Item(tags=("command:1",))
    assert either.append(facts(draft("command:1"), never=first))
    assert either.append(facts(draft("command:1"), never=first, after=1)) is None
    assert either.append(facts(draft("command:2"), never=Item(tags=("command:2",)), after=1))


@pytest.mark.parametrize(
    ("item", "stands"),
    [
        (Item(("CaseOpened",), ("case:1", "team:1")), False),
        (Item(("CaseOpened", "CaseClosed"), ("case:1", "team:1")), False),
        (Item((), ("case:1", "team:1")), False),
        (Item(("CaseOpened",), ("case:1", "team:2")), True),
        (Item(("CaseClosed",), ("case:1", "team:1")), True),
        (Item((), ("case:2", "team:1")), True),
        (Item(("CaseOpened",), ("case:1", "team:1", "team:2")), True),
        (Item(("CaseOpened",), ()), False),
        (Item((), ()), False),
        (Item(("NeverStored",), ()), True),
        (Item(("NeverStored",), ("case:1",)), True),
    ],
)
def test_a_condition_is_types_or_and_tags_and(either: Store, item: Item, stands: bool) -> None:
    assert either.append(facts(draft("case:1", "team:1"), draft("case:2", "team:2")))
    assert (either.append(facts(draft("case:3"), unless=[item])) is not None) is stands
    known = facts(draft("case:3"), unless=[item], after=either.read().head)
    assert either.append(known) is not None
    known = facts(draft("case:3"), unless=[replace(item, after=either.read().head)])
    assert either.append(known) is not None


def test_recorded_before_a_moment_or_not_at_all(store: PostgresStore) -> None:
    now = store.read().now
    assert store.append(facts(before=now)) is None
    assert store.append(facts(before=now - timedelta(days=1))) is None
    placed = store.append(facts(before=now + timedelta(hours=1)))
    assert placed and placed.first == 1 and now <= placed.recorded_at < now + timedelta(hours=1)


def test_recorded_before_a_moment_or_not_at_all_in_memory() -> None:
    store = MemoryStore(lambda: monday)
    assert store.append(facts(before=monday)) is None
    assert store.append(facts(before=monday + timedelta(microseconds=1)))


@pytest.mark.requirement("M-07")
def test_recorded_at_never_runs_backwards(store: PostgresStore, database: Database) -> None:
    first = store.append(facts())
    assert first
    with database.connect(autocommit=True) as administrator:
        administrator.execute(
            "CREATE OR REPLACE FUNCTION haarlem.journal_now() RETURNS timestamptz LANGUAGE sql"
            " VOLATILE AS 'SELECT timestamptz ''2020-01-01 00:00Z'''"
        )
    second = store.append(facts())
    assert second and second.recorded_at == first.recorded_at
    assert [fact.recorded_at for fact in store.read().facts] == [first.recorded_at] * 2
    assert store.read().now == first.recorded_at  # decided at no earlier time either


def test_positions_are_dense_whatever_fails_in_between(store: PostgresStore) -> None:
    never = Item(tags=("command:1",))
    assert store.append(facts(draft("command:1")))

    def work(nth: int) -> None:
        for i in range(12):
            assert store.append(facts(never=never)) is None
            with pytest.raises(AppendRefused):
                store.append(facts(draft("case:\0")))
            assert store.append(facts(draft(f"case:{nth}"), *[draft()] * (i % 3)))

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(work, range(8)))
    read = store.read().facts
    assert [fact.position for fact in read] == list(range(1, len(read) + 1))
    assert len(read) == 1 + 8 * 24
    times = [fact.recorded_at for fact in read]
    assert times == sorted(times)


@pytest.fixture
def ede(database: Database) -> Iterator[Database]:
    """Another municipality in the same database."""
    other = replace(database, schema="ede")
    migrate(other)
    yield other
    with database.connect(autocommit=True) as administrator:
        administrator.execute("DROP SCHEMA ede, ede_keys, ede_views CASCADE")
        for role in (*ROLES, "owner", "keys_owner"):
            administrator.execute(f"DROP OWNED BY ede_{role}; DROP ROLE ede_{role}".encode())


def test_municipalities_in_one_database_never_wait_for_each_other(
    store: PostgresStore, database: Database, ede: Database
) -> None:
    other = PostgresStore(ede)
    with ThreadPoolExecutor(1) as worker:
        with locked(database):
            waiting = worker.submit(store.append, facts())
            _until(lambda: _waits_for_the_lock(database))
            placed = [other.append(facts()) for _ in range(3)]
            with other.turn([CASE]):
                assert other.read(limit=0).head == 3
            assert not waiting.done()
        assert waiting.result(WAIT)
    assert [p.first for p in placed if p] == [1, 2, 3]
    assert store.read(limit=0).head == 1
    other.close()


def test_the_same_turn_of_two_municipalities_is_two_turns(
    store: PostgresStore, ede: Database
) -> None:
    other = PostgresStore(ede)
    with store.turn([CASE]), other.turn([CASE]):
        assert other.append(facts())
    other.close()


def test_what_was_accepted_is_written_also_when_the_store_is_closed(
    store: PostgresStore, database: Database
) -> None:
    requests = [facts(draft(f"case:{n}")) for n in range(5)]
    answers = side_by_side(store, database, requests)
    store.close()
    assert [answer.result().first for answer in answers] == [2, 3, 4, 5, 6]  # type: ignore[union-attr]


def test_who_gets_half_of_a_turn_leaves_nobody_waiting(
    store: PostgresStore, database: Database
) -> None:
    with pytest.raises(psycopg.DataError), store.turn(["case:1", "case:2\0"]):
        pass
    other = PostgresStore(database)
    with other.turn(["case:1"]):
        assert other.append(facts())
    other.close()


def test_nobody_writes_beside_who_writes_alone(store: PostgresStore, database: Database) -> None:
    other = PostgresStore(database)
    with ThreadPoolExecutor(2) as workers:
        with store.alone():
            own = store.append(facts())
            here = workers.submit(store.append, facts())
            there = workers.submit(other.append, facts())
            _until(lambda: _waits_for_the_lock(database) and bool(store._writer._waiting))
            assert own and own.first == 1 and other.read(limit=0).head == 0
        assert {here.result(WAIT).first, there.result(WAIT).first} == {2, 3}  # type: ignore[union-attr]
    other.close()


def test_of_what_was_written_alone_all_is_on_record_or_nothing(store: PostgresStore) -> None:
    with pytest.raises(AppendRefused), store.alone():
        assert store.append(facts())
        store.append(facts(draft("case:\0")))
    assert store.read(limit=0).head == 0
    with store.alone():
        assert store.append(facts())
        assert store.append(facts(unless=[Item((), (CASE,), 0)])) is None
    assert store.read(limit=0).head == 1


def test_who_lost_the_server_while_writing_alone_says_so(
    store: PostgresStore, database: Database
) -> None:
    with pytest.raises(StoreUnavailable), store.alone():
        assert store.append(facts())
        with database.connect(autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE mode = 'RowShareLock'"
                " AND relation = 'haarlem.journal_lock'::regclass"
            )
    placed = store.append(facts())
    assert placed and placed.first == 1


def test_a_server_that_only_reads_is_no_fault_of_the_request(
    store: PostgresStore, database: Database
) -> None:
    with database.connect(autocommit=True) as administrator:
        name = administrator.info.dbname
        administrator.execute(
            f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode()
        )
        with pytest.raises(StoreUnavailable):
            store.append(facts())
        administrator.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only".encode())
    assert store.append(facts())


def test_who_cannot_stand_in_line_with_other_processes_leaves_the_line_of_its_own() -> None:
    class Beside(MemoryStore):
        def append(self, request: Append) -> None:
            """Somebody else was first."""

        def turn(self, tags: Iterable[str]) -> NoReturn:
            raise StoreUnavailable

    journal = Journal(Beside(lambda: monday), MemoryKeys())
    with pytest.raises(StoreUnavailable) as held:  # and with it every frame that it came through
        journal.record(asked.open_journal)
    assert held and journal._lines._lines == {}


def test_what_is_known_beyond_the_head_is_not_known(store: PostgresStore) -> None:
    """The journal went back, in a failover or a restore: whoever remembers more reads again."""
    assert store.append(facts())
    assert store.append(facts(unless=[Item(("CaseClosed",), (CASE,), 9)])) is None
    assert store.append(facts(unless=[Item(("CaseClosed",), (CASE, "team:1"), 9)])) is None
    assert store.append(facts(unless=[Item(("CaseClosed",), (CASE,), 1)]))


def test_a_fact_of_no_known_type_or_with_a_salt_of_another_size_is_refused(
    store: PostgresStore, database: Database
) -> None:
    batch = Batch(lambda name: 999)
    batch.add(0, facts())
    salted = Batch(lambda name: 1)
    salted.add(0, facts())
    salted.tags[0] = (*salted.tags[0][:2], b"")
    call = sql.SQL("SELECT FROM haarlem.append_batch({})").format(
        sql.SQL(", ").join([sql.Placeholder()] * ARGUMENTS)
    )
    with database.connect("writer", autocommit=True) as writer:
        know_arrays(writer)
        with pytest.raises(psycopg.errors.NotNullViolation):
            writer.execute(call, batch.columns())
        with pytest.raises(psycopg.errors.CheckViolation):
            writer.execute(call, salted.columns())
        with pytest.raises(psycopg.errors.CheckViolation):
            writer.execute("SELECT haarlem.register_types(ARRAY['no such; type'])")
    assert store.read().head == 0


def test_nobody_but_the_owner_can_take_the_lock(database: Database) -> None:
    for role in ("writer", "reader", "projector", "keys", "auditor"):
        with (
            database.connect(role) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("SELECT FROM haarlem.journal_lock FOR UPDATE")
