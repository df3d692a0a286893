"""Our store keeps the library's contract: its own conformance kit runs against it."""

from collections.abc import Iterator

import pytest
from eventsourcing.dcb.tests import DCBRecorderTestCase

from service.database import Database
from service.memory import MemoryStore
from service.recorder import StoreRecorder
from service.records import Store
from service.store import PostgresStore


@pytest.fixture(params=["memory", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Either store, empty."""
    if request.param == "memory":
        yield MemoryStore()
        return
    database: Database = request.getfixturevalue("database")
    opened = PostgresStore(database)
    yield opened
    opened.close()


def test_append_and_read(store: Store) -> None:
    DCBRecorderTestCase("_test_append_read")._test_append_read(StoreRecorder(store))
    assert store.read(limit=0).head == 13


def test_subscribe(store: Store) -> None:
    DCBRecorderTestCase("_test_append_subscribe")._test_append_subscribe(StoreRecorder(store))
    assert store.read(limit=0).head == 2
