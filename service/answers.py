"""What a client is told of a command: where its facts stand, or why it was refused."""

from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.fact import Event, Fact
from domain.facts.refused import AttemptRefused
from domain.filing import fields_of, per_type
from domain.refusal import Refusal
from service.codec import instant
from service.outcome import Answer
from service.problems import MEDIA_TYPE, refusal_kind

UNTOLD = {"cases", "residents"}


class RecordedFact(BaseModel):
    """One fact (feit) on record: codes, amounts, dates and ids; words about people stay sealed."""

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


class CommandAnswer(BaseModel):
    """What came of a command, and why where it was refused."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True)

    outcome: Literal["recorded", "refused"]
    position: int
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    facts: list[RecordedFact]
    refusal: dict[str, Any] | None = None


def outcome(answer: Answer) -> str:
    """In one word, for the metrics."""
    if answer.repeated:
        return "repeated"
    return "refused" if answer.refusal else "recorded"


def response(answer: Answer, made: dict[str, str], language: str) -> Response:
    """201 with the facts, or the refusal as a problem; the same again for a repeated command."""
    headers = {"Idempotent-Replayed": "true"} if answer.repeated else {}
    if answer.refusal is not None:
        body = refused(answer, answer.refusal, language)
        return Response(orjson.dumps(body), body["status"], headers, MEDIA_TYPE)
    headers["Location"] = f"/v1/commands/{answer.facts[0].context.command}"
    return Response(orjson.dumps({**_told(answer), "ids": made}), 201, headers, "application/json")


def recalled(answer: Answer, language: str) -> dict[str, Any]:
    """The same, for who asks later: see `CommandAnswer`."""
    if answer.refusal is None:
        return {"outcome": "recorded", **_told(answer)}
    reason = refused(answer, answer.refusal, language)
    return {"outcome": "refused", **_told(answer), "refusal": reason}


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "position": answer.position,
        "recordedAt": instant(answer.facts[-1].recorded_at),
        "facts": [told(fact) for fact in answer.facts],
    }


def told(fact: Fact[Event]) -> dict[str, Any]:
    """A fact without its words: see `RecordedFact`."""
    values = fact.event.__dict__
    return {
        "type": type(fact.event).__name__,
        "position": fact.position,
        "fields": {
            alias: values[name]
            for name, alias in _names(type(fact.event))
            if values[name] is not None
            # Whom a refusal is filed under is more than who was refused may know.
            and not (name in UNTOLD and isinstance(fact.event, AttemptRefused))
        },
    }


@per_type
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, to_camel(f.name)) for f in fields_of(kind) if f.about is None)


def refused(answer: Answer, refusal: Refusal, language: str) -> dict[str, Any]:
    """A refusal as a problem (RFC 9457), with its article, next step and place on record."""
    kind = refusal_kind(refusal, language)
    return {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.title,
        "code": kind.code,
        "article": kind.article,
        "nextStep": kind.next_step,
        "advice": kind.advice,
        "position": answer.position,
    }
