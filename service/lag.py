"""How far the views are behind, for Prometheus: what a follower tells of itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.database import Database, DatabaseUnreachable
from service.views import states


class Lag(Collector):
    """Looks it up whenever it is asked. Nothing is said of views while the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            with self._database.connect("reader", autocommit=True) as connection:
                found = states(connection, self._database.schema)
        except (psycopg.Error, DatabaseUnreachable):
            found = []
        behind = GaugeMetricFamily(
            "wijkboek_view_behind_facts", "Facts that a view has not folded yet.", labels=["view"]
        )
        seconds = GaugeMetricFamily(
            "wijkboek_view_behind_seconds", "How old the oldest of them is.", labels=["view"]
        )
        stopped = GaugeMetricFamily(
            "wijkboek_view_stopped", "1 for a view that a fact has stopped.", labels=["view"]
        )
        for state in found:
            behind.add_metric([state.view], state.behind)
            seconds.add_metric([state.view], state.seconds)
            stopped.add_metric([state.view], float(state.error is not None))
        yield from (behind, seconds, stopped)


@contextmanager
def served(database: Database, host: str, port: int) -> Iterator[int | None]:
    """Answers on `http://host:port/metrics` meanwhile; the port, or None where it was taken."""
    registry = CollectorRegistry()
    registry.register(Lag(database))
    try:
        server, thread = start_http_server(port, host, registry=registry)
    except OSError:
        yield None
        return
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
