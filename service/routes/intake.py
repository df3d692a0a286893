"""The one front door: consults, signals and residents' own questions (meldingen)."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    Language,
    LegalBasis,
    NotOpenedReason,
    Purpose,
    Source,
    Topic,
    Urgency,
)
from domain.decisions.intake import (
    ClarifyQuestion,
    ConfirmReceipt,
    HoldConsult,
    ReceiveNotification,
    ReceiveSignal,
    RedirectCase,
    TurnAway,
)
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    Digest,
    Neighbourhood,
    ResidentId,
    TeamId,
    Text,
    Yes,
)

router = routes_about("intake")

DOOR = Purpose.FRONT_DOOR, LegalBasis.WMO_INVESTIGATION
Topics = Annotated[tuple[Topic, ...], Field(min_length=1, max_length=len(Topic))]


class Consult(Body):
    team: TeamId
    topic: Topic
    neighbourhood: Neighbourhood
    minutes: Annotated[int, Field(strict=True, ge=1, le=1440)]


class Signal(CaseBody):
    case: CaseId | None = Field(None, description="Left out: a new reference number.")
    resident: ResidentId | None = Field(None, description="Left out: a new resident.")
    team: TeamId
    source: Source
    urgency: Urgency
    content: Text


class Notification(CaseBody):
    case: CaseId | None = Field(None, description="Left out: a new reference number.")
    resident: ResidentId | None = Field(None, description="Left out: a new resident.")
    team: TeamId
    channel: Channel
    urgency: Urgency
    question: Text
    language: Language = Field(Language.DUTCH, description="In which the resident is written to.")


class Confirmation(CaseBody):
    channel: Channel
    text: Digest


class Clarification(CaseBody):
    with_resident: Yes
    topics: Topics
    question: Text


class Redirection(CaseBody):
    team: TeamId = Field(description="At whose door it is to wait.")


class Dismissal(CaseBody):
    reason: NotOpenedReason


@router.post("/consults", **COMMAND)
def hold_consult(body: Consult, asked: AskedNow) -> Response:
    """Anoniem consult: somebody was helped, and nobody is written down."""
    context = asked.context(Purpose.FRONT_DOOR, LegalBasis.NO_PERSONAL_DATA, body)
    command = HoldConsult(
        context=context, team=body.team, topic=body.topic,
        neighbourhood=body.neighbourhood, minutes=body.minutes,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/signals", **COMMAND)
def receive_signal(body: Signal, asked: AskedNow) -> Response:
    """Signaal: what a third party told about a resident."""
    case = terms.CaseId(asked.new("case", body.case))
    resident = terms.ResidentId(asked.new("resident", body.resident))
    command = ReceiveSignal(
        context=asked.context(*DOOR, body), case=case, resident=resident, team=body.team,
        source=body.source, urgency=body.urgency, content=body.content,
    )  # fmt: skip
    return asked.record(command, body, case=case, resident=resident)


@router.post("/notifications", **COMMAND)
def receive_notification(body: Notification, asked: AskedNow) -> Response:
    """Melding (Wmo 2.3.2): a resident's own question."""
    case = terms.CaseId(asked.new("case", body.case))
    resident = terms.ResidentId(asked.new("resident", body.resident))
    command = ReceiveNotification(
        context=asked.context(*DOOR, body), case=case, resident=resident, team=body.team,
        channel=body.channel, urgency=body.urgency, question=body.question,
        language=body.language,
    )  # fmt: skip
    return asked.record(command, body, case=case, resident=resident)


@router.post("/cases/{case}/receipt-confirmations", **COMMAND)
def confirm_receipt(case: CaseId, body: Confirmation, asked: AskedNow) -> Response:
    """Ontvangstbevestiging: confirm to the resident that the question came in."""
    context = asked.context(*DOOR, body)
    command = ConfirmReceipt(context=context, case=case, channel=body.channel, text=body.text)
    return asked.record(command, body)


@router.post("/cases/{case}/clarifications", **COMMAND)
def clarify_question(case: CaseId, body: Clarification, asked: AskedNow) -> Response:
    """Vraagverduidelijking: what the resident really asks."""
    command = ClarifyQuestion(
        context=asked.context(*DOOR, body), case=case, with_resident=body.with_resident,
        topics=body.topics, question=body.question,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/redirections", **COMMAND)
def redirect_case(case: CaseId, body: Redirection, asked: AskedNow) -> Response:
    """Doorzetten: what waits at the door goes to another team, which may take it on."""
    command = RedirectCase(context=asked.context(*DOOR, body), case=case, team=body.team)
    return asked.record(command, body)


@router.post("/cases/{case}/dismissals", **COMMAND)
def turn_away(case: CaseId, body: Dismissal, asked: AskedNow) -> Response:
    """Niet toegelaten: it ends at the front door, and why."""
    command = TurnAway(context=asked.context(*DOOR, body), case=case, reason=body.reason)
    return asked.record(command, body)
