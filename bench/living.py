"""Cases as they are lived: some 25 facts each, of every type that a view folds.

Ids are drawn anew; what is chosen follows from a case's number.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from bench.deciding import fresh
from domain.codes import (
    Channel,
    ClosingReason,
    DeclineReason,
    NotOpenedReason,
    Topic,
)
from domain.fact import Event
from domain.facts.agreement import HelpAgreementWithdrawn
from domain.facts.application import ApplicationWithdrawn, DecisionEscalated, DecisionSent
from domain.facts.awareness import ClientSupportAnswered, ClientSupportOffered
from domain.facts.budget import ReservationReleased, SpendReversed
from domain.facts.case import (
    CaseClosed,
    CoordinatorAssigned,
    CoordinatorHandedOver,
    FindingRecorded,
)
from domain.facts.intake import CaseNotOpened, ReceiptConfirmed
from domain.facts.permission import PermissionWithdrawn
from domain.facts.referral import ReferralAccepted, ReferralDeclined
from domain.facts.refused import AttemptRefused
from domain.refusal import RULES, Refusal
from domain.terms import (
    ApplicationId,
    BudgetId,
    CaseId,
    Cents,
    CommandName,
    DecisionId,
    PermissionId,
    ReferralId,
    ReservationId,
    ResidentId,
    SpendingId,
)
from tests.people import (
    agreed,
    applied,
    clarified,
    clinic,
    fatima,
    granted,
    informed,
    leader,
    letter,
    oost,
    opened,
    paid,
    permitted,
    pieter,
    planned,
    referred,
    reported,
    set_apart,
    signalled,
)


def life(number: int, budget: BudgetId) -> list[Event]:
    """A case from the first sign to where it stands, out of that budget."""
    case, resident = CaseId(fresh()), ResidentId(fresh())
    first = signalled if number % 5 == 0 else reported
    door: list[Event] = [
        replace(first, case=case, resident=resident),
        ReceiptConfirmed(case=case, resident=resident, channel=Channel.LETTER, text=letter),
        replace(clarified, case=case, resident=resident),
        replace(informed, case=case, resident=resident),
        ClientSupportOffered(case=case, resident=resident, channel=Channel.PHONE),
        ClientSupportAnswered(case=case, resident=resident, wanted=number % 2 == 0),
    ]
    if number % 20 == 7:
        turned = NotOpenedReason.ANSWERED_AT_THE_DOOR
        return [*door, CaseNotOpened(case=case, resident=resident, team=oost, reason=turned)]
    return [
        *door,
        replace(opened, case=case, resident=resident),
        CoordinatorAssigned(case=case, resident=resident, team=oost, coordinator=fatima),
        found(case, resident, Topic.MOBILITY),
        found(case, resident, Topic.HOUSING),
        replace(agreed, case=case, resident=resident),
        replace(planned, case=case, resident=resident),
        *passed_on(number, case, resident),
        *decided(number, case, resident),
        *spent(number, case, resident, budget),
        *ended(number, case, resident),
    ]


def found(case: CaseId, resident: ResidentId, topic: Topic) -> FindingRecorded:
    """What was seen, in words."""
    words = "Zij loopt met een stok, en de trap is steil. Haar dochter komt op zondag."
    return FindingRecorded(case=case, resident=resident, topic=topic, finding=words)


def passed_on(number: int, case: CaseId, resident: ResidentId) -> list[Event]:
    """A permission, and a referral that is accepted or declined."""
    permission, referral = PermissionId(fresh()), ReferralId(fresh())
    about: dict[str, Any] = {"case": case, "resident": resident, "organisation": clinic}
    answer: Event = ReferralAccepted(referral=referral, starts_on=date(2026, 4, 1), **about)
    if number % 4 == 0:
        answer = ReferralDeclined(referral=referral, reason=DeclineReason.NO_CAPACITY, **about)
    facts: list[Event] = [
        replace(permitted, permission=permission, case=case, resident=resident),
        replace(referred, referral=referral, case=case, resident=resident),
        answer,
    ]
    if number % 10 == 3:
        facts.append(PermissionWithdrawn(permission=permission, **about))
    return facts


def decided(number: int, case: CaseId, resident: ResidentId) -> list[Event]:
    """An application, and what came of it."""
    application, decision = ApplicationId(fresh()), DecisionId(fresh())
    asked = replace(applied, application=application, case=case, resident=resident)
    if number % 12 == 5:
        return [
            asked, ApplicationWithdrawn(application=application, case=case, resident=resident),
        ]  # fmt: skip
    above = DecisionEscalated(
        application=application, case=case, resident=resident, team=oost, function=leader,
        amount=Cents(3_950_00),
    )  # fmt: skip
    return [
        asked,
        *([above] if number % 6 == 1 else []),
        replace(
            granted, application=application, decision=decision, case=case, resident=resident
        ),
        DecisionSent(
            decision=decision, application=application, case=case, resident=resident,
            channel=Channel.LETTER, text=letter,
        ),
    ]  # fmt: skip


def spent(number: int, case: CaseId, resident: ResidentId, budget: BudgetId) -> list[Event]:
    """Set apart and spent, and now and then released, reversed or refused."""
    held, chair = ReservationId(fresh()), SpendingId(fresh())
    about: dict[str, Any] = {"case": case, "resident": resident, "budget": budget}
    facts: list[Event] = [
        replace(set_apart, reservation=held, **about),
        replace(paid, spending=chair, reservation=held, **about),
    ]
    if number % 3 == 0:
        code = Refusal.BUDGET_EXCEEDED
        facts.append(
            AttemptRefused(
                attempted=CommandName("SpendBudget"), code=code, article=RULES[code].article,
                next_step=RULES[code].next_step, cases=(case,), residents=(resident,),
            )
        )  # fmt: skip
    if number % 8 == 2:
        facts.append(
            SpendReversed(
                spending=chair, team=oost, mandate=paid.mandate, amount=paid.amount, **about
            )
        )
    if number % 8 == 6:
        more = ReservationId(fresh())
        facts += [
            replace(set_apart, reservation=more, **about),
            ReservationReleased(reservation=more, team=oost, amount=set_apart.amount, **about),
        ]
    return facts


def ended(number: int, case: CaseId, resident: ResidentId) -> list[Event]:
    """Handed over, and closed in most cases."""
    facts: list[Event] = [
        CoordinatorHandedOver(
            case=case, resident=resident, team=oost, previous=fatima, coordinator=pieter
        ),
        found(case, resident, Topic.HOUSEKEEPING),
    ]
    if number % 16 == 9:
        facts.append(HelpAgreementWithdrawn(case=case, resident=resident))
    if number % 3:
        facts.append(
            CaseClosed(case=case, resident=resident, team=oost, reason=ClosingReason.GOAL_REACHED)
        )
    return facts


def long_life(case: CaseId, facts: int) -> list[Event]:
    """A case of exactly so many facts, half of them with words."""
    resident = ResidentId(fresh())
    budget = BudgetId(fresh())
    events: list[Event] = [
        replace(reported, case=case, resident=resident),
        replace(opened, case=case, resident=resident),
    ]
    number = 0
    while len(events) < facts:
        events += [
            found(case, resident, Topic.DEBT),
            *passed_on(number, case, resident),
            *spent(number, case, resident, budget),
            *decided(number, case, resident),
        ]
        number += 1
    return events[:facts]
