"""Nothing is told, referred, planned or spent after a withdrawal, whichever process was first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Capacity,
    OrganisationKind,
    Purpose,
    RecipientFunction,
)
from domain.decisions.withdrawal import WithdrawHelpAgreement, WithdrawPermission
from domain.fact import Context, Event
from domain.facts.agreement import HelpConsentGiven, HelpConsentWithdrawn, PlanAgreed
from domain.facts.authority import AuthorityRecorded
from domain.facts.budget import BudgetSpent
from domain.facts.disclosure import DisclosureMade
from domain.facts.municipality import OrganisationRegistered
from domain.facts.permission import PermissionWithdrawn
from domain.facts.referral import ReferralMade
from domain.terms import (
    BudgetId,
    CaseId,
    Cents,
    CommandId,
    DisclosureId,
    OrganisationId,
    PermissionId,
    ReferralId,
    ReservationId,
    ResidentId,
    SpendingId,
    day,
    quarter,
)
from service.codec import encode
from service.database import Database
from service.deciding import AnyCommand
from service.journal import Journal
from service.records import Append
from tests import asked
from tests.people import (
    acting,
    agreed,
    allotted,
    clarified,
    clinic_registered,
    informed,
    mandated,
    opened,
    permitted,
    planned,
    reported,
    town,
    year_set,
)
from tests.processes import begin, finished, journal_of

CELLS = 8
now = datetime.now(UTC)
Asked = Callable[[int, Context, str], AnyCommand]


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, f"withdrawal races {name}"))


this_year, this_quarter = BudgetId(made("year")), BudgetId(made("quarter"))
school = OrganisationId(made("school"))
school_registered = OrganisationRegistered(
    organisation=school, kind=OrganisationKind.SCHOOL, name="De school"
)


def mother(n: int) -> ResidentId:
    return ResidentId(made(f"mother {n}"))


def cell(n: int, race: str) -> Iterator[Event]:
    """A child who agreed to help with a mother, and a permission for the clinic and for school.

    Before a euro goes to it there is a plan as well.
    """
    case, child = CaseId(made(f"case {n}")), ResidentId(made(f"child {n}"))
    about: dict[str, Any] = {"case": case, "resident": child}
    story: tuple[Any, ...] = (reported, clarified, informed, opened)
    for event in story:
        yield replace(event, **about)
    yield AuthorityRecorded(
        child=child, parent=mother(n), kind=AuthorityKind.PARENTAL, since=date(2015, 1, 1),
        source=AuthoritySource.AUTHORITY_REGISTER,
    )  # fmt: skip
    for giver, capacity in ((child, Capacity.SELF), (mother(n), Capacity.AUTHORITY)):
        yield HelpConsentGiven(
            giver=giver, capacity=capacity, deciders=(child, mother(n)), age=AgeBand.FROM_12,
            case=case, resident=child,
        )  # fmt: skip
    yield replace(agreed, **about)
    if race == "a euro":
        yield replace(planned, review_on=day(now) + timedelta(days=100), **about)
    for whom, name in ((permitted.organisation, "clinic"), (school, "school")):
        yield replace(
            permitted, organisation=whom, permission=PermissionId(made(f"{name} {n}")),
            until=day(now) + timedelta(days=100), **about,
        )  # fmt: skip


def refer(n: int, context: Context, nth: str) -> AnyCommand:
    return replace(
        asked.refer, context=context, referral=ReferralId(made(f"referral {n} {nth}")),
        case=CaseId(made(f"case {n}")), consent_of=ResidentId(made(f"child {n}")),
        age=AgeBand.FROM_12,
    )  # fmt: skip


def tell_school(n: int, context: Context, nth: str) -> AnyCommand:
    return replace(
        asked.disclose, context=replace(context, purpose=Purpose.REFERRAL), organisation=school,
        disclosure=DisclosureId(made(f"disclosure {n} {nth}")), case=CaseId(made(f"case {n}")),
        resident=ResidentId(made(f"child {n}")), recipient_function=RecipientFunction.TEACHER,
        permission=PermissionId(made(f"school {n}")),
    )  # fmt: skip


def plan(n: int, context: Context, nth: str) -> AnyCommand:
    return replace(
        asked.agree_plan, context=context, case=CaseId(made(f"case {n}")),
        review_on=day(now) + timedelta(days=100), consent_of=ResidentId(made(f"child {n}")),
        age=AgeBand.FROM_12,
    )  # fmt: skip


def spend(n: int, context: Context, nth: str) -> AnyCommand:
    return replace(
        asked.spend, context=context, case=CaseId(made(f"case {n}")), budget=this_quarter,
        spending=SpendingId(made(f"spending {n} {nth}")), amount=Cents(1),
        reservation=ReservationId(made(f"reservation {n} {nth}")),
        consent_of=ResidentId(made(f"child {n}")), age=AgeBand.FROM_12,
    )  # fmt: skip


def withdraw(name: str) -> Asked:
    def command(n: int, context: Context, nth: str) -> AnyCommand:
        permission = PermissionId(made(f"{name} {n}"))
        case = CaseId(made(f"case {n}"))
        return WithdrawPermission(context=context, permission=permission, case=case)

    return command


def take_back(n: int, context: Context, nth: str) -> AnyCommand:
    case = CaseId(made(f"case {n}"))
    return WithdrawHelpAgreement(context=context, case=case, giver=mother(n))


RACES: dict[str, tuple[Asked, Asked, type[Event], type[Event]]] = {
    "a referral": (refer, withdraw("clinic"), ReferralMade, PermissionWithdrawn),
    "a disclosure": (tell_school, withdraw("school"), DisclosureMade, PermissionWithdrawn),
    "a plan": (plan, take_back, PlanAgreed, HelpConsentWithdrawn),
    "a euro": (spend, take_back, BudgetSpent, HelpConsentWithdrawn),
}


def context(name: str) -> Context:
    return replace(acting(at=now), command=CommandId(made(name)))


def go_on(database: Database, root: str, race: str, by: str) -> None:
    """In a process of its own: again and again in each case, until that is refused."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            again = (f"{by} {nth}" for nth in count())
            while True:
                nth = next(again)
                command = RACES[race][0](n, context(f"{race} {n} {nth}"), nth)
                if journal.record(command).refusal is not None:
                    break


