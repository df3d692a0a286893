"""Breaking the glass (noodtoegang): into a case that is not yours, told at once, judged after."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import GlassReason, GlassVerdict, LegalBasis, Purpose
from domain.decisions.break_glass import LONGEST, BreakGlass, ReviewBreakGlass
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, CaseId, FunctionId, GlassId, Text

router = routes_about("break-glass")

WHY = Purpose.SUPPORT, LegalBasis.VITAL_INTEREST
AFTERWARDS = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class Emergency(Body):
    reason: GlassReason
    explanation: Text = Field(description="The resident reads this, and who judges it. Sealed.")
    minutes: Annotated[int, Field(strict=True, ge=1, le=LONGEST)] = LONGEST
    tell: FunctionId = Field(
        description="Who is told at once and judges it: a leader of the case's team, or the"
        " privacy officer; held by somebody else than the caller."
    )


class Review(Body):
    verdict: GlassVerdict
    findings: Text


@router.post("/cases/{case}/break-glass", **COMMAND)
def break_glass(case: CaseId, body: Emergency, asked: AskedNow) -> Response:
    """Noodtoegang: read this case for a few hours at most; every read is on record as ever."""
    glass = terms.GlassId(asked.new("glass"))
    command = BreakGlass(
        context=asked.context(*WHY, body), glass=glass, case=case, reason=body.reason,
        minutes=body.minutes, tell=body.tell, explanation=body.explanation,
    )  # fmt: skip
    return asked.record(command, body, glass=glass)


@router.post("/cases/{case}/break-glass/{glass}/reviews", **COMMAND)
def review_break_glass(case: CaseId, glass: GlassId, body: Review, asked: AskedNow) -> Response:
    """Noodtoegang beoordelen: by somebody else, within five working days."""
    command = ReviewBreakGlass(
        context=asked.context(*AFTERWARDS, body), glass=glass, case=case, verdict=body.verdict,
        findings=body.findings,
    )  # fmt: skip
    return asked.record(command, body)
