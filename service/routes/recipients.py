"""Who received what (M-27): of a case, of oneself, in lists; and what leaves, word for word."""

from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import LegalBasis, NoticeCause, Part, ReadingRoute, RecipientClass
from domain.decisions.reading import ReadRecord
from domain.decisions.reading_disclosure import ReadDisclosure
from domain.facts.disclosure import Disclosed
from domain.terms import tag
from projections.views.corrections import corrections
from projections.views.reach import reach
from projections.views.received import received
from projections.views.recipients import LeftBy, recipients
from service.confided import kept_from_who_speaks
from service.entrance import routes_about
from service.outgoing import outgoing
from service.own_record import who_received
from service.reading import reader_of
from service.routes.documented import READ
from service.routes.fields import CaseId, DisclosureId, OrganisationId, ResidentId, TeamId
from service.routes.histories import HISTORY, InWhichLanguage, shown
from service.routes.views import LookNow, page_of
from service.wiring import json_response, language_of, service_of
from service.withheld import kept_for_safety

router = routes_about("recipients")

TOLD = (Part.COURSE, Part.REFERRALS, Part.WORDS, Part.PEOPLE, Part.DATES)
By = Annotated[LeftBy | None, Query(alias="leftBy")]
Class = Annotated[RecipientClass | None, Query(alias="recipientClass")]


class OutgoingText(BaseModel):
    """What leaves, as it was put on record before it left."""

    model_config = ConfigDict(alias_generator=to_camel)

    disclosure: str
    text: str
    contests: list[str] = Field(description="The resident's own words beside it: they go along.")
    corrections: list[str] = Field(description="What it should say, of what was corrected.")
    read: int = Field(description="Where this read is on record.")


OUTGOING: dict[str, Any] = {**READ, "response_model": OutgoingText}


@router.get("/disclosures/{disclosure}", **OUTGOING)
def get_outgoing_text(disclosure: DisclosureId, request: Request) -> Response:
    """Wat er verstrekt wordt: for its recipient, or for the team that sends it or says it."""
    reader = reader_of(request)
    context = reader.by(ReadingRoute.DISCLOSURE)
    (known,) = reader.service.journal.known_now(Disclosed(disclosure))
    made = known.made
    case, statements = (made.case, made.statements) if made else (None, ())
    asks = ReadDisclosure(context=context, disclosure=disclosure, case=case, statements=statements)
    seen = reader.record(asks)
    said = outgoing(service_of(request).journal, disclosure, seen.position)
    return json_response(
        {
            "disclosure": disclosure, "text": said.text, "contests": said.contests,
            "corrections": said.corrections, "read": seen.position,
        }
    )  # fmt: skip


@router.get("/cases/{case}/recipients", **HISTORY)
def get_recipients_of_case(
    case: CaseId, request: Request, language: InWhichLanguage = None
) -> Response:
    """Wie kreeg gegevens uit de zaak, en aan wie is iets gevraagd: what, when, on what ground."""
    reader = reader_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case, parts=TOLD, needed=Part.COURSE
    )
    seen = reader.record(command)
    told = who_received(
        service_of(request).journal, [tag("case", case)], (), language or language_of(request),
        seen.position,
    )  # fmt: skip
    return shown(told, seen)


@router.get("/residents/{resident}/recipients", **HISTORY)
def get_own_recipients(
    resident: ResidentId, request: Request, language: InWhichLanguage = None
) -> Response:
    """Wie kreeg iets over mij, en aan wie is iets over mij gevraagd (AVG 15(1)(c))."""
    seen, journal = reader_of(request).own_record(resident), service_of(request).journal
    abouts = [tag("resident", each) for each in seen.residents]
    kept = kept_for_safety(journal, seen.residents).positions
    kept |= kept_from_who_speaks(journal, seen)
    told = who_received(
        journal, abouts, seen.residents, language or language_of(request), seen.position, kept
    )
    return shown(told, seen)


@router.get("/recipients", **page_of(recipients))
def get_recipients(
    look: LookNow,
    team: TeamId | None = None,
    case: CaseId | None = None,
    organisation: OrganisationId | None = None,
    left_by: By = None,
    recipient_class: Class = None,
    basis: LegalBasis | None = None,
    waiting: Annotated[
        Literal["yes", "no"] | None,
        Query(description="Whether it left in acute danger, and nobody else has judged that yet."),
    ] = None,
) -> Response:
    """Ontvangers: each disclosure, question and referral, by whom it went to and on what ground."""
    return look.at(
        recipients, team=team, case=case, organisation=organisation, left_by=left_by,
        recipient_class=recipient_class, basis=basis,
        waiting=None if waiting is None else waiting == "yes",
    )  # fmt: skip


@router.get("/reached-recipients", **page_of(reach))
def get_reached_recipients(look: LookNow, case: CaseId | None = None) -> Response:
    """Verspreiding (M-26): whom something of a case went to last, and how many were approved of."""
    return look.at(reach, case=case)


@router.get("/received-statements", **page_of(received))
def get_received_statements(
    look: LookNow, case: CaseId | None = None, organisation: OrganisationId | None = None
) -> Response:
    """Wie welke uitspraak heeft, and since when they know that it was corrected (M-15)."""
    return look.at(received, case=case, organisation=organisation)


@router.get("/corrections", **page_of(corrections))
def get_corrections(
    look: LookNow,
    team: TeamId | None = None,
    case: CaseId | None = None,
    organisation: OrganisationId | None = None,
    cause: NoticeCause | None = None,
    waiting: Annotated[
        Literal["yes", "no"] | None, Query(description="Whether an answer is still waited for.")
    ] = None,
) -> Response:
    """Kennisgevingen: who was told that something is corrected or withdrawn, and who answered."""
    return look.at(
        corrections,
        team=team,
        case=case,
        organisation=organisation,
        cause=cause,
        waiting=None if waiting is None else waiting == "yes",
    )
