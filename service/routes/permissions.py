"""Permission (toestemming) to show something to somebody outside the team: given, withdrawn."""

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Capacity,
    DataCategory,
    Expression,
    Language,
    LanguageLevel,
    LegalBasis,
    OrganisationKind,
    PermissionKind,
    Purpose,
    RecipientFunction,
)
from domain.decisions.guards import resident_of
from domain.decisions.permission import GivePermission
from domain.decisions.withdrawal import WithdrawOwnPermission, WithdrawPermission
from domain.facts.case import Case
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    Day,
    Digest,
    OptionalText,
    OrganisationId,
    PermissionId,
    RecipientId,
    ResidentId,
    WorkerId,
)

router = routes_about("permissions")

WHY = Purpose.REFERRAL, LegalBasis.PERMISSION
OWN = Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST
MOST = 20


class Permission(CaseBody):
    permission: PermissionId | None = Field(None, description="Left out: a new one.")
    organisation: OrganisationId | None = Field(None, description="To whom; or a recipient.")
    recipient: RecipientId | None = Field(None, description="A person whom the giver names.")
    kind: PermissionKind
    purpose: Purpose
    since: Day | None = Field(None, description="The first day. Left out: today.")
    until: Day | None = Field(
        None, description="The last day: not before today. Left out: a year, which is the longest."
    )
    giver: ResidentId | None = Field(None, description="Who gives it. Left out: the resident.")
    capacity: Capacity = Field(Capacity.SELF, description="As what they give it.")
    subjects: tuple[ResidentId, ...] = Field(
        (), max_length=MOST, description="About whom it is besides the resident."
    )
    categories: tuple[DataCategory, ...] = Field((), description="What may be shown.")
    text: Digest = Field(description="SHA-256 of the text that the giver was shown.")
    language: Language | None = Field(None, description="Of that text.")
    level: LanguageLevel | None = Field(None, description="How plain that text is.")
    expression: Expression | None = Field(None, description="Signed, aloud or digitally.")
    witness: WorkerId | None = Field(None, description="Who was there besides.")
    withdrawal_told: bool | None = Field(None, description="Was told how to take it back.")
    exceptions: OptionalText = Field("", description="In the giver's own words, also said aloud.")
    not_to: tuple[OrganisationId, ...] = Field(
        (), max_length=MOST, description="Nothing of this case goes to these."
    )
    not_to_kinds: tuple[OrganisationKind, ...] = Field((), description="Nor to such: no school.")
    not_to_functions: tuple[RecipientFunction, ...] = Field((), description="Nor to who is this.")


@router.post("/cases/{case}/permissions", **COMMAND)
def give_permission(case: CaseId, body: Permission, asked: AskedNow) -> Response:
    """Toestemming geven: to show this, to this recipient, for this, until that day."""
    permission = terms.PermissionId(asked.new("permission", body.permission))
    command = GivePermission(
        context=asked.context(*WHY, body), permission=permission, case=case,
        resident=resident_of(*asked.known(Case(case))), organisation=body.organisation,
        recipient=body.recipient, kind=body.kind, purpose=body.purpose, since=body.since,
        until=body.until, giver=body.giver, capacity=body.capacity, subjects=body.subjects,
        categories=body.categories, text=body.text, language=body.language, level=body.level,
        expression=body.expression, witness=body.witness, withdrawal_told=body.withdrawal_told,
        exceptions=body.exceptions, not_to=body.not_to, not_to_kinds=body.not_to_kinds,
        not_to_functions=body.not_to_functions,
    )  # fmt: skip
    return asked.record(command, body, permission=permission)


@router.post("/cases/{case}/permissions/{permission}/withdrawals", **COMMAND)
def withdraw_permission(
    case: CaseId, permission: PermissionId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Toestemming intrekken (AVG 7(3)): as easy as giving it."""
    command = WithdrawPermission(
        context=asked.context(*WHY, body), permission=permission, case=case
    )
    return asked.record(command, body)


@router.post("/cases/{case}/permissions/{permission}/own-withdrawals", **COMMAND)
def withdraw_own_permission(
    case: CaseId, permission: PermissionId, asked: AskedNow, body: Body | None = None
) -> Response:
    """Zelf de toestemming intrekken: by whose it is, or who gave it; no worker is asked."""
    command = WithdrawOwnPermission(
        context=asked.context(*OWN, body), permission=permission, case=case
    )
    return asked.record(command, body)
