"""The bytes that are hashed are fixed, and PostgreSQL computes the same ones under the lock."""

import hashlib
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from service import entry
from service.codec import Draft
from service.database import Database
from service.records import Append
from service.store import PostgresStore

VECTORS = json.loads((Path(__file__).parent / "vectors" / "entry.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["about"])
def test_the_entry_of_a_fact_is_fixed_from_the_first_fact_on(vector: dict[str, Any]) -> None:
    commitments = []
    for filed in vector["filed"]:
        found = entry.tag_commitment(bytes.fromhex(filed["salt"]), filed["tag"], filed["nth"])
        assert found.hex() == filed["commitment"]
        commitments.append(found)
    recorded_at = datetime.fromisoformat(vector["recorded_at"])
    for order in (commitments, commitments[::-1]):
        header = entry.header(vector["position"], recorded_at, order)
        assert header.hex() == vector["header"]
    body_hash = hashlib.sha256(entry.body(vector["type"], vector["envelope"].encode())).digest()
    assert body_hash.hex() == vector["body_hash"]
    assert entry.entry(header, body_hash).hex() == vector["entry"]
    assert entry.leaf(header, body_hash).hex() == vector["leaf"]


@pytest.fixture
def store(database: Database) -> Iterator[PostgresStore]:
    opened = PostgresStore(database)
    yield opened
    opened.close()


def draft(kind: str, *tags: str) -> Draft:
    return Draft(kind, uuid4(), json.dumps({"of": kind}).encode(), tags, (), ())


def test_postgresql_computes_the_same_entries(store: PostgresStore, database: Database) -> None:
    requests = [
        [draft("CaseOpened", "case:a", "resident:1")],
        [draft("BudgetReserved", "case:a", "budget:q"), draft("BudgetSpent", "case:a", "budget:q")],
        [draft("ConsultHeld")],
        [draft("HelpAgreed", *(f"resident:{n}" for n in range(40)))],
        [draft("CaseOpened", "case:b"), draft("ConsultHeld"), draft("CaseOpened", "case:b")],
    ] * 6
    for request in requests[:5]:  # alone, and then side by side in larger batches
        assert store.append(Append(request)) is not None
    go = threading.Barrier(8)

    def append(nth: int) -> None:
        go.wait()
        for request in requests[5 + nth :: 8]:
            assert store.append(Append(request)) is not None

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(append, range(8)))

    seen: dict[str, int] = {}
    with database.connect() as administrator:
        facts = administrator.execute(
            "SELECT position, recorded_at, name, header, body_hash, envelope"
            " FROM haarlem.fact JOIN haarlem.fact_type t ON t.id = type ORDER BY position"
        ).fetchall()
        assert [row[0] for row in facts] == list(range(1, 49))
        for position, recorded_at, kind, header, body_hash, envelope in facts:
            filed = administrator.execute(
                "SELECT tag, nth, salt FROM haarlem.fact_tag WHERE position = %s", [position]
            ).fetchall()
            commitments = []
            for tag, nth, salt in filed:
                assert nth == seen.get(tag, 0) + 1
                seen[tag] = nth
                assert len(salt) == 16
                commitments.append(entry.tag_commitment(salt, tag, nth))
            assert header == entry.header(position, recorded_at, commitments)
            assert body_hash == hashlib.sha256(entry.body(kind, envelope)).digest()
        salts = administrator.execute("SELECT count(*), count(DISTINCT salt) FROM haarlem.fact_tag")
        assert salts.fetchone() == (sum(seen.values()),) * 2
    assert (seen["case:a"], seen["case:b"], seen["resident:1"]) == (18, 12, 12)
