"""What a client is told of a command: where its facts stand, or why it was refused."""

from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.fact import Event, Fact
from domain.filing import fields_of, per_type
from domain.refusal import Refusal
from service.codec import instant
from service.journal import Answer
from service.problems import MEDIA_TYPE, refusal_kind


class RecordedFact(BaseModel):
    """One fact (feit) on record: codes, amounts, dates and ids; words about people stay sealed."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    type: str
    position: int
    fields: dict[str, Any]


class Recorded(BaseModel):
    """What came of a command: wait for `position` to read your own writes."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    position: int
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    facts: list[RecordedFact]
    ids: dict[str, str] = Field(description="The new things, by noun.")


def outcome(answer: Answer) -> str:
    """In one word, for the metrics."""
    if answer.repeated:
        return "repeated"
    return "refused" if answer.refusal else "recorded"


def response(answer: Answer, made: dict[str, str], english: bool) -> Response:
    """201 with the facts, or the refusal as a problem; the same again for a repeated command."""
    headers = {"Idempotent-Replayed": "true"} if answer.repeated else {}
    if answer.refusal is not None:
        return _refused(answer, answer.refusal, english, headers)
    headers["Location"] = f"/v1/commands/{answer.facts[0].context.command}"
    body = {
        "position": answer.position,
        "recordedAt": instant(answer.facts[-1].recorded_at),
        "facts": [told(fact) for fact in answer.facts],
        "ids": made,
    }
    return Response(orjson.dumps(body), 201, headers, "application/json")


def told(fact: Fact[Event]) -> dict[str, Any]:
    """A fact without its words."""
    values = fact.event.__dict__
    return {
        "type": type(fact.event).__name__,
        "position": fact.position,
        "fields": {
            alias: values[name] for name, alias in _names(type(fact.event))
            if values[name] is not None
        },
    }  # fmt: skip


@per_type
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, to_camel(f.name)) for f in fields_of(kind) if f.about is None)


def _refused(answer: Answer, refusal: Refusal, english: bool, headers: dict[str, str]) -> Response:
    kind = refusal_kind(refusal)
    body = {
        "type": kind.type,
        "title": refusal.value.replace("_", " ").capitalize(),
        "status": kind.status,
        "detail": refusal.value.replace("_", " ").capitalize() + ".",
        "code": kind.code,
        "article": kind.article,
        "nextStep": kind.next_step,
        "position": answer.position,
    }
    return Response(orjson.dumps(body), kind.status, headers, MEDIA_TYPE)
