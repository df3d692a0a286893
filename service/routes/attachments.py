"""Attachments (bijlagen): a file is sent as it is, and shown on a read that is on record."""

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, MediaType, Part, Purpose, ReadingRoute
from domain.command import Unknown
from domain.decisions.attachment import MOST_BYTES, StoreAttachment
from domain.decisions.reading import ReadRecord
from domain.facts.attachment import Attachment, AttachmentStored
from domain.terms import DESTROYED, tag
from service.asking import Asked, AskedNow
from service.attachments import Files, is_what_it_says, open_file, seal_file
from service.entrance import routes_about
from service.limits import read_body
from service.problems import Problem
from service.reading import reader_of
from service.records import Item
from service.routes.documented import COMMAND, READ, problems
from service.routes.fields import AttachmentId, CaseId, StatementId
from service.wiring import Service, service_of

router = routes_about("attachments")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
BINARY = {"schema": {"type": "string", "format": "binary"}}
A_FILE: dict[str, Any] = {"content": {media.value: BINARY for media in MediaType}}
SENT: dict[str, Any] = {
    **COMMAND, "openapi_extra": {"requestBody": {"required": True, **A_FILE}},
}  # fmt: skip
SHOWN: dict[str, Any] = {
    **READ, "response_class": Response,
    "responses": {**READ["responses"], **problems(410), 200: {**READ["responses"][200], **A_FILE}},
}  # fmt: skip
AS_A_FILE = {
    "Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'", "Cache-Control": "no-store",
}  # fmt: skip
"""Nothing that somebody sent is run, guessed at or kept by a browser."""


async def sent_file(request: Request) -> tuple[bytes, MediaType]:
    """The body, counted while it comes in, and of the kind that it says. Raises Problem."""
    said = request.headers.get("content-type", "").lower().partition(";")[0].strip()
    if said not in {media.value for media in MediaType}:
        raise Problem("NOT_A_FILE")
    content = await read_body(request, MOST_BYTES)
    if not content or not is_what_it_says(content, MediaType(said)):
        error = {"field": "body", "detail": "is no file of the kind that it says"}
        raise Problem("NOT_VALID", "Not right: see errors.", [error])
    return content, MediaType(said)


@router.post("/cases/{case}/statements/{statement}/attachments", **SENT)
def store_attachment(
    case: CaseId,
    statement: StatementId,
    asked: AskedNow,
    sent: Annotated[tuple[bytes, MediaType], Depends(sent_file)],
    request: Request,
) -> Response:
    """Bijlage bewaren bij een uitspraak: at most 10 MiB of PDF, PNG, JPEG or plain text."""
    return kept(
        asked, request, sent, StoreAttachment,
        context=asked.context(*WHY), statement=statement, case=case,
    )  # fmt: skip


def kept(
    asked: Asked, request: Request, sent: tuple[bytes, MediaType], kind: Any, **said: Any
) -> Response:
    """The answer to the command that keeps this file: sealed first, and gone if nothing came of it.

    Raises StoreUnavailable.
    """
    content, media = sent
    attachment = terms.AttachmentId(asked.new("attachment"))
    file, files = seal_file(content, attachment), Files(service_of(request).database)
    command = kind(
        attachment=attachment, media=media, size=len(content), sealed=file.sealed,
        sha256=file.sha256, file_key=file.file_key, **said,
    )  # fmt: skip
    files.put(file)
    try:
        return asked.record(command, attachment=attachment)
    finally:
        (known,) = asked.known_now(Attachment(attachment))
        if known.stored is None or known.stored.sealed != file.sealed:
            files.drop(attachment, file)


@router.get("/cases/{case}/statements/{statement}/attachments/{attachment}", **SHOWN)
def get_attachment(
    case: CaseId, statement: StatementId, attachment: AttachmentId, request: Request
) -> Response:
    """Bijlage inzien: the file as it was sent, for who reads the words of the case."""
    reader = reader_of(request)
    seen = reader.record(
        ReadRecord(
            context=reader.by(ReadingRoute.CASE),
            case=case,
            needed=Part.WORDS,
            parts=(Part.COURSE, Part.WORDS),
        )
    )
    (known,) = reader.service.journal.known_now(Attachment(attachment))
    if known.stored is None or (known.stored.case, known.stored.statement) != (case, statement):
        raise Unknown("attachment")
    return as_a_file(reader.service, attachment, seen.position)


def as_a_file(service: Service, attachment: AttachmentId, read: int) -> Response:
    """The file, opened on that committed read. Raises Problem where its key is gone."""
    journal = service.journal
    item = Item((AttachmentStored.__name__,), (tag("attachment", attachment),))
    (fact,) = journal.told(journal.store.read([item]).facts, read)
    stored = fact.event
    assert isinstance(stored, AttachmentStored)
    if stored.file_key == DESTROYED:
        raise Problem("GONE")
    content = open_file(stored, Files(service.database).pieces(stored.sealed))
    return Response(content, media_type=stored.media.value, headers=AS_A_FILE)
