"""Permission (toestemming) to show something to somebody outside the team: given, withdrawn."""

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, PermissionKind, Purpose
from domain.decisions.permission import GivePermission, WithdrawPermission
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    CaseBody,
    CaseId,
    Day,
    Digest,
    OptionalText,
    OrganisationId,
    PermissionId,
)

router = routes_about("permissions")

WHY = Purpose.REFERRAL, LegalBasis.PERMISSION


class Permission(CaseBody):
    permission: PermissionId | None = Field(None, description="Left out: a new one.")
    organisation: OrganisationId
    kind: PermissionKind
    purpose: Purpose
    until: Day = Field(description="The last day on which it holds: not before today.")
    text: Digest = Field(description="SHA-256 of the text that the resident was shown.")
    exceptions: OptionalText = ""


class PermissionWithdrawal(CaseBody):
    organisation: OrganisationId


@router.post("/cases/{case}/permissions", **COMMAND)
def give_permission(case: CaseId, body: Permission, asked: AskedNow) -> Response:
    """Toestemming geven: to show this, to this organisation, for this, until that day."""
    permission = terms.PermissionId(asked.new("permission", body.permission))
    command = GivePermission(
        context=asked.context(*WHY, body), permission=permission, case=case,
        organisation=body.organisation, kind=body.kind, purpose=body.purpose, until=body.until,
        text=body.text, exceptions=body.exceptions,
    )  # fmt: skip
    return asked.record(command, body, permission=permission)


@router.post("/cases/{case}/permissions/{permission}/withdrawals", **COMMAND)
def withdraw_permission(
    case: CaseId, permission: PermissionId, body: PermissionWithdrawal, asked: AskedNow
) -> Response:
    """Toestemming intrekken (AVG 7(3)): as easy as giving it."""
    command = WithdrawPermission(
        context=asked.context(*WHY, body), permission=permission, case=case,
        organisation=body.organisation,
    )  # fmt: skip
    return asked.record(command, body)
