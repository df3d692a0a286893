"""Who takes part in a case (deelname), to whom it is shut, and who is close to a resident."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import CaseRole, LegalBasis, Purpose, RecipientFunction, RestrictionGround, Tie
from domain.decisions.inquiry import CloseInquiry, OpenInquiry
from domain.decisions.participation import (
    DeclareTie,
    EndParticipation,
    EndTie,
    LiftRestriction,
    RestrictCase,
    StartParticipation,
)
from domain.decisions.recipient import NOBODY
from domain.facts.municipality import Function
from projections.views.participations import ChainRole, participations
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    Day,
    FunctionId,
    InquiryId,
    InquiryReference,
    OrganisationId,
    ResidentId,
    WorkerId,
)
from service.routes.views import LookNow, page_of

router = routes_about("participations")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
GOVERNED = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class ParticipationBody(CaseBody):
    function: FunctionId = Field(description="Who holds it takes part.")
    role: CaseRole
    since: Day
    until: Day = Field(description="The last day on which it holds.")
    basis: LegalBasis = Field(description="On what ground they may know of it.")
    receives_as: RecipientFunction | None = Field(
        None, description="In what function they receive; left out: any of their organisation's."
    )


class ParticipationEnding(CaseBody):
    function: FunctionId


class RestrictionBody(CaseBody):
    functions: Annotated[
        tuple[FunctionId, ...],
        Field(min_length=1, max_length=20, description="Only these still get at it."),
    ]
    ground: RestrictionGround


class TieBody(Body):
    worker: WorkerId | None = Field(None, description="Left out: yourself.")
    resident: ResidentId
    tie: Tie


class TieEnding(Body):
    worker: WorkerId
    resident: ResidentId
    tie: Tie


class InquiryBody(Body):
    inquiry: InquiryId | None = Field(None, description="Left out: a new one.")
    function: FunctionId = Field(description="Of the ombudsman or auditor who inquires.")
    reference: InquiryReference
    until: Day = Field(description="The last day on which it holds: within a year.")


@router.post("/cases/{case}/participations", **COMMAND)
def start_participation(case: CaseId, body: ParticipationBody, asked: AskedNow) -> Response:
    """Laten deelnemen: who holds this function takes part, as this, until that day."""
    (known,) = asked.known(Function(body.function))
    command = StartParticipation(
        context=asked.context(*WHY, body), case=case, function=body.function,
        organisation=known.organisation or NOBODY, role=body.role, since=body.since,
        until=body.until, basis=body.basis, receives_as=body.receives_as,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/participation-endings", **COMMAND)
def end_participation(case: CaseId, body: ParticipationEnding, asked: AskedNow) -> Response:
    """Deelname beëindigen: from this instant they get at nothing of it."""
    context = asked.context(*WHY, body)
    command = EndParticipation(context=context, case=case, function=body.function)
    return asked.record(command, body)


@router.get("/participations", **page_of(participations))
def get_participations(
    look: LookNow,
    case: CaseId | None = None,
    organisation: OrganisationId | None = None,
    link: ChainRole | None = None,
) -> Response:
    """Ketenkaart: which organisations are in a case, as what, since, until, on what ground."""
    return look.at(participations, case=case, organisation=organisation, link=link)


@router.post("/cases/{case}/restrictions", **COMMAND)
def restrict_case(case: CaseId, body: RestrictionBody, asked: AskedNow) -> Response:
    """Zaak afschermen (AVG 18; a case of an employee): for these functions only."""
    command = RestrictCase(
        context=asked.context(*WHY, body), case=case, functions=body.functions, ground=body.ground
    )
    return asked.record(command, body)


@router.post("/cases/{case}/restriction-liftings", **COMMAND)
def lift_restriction(case: CaseId, body: CaseBody, asked: AskedNow) -> Response:
    """Afscherming opheffen."""
    return asked.record(LiftRestriction(context=asked.context(*WHY, body), case=case), body)


@router.post("/ties", **COMMAND)
def declare_tie(body: TieBody, asked: AskedNow) -> Response:
    """Persoonlijke band melden (Awb 2:4): what a worker is to a resident outside work."""
    context = asked.context(*GOVERNED, body)
    worker = body.worker or context.actor
    command = DeclareTie(context=context, worker=worker, resident=body.resident, tie=body.tie)
    return asked.record(command, body)


@router.post("/tie-endings", **COMMAND)
def end_tie(body: TieEnding, asked: AskedNow) -> Response:
    """Persoonlijke band beëindigen: by somebody else than the worker."""
    context = asked.context(*GOVERNED, body)
    command = EndTie(context=context, worker=body.worker, resident=body.resident, tie=body.tie)
    return asked.record(command, body)


@router.post("/cases/{case}/inquiries", **COMMAND)
def open_inquiry(case: CaseId, body: InquiryBody, asked: AskedNow) -> Response:
    """Onderzoek toelaten (Awb 9:31): an ombudsman or auditor may read this case, until a day."""
    inquiry = terms.InquiryId(asked.new("inquiry", body.inquiry))
    command = OpenInquiry(
        context=asked.context(*GOVERNED, body), inquiry=inquiry, case=case,
        function=body.function, reference=body.reference, until=body.until,
    )  # fmt: skip
    return asked.record(command, body, inquiry=inquiry)


@router.post("/inquiries/{inquiry}/closings", **COMMAND)
def close_inquiry(inquiry: InquiryId, body: Body, asked: AskedNow) -> Response:
    """Onderzoek sluiten: nothing more is read for it."""
    return asked.record(CloseInquiry(context=asked.context(*GOVERNED, body), inquiry=inquiry), body)