def take_all_back(database: Database, root: str, race: str) -> None:
    """In a process of its own: in each case, as soon as the others are at it."""
    _, back, done, _ = RACES[race]
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            case = f"case:{made(f'case {n}')}"
            while not any(isinstance(fact.event, done) for fact in journal.read(case)):
                pass  # the reading itself takes its time; `finished` waits no longer than it says
            journal.record(back(n, context(f"{race} {n} back"), ""))


def put_all(journal: Journal, events: Sequence[Event]) -> None:
    journal.store.append(
        Append([encode(e, context(f"given {n}"), "0" * 64, journal.keys)
                for n, e in enumerate(events)])
    )  # fmt: skip


@pytest.mark.requirement("Z-09", "Z-10")
@pytest.mark.parametrize("race", RACES)
def test_nothing_is_done_after_it_was_taken_back(
    race: str, database: Database, tmp_path: Path
) -> None:
    always: dict[str, Any] = {"since": date(2020, 1, 1), "until": date(2100, 1, 1)}
    before = [
        *town, clinic_registered, school_registered, replace(mandated, **always),
        replace(asked.mandated_to_disclose, **always),
        replace(year_set, budget=this_year, year=day(now).year),
        replace(
            allotted, budget=this_quarter, within=this_year, year=day(now).year,
            quarter=quarter(day(now)),
        ),
    ]  # fmt: skip
    with journal_of(database, tmp_path) as journal:
        put_all(journal, [*before, *(event for n in range(CELLS) for event in cell(n, race))])
    root = str(tmp_path)
    finished(
        [
            begin(go_on, database, root, race, "one"),
            begin(go_on, database, root, race, "other"),
            begin(take_all_back, database, root, race),
        ]
    )
    _, _, done, back = RACES[race]
    with journal_of(database, tmp_path) as journal:
        for n in range(CELLS):
            facts = list(journal.read(f"case:{made(f'case {n}')}"))
            happened = [f.position for f in facts if isinstance(f.event, done)]
            (ended,) = (f.position for f in facts if isinstance(f.event, back))
            assert happened and max(happened) < ended
