"""Contact with residents: asked for or not, her no, outreach and urging; how long a team stays."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain.codes import (
    Channel,
    Character,
    Consequence,
    Initiative,
    Language,
    LegalBasis,
    OutreachGround,
    PressureGround,
    Purpose,
)
from domain.decisions.contact import RecordContact, RefuseHelp
from domain.decisions.guards import resident_of
from domain.decisions.outreach import ExtendOutreach, StartOutreach
from domain.decisions.pressure import ConfirmConsultation, EndPressure, UsePressure
from domain.facts.case import Case
from projections.views.involvement import involvement
from projections.views.unasked import unasked
from service.asking import Asked, AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    CaseBody,
    CaseId,
    Day,
    OptionalText,
    OutsideDecision,
    ResidentId,
    TeamId,
    WorkerId,
    Yes,
)
from service.routes.views import LookNow, page_of

router = routes_about("contacts")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
Attempts = Annotated[int, Field(strict=True, ge=1, le=100)]


class Contact(CaseBody):
    channel: Channel
    reached: Yes = Field(description="No: it was tried, and nobody was spoken to.")
    initiative: Initiative
    wanted: Yes = Field(description="By the resident.")
    character: Character = Character.VOLUNTARY
    safety: Yes = Field(False, description="Because of a step of the meldcode taken lately.")
    decision: OutsideDecision | None = Field(
        None, description="Whose decision it rests on, where it is coerced: `rechter-2026-123`."
    )


class NoToHelp(CaseBody):
    channel: Channel
    words: OptionalText = ""


class Outreach(CaseBody):
    ground: OutreachGround
    attempts: Attempts
    until: Day = Field(description="The last day on which it holds.")


class OutreachExtension(CaseBody):
    attempts: Attempts = Field(description="So many more.")
    until: Day


class Consultation(CaseBody):
    ground: PressureGround


class Pressure(CaseBody):
    ground: PressureGround
    consulted: WorkerId = Field(description="A second professional, who confirmed it.")
    consequences: Annotated[
        tuple[Consequence, ...], Field(min_length=1, max_length=len(Consequence))
    ] = Field(description="What really follows where the resident does not take part.")
    review_on: Day
    language: Language = Language.DUTCH


@router.post("/cases/{case}/contacts", **COMMAND)
def record_contact(case: CaseId, body: Contact, asked: AskedNow) -> Response:
    """Contact: by whose initiative, wanted or not, how freely; an attempt counts as well."""
    command = RecordContact(
        context=asked.context(*WHY, body), case=case, resident=_whose(asked, case),
        channel=body.channel, reached=body.reached, initiative=body.initiative,
        wanted=body.wanted, character=body.character, safety=body.safety, decision=body.decision,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/help-refusals", **COMMAND)
def refuse_help(case: CaseId, body: NoToHelp, asked: AskedNow) -> Response:
    """Nee zeggen: the resident refuses help. It holds until she asks herself, or a new ground."""
    context = asked.context(*WHY, body)
    return asked.record(
        RefuseHelp(context=context, case=case, channel=body.channel, words=body.words), body
    )


@router.post("/cases/{case}/outreach", **COMMAND)
def start_outreach(case: CaseId, body: Outreach, asked: AskedNow) -> Response:
    """Bemoeizorg beginnen: contact that nobody asked for, so often at most, until a day."""
    command = StartOutreach(
        context=asked.context(*WHY, body), case=case, resident=_whose(asked, case),
        ground=body.ground, attempts=body.attempts, until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/outreach-extensions", **COMMAND)
def extend_outreach(case: CaseId, body: OutreachExtension, asked: AskedNow) -> Response:
    """Bemoeizorg verlengen: as a second person, who has not been there."""
    command = ExtendOutreach(
        context=asked.context(*WHY, body), case=case, resident=_whose(asked, case),
        attempts=body.attempts, until=body.until,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/consultations", **COMMAND)
def confirm_consultation(case: CaseId, body: Consultation, asked: AskedNow) -> Response:
    """Overleg over drang bevestigen: by the second professional, before it is decided."""
    command = ConfirmConsultation(
        context=asked.context(*WHY, body), case=case, ground=body.ground
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/pressure", **COMMAND)
def use_pressure(case: CaseId, body: Pressure, asked: AskedNow) -> Response:
    """Drang: decide to urge, or to go on urging. The resident is written to at once."""
    command = UsePressure(
        context=asked.context(*WHY, body), case=case, ground=body.ground,
        consulted=body.consulted, consequences=body.consequences, review_on=body.review_on,
        language=body.language,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/pressure-endings", **COMMAND)
def end_pressure(case: CaseId, asked: AskedNow, body: CaseBody | None = None) -> Response:
    """Drang beëindigen."""
    return asked.record(EndPressure(context=asked.context(*WHY, body), case=case), body)


def _whose(asked: Asked, case: CaseId) -> ResidentId:
    return resident_of(*asked.known_now(Case(case)))


@router.get("/unasked-contacts", **page_of(unasked))
def get_unasked_contacts(look: LookNow) -> Response:
    """Ongevraagd contact (M-18, M-19): of each resident the no, and what went past it."""
    return look.at(unasked)


@router.get("/involvement", **page_of(involvement))
def get_involvement(
    look: LookNow, team: TeamId | None = None, case: CaseId | None = None
) -> Response:
    """Duur van de betrokkenheid: since when, how many contacts wanted and not, by whom."""
    return look.at(involvement, team=team, case=case)
