"""Terms (termijnen) made longer: suspended, resumed, extended, or by the resident's agreement."""

from typing import Literal

from pydantic import Field
from starlette.responses import Response

from domain.codes import Channel, LegalBasis, Purpose, SuspensionGround, TermCode
from domain.decisions.statutory_term import (
    CompleteStatutoryTerm,
    ExtendStatutoryTerm,
    StartStatutoryTerm,
)
from domain.decisions.term import ExtendInvestigation, ExtendTerm, ResumeTerm, SuspendTerm
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import ApplicationId, CaseBody, CaseId, Day, Yes

router = routes_about("terms")

DECIDING = Purpose.DECISION, LegalBasis.WMO_PROVISION
HELPING = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION


class Suspension(CaseBody):
    ground: SuspensionGround = Field(description="Awb 4:15.")
    until: Day | None = Field(
        None, description="The day that was set or agreed; none on other grounds."
    )


class Extension(CaseBody):
    until: Day = Field(description="By when it is decided now.")
    channel: Literal[Channel.LETTER, Channel.EMAIL] = Field(
        Channel.LETTER, description="The applicant is told in writing (Awb 4:14)."
    )


class LongerInvestigation(CaseBody):
    until: Day
    channel: Channel = Field(description="By what way the resident agreed.")
    agreed: Yes = Field(description="Without the resident's agreement it is refused.")


class BegunTerm(CaseBody):
    term: TermCode = Field(description="One that nothing else begins: see `wijkboek law`.")
    since: Day = Field(description="From which day the law counts; that day does not.")


class ExtendedTerm(CaseBody):
    until: Day = Field(description="No further than the law itself says.")
    channel: Literal[Channel.LETTER, Channel.EMAIL] = Field(
        Channel.LETTER, description="The resident is told in writing."
    )


@router.post("/applications/{application}/suspensions", **COMMAND)
def suspend_term(application: ApplicationId, body: Suspension, asked: AskedNow) -> Response:
    """Beslistermijn opschorten (Awb 4:15)."""
    context = asked.context(*DECIDING, body)
    command = SuspendTerm(
        context=context, application=application, ground=body.ground, until=body.until
    )
    return asked.record(command, body)


@router.post("/applications/{application}/resumptions", **COMMAND)
def resume_term(
    application: ApplicationId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Beslistermijn weer laten lopen: what it waited for is there."""
    context = asked.context(*DECIDING, body)
    return asked.record(ResumeTerm(context=context, application=application), body)


@router.post("/applications/{application}/extensions", **COMMAND)
def extend_term(application: ApplicationId, body: Extension, asked: AskedNow) -> Response:
    """Beslistermijn verdagen (Awb 4:14): once, and the applicant is told."""
    context = asked.context(*DECIDING, body)
    command = ExtendTerm(
        context=context, application=application, until=body.until, channel=body.channel
    )
    return asked.record(command, body)


@router.post("/cases/{case}/investigation-extensions", **COMMAND)
def extend_investigation(case: CaseId, body: LongerInvestigation, asked: AskedNow) -> Response:
    """Langer onderzoek afspreken (Wmo 2.3.2): only with the resident's agreement."""
    context = asked.context(*HELPING, body)
    command = ExtendInvestigation(
        context=context, case=case, until=body.until, channel=body.channel, agreed=body.agreed
    )
    return asked.record(command, body)


@router.post("/cases/{case}/statutory-terms", **COMMAND)
def start_statutory_term(case: CaseId, body: BegunTerm, asked: AskedNow) -> Response:
    """Wettelijke termijn laten beginnen: a complaint, a request, a notice of default came in."""
    command = StartStatutoryTerm(
        context=asked.context(*HELPING, body), case=case, term=body.term, since=body.since
    )
    return asked.record(command, body)


@router.post("/cases/{case}/statutory-terms/{term}/completions", **COMMAND)
def complete_statutory_term(
    case: CaseId, term: TermCode, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Wettelijke termijn afsluiten: what had to happen was done."""
    command = CompleteStatutoryTerm(context=asked.context(*HELPING, body), case=case, term=term)
    return asked.record(command, body)


@router.post("/cases/{case}/statutory-terms/{term}/extensions", **COMMAND)
def extend_statutory_term(
    case: CaseId, term: TermCode, body: ExtendedTerm, asked: AskedNow
) -> Response:
    """Wettelijke termijn verlengen, for as long as the law allows it."""
    command = ExtendStatutoryTerm(
        context=asked.context(*HELPING, body), case=case, term=term, until=body.until,
        channel=body.channel,
    )  # fmt: skip
    return asked.record(command, body)
