"""The door of every route under /v1: who is calling, how often, and with what kind of request."""

from collections.abc import Callable, Collection
from typing import Any

from fastapi import APIRouter, Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from service.identity import Caller, NotIdentified, ProviderAway
from service.limits import parse, read_body
from service.problems import Problem
from service.wiring import JSON, Service, service_of


class Strict(Request):
    """A request whose body is counted while it comes in, and read once, strictly."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await read_body(self, service_of(self).body_limit)
        return self._body

    async def json(self) -> Any:
        return parse(await self.body())


class Route(APIRoute):
    """Asks who is calling before anything is read or looked up."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self._begins, self._ends = path.partition("{")[0], path.rpartition("}")[2]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        # Some two hundred are asked in turn: most are told apart by how they begin and end.
        path = scope["path"]
        if path.startswith(self._begins) and path.endswith(self._ends):
            return super().matches(scope)
        return Match.NONE, {}

    def get_route_handler(self) -> Callable[[Request], Any]:
        handle = super().get_route_handler()
        reads_body = self.body_field is not None
        known = {
            each.alias for each in get_flat_params(self.dependant)
            if isinstance(each.field_info, params.Query)
        }  # fmt: skip

        async def handler(request: Request) -> Response:
            service = service_of(request)
            # A provider's keys or a register may have to be asked: not on the event loop.
            if service.identify.waits:
                caller = await run_in_threadpool(identified, request, service)
            else:
                caller = identified(request, service)
            request.state.caller = caller
            service.requests.check(caller.worker)
            service.requests.count(caller.worker)
            _must_be_known(request, known)
            strict = Strict(request.scope, request.receive)
            if reads_body:
                _must_be_json(strict)
            return await handle(strict)

        return handler


def routes_about(noun: str) -> APIRouter:
    """Routes under /v1, all about one noun."""
    return APIRouter(
        prefix="/v1", tags=[noun], route_class=Route,
        generate_unique_id_function=lambda route: to_camel(route.name),
    )  # fmt: skip


def identified(request: Request, service: Service) -> Caller:
    """Who is calling. Raises Problem."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    challenge = {"WWW-Authenticate": 'Bearer realm="wijkboek"'}
    if scheme.lower() != "bearer" or not token:
        raise Problem("NOT_IDENTIFIED", headers=challenge)
    try:
        return service.identify.caller(token.strip())
    except NotIdentified as error:
        challenge["WWW-Authenticate"] += ', error="invalid_token"'
        reason = f"It is not known who is calling: {error}."
        raise Problem("NOT_IDENTIFIED", reason, headers=challenge) from None
    except ProviderAway:
        reason = "The provider that says who is calling does not answer."
        raise Problem("UNAVAILABLE", reason, headers={"Retry-After": "5"}) from None


def _must_be_known(request: Request, known: Collection[str]) -> None:
    """A filter with a typing error must not look like no filter. Its name is not repeated."""
    if any(name not in known for name in request.query_params):
        named = ", ".join(sorted(known)) or "none"
        error = {"field": "query.*", "detail": f"is unknown: known here are {named}"}
        raise Problem("NOT_VALID", "Not right: see errors.", [error])


def _must_be_json(request: Request) -> None:
    said = request.headers.get("content-type")
    has_body = request.headers.get("content-length", "0") != "0" or (
        "transfer-encoding" in request.headers
    )
    if said is None and not has_body:
        return
    kind, *parameters = (said or "").lower().replace(" ", "").split(";")
    if kind != JSON or any(p not in ("", "charset=utf-8", 'charset="utf-8"') for p in parameters):
        raise Problem("NOT_JSON")
