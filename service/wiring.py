"""From a request to a command, and from what came of it to an answer."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID, uuid5

import orjson
from fastapi import APIRouter, Depends, Header, Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose
from domain.fact import Context
from domain.facts.municipality import JournalOpened
from domain.terms import CommandId
from service import answers
from service.codec import decode
from service.database import Database
from service.deciding import AnyCommand
from service.identity import Caller, Identify, NotIdentified
from service.journal import Answer, Journal, OtherCommand
from service.limits import Limits, Pace, parse, read_body
from service.lists import Lists
from service.observe import Metrics
from service.problems import Problem
from service.routes.fields import Body, CaseBody
from service.routes.fields import CommandId as CommandIdField

JSON = "application/json"


def _nobody() -> None:
    """Nobody waits in this process."""


@dataclass
class Service:
    """What the routes work with."""

    journal: Journal
    database: Database
    identify: Identify
    body_limit: int
    limits: Limits
    lists: Lists
    metrics: Metrics = field(default_factory=Metrics)
    recorded: Callable[[], None] = _nobody
    """Told that something was recorded: a follower in this process need not look by itself."""

    def __post_init__(self) -> None:
        self.requests = Pace(self.limits.requests, "TOO_MANY_REQUESTS")
        self.refusals = Pace(self.limits.refusals, "TOO_MANY_REFUSALS")
        self._genesis: JournalOpened | None = None

    def genesis(self) -> JournalOpened:
        """The first fact: whose journal this is, and whether its clock is real. Raises Problem."""
        if self._genesis is None:
            first = self.journal.store.read(limit=1).facts
            event = decode(first[0]).event if first else None
            if not isinstance(event, JournalOpened):
                raise Problem("NOT_OPENED", headers={"Retry-After": "60"})
            self._genesis = event
        return self._genesis

    def simulated(self) -> bool:
        """Whether this journal is simulated, as far as it has begun. Raises StoreUnavailable."""
        try:
            return self.genesis().simulated
        except Problem:
            return False

    def now(self) -> datetime:
        """What time it is, aware UTC: in a simulated journal the time that it walks through."""
        return self.journal.now() if self.genesis().simulated else datetime.now(UTC)


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

    def get_route_handler(self) -> Callable[[Request], Any]:
        handle = super().get_route_handler()
        reads_body = self.body_field is not None
        known = {
            each.alias for each in get_flat_params(self.dependant)
            if isinstance(each.field_info, params.Query)
        }  # fmt: skip

        async def handler(request: Request) -> Response:
            service = service_of(request)
            request.state.caller = caller = identified(request, service)
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


def service_of(request: Request) -> Service:
    return cast("Service", request.app.state.service)


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


class Asked:
    """One command, as asked: who by, under which id, and how it is answered."""

    def __init__(self, request: Request, key: CommandId) -> None:
        self._service = service_of(request)
        self._caller: Caller = request.state.caller
        self._language = language_of(request)
        self.id = key

    def new(self, noun: str, given: str | None = None) -> str:
        """The id of something new: the one given, else one that follows from the command's, so
        that a retry names the same thing."""
        return given or str(uuid5(UUID(self.id), noun))

    def context(self, purpose: Purpose, basis: LegalBasis, body: Body | None = None) -> Context:
        """On whose word and by what right. Raises Problem."""
        if isinstance(body, CaseBody) and body.legal_basis is not None:
            basis = body.legal_basis
        occurred_at = body.occurred_at if body else None
        return Context(
            command=self.id,
            actor=self._caller.worker,
            function=self._caller.function,
            organisation=self._caller.organisation,
            purpose=purpose,
            basis=basis,
            funding_responsible=self._service.genesis().organisation,
            content_responsible=self._caller.organisation,
            occurred_at=occurred_at or self._service.now(),
        )

    def record(self, command: AnyCommand, body: Body | None = None, **made: str) -> Response:
        """What came of it. `made` names the new thing: its noun and id.

        Raises what `Journal.record` raises, and Problem.
        """
        service, who = self._service, self._caller.worker
        service.refusals.check(who)
        with service.metrics.command(type(command).__name__) as seen:
            answer = service.journal.record(command)
            if answer.repeated:
                self._same(answer, command, body)
            seen.outcome = answers.outcome(answer)
        service.recorded()
        if answer.refusal is not None and not answer.repeated:
            service.refusals.count(who)
        return answers.response(answer, made, self._language)

    def _same(self, answer: Answer, command: AnyCommand, body: Body | None) -> None:
        """The fingerprint holds what a command says; this, the circumstances it was said in."""
        then, now = answer.facts[0].context, command.context
        said_when = body is not None and body.occurred_at is not None
        if (then.function, then.organisation, then.basis) != (
            now.function, now.organisation, now.basis,
        ) or (said_when and then.occurred_at != now.occurred_at):  # fmt: skip
            raise OtherCommand


def language_of(request: Request) -> str:
    """Dutch, unless the caller would rather have English (Accept-Language)."""
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "en" if wanted.startswith("en") else "nl"


async def asked(
    request: Request,
    key: Annotated[
        CommandIdField,
        Header(
            alias="Idempotency-Key",
            description="A UUID that the client draws for this request, and repeats when it tries"
            " again: the same key gives the first answer again.",
        ),
    ],
) -> Asked:
    """What a route that records is given."""
    return Asked(request, key)


AskedNow = Annotated[Asked, Depends(asked)]


def json_response(
    body: object, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    return Response(orjson.dumps(body), status, headers, JSON)
