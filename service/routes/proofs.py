"""Proof of a permission: what the giver was shown, how plain it was, and who recorded it."""

from typing import Annotated, Any

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import (
    Capacity,
    DataCategory,
    Expression,
    Language,
    LanguageLevel,
    OrganisationKind,
    Part,
    PermissionKind,
    Purpose,
    ReadingRoute,
    RecipientFunction,
)
from domain.command import Unknown
from domain.decisions.reading import ReadRecord
from domain.terms import day
from service.codec import instant
from service.entrance import routes_about
from service.proof import Proof, proof
from service.reading import reader_of
from service.routes.documented import READ
from service.routes.fields import CaseId, Moment, PermissionId
from service.wiring import json_response, service_of

router = routes_about("permissions")


class _Shown(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class ShownText(_Shown):
    """What was shown, word for word."""

    subject: str
    body: str
    version: int
    language: Language


class PermissionProof(_Shown):
    """A permission as it was known at a moment."""

    permission: str
    kind: PermissionKind
    purpose: Purpose
    organisation: str | None
    recipient: str | None
    giver: str | None
    capacity: Capacity | None
    since: str = Field(json_schema_extra={"format": "date"})
    until: str = Field(json_schema_extra={"format": "date"})
    stood: bool = Field(description="Whether it held at that moment.")
    withdrawn_at: str | None = Field(json_schema_extra={"format": "date-time"})
    text: str = Field(description="SHA-256 of what was shown.")
    shown: ShownText | None = Field(description="None: a text that is not one of ours.")
    language: Language | None
    level: LanguageLevel | None
    expression: Expression | None
    withdrawal_told: bool | None
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    recorded_by: str = Field(description="The function in which it was written down.")
    worker: str
    witness: str | None
    categories: list[DataCategory]
    exceptions: str = Field(description="In the giver's own words.")
    not_to: list[str]
    not_to_kinds: list[OrganisationKind]
    not_to_functions: list[RecipientFunction]
    read: int = Field(description="Where this read is on record.")


PROOF: dict[str, Any] = {**READ, "response_model": PermissionProof}


@router.get("/cases/{case}/permissions/{permission}/proofs", **PROOF)
def get_permission_proof(
    case: CaseId,
    permission: PermissionId,
    request: Request,
    at: Annotated[Moment | None, Query(description="As known then. Left out: now.")] = None,
) -> Response:
    """Bewijs van toestemming (AVG 7(1)): at that moment, with the text that was shown."""
    reader, journal = reader_of(request), service_of(request).journal
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case, needed=Part.HELP, known_at=at,
        parts=(Part.HELP, Part.WORDS, Part.PEOPLE, Part.DATES),
    )  # fmt: skip
    seen = reader.record(command)
    words = seen.position if Part.WORDS in seen.parts else None
    found = proof(journal, case, permission, at or journal.now(), words)
    if found is None:
        raise Unknown("permission")
    return json_response({**_said(found), "read": seen.position})


def _said(found: Proof) -> dict[str, object]:
    given, context, text = found.given.event, found.given.context, found.text
    withdrawn = found.withdrawn
    return {
        "permission": given.permission, "kind": given.kind, "purpose": given.purpose,
        "organisation": given.organisation, "recipient": given.recipient, "giver": given.giver,
        "capacity": given.capacity,
        "since": given.since or day(found.given.recorded_at), "until": given.until,
        "stood": found.stood,
        "withdrawnAt": instant(withdrawn.recorded_at) if withdrawn else None,
        "text": given.text,
        "shown": None if text is None else {
            "subject": text.subject, "body": text.body, "version": text.version,
            "language": text.language,
        },
        "language": given.language, "level": given.level, "expression": given.expression,
        "withdrawalTold": given.withdrawal_told,
        "recordedAt": instant(found.given.recorded_at), "recordedBy": context.function,
        "worker": context.actor, "witness": given.witness,
        "categories": given.categories or (), "exceptions": given.exceptions,
        "notTo": given.not_to or (), "notToKinds": given.not_to_kinds or (),
        "notToFunctions": given.not_to_functions or (),
    }  # fmt: skip
