"""What residents agree to: being helped (instemming), and a plan."""

from pydantic import Field
from starlette.responses import Response

from domain.codes import Capacity, Exemption, LegalBasis, Purpose
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.guards import resident_of
from domain.decisions.withdrawal import WithdrawHelpAgreement, WithdrawOwnHelpAgreement
from domain.facts.case import Case
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, CaseBody, CaseId, Day, ResidentId, Text

router = routes_about("agreements")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
OWN = Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST


class Agreement(CaseBody):
    giver: ResidentId | None = Field(None, description="Who says yes. Left out: the resident.")
    capacity: Capacity = Field(Capacity.SELF, description="As what: for themselves, or with gezag.")
    exemption: Exemption | None = Field(
        None, description="Why others decide than the age alone says (Jw 7.3.4 lid 2, 7.3.15)."
    )
    why: Text | None = Field(None, description="With an exemption: what that rests on.")


class AgreementWithdrawal(CaseBody):
    giver: ResidentId | None = Field(
        None, description="Who takes their yes back. Left out: the resident."
    )


class Plan(CaseBody):
    goals: Text
    review_on: Day = Field(description="When to look again: a day after today.")


@router.post("/cases/{case}/help-agreements", **COMMAND)
def agree_to_help(case: CaseId, asked: AskedNow, body: Agreement | None = None) -> Response:
    """Instemming met hulp: one says yes; it is agreed once everybody who must did (Jw 7.3.4)."""
    body = body or Agreement.model_validate({})
    command = AgreeToHelp(
        context=asked.context(*WHY, body), case=case,
        resident=resident_of(*asked.known(Case(case))), giver=body.giver,
        capacity=body.capacity, exemption=body.exemption, why=body.why,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/help-agreement-withdrawals", **COMMAND)
def withdraw_help_agreement(
    case: CaseId, asked: AskedNow, body: AgreementWithdrawal | None = None
) -> Response:
    """Instemming intrekken: from this instant nothing more is done or spent."""
    context, giver = asked.context(*WHY, body), body.giver if body else None
    return asked.record(WithdrawHelpAgreement(context=context, case=case, giver=giver), body)


@router.post("/cases/{case}/own-help-agreement-withdrawals", **COMMAND)
def withdraw_own_help_agreement(
    case: CaseId, asked: AskedNow, body: Body | None = None
) -> Response:
    """Zelf de instemming intrekken: by whoever gave it, without a worker."""
    context = asked.context(*OWN, body)
    return asked.record(WithdrawOwnHelpAgreement(context=context, case=case), body)


@router.post("/cases/{case}/plans", **COMMAND)
def agree_plan(case: CaseId, body: Plan, asked: AskedNow) -> Response:
    """Plan vaststellen: goals in the resident's words, and a day to look again."""
    context = asked.context(*WHY, body)
    command = AgreePlan(context=context, case=case, goals=body.goals, review_on=body.review_on)
    return asked.record(command, body)
