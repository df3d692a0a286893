"""Referrals (doorverwijzingen): made by a team, answered by the organisation itself."""

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import DeclineReason, LegalBasis, Purpose
from domain.decisions.referral import AcceptReferral, DeclineReferral, Refer
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    CaseBody,
    CaseId,
    Day,
    MandateId,
    OrganisationId,
    ReferralId,
    Text,
)

router = routes_about("referrals")

WHY = Purpose.REFERRAL, LegalBasis.WMO_PROVISION


class Referral(CaseBody):
    referral: ReferralId | None = Field(None, description="Left out: a new one.")
    organisation: OrganisationId
    mandate: MandateId = Field(description="What is passed on goes under a mandate to refer.")
    need: Text = Field(description="The least that the other needs to know. Sealed.")


class Acceptance(CaseBody):
    starts_on: Day


class Decline(CaseBody):
    reason: DeclineReason


@router.post("/cases/{case}/referrals", **COMMAND)
def refer(case: CaseId, body: Referral, asked: AskedNow) -> Response:
    """Doorverwijzen: the question is clear, and the resident allows it."""
    referral = terms.ReferralId(asked.new("referral", body.referral))
    command = Refer(
        context=asked.context(*WHY, body), referral=referral, case=case,
        organisation=body.organisation, mandate=body.mandate, need=body.need,
    )  # fmt: skip
    return asked.record(command, body, referral=referral)


@router.post("/referrals/{referral}/acceptances", **COMMAND)
def accept_referral(referral: ReferralId, body: Acceptance, asked: AskedNow) -> Response:
    """Doorverwijzing aannemen: help starts on that day."""
    context = asked.context(*WHY, body)
    command = AcceptReferral(context=context, referral=referral, starts_on=body.starts_on)
    return asked.record(command, body)


@router.post("/referrals/{referral}/declines", **COMMAND)
def decline_referral(referral: ReferralId, body: Decline, asked: AskedNow) -> Response:
    """Doorverwijzing afwijzen, and why."""
    context = asked.context(*WHY, body)
    command = DeclineReferral(context=context, referral=referral, reason=body.reason)
    return asked.record(command, body)
