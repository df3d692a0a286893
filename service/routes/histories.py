"""A record, replayed (zaakverloop): one plain sentence per fact, now or as of any moment.

Every way of reading is an address of its own, and says by that what for. The read is on record
before the first sentence is opened.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import LegalBasis, MaskReason, Part, Purpose, ReadingRoute
from domain.decisions.reading import ReadForInquiry, ReadRecord
from domain.terms import tag
from service.children import child_told
from service.codec import instant
from service.confided import kept_from_who_speaks
from service.entrance import routes_about
from service.first_shown import shown_first
from service.own_record import record_told
from service.reading import Seen, reader_of
from service.replay import Line, told_again
from service.routes.documented import READ
from service.routes.fields import CaseId, InquiryId, Moment, ReferralId, ResidentId
from service.wiring import json_response, language_of, service_of
from service.withheld import kept_for_safety

router = routes_about("cases")

STORY = tuple(part for part in Part if part is not Part.READING)
"""What happened, and not who read of it: that has an address of its own."""
ValidAt = Annotated[Moment | None, Query(alias="validAt", description="What had happened by then.")]
KnownAt = Annotated[
    Moment | None, Query(alias="knownAt", description="What was on record by then.")
]
InWhichLanguage = Annotated[
    Literal["nl", "en"] | None,
    Query(alias="language", description="Left out: as Accept-Language says."),
]


class HistoryLine(BaseModel):
    """One fact, told."""

    model_config = ConfigDict(alias_generator=to_camel)

    position: int
    type: str
    occurred_at: str = Field(json_schema_extra={"format": "date-time"})
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    late: bool = Field(description="Recorded long after it happened.")
    sentence: str
    who: str = Field(description="In what function and where; never a name.")
    purpose: Purpose
    legal_basis: LegalBasis
    mandate: str | None


class Masked(BaseModel):
    """What is left out, and why."""

    reason: MaskReason
    count: int


class History(BaseModel):
    """The facts that may be shown, in the order in which they were recorded."""

    first: list[HistoryLine] | None = Field(
        None, description="The resident's no to help, while it stands: to be shown first."
    )
    items: list[HistoryLine]
    read: int = Field(description="Where this read is on record.")
    masked: list[Masked] | None = Field(None, description="What is left out; none: nothing is.")


HISTORY: dict[str, Any] = {**READ, "response_model": History}


@router.get("/cases/{case}/history", **HISTORY)
def get_history(
    case: CaseId,
    request: Request,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    language: InWhichLanguage = None,
) -> Response:
    """Zaakverloop: a case from its first fact to its last, for who helps the resident."""
    reader = reader_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case, parts=STORY, valid_at=valid_at,
        known_at=known_at,
    )  # fmt: skip
    seen = reader.record(command)
    return _case_told(request, case, seen, valid_at, known_at, language)


@router.get("/cases/{case}/money", **HISTORY)
def get_money(case: CaseId, request: Request, language: InWhichLanguage = None) -> Response:
    """Geld in de zaak: what was applied for, decided and paid; to budget holders without words."""
    reader = reader_of(request)
    context = reader.by(ReadingRoute.MONEY)
    seen = reader.record(ReadRecord(context=context, case=case, route=ReadingRoute.MONEY))
    return _told(request, tag("case", case), seen, language)


@router.get("/cases/{case}/audit-trail", **HISTORY)
def get_audit_trail(
    case: CaseId,
    request: Request,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    language: InWhichLanguage = None,
) -> Response:
    """Controlespoor: what was done when and by what right, who read it too; without words."""
    reader = reader_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.AUDIT), case=case, route=ReadingRoute.AUDIT,
        valid_at=valid_at, known_at=known_at,
    )  # fmt: skip
    seen = reader.record(command)
    return _case_told(request, case, seen, valid_at, known_at, language)


@router.get("/inquiries/{inquiry}/cases/{case}/history", **HISTORY)
def get_history_for_inquiry(
    inquiry: InquiryId,
    case: CaseId,
    request: Request,
    valid_at: ValidAt = None,
    known_at: KnownAt = None,
    language: InWhichLanguage = None,
) -> Response:
    """Onderzoek van de ombudsman: the case it is about, while the inquiry runs."""
    reader = reader_of(request)
    command = ReadForInquiry(
        context=reader.by(ReadingRoute.INQUIRY), inquiry=inquiry, case=case, valid_at=valid_at,
        known_at=known_at,
    )  # fmt: skip
    seen = reader.record(command)
    return _case_told(request, case, seen, valid_at, known_at, language)


@router.get("/referrals/{referral}/history", **HISTORY)
def get_referral(
    referral: ReferralId, request: Request, language: InWhichLanguage = None
) -> Response:
    """Doorverwijzing: what one's own organisation was asked, and nothing else of the case."""
    reader = reader_of(request)
    seen = reader.record(reader.referral(referral))
    return _told(request, tag("referral", referral), seen, language)


