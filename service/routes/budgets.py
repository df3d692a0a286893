"""Public money: set for a year, allotted to quarters, reserved, spent and reversed."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import LegalBasis, MandateCondition, Purpose, Stream
from domain.decisions.budget import AllotQuarter, ReleaseReservation, ReserveBudget, SetYearBudget
from domain.decisions.endorsement import EndorseSpending
from domain.decisions.spending import ReverseSpending, SpendBudget
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    BudgetId,
    CaseBody,
    CaseId,
    Cents,
    MandateId,
    ReservationId,
    SpendingId,
    TeamId,
    Text,
)

router = routes_about("budgets")

GOVERNANCE = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE
PAYMENT = Purpose.PAYMENT, LegalBasis.WMO_PROVISION


class YearBudget(Body):
    budget: BudgetId | None = Field(None, description="Left out: a new one.")
    team: TeamId
    year: Annotated[int, Field(strict=True, ge=2015, le=2100)]
    stream: Stream
    amount: Cents


class Quarter(Body):
    budget: BudgetId | None = Field(None, description="The quarter's. Left out: a new one.")
    quarter: Annotated[int, Field(strict=True, ge=1, le=4)]
    amount: Cents


class Reservation(CaseBody):
    reservation: ReservationId | None = Field(None, description="Left out: a new one.")
    budget: BudgetId
    amount: Cents


class Release(CaseBody):
    budget: BudgetId


class SpendingEndorsement(CaseBody):
    case: CaseId
    budget: BudgetId
    mandate: MandateId = Field(description="Under which it is to be spent.")
    condition: MandateCondition


class Spending(CaseBody):
    spending: SpendingId | None = Field(None, description="Left out: a new one.")
    reservation: ReservationId | None = Field(
        None, description="Out of this one. Left out: reserved and spent in the same instant."
    )
    mandate: MandateId
    budget: BudgetId
    amount: Cents
    reason: Text


class Reversal(CaseBody):
    mandate: MandateId


@router.post("/year-budgets", **COMMAND)
def set_year_budget(body: YearBudget, asked: AskedNow) -> Response:
    """Jaarbudget vaststellen: what a team may give out in a year, from one funding stream."""
    budget = terms.BudgetId(asked.new("budget", body.budget))
    command = SetYearBudget(
        context=asked.context(*GOVERNANCE, body), budget=budget, team=body.team,
        year=body.year, stream=body.stream, amount=body.amount,
    )  # fmt: skip
    return asked.record(command, body, budget=budget)


@router.post("/year-budgets/{budget}/quarters", **COMMAND)
def allot_quarter(budget: BudgetId, body: Quarter, asked: AskedNow) -> Response:
    """Kwartaal toebedelen: never more than the year holds."""
    own = terms.BudgetId(asked.new("budget", body.budget))
    command = AllotQuarter(
        context=asked.context(*GOVERNANCE, body), budget=own, within=budget,
        quarter=body.quarter, amount=body.amount,
    )  # fmt: skip
    return asked.record(command, body, budget=own)


@router.post("/cases/{case}/reservations", **COMMAND)
def reserve_budget(case: CaseId, body: Reservation, asked: AskedNow) -> Response:
    """Reserveren: money set apart for a case."""
    reservation = terms.ReservationId(asked.new("reservation", body.reservation))
    command = ReserveBudget(
        context=asked.context(*PAYMENT, body), reservation=reservation, budget=body.budget,
        case=case, amount=body.amount,
    )  # fmt: skip
    return asked.record(command, body, reservation=reservation)


@router.post("/cases/{case}/reservations/{reservation}/releases", **COMMAND)
def release_reservation(
    case: CaseId, reservation: ReservationId, body: Release, asked: AskedNow
) -> Response:
    """Reservering laten vrijvallen."""
    command = ReleaseReservation(
        context=asked.context(*PAYMENT, body), reservation=reservation, budget=body.budget,
        case=case,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/spendings", **COMMAND)
def spend_budget(case: CaseId, body: Spending, asked: AskedNow) -> Response:
    """Besteden: on an open case with help agreement and plan, within mandate and budget."""
    spending = terms.SpendingId(asked.new("spending", body.spending))
    reservation = terms.ReservationId(asked.new("reservation", body.reservation))
    command = SpendBudget(
        context=asked.context(*PAYMENT, body), spending=spending, reservation=reservation,
        case=case, mandate=body.mandate, budget=body.budget, amount=body.amount,
        reason=body.reason,
    )  # fmt: skip
    return asked.record(command, body, spending=spending, reservation=reservation)


@router.post("/spendings/{spending}/reversals", **COMMAND)
def reverse_spending(spending: SpendingId, body: Reversal, asked: AskedNow) -> Response:
    """Terugboeken: a spending was wrong; both stay visible."""
    context = asked.context(*PAYMENT, body)
    command = ReverseSpending(context=context, spending=spending, mandate=body.mandate)
    return asked.record(command, body)


@router.post("/reservations/{reservation}/endorsements", **COMMAND)
def endorse_spending(
    reservation: ReservationId, body: SpendingEndorsement, asked: AskedNow
) -> Response:
    """Meekijken of medetekenen: what is to be spent under a mandate that asks for it."""
    command = EndorseSpending(
        context=asked.context(*PAYMENT, body), reservation=reservation, budget=body.budget,
        case=body.case, mandate=body.mandate, condition=body.condition,
    )  # fmt: skip
    return asked.record(command, body)
