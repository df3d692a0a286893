"""What goes wrong, told as RFC 9457 problems: what it is, on what ground, and what to do next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.responses import Response

from domain.refusal import RULES, Refusal
from projections.narrative import what_next, why

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Kind:
    """One kind of problem: its code, its HTTP status, where the rule stands, the way on."""

    code: str
    status: int
    title: str
    article: str
    next_step: str
    advice: str

    @property
    def type(self) -> str:
        """Where it is explained (RFC 9457, 3.1.1)."""
        return f"/problems/{self.code.lower().replace('_', '-')}"


_KINDS = (
    ("MALFORMED", 400, "The request cannot be read", "RFC 9110 15.5.1", "correct-the-request",
     "Send one JSON object in UTF-8, without duplicate names, NUL characters or deep nesting."),
    ("IDEMPOTENCY_KEY_NEEDED", 400, "The Idempotency-Key is missing, or no UUID", "RFC 9110 15.5.1",
     "send-an-idempotency-key",
     "Draw a UUID for this request, send it in small letters in the header Idempotency-Key, and"
     " send the same one when you try again."),
    ("NOT_IDENTIFIED", 401, "It is not known who is calling", "RFC 9110 15.5.2",
     "identify-yourself", "Send a token that still holds: Authorization: Bearer <token>."),
    ("NOT_YOURS_TO_READ", 403, "This function does not read what is written about residents",
     "Awb 2:5", "ask-the-holder",
     "Ask a worker or coordinator of the team, or the privacy officer, to look it up."),
    ("NOT_FOUND", 404, "There is no such thing", "RFC 9110 15.5.5", "check-the-address",
     "Check the path and the ids in it."),
    ("UNKNOWN", 404, "Something named is not there", "RFC 9110 15.5.5", "check-the-ids",
     "Check the ids in the path and in the body."),
    ("METHOD_NOT_ALLOWED", 405, "This method is not for this address", "RFC 9110 15.5.6",
     "use-an-allowed-method", "Use a method that the header Allow names."),
    ("OTHER_REQUEST", 409, "The Idempotency-Key was used for another request",
     "RFC 9110 15.5.10", "draw-a-new-key",
     "Draw a new UUID for a new request; repeat an old one as it was."),
    ("TOO_LARGE", 413, "The request is too large", "RFC 9110 15.5.14", "send-less",
     "Send a smaller body: long texts belong in a document."),
    ("NOT_JSON", 415, "The request is not JSON", "RFC 9110 15.5.16", "send-json",
     "Send the header Content-Type: application/json."),
    ("NOT_A_FILE", 415, "The request is no file of a kind that is kept", "RFC 9110 15.5.16",
     "send-another-file",
     "Send the file as the body, with its Content-Type: application/pdf, image/png, image/jpeg"
     " or text/plain."),
    ("GONE", 410, "It was destroyed", "AVG 17(1)", "look-it-up",
     "The record says when, and on what ground."),
    ("NOT_VALID", 422, "Something in the request does not make sense", "RFC 9110 15.5.21",
     "correct-the-request", "Correct the fields that are named, and send it again."),
    ("TOO_MANY_REFUSALS", 429, "Too many refused attempts", "RFC 6585 4", "wait",
     "Wait as long as the header Retry-After says, and look up why it was refused."),
    ("TOO_MANY_REQUESTS", 429, "Too many requests", "RFC 6585 4", "wait",
     "Wait as long as the header Retry-After says."),
    ("FAILED", 500, "Something went wrong on our side", "RFC 9110 15.6.1", "try-again",
     "Try again with the same Idempotency-Key. If it stays, tell the operator the request id."),
    ("UNAVAILABLE", 503, "The service cannot do this now", "RFC 9110 15.6.4", "try-again",
     "Wait as long as the header Retry-After says, and try again with the same Idempotency-Key."),
    ("CONTENDED", 503, "Others keep deciding about the same things", "RFC 9110 15.6.4",
     "try-again", "Wait a moment, and try again with the same Idempotency-Key."),
    ("NOT_YET_VISIBLE", 503, "This is not visible in the views yet", "RFC 9110 15.6.4",
     "try-again", "Wait as long as the header Retry-After says, and try again."),
    ("READ_ONLY", 503, "Facts are gone that were signed for: nothing is recorded here now",
     "AVG 32(1)(b)", "keep-and-wait",
     "Keep what you wanted to send, and all that you sent of late: once the operator has seen to"
     " it, send it again with the same Idempotency-Keys."),
    ("NOT_SIGNED", 503, "Facts wait too long for their signature: nothing more is taken in",
     "AVG 32(1)(b)", "try-again",
     "Wait as long as the header Retry-After says, and try again with the same Idempotency-Key."
     " Nothing of this request was recorded. Reading goes on. The operator sees in the log why"
     " nothing is signed."),
    ("NOT_OPENED", 503, "The journal of this municipality has not been opened",
     "RFC 9110 15.6.4", "open-the-journal", "Ask the operator to run: wijkboek init."),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind[0]: Kind(*kind) for kind in _KINDS}
"""Every problem that is no refusal, by its code. Refusals have theirs in `domain.refusal`."""

BY_STATUS = {
    400: "MALFORMED", 401: "NOT_IDENTIFIED", 404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED",
    413: "TOO_LARGE", 415: "NOT_JSON", 422: "NOT_VALID",
    503: "UNAVAILABLE",
}  # fmt: skip
"""What a bare HTTP status of the framework means here."""

AUTHORITY = {
    Refusal.FUNCTION_NOT_HELD, Refusal.MANDATE_OF_ANOTHER, Refusal.MANDATE_ENDED,
    Refusal.MANDATE_NOT_FOR_THIS, Refusal.MANDATE_EXCEEDED, Refusal.NOT_YOURS,
    Refusal.NOT_AUTHORISED, Refusal.SIGNATURE_NEEDED, Refusal.SIGNATURE_WRONG,
    Refusal.NOT_COORDINATOR, Refusal.NOT_INVOLVED, Refusal.OWN_CASE, Refusal.RESTRICTED_CASE,
    Refusal.MANDATE_NOT_CONSENTED, Refusal.MANDATE_YEAR_EXCEEDED,
    Refusal.MANDATE_TOO_LONG, Refusal.SECOND_PERSON_MISSING, Refusal.CONFLICT_OF_INTEREST,
    Refusal.SUB_MANDATE_NOT_ALLOWED, Refusal.SUB_MANDATE_TOO_WIDE, Refusal.ESCALATION_UNFIT,
}  # fmt: skip
"""Refused for who one is (403); the other refusals are for how things stand (409)."""


class Problem(HTTPException):
    """Raised anywhere in a route: answered as this kind of problem."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(KINDS[code].status, detail or KINDS[code].advice, headers)
        self.code = code
        self.errors = errors


def answer(
    code: str,
    detail: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The response for a problem. `detail` and `errors` name fields, never what was in them."""
    kind = KINDS[code]
    body: dict[str, Any] = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.advice,
        "code": kind.code,
        "article": kind.article,
        "nextStep": kind.next_step,
        "advice": kind.advice,
    }
    if errors:
        body["errors"] = errors
    return Response(orjson.dumps(body), kind.status, headers, MEDIA_TYPE)


def refusal_kind(refusal: Refusal, language: str = "nl") -> Kind:
    """A refusal (X-11) as a kind of problem, told in plain words."""
    rule = RULES[refusal]
    status = 403 if refusal in AUTHORITY else 409
    said, advice = why(refusal, language), what_next(rule.next_step, language)
    return Kind(refusal.value, status, said, rule.article, rule.next_step.value, advice)


def every_kind(language: str = "nl") -> list[Kind]:
    """Every kind of problem that a client can meet."""
    return [*KINDS.values(), *(refusal_kind(refusal, language) for refusal in Refusal)]
