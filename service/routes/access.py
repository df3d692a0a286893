"""May I? Asked beforehand by team software, so that it need not show a door that is shut."""

from typing import Annotated, Literal

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from domain.refusal import RULES
from projections.narrative import what_next, why
from service.access import Question, evaluate
from service.entrance import routes_about
from service.problems import Problem
from service.reading import reader_of
from service.routes.documented import COMMAND, READ
from service.routes.fields import CommandId, InquiryId
from service.wiring import json_response, language_of

router = routes_about("access")

Name = Annotated[str, Field(pattern="^[a-z]{1,20}(-[a-z]{1,20}){0,4}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Subject(Strict):
    type: Literal["worker", "resident"]
    id: CommandId = Field(description="The caller's own pseudonym: of others nothing is said.")


class Action(Strict):
    name: Name


class Resource(Strict):
    type: Name
    id: CommandId


class Circumstances(Strict):
    inquiry: InquiryId | None = None


class AccessQuestion(Strict):
    """AuthZEN Authorization API 1.0, access evaluation request."""

    subject: Subject
    action: Action
    resource: Resource
    context: Circumstances = Circumstances()


class Reason(BaseModel):
    code: str
    article: str
    nextStep: str
    why: str
    advice: str


class AccessContext(BaseModel):
    reason: Reason | None = None


class AccessAnswer(BaseModel):
    """AuthZEN Authorization API 1.0, access evaluation response."""

    decision: bool
    context: AccessContext


ASKED = {**READ, "responses": {**COMMAND["responses"], **READ["responses"]}}
del ASKED["responses"][201], ASKED["responses"][409]


@router.post("/access/evaluation", response_model=AccessAnswer, **ASKED)
def evaluate_access(body: AccessQuestion, request: Request) -> Response:
    """Mag ik dit lezen of doen: the decision and its reason, as far as is known now."""
    reader = reader_of(request)
    if str(body.subject.id) != str(reader.caller.worker):
        raise Problem("NOT_YOURS_TO_READ")
    asked = Question(body.action.name, body.resource.type, body.resource.id, body.context.inquiry)
    found = evaluate(reader, asked)
    if found.reason is None:
        return json_response({"decision": found.decision, "context": {}})
    rule, language = RULES[found.reason], language_of(request)
    reason = {
        "code": found.reason,
        "article": rule.article,
        "nextStep": rule.next_step,
        "why": why(found.reason, language),
        "advice": what_next(rule.next_step, language),
    }
    return json_response({"decision": found.decision, "context": {"reason": reason}})
