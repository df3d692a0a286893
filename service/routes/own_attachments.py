"""A resident's own attachments: what is kept about her, and what she sends herself."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import MediaType
from domain.command import Unknown
from domain.decisions.attachment import StoreOwnAttachment
from domain.fact import Fact
from domain.facts.attachment import AttachmentStored
from domain.terms import tag
from service.asking import AskedNow
from service.codec import decode, instant
from service.confided import kept_from_who_speaks
from service.entrance import routes_about
from service.persons import moved_here, not_anothers
from service.reading import Seen, reader_of
from service.records import Item
from service.routes.attachments import SENT, SHOWN, as_a_file, kept, sent_file
from service.routes.documented import READ
from service.routes.fields import AttachmentId, ResidentId, StatementId
from service.routes.statements import OWN_WORDS
from service.statements import Shown
from service.wiring import Service, json_response, service_of
from service.withheld import kept_for_safety

router = routes_about("attachments")


class AttachmentShown(Shown):
    """A file that is kept with something that is written about her."""

    attachment: str
    statement: str
    case: str
    media: MediaType
    size: int = Field(description="In bytes.")
    own: bool = Field(description="Whether she sent it herself, or who speaks for her did.")
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})


class AttachmentsShown(Shown):
    items: list[AttachmentShown]
    read: int = Field(description="Where this read is on record.")


@router.post("/residents/{resident}/statements/{statement}/attachments", **SENT)
def store_own_attachment(
    resident: ResidentId,
    statement: StatementId,
    asked: AskedNow,
    sent: Annotated[tuple[bytes, MediaType], Depends(sent_file)],
    request: Request,
) -> Response:
    """Eigen bijlage bewaren: with what is written about oneself, or about whom one represents."""
    return kept(
        asked, request, sent, StoreOwnAttachment,
        context=asked.context(*OWN_WORDS), statement=statement, resident=resident,
    )  # fmt: skip


@router.get("/residents/{resident}/attachments", **{**READ, "response_model": AttachmentsShown})
def get_own_attachments(resident: ResidentId, request: Request) -> Response:
    """Eigen bijlagen: which files are kept with what is written about oneself."""
    seen, service = reader_of(request).own_record(resident), service_of(request)
    own = terms.function_of_residents(service.genesis().organisation)
    page = AttachmentsShown(
        items=[
            AttachmentShown(
                attachment=fact.event.attachment, statement=fact.event.statement,
                case=fact.event.case, media=fact.event.media, size=fact.event.size,
                own=fact.context.function == own, recorded_at=instant(fact.recorded_at),
            )
            for fact in _hers(service, seen)
        ],
        read=seen.position,
    )  # fmt: skip
    return json_response(page.model_dump(by_alias=True, mode="json"))


@router.get("/residents/{resident}/attachments/{attachment}", **SHOWN)
def get_own_attachment(
    resident: ResidentId, attachment: AttachmentId, request: Request
) -> Response:
    """Eigen bijlage inzien: the file as it was sent."""
    seen, service = reader_of(request).own_record(resident), service_of(request)
    if all(fact.event.attachment != attachment for fact in _hers(service, seen)):
        raise Unknown("attachment")
    service.journal.keys.refile([tag("resident", each) for each in seen.residents])
    return as_a_file(service, attachment, seen.position)


def _hers(service: Service, seen: Seen) -> Iterator[Fact[AttachmentStored]]:
    """The files about her, under whichever of her records, but for what is kept back for safety;
    what turned out to be about somebody else is not hers any more, and what she confided is not
    shown to who speaks for her."""
    journal, kind = service.journal, (AttachmentStored.__name__,)
    hidden = kept_from_who_speaks(journal, seen)
    items = [Item(kind, (tag("resident", each),)) for each in seen.residents]
    filed = not_anothers(journal, journal.store.read(items).facts, seen.residents)
    hidden |= kept_for_safety(journal, seen.residents).positions
    for stored in (*filed, *moved_here(journal, seen.residents)):
        fact = decode(stored)
        if isinstance(fact.event, AttachmentStored) and fact.position not in hidden:
            yield Fact(fact.position, fact.recorded_at, fact.context, fact.event)
