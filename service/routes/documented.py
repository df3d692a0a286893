"""What the OpenAPI document says of every route: its answers, and all the problems it can have."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from service.answers import Recorded
from service.problems import MEDIA_TYPE


class FieldError(BaseModel):
    """What is wrong with one field; never what was in it."""

    field: str
    detail: str


class ProblemDetails(BaseModel):
    """RFC 9457, with the ground it rests on and the way on from it."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    type: str = Field(json_schema_extra={"format": "uri-reference"})
    title: str
    status: int
    detail: str
    code: str
    article: str
    next_step: str
    advice: str
    errors: list[FieldError] | None = None
    position: int | None = Field(None, description="Where the refused attempt is on record.")


_SAID = {
    400: "It cannot be read, or has no Idempotency-Key.",
    401: "It is not known who is calling.",
    403: "Refused: not within the caller's function or mandate.",
    404: "Something named is not there.",
    405: "This method is not for this address.",
    409: "Refused as things stand now, or the Idempotency-Key was used for another request.",
    410: "It was destroyed.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Something in it does not make sense; fields are named.",
    429: "Too many requests or refused attempts.",
    500: "It went wrong on our side.",
    503: "It cannot be done now.",
}
_VERSION = {
    "API-Version": {
        "description": "The version of this API.",
        "schema": {"type": "string"},
    }
}
_RECORDED = {
    "Location": {
        "description": "Where this answer can be asked for again.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
    "Idempotent-Replayed": {
        "description": "`true` where this key was answered before, and this is that answer.",
        "schema": {"type": "string", "enum": ["true"]},
    },
}
_RETRY = {"Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These responses, as problems."""
    return {
        status: {
            "description": _SAID[status],
            "headers": {**_VERSION, **(_RETRY if status in (429, 503) else {})},
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
        }
        for status in statuses
    }


COMMAND: dict[str, Any] = {
    "status_code": 201,
    "response_model": Recorded,
    "responses": {
        201: {"description": "It is on record.", "headers": {**_VERSION, **_RECORDED}},
        **problems(400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503),
    },
}
"""Of a route that records."""
READ: dict[str, Any] = {
    "responses": {
        200: {"description": "What there is.", "headers": _VERSION},
        **problems(400, 401, 403, 404, 405, 422, 429, 500, 503),
    },
}
"""Of a route that reads."""
