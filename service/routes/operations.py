"""For who runs the service: is it alive, is it ready, and its numbers. No token is asked."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from service.problems import Problem, every_kind
from service.records import StoreUnavailable
from service.threads import ended
from service.wiring import json_response, language_of, service_of

router = APIRouter(include_in_schema=False)


@router.get("/health")
async def health() -> Response:
    """The process answers."""
    return json_response({"status": "pass"})


@router.get("/ready")
@router.get("/health/ready")
def ready(request: Request) -> Response:
    """The journal takes facts, no view stands still, and no thread of the process has ended."""
    service = service_of(request)
    if service.journal.store.read_only:
        raise Problem("READ_ONLY", headers={"Retry-After": "300"})
    head = service.journal.head()
    stopped = [state.view for state in service.lists.states() if state.error is not None]
    if stopped:
        detail = f"These views are stopped: {', '.join(stopped)}. Run: wijkboek views."
        raise Problem("UNAVAILABLE", detail, headers={"Retry-After": "60"})
    over = ended(service.threads)
    if over:
        detail = f"These threads have ended: {', '.join(over)}. See the log, and start it again."
        raise Problem("UNAVAILABLE", detail, headers={"Retry-After": "60"})
    return json_response({"status": "pass", "head": head, "simulated": service.simulated()})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Prometheus: commands, requests, and how far the views are behind."""
    service = service_of(request)
    try:
        states, unsigned = service.lists.states(), service.backlog.age()
    except StoreUnavailable:
        states, unsigned = [], None  # the numbers of this process are worth having then, too
    pool = service.lists.pool.get_stats()
    text = service.metrics.exposition(states, pool, service.threads, unsigned)
    return Response(text, media_type=CONTENT_TYPE_LATEST)


@router.get("/problems/{name}")
async def problem(name: str, request: Request) -> Response:
    """What a kind of problem means: where the `type` of an error points to."""
    kind = next(
        (kind for kind in every_kind(language_of(request)) if kind.type == f"/problems/{name}"),
        None,
    )
    if kind is None:
        raise Problem("NOT_FOUND")
    return json_response(
        {
            "type": kind.type,
            "status": kind.status,
            "code": kind.code,
            "title": kind.title,
            "article": kind.article,
            "nextStep": kind.next_step,
            "advice": kind.advice,
        }
    )
