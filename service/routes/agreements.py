"""What residents agree to: being helped (instemming), and a plan."""

from pydantic import Field
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose
from domain.decisions.agreement import AgreePlan, AgreeToHelp, WithdrawHelpAgreement
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import CaseBody, CaseId, Day, Text

router = routes_about("agreements")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION


class Plan(CaseBody):
    goals: Text
    review_on: Day = Field(description="When to look again: a day after today.")


@router.post("/cases/{case}/help-agreements", **COMMAND)
def agree_to_help(case: CaseId, asked: AskedNow, body: CaseBody | None = None) -> Response:
    """Instemming met hulp: the resident wants this help."""
    return asked.record(AgreeToHelp(context=asked.context(*WHY, body), case=case), body)


@router.post("/cases/{case}/help-agreement-withdrawals", **COMMAND)
def withdraw_help_agreement(
    case: CaseId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Instemming intrekken: from this instant nothing more is done or spent."""
    return asked.record(WithdrawHelpAgreement(context=asked.context(*WHY, body), case=case), body)


@router.post("/cases/{case}/plans", **COMMAND)
def agree_plan(case: CaseId, body: Plan, asked: AskedNow) -> Response:
    """Plan vaststellen: goals in the resident's words, and a day to look again."""
    context = asked.context(*WHY, body)
    command = AgreePlan(context=context, case=case, goals=body.goals, review_on=body.review_on)
    return asked.record(command, body)
