"""Destroying words (vernietigen): holds that forbid it, a proposal, and another's approval."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import DestructionGround, HoldReason, LegalBasis, Purpose
from domain.decisions.destruction import (
    MOST,
    ApproveDestruction,
    PlaceHold,
    ProposeDestruction,
    ReleaseHold,
)
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, CaseId, Day, DestructionId, HoldId

router = routes_about("destruction")

WHY = Purpose.ACCOUNTABILITY, LegalBasis.ARCHIVE
ON_REQUEST = Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST


class Hold(Body):
    hold: HoldId | None = Field(None, description="Left out: a new one.")
    reason: HoldReason
    until: Day = Field(description="The last day on which it holds.")


class Proposal(Body):
    destruction: DestructionId | None = Field(None, description="Left out: a new one.")
    ground: DestructionGround
    positions: Annotated[
        tuple[Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)], ...],
        Field(min_length=1, max_length=MOST),
    ] = Field(description="Of the facts whose words go: in order, each of them once.")


@router.post("/cases/{case}/holds", **COMMAND)
def place_hold(case: CaseId, body: Hold, asked: AskedNow) -> Response:
    """Vernietiging opschorten: while an objection, complaint or incident is dealt with."""
    hold = terms.HoldId(asked.new("hold", body.hold))
    command = PlaceHold(
        context=asked.context(*WHY, body), hold=hold, case=case, reason=body.reason,
        until=body.until,
    )  # fmt: skip
    return asked.record(command, body, hold=hold)


@router.post("/cases/{case}/holds/{hold}/releases", **COMMAND)
def release_hold(case: CaseId, hold: HoldId, asked: AskedNow, body: Body | None = None) -> Response:
    """Opschorting opheffen: what the words were kept for is over."""
    return asked.record(ReleaseHold(context=asked.context(*WHY, body), hold=hold, case=case), body)


@router.post("/cases/{case}/destructions", **COMMAND)
def propose_destruction(case: CaseId, body: Proposal, asked: AskedNow) -> Response:
    """Vernietiging voorstellen: of the words of these facts, on a ground. Nothing goes yet."""
    destruction = terms.DestructionId(asked.new("destruction", body.destruction))
    requested = body.ground is DestructionGround.ERASURE_REQUEST
    command = ProposeDestruction(
        context=asked.context(*(ON_REQUEST if requested else WHY), body), destruction=destruction,
        case=case, ground=body.ground, positions=body.positions,
    )  # fmt: skip
    return asked.record(command, body, destruction=destruction)


@router.post("/cases/{case}/destructions/{destruction}/approvals", **COMMAND)
def approve_destruction(
    case: CaseId, destruction: DestructionId, asked: AskedNow, body: Body | None = None
) -> Response:
    """Vernietiging goedkeuren, by somebody else. It is carried out, and cannot be taken back."""
    command = ApproveDestruction(
        context=asked.context(*WHY, body), destruction=destruction, case=case
    )
    answer = asked.record(command, body)
    asked.approved()
    return answer
