"""The HTTP service: every route under /v1, every error a problem, and a server to run it."""

import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from domain.command import Malformed, Unknown
from service import problems
from service.codec import NotStorable
from service.documents import documented
from service.follow import Follower
from service.identity import Identify, tokens_of
from service.journal import Contended, OtherCommand
from service.limits import Limits
from service.lists import Lists
from service.observe import API_VERSION, Metrics, Observed, quiet_logs
from service.opening import Opened
from service.records import AppendRefused, StoreUnavailable
from service.routes import (
    agreements,
    applications,
    awareness,
    budgets,
    cases,
    commands,
    histories,
    intake,
    mandates,
    operations,
    organisations,
    permissions,
    referrals,
    views,
)
from service.sealing import TooLong
from service.wiring import Service

NOUNS = (
    operations, intake, awareness, cases, agreements, permissions, referrals, applications,
    budgets, mandates, organisations, histories, commands, views,
)  # fmt: skip


_AUTOCOMMIT = {"autocommit": True}


def create_app(
    opened: Opened, *, identify: Identify | None = None, limits: Limits | None = None
) -> FastAPI:
    """The application for one open journal. `identify` tells who calls (default: tokens)."""
    app = application()
    app.state.service = service = Service(
        journal=opened.journal,
        database=opened.database,
        identify=identify or tokens_of(opened.settings.home),
        body_limit=opened.settings.body_limit,
        limits=limits or Limits(),
        lists=Lists(opened.database.schema, opened.database.pool("reader", kwargs=_AUTOCOMMIT)),
        metrics=Metrics(),
    )
    app.add_middleware(Observed, metrics=service.metrics)
    return app


def application() -> FastAPI:
    """The routes and how they fail, without a journal yet: enough for the OpenAPI document."""
    app = FastAPI(
        title="Wijkboek", version=API_VERSION, openapi_url=None, docs_url=None, redoc_url=None,
        redirect_slashes=False, lifespan=_with_pool,
    )  # fmt: skip
    for noun in NOUNS:
        # Flat, and not included: one look for a match, and one place to ask which methods match.
        app.router.routes.extend(noun.router.routes)
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    documented(app)
    return app


@asynccontextmanager
async def _with_pool(app: FastAPI) -> AsyncIterator[None]:
    """The readers' connections, while the application runs."""
    with app.state.service.lists.pool:
        yield


def serve(
    opened: Opened, host: str | None = None, port: int | None = None, *, follow: bool = False
) -> None:
    """Serve until SIGTERM or SIGINT; then finish what was accepted, and close the journal.

    With `follow`, the views are kept caught up by a thread of this process.
    """
    settings = opened.settings
    quiet_logs(settings.log_level)
    app = create_app(opened)
    follower = Follower(opened.database) if follow else None
    if follower is not None:
        app.state.service.recorded = follower.wake
        follower.start()
    config = uvicorn.Config(
        app, host=host or settings.host,
        port=settings.port if port is None else port,
        log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=25,
    )  # fmt: skip
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        # uvicorn repeats the signal when it has stopped: `_stop` then ends this in good order.
        uvicorn.Server(config).run()
    finally:
        signal.signal(signal.SIGTERM, before)
        if follower is not None:
            follower.stop()
        opened.journal.close()


def _stop(signum: int, frame: FrameType | None) -> None:
    sys.exit(0)


def _of_code(code: str, **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}

    def handler(request: Request, error: Exception) -> Response:
        return problems.answer(code, headers=sent)

    return handler


def _problem(request: Request, error: problems.Problem) -> Response:
    return problems.answer(error.code, error.detail, error.errors, error.headers)


def _http(request: Request, error: HTTPException) -> Response:
    """What the framework itself says: an unknown path, or a method that is not for it."""
    code = problems.BY_STATUS.get(error.status_code, "FAILED")
    if error.status_code == 405:
        allow = ", ".join(allowed(request))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allow})
        return problems.answer(code, headers={"Allow": allow})
    return problems.answer(code)


def allowed(request: Request) -> Sequence[str]:
    """The methods of all routes that this path matches."""
    methods = {"OPTIONS"}
    for route in request.app.router.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= route.methods
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


def _not_valid(request: Request, error: RequestValidationError) -> Response:
    found = error.errors()
    if any(each["loc"][0] == "header" for each in found):
        return problems.answer("IDEMPOTENCY_KEY_NEEDED")
    told = [
        {"field": _field(each), "detail": each["msg"].removeprefix("Value error, ")}
        for each in found[:20]
    ]
    return problems.answer("NOT_VALID", "Not right: see errors.", told)


def _field(error: Any) -> str:
    """Where it is. The name of a field that we do not know is the client's own text: left out."""
    where = [str(part) for part in error["loc"]]
    if error["type"] == "extra_forbidden":
        where[-1] = "*"
    return ".".join(where)


def _unknown(request: Request, error: Unknown) -> Response:
    return problems.answer("UNKNOWN", f"There is no such {error.noun}.")


def _makes_no_sense(request: Request, error: Exception) -> Response:
    """Malformed, NotStorable, TooLong, AppendRefused: their messages name fields and limits."""
    name, colon, reason = str(error).partition(": ")
    if not colon:
        return problems.answer("NOT_VALID", f"Not right: {error}.")
    told = {"field": f"body.{to_camel(name)}", "detail": reason}
    return problems.answer("NOT_VALID", "Not right: see errors.", [told])


def _failed(request: Request, error: Exception) -> Response:
    """A fault of ours. The log has its kind and place under this request id; nobody else does."""
    headers = {"API-Version": API_VERSION, "X-Request-Id": request.state.request_id}
    return problems.answer("FAILED", headers=headers)


HANDLERS: dict[Any, Any] = {
    problems.Problem: _problem,
    HTTPException: _http,
    RequestValidationError: _not_valid,
    Unknown: _unknown,
    **dict.fromkeys((Malformed, NotStorable, TooLong, AppendRefused), _makes_no_sense),
    OtherCommand: _of_code("OTHER_REQUEST"),
    Contended: _of_code("CONTENDED", Retry_After="1"),
    StoreUnavailable: _of_code("UNAVAILABLE", Retry_After="2"),
    Exception: _failed,
}
