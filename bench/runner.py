"""The library's way to a view: ProjectionRunner folds caseload, a row and its tracking at a time.

The same envelopes in `eventsourcing.dcb.postgres_tt`, decoded by our codec and folded by our fold.
They are all of one type there, with their own name before the envelope: a subscription of 9.5.6
takes exactly one.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from eventsourcing.dcb.api import DCBEvent
from eventsourcing.dcb.application import DCBApplication
from eventsourcing.dcb.domain import Tagged
from eventsourcing.dcb.persistence import DCBMapper
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from eventsourcing.utils import get_topic
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from bench.deciding import fresh
from bench.place import Place
from domain.filing import identities
from projections.view import Key
from projections.views.caseload import OpenCase, caseload
from service.codec import Stored, decode
from service.journal import Journal
from tests.people import monday

FACT = "Fact"
PATIENCE = 300
"""Seconds within which a run must have come to its end."""


class Decoded(DCBMapper[Any]):
    """Our codec, as the library wants it."""

    def to_dcb_event(self, event: Tagged[Any]) -> DCBEvent:
        raise NotImplementedError("nothing is recorded this way")

    def to_domain_event(self, event: DCBEvent) -> Tagged[Any]:
        kind, _, envelope = event.data.partition(b"\n")
        return Tagged(event.tags, decode(Stored(0, monday, kind.decode(), envelope)))


class Cases(DCBApplication):
    """The application whose events are followed."""


class Rows(PostgresTrackingRecorder):
    """The table of the view, beside the table that says how far it has come."""

    def __init__(self, datastore: PostgresDatastore, **options: Any) -> None:
        super().__init__(datastore, **options)
        self.came_at = 0.0
        columns = caseload.columns
        table = sql.Identifier(datastore.schema, f"{self.tracking_table_name}_rows")
        names = sql.SQL(", ").join(sql.Identifier(c.name) for c in columns)
        kinds = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(c.name), sql.SQL(c.sql)) for c in columns
        )
        self.names = [c.name for c in columns]
        values = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
        changed = sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(n)) for n in self.names[1:]
        )
        key = sql.Identifier(self.names[0])
        self.sql_create_statements.append(
            sql.SQL("CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY ({}))").format(
                table, kinds, key
            )
        )
        self._load = sql.SQL("SELECT {} FROM {} WHERE {} = %s").format(names, table, key)
        self._save = sql.SQL(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}"
        ).format(table, names, values, key, changed)
        self._remove = sql.SQL("DELETE FROM {} WHERE {} = %s").format(table, key)

    def fold(self, fact: Any, tracking: Tracking) -> None:
        """The rows that the fact is about, and how far we are, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            if type(fact.event) in caseload.folds:
                for key in caseload.touched(fact):
                    self._step(cursor, key, fact)
            self._insert_tracking(cursor, tracking)
        self.came_at = time.perf_counter()

    def _step(self, cursor: Any, key: Key, fact: Any) -> None:
        found = cursor.execute(self._load, key).fetchone()
        row = OpenCase(**found) if found else caseload.blank(key)
        after = row.evolve(fact)
        if after is not None:
            cursor.execute(self._save, [getattr(after, name) for name in self.names])
        elif found:
            cursor.execute(self._remove, key)


class Runner:
    """A journal's first facts, in the library's keeping."""

    def __init__(self, environment: dict[str, str], last: int) -> None:
        self._environment = environment
        self._last = last
        self._runs = count(1)

    @classmethod
    @contextmanager
    def on(cls, place: Place, journal: Journal, facts: int) -> Iterator["Runner"]:
        """The first `facts` of the journal, in tables of the library's own."""
        where = conninfo_to_dict(place.database.url())
        environment = {
            "PERSISTENCE_MODULE": "eventsourcing.dcb.postgres_tt",
            "MAPPER_TOPIC": get_topic(Decoded),
            "POSTGRES_DBNAME": str(where["dbname"]),
            "POSTGRES_HOST": str(where["host"]),
            "POSTGRES_PORT": str(where.get("port", 5432)),
            "POSTGRES_USER": str(where["user"]),
            "POSTGRES_PASSWORD": str(where["password"]),
            "POSTGRES_ENABLE_DB_FUNCTIONS": "y",
        }
        with Cases(environment) as application:
            last = 0
            for stored in journal.store.read(limit=facts).facts:
                tags = sorted(identities(decode(stored).event))
                event = DCBEvent(FACT, stored.kind.encode() + b"\n" + stored.envelope, tags)
                last = application.recorder.append([event])
        yield cls(environment, last)

    def rebuilt(self) -> float:
        """Facts a second, from the first to the last, into a table of this run."""
        name = f"caseload_{next(self._runs)}_{fresh()[:8]}"
        projection = type(name, (CaseloadProjection,), {"name": name, "topics": (FACT,)})
        rows_in = {f"{name.upper()}_PERSISTENCE_MODULE": "eventsourcing.postgres"}
        began = time.perf_counter()
        with ProjectionRunner(
            application_class=Cases, projection_class=projection, view_class=Rows,
            env={**self._environment, **rows_in},
        ) as runner:  # fmt: skip
            runner.wait(self._last, timeout=PATIENCE)
            # Waiting looks every now and then; the clock stops when the last one was committed.
            return self._last / (runner.view.came_at - began)


class CaseloadProjection(Projection[Rows]):
    """Caseload, as the library folds it."""

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.fold(domain_event.decision, tracking)
