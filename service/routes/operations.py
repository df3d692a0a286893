"""For who runs the service: is it alive, is it ready, and its numbers. No token is asked."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response

from service.wiring import json_response, service_of

router = APIRouter(include_in_schema=False)


@router.get("/health")
async def health() -> Response:
    """The process answers."""
    return json_response({"status": "pass"})


@router.get("/ready")
@router.get("/health/ready")
def ready(request: Request) -> Response:
    """The journal can be read and written now; else 503."""
    head = service_of(request).journal.head()
    return json_response({"status": "pass", "head": head})


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Prometheus."""
    return Response(generate_latest(service_of(request).metrics.registry),
                    media_type=CONTENT_TYPE_LATEST)  # fmt: skip
