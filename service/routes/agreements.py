"""What residents agree to: being helped (instemming), and a plan."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    AgreementState,
    Capacity,
    Exemption,
    LegalBasis,
    Part,
    Purpose,
    ReadingRoute,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.guards import resident_of
from domain.decisions.reading import ReadRecord
from domain.decisions.withdrawal import WithdrawHelpAgreement, WithdrawOwnHelpAgreement
from domain.facts.case import Case
from projections.views.help_agreements import help_agreements
from service.agreed import Agreed, agreed
from service.asking import AskedNow
from service.entrance import routes_about
from service.reading import reader_of
from service.routes.documented import COMMAND, READ
from service.routes.fields import Body, CaseBody, CaseId, Day, ResidentId, TeamId, Text
from service.routes.views import LookNow
from service.wiring import json_response, service_of

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


class Yes(BaseModel):
    """Who says yes, and as what."""

    giver: str
    capacity: Capacity


class HelpAgreementNow(BaseModel):
    """How it stands with agreeing to help."""

    state: AgreementState
    given: list[Yes]
    missing: list[list[Yes]] = Field(description="Of each of these one must still say yes.")
    read: int = Field(description="Where this read is on record.")


class PendingAgreement(BaseModel):
    """A case in which nothing more is planned or spent until somebody says yes."""

    case: str
    resident: str | None
    team: TeamId | None
    missing: list[list[Yes]] = Field(
        description="Of each of these one must still say yes; of an empty one nobody is known."
    )


class PendingAgreements(BaseModel):
    """Of a page of cases, those in which somebody's yes is missing."""

    items: list[PendingAgreement]
    position: int = Field(description="Facts up to here are in it.")
    read: int = Field(description="Where this read is on record.")
    next: str | None = Field(None, description="The next page, where there is one.")


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


@router.get("/cases/{case}/help-agreements", **{**READ, "response_model": HelpAgreementNow})
def get_help_agreement(case: CaseId, request: Request) -> Response:
    """Stand van de instemming: agreed, or whose yes is still missing at the age of now."""
    reader, service = reader_of(request), service_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case, needed=Part.HELP,
        parts=(Part.HELP, Part.PEOPLE),
    )  # fmt: skip
    seen = reader.record(command)
    now = agreed(service, case, command.context.command)
    return json_response(
        {
            "state": now.state,
            "given": [{"giver": giver, "capacity": as_} for giver, as_ in now.given],
            "missing": _missing(now),
            "read": seen.position,
        }
    )


@router.get("/help-agreements", **{**READ, "response_model": PendingAgreements})
def get_pending_help_agreements(
    look: LookNow,
    request: Request,
    team: TeamId | None = None,
    ahead: Annotated[
        int,
        Query(ge=0, le=90, description="As it will be after so many days: birthdays counted."),
    ] = 0,
) -> Response:
    """Instemming die ontbreekt: open cases in which somebody's yes is missing, as a child turned
    12 or 16, or gezag ended. Each age is looked up, and that is on record."""
    service = service_of(request)

    def pending(row: dict[str, Any]) -> dict[str, Any] | None:
        now = agreed(service, terms.CaseId(row["case"]), terms.CommandId(str(uuid4())), ahead)
        if now.state is not AgreementState.PENDING:
            return None
        shown = {name: row[name] for name in ("case", "resident", "team")}
        return {**shown, "missing": _missing(now)}

    return look.each(help_agreements, pending, team=team, by_others=True)


def _missing(now: Agreed) -> list[list[dict[str, str]]]:
    return [
        [{"giver": giver, "capacity": as_} for giver, as_ in group.items()] for group in now.missing
    ]


@router.post("/cases/{case}/plans", **COMMAND)
def agree_plan(case: CaseId, body: Plan, asked: AskedNow) -> Response:
    """Plan vaststellen: goals in the resident's words, and a day to look again."""
    context = asked.context(*WHY, body)
    command = AgreePlan(context=context, case=case, goals=body.goals, review_on=body.review_on)
    return asked.record(command, body)