@router.get("/residents/{resident}/record", **HISTORY)
def get_own_record(
    resident: ResidentId,
    request: Request,
    known_at: KnownAt = None,
    language: InWhichLanguage = None,
) -> Response:
    """Inzage (AVG 15): all that is written about oneself, who looked at it too; what was done for
    safety only once it puts nobody in danger."""
    seen, journal = reader_of(request).own_record(resident), service_of(request).journal
    kept = kept_for_safety(journal, seen.residents, known_at).positions
    told = kept_from_who_speaks(journal, seen) - kept
    lines = record_told(
        journal, seen.residents, known_at, language or language_of(request),
        read=seen.position, parts=seen.parts, hidden=kept | told,
    )  # fmt: skip
    why = {MaskReason.SAFETY: len(kept), MaskReason.CHILDS_CONFIDENCE: len(told)}
    return shown(lines, seen, why)


@router.get("/residents/{resident}/facts-for-parents", **HISTORY)
def get_child_record(
    resident: ResidentId,
    request: Request,
    known_at: KnownAt = None,
    language: InWhichLanguage = None,
) -> Response:
    """Wat een ouder ziet: with gezag by the age of the child, without it the important facts."""
    seen = reader_of(request).of_child(resident)
    journal = service_of(request).journal
    lines, masked = child_told(journal, resident, seen, known_at, language or language_of(request))
    return shown(lines, seen, masked)


def _case_told(
    request: Request,
    case: CaseId,
    seen: Seen,
    valid_at: Any,
    known_at: Any,
    language: str | None,
) -> Response:
    """A case, and before all else the resident's no to help, where it stands."""
    journal, said_in = service_of(request).journal, language or language_of(request)
    lines = told_again(
        journal, tag("case", case), valid_at, known_at, said_in,
        read=seen.position, parts=seen.parts,
    )  # fmt: skip
    first = shown_first(journal, case, seen.parts, seen.position, said_in, valid_at, known_at)
    return shown(lines, seen, first=first)


def _told(request: Request, about: str, seen: Seen, language: str | None) -> Response:
    lines = told_again(
        service_of(request).journal, about, language=language or language_of(request),
        read=seen.position, parts=seen.parts,
    )  # fmt: skip
    return shown(lines, seen)


def shown(
    lines: Iterable[Line],
    seen: Seen,
    left_out: Mapping[MaskReason, int] | None = None,
    first: Sequence[Line] = (),
) -> Response:
    """These lines, where the read that they were shown on is on record, and what was left out;
    before all else, what is to be seen first."""
    told: dict[str, object] = {"items": [_line(line) for line in lines], "read": seen.position}
    if first:
        told = {"first": [_line(line) for line in first], **told}
    if left_out is not None:
        told["masked"] = [{"reason": r, "count": n} for r, n in left_out.items() if n]
    return json_response(told)


def _line(line: Line) -> dict[str, object]:
    return {
        "position": line.position,
        "type": line.kind,
        "occurredAt": instant(line.occurred_at),
        "recordedAt": instant(line.recorded_at),
        "late": line.late,
        "sentence": line.sentence,
        "who": line.who,
        "purpose": line.purpose,
        "legalBasis": line.legal_basis,
        "mandate": line.mandate,
    }
