"""What operators see: metrics and one log line a request, without a word about anybody."""

import logging
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.threads import Running
from service.views import State

API_VERSION = "1.0.0"
_BUCKETS = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@dataclass
class Seen:
    """What came of a command, for its counter."""

    outcome: str = "failed"


@dataclass
class Metrics:
    """The numbers of one service (Prometheus)."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        self._commands = Counter(
            "wijkboek_commands", "Commands, by kind and what came of them",
            ("command", "outcome"), registry=self.registry,
        )  # fmt: skip
        self._deciding = Histogram(
            "wijkboek_command_seconds", "Decide and record, by kind of command",
            ("command",), buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip
        self._requests = Histogram(
            "wijkboek_request_seconds", "HTTP requests, by route and status",
            ("method", "route", "status"), buckets=_BUCKETS, registry=self.registry,
        )  # fmt: skip

        self._behind = self._view("wijkboek_view_behind_facts", "Facts that a view has not seen")
        self._late = self._view("wijkboek_view_behind_seconds", "Age of the oldest of these")
        self._stopped = self._view("wijkboek_view_stopped", "1 where a view stands still")
        self._pool = Gauge(
            "wijkboek_reader_pool", "Connections of the readers", ("state",),
            registry=self.registry,
        )  # fmt: skip

        self._threads = Gauge(
            "wijkboek_thread_running", "0 where a thread of the service has ended", ("thread",),
            registry=self.registry,
        )  # fmt: skip

        self._unsigned = Gauge(
            "wijkboek_unsigned_seconds", "How old the oldest fact without a signature is",
            registry=self.registry,
        )  # fmt: skip

    def _view(self, name: str, about: str) -> Gauge:
        return Gauge(name, about, ("view",), registry=self.registry)

    @contextmanager
    def command(self, kind: str) -> Iterator[Seen]:
        """Counts and times one command."""
        seen, started = Seen(), time.perf_counter()
        try:
            yield seen
        finally:
            self._deciding.labels(kind).observe(time.perf_counter() - started)
            self._commands.labels(kind, seen.outcome).inc()

    def exposition(
        self,
        views: Iterable[State],
        pool: Mapping[str, int],
        threads: Running,
        unsigned: float | None,
    ) -> bytes:
        """All of it as text, with how far the views are, how busy the readers' pool is, which
        threads run, and for how many seconds a fact waits for its signature (None: unknown)."""
        if unsigned is not None:
            self._unsigned.set(unsigned)
        for name, runs in threads.items():
            self._threads.labels(name).set(runs())
        for state in views:
            self._behind.labels(state.view).set(state.behind)
            self._late.labels(state.view).set(state.seconds)
            self._stopped.labels(state.view).set(state.error is not None)
        for name in ("pool_size", "pool_available", "requests_waiting"):
            self._pool.labels(name).set(pool.get(name, 0))
        return generate_latest(self.registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request, answered."""
        self._requests.labels(method, route, str(status)).observe(seconds)


def quiet_logs(level: str) -> None:
    """Logs as JSON lines on standard error; of errors the kind and place, never the values."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_it_failed,
    ]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _where_it_failed(logger: Any, name: str, event: MutableMapping[str, Any]) -> Any:
    """An error's own words may quote what somebody wrote: its kind and its lines go in the log."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-8:]
        event["error"] = type(error).__name__
        event["where"] = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    return event


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Observed:
    """Plain ASGI around everything: API-Version and a request id on every answer, HEAD where
    there is GET, and afterwards one log line and the metrics."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._log = structlog.get_logger("wijkboek.http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"]
        if method == "HEAD":
            scope["method"] = "GET"
        request_id, started, status = str(uuid4()), time.perf_counter(), 500
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.bind_contextvars(request=request_id)

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["API-Version"] = API_VERSION
                headers["X-Request-Id"] = request_id
                headers.setdefault("Cache-Control", "no-store")  # the log alone says otherwise
            elif method == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(scope.get("route"), "path", "none")
            shown = method if method in METHODS else "other"
            self._metrics.request(shown, route, status, seconds)
            self._log.info(
                "request", method=shown, route=route,
                status=status, ms=round(seconds * 1000, 2),
            )  # fmt: skip
