"""How every failure becomes a problem: what the domain, the journal and the framework raise."""

from collections.abc import Sequence
from typing import Any

import psycopg
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from domain.command import Malformed, Unknown
from service import problems
from service.codec import NotStorable
from service.fixing.standby import StandbyBehind
from service.observe import API_VERSION
from service.outcome import Contended, OtherCommand
from service.reach import DatabaseUnreachable
from service.reading import NotShown, not_shown
from service.records import AppendRefused, ReadOnly, StoreUnavailable
from service.sealing import TooLong


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
    if any(each["loc"][:2] == ("header", "Idempotency-Key") for each in found):
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
    NotShown: not_shown,
    HTTPException: _http,
    RequestValidationError: _not_valid,
    Unknown: _unknown,
    **dict.fromkeys((Malformed, NotStorable, TooLong, AppendRefused), _makes_no_sense),
    OtherCommand: _of_code("OTHER_REQUEST"),
    Contended: _of_code("CONTENDED", Retry_After="1"),
    ReadOnly: _of_code("READ_ONLY", Retry_After="300"),
    # What writes and reads for itself may meet a server that just went, or became a standby.
    **dict.fromkeys(
        (
            DatabaseUnreachable,
            StoreUnavailable,
            StandbyBehind,
            psycopg.OperationalError,
            psycopg.errors.ReadOnlySqlTransaction,
        ),
        _of_code("UNAVAILABLE", Retry_After="2"),
    ),
    Exception: _failed,
}
