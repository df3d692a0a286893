"""The OpenAPI document, as the NL API Design Rules ask for it."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import HTMLResponse, Response

from service.observe import API_VERSION
from service.reading_page import page
from service.routes.documented import ProblemDetails
from service.wiring import json_response, service_of

ABOUT = """The system of record of a municipality's neighbourhood teams (sociale wijkteams).

Every POST becomes immutable facts. Send an `Idempotency-Key` (a UUID) with each, and send the same
one when you try again: the first answer comes again. Who calls is in the token, never in the body.
No personal data stands in any address; words about people go in bodies alone, and are sealed."""


def documented(app: FastAPI) -> None:
    """Serves the document at /v1/openapi.json, and as a page at /v1/docs."""
    made: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not made:
            made.update(document(app))
        return made

    def get_document(request: Request) -> Response:
        # Public on purpose, for browsers of other organisations too (API Design Rules).
        return json_response(openapi(), headers={"Access-Control-Allow-Origin": "*"})

    def get_page(request: Request) -> Response:
        return HTMLResponse(page(openapi(), simulated=service_of(request).simulated()))

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_api_route("/v1/openapi.json", get_document, include_in_schema=False)
    app.add_api_route("/v1/docs", get_page, include_in_schema=False)


def document(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 of the routes of this application."""
    made = get_openapi(
        title="Wijkboek API", version=API_VERSION, description=ABOUT, routes=app.routes,
        contact={"name": "Wijkboek", "url": "https://example.org/wijkboek",
                 "email": "wijkboek@example.org"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": "/", "description": "This service."}],
    )  # fmt: skip
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    problem = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["ProblemDetails"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Says who is calling."}
    }
    for path, operations in made["paths"].items():
        for operation in operations.values():
            if path.startswith("/v1/"):
                operation["security"] = [{"token": []}]
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "header" and not parameter["required"]:
                    parameter["schema"] = _present(parameter["schema"])
    return made


def _present(schema: dict[str, Any]) -> dict[str, Any]:
    """A header may be left out; it cannot be null."""
    kinds = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**{name: said for name, said in schema.items() if name != "anyOf"}, **kinds[0]}
