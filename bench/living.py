"""Cases as they are lived: some 25 facts each, of every type that a view folds, to fill a journal.

Ids are drawn anew; what is chosen follows from a case's number. Every fortieth case begins a new
quarter's budget, as a team does, so that what is known about one budget stays as long as it is.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from rich.progress import Progress

from bench.deciding import fresh
from domain.codes import (
    Channel,
    ClosingReason,
    DeclineReason,
    NotOpenedReason,
    Topic,
)
from domain.fact import Context, Event
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
    CommandId,
    CommandName,
    DecisionId,
    PermissionId,
    ReferralId,
    ReservationId,
    ResidentId,
    SpendingId,
)
from service.codec import encode
from service.journal import Journal
from service.records import Append
from tests.people import (
    acting,
    agreed,
    allotted,
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
    town,
    year_2026,
)

A_BUDGET = 40
"""As many cases share a budget."""
BATCH = 40
"""Cases in one append: about a thousand facts."""
acted = acting()


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


def batches(least: int) -> Iterator[list[tuple[Event, Context]]]:
    """Lives in batches, until there are at least so many facts; each day something happens."""
    made, number, budget = 0, 0, BudgetId(fresh())
    while made < least:
        batch: list[tuple[Event, Context]] = []
        for _ in range(BATCH):
            if number % A_BUDGET == 0:
                budget = BudgetId(fresh())
                batch.append((replace(allotted, budget=budget, within=year_2026), acted))
            began = acted.occurred_at + timedelta(days=number % 200)
            batch += [
                (event, replace(acted, occurred_at=began + timedelta(days=day)))
                for day, event in enumerate(life(number, budget))
            ]
            number += 1
        made += len(batch)
        yield batch


def fill(journal: Journal, facts: int, told: Callable[[int], None] = lambda position: None) -> None:
    """Put lives on record until the journal holds exactly so many facts; `told` how many so far."""
    if journal.head() == 0:
        append(journal, [(event, acted) for event in town])
    left = facts - journal.head()
    lives = cut(batches(left), left)
    one_at_a_time = threading.Lock()

    def work(_: int) -> None:
        while True:
            with one_at_a_time:
                batch = next(lives, None)
            if batch is None:
                return
            told(append(journal, batch))

    with ThreadPoolExecutor(2) as two:  # one seals while the other one's batch is written
        list(two.map(work, range(2)))


def filled(journal: Journal, facts: int, progress: Progress) -> None:
    """The same, with a bar that shows how far it is."""
    task = progress.add_task(f"filling a journal: {facts:,} facts", total=facts)
    fill(journal, facts, lambda at: progress.update(task, completed=at))


def cut(
    lives: Iterator[list[tuple[Event, Context]]], most: int
) -> Iterator[list[tuple[Event, Context]]]:
    """The same, and no more than so many facts."""
    while most > 0 and (batch := list(islice(next(lives), most))):
        most -= len(batch)
        yield batch


def append(journal: Journal, batch: Sequence[tuple[Event, Context]]) -> int:
    """On record in one append, as they are; the position of the last one."""
    drafts = [
        encode(event, replace(context, command=CommandId(fresh())), "0" * 64, journal.keys)
        for event, context in batch
    ]
    placed = journal.store.append(Append(drafts))
    assert placed is not None
    return placed.last


def long_case(journal: Journal, facts: int = 100) -> CaseId:
    """A case of exactly so many facts, half of them with words; its number."""
    case, resident = CaseId(fresh()), ResidentId(fresh())
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
    append(journal, [(event, acted) for event in events[:facts]])
    return case
