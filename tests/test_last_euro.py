"""Story 8: the last euro is spent once, and nothing is spent after a withdrawal or a revocation."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.decisions.mandate import RevokeMandate
from domain.decisions.spending import SpendBudget
from domain.decisions.withdrawal import WithdrawHelpAgreement
from domain.fact import Event
from domain.facts.agreement import HelpAgreementWithdrawn
from domain.facts.budget import BudgetSpent, QuarterAllotted
from domain.facts.mandate import MandateRevoked
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import (
    BudgetId,
    CaseId,
    Cents,
    CommandId,
    MandateId,
    ReservationId,
    ResidentId,
    SpendingId,
    day,
)
from service.codec import encode
from service.database import Database
from service.journal import IN_LINE, Journal
from service.records import Append, Appended
from service.store import PostgresStore
from tests.people import (
    acting,
    admin,
    administrator,
    agreed,
    gemeente,
    mandated,
    oost,
    opened,
    planned,
    reported,
    town,
    year_2026,
)
from tests.processes import begin, finished, journal_of

pytestmark = pytest.mark.requirement("H-03")
today = datetime.now(UTC)


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, name))


def cell(n: int, euros: int = 100) -> list[Event]:
    """A case with everything it takes to spend, a mandate and a budget of so many euros."""
    case, resident = CaseId(made(f"case {n}")), ResidentId(made(f"resident {n}"))
    return [
        replace(reported, case=case, resident=resident),
        replace(opened, case=case, resident=resident),
        replace(agreed, case=case, resident=resident),
        replace(planned, case=case, resident=resident),
        replace(
            mandated, mandate=MandateId(made(f"mandate {n}")),
            since=date(2020, 1, 1), until=date(2100, 1, 1),
        ),
        QuarterAllotted(
            budget=BudgetId(made(f"budget {n}")), within=year_2026, team=oost, year=day(today).year,
            quarter=(day(today).month - 1) // 3 + 1, amount=Cents(euros * 100),
        ),
    ]  # fmt: skip


def put_all(journal: Journal, events: Sequence[Event]) -> None:
    fresh = (CommandId(made(f"given {n}")) for n in count())
    drafts = [
        encode(e, replace(acting(at=today), command=next(fresh)), "0" * 64, journal.keys)
        for e in events
    ]
    journal.store.append(Append(drafts))


def spend(n: int, by: str, euros: int = 60) -> SpendBudget:
    return SpendBudget(
        context=replace(acting(at=today), command=CommandId(made(f"spend {n} {by}"))),
        spending=SpendingId(made(f"spending {n} {by}")),
        reservation=ReservationId(made(f"reservation {n} {by}")),
        case=CaseId(made(f"case {n}")), mandate=MandateId(made(f"mandate {n}")),
        budget=BudgetId(made(f"budget {n}")), amount=Cents(euros * 100), reason="een rolstoel",
    )  # fmt: skip


def test_of_a_thousand_pairs_at_the_same_instant_exactly_one_each_succeeds(
    database: Database, tmp_path: Path
) -> None:
    pairs = 1000
    with journal_of(database, tmp_path) as journal:
        put_all(journal, [*town, *(event for n in range(pairs) for event in cell(n))])
        start = threading.Barrier(2)

        def worker(by: str) -> list[Refusal | None]:
            outcomes = []
            for n in range(pairs):
                start.wait()
                outcomes.append(journal.record(spend(n, by)).refusal)
            return outcomes

        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(worker, ("one", "other"))
        for both in zip(one, other, strict=True):
            assert sorted(both, key=str) == [Refusal.BUDGET_EXCEEDED, None]
        spent = [f for f in journal.read() if isinstance(f.event, BudgetSpent)]
        assert len(spent) == pairs


def spend_all(database: Database, root: str, by: str, cells: int) -> None:
    """In a process of its own: one spend from each budget, in the same order as the others."""
    with journal_of(database, Path(root)) as journal:
        for n in range(cells):
            journal.record(spend(n, by))


def test_processes_do_not_spend_the_same_euro_either(database: Database, tmp_path: Path) -> None:
    cells = 100
    with journal_of(database, tmp_path) as journal:
        put_all(journal, [*town, *(event for n in range(cells) for event in cell(n))])
    others = [begin(spend_all, database, str(tmp_path), by, cells) for by in ("one", "other")]
    finished(others)
    with journal_of(database, tmp_path) as journal:
        facts = list(journal.read())
        spent = [f.event.budget for f in facts if isinstance(f.event, BudgetSpent)]
        refused = [f for f in facts if isinstance(f.event, AttemptRefused)]
        assert len(spent) == len(set(spent)) == len(refused) == cells


def take_back_all(database: Database, root: str, cells: int) -> None:
    """In a process of its own: withdraw the help agreement of even cases, revoke odd mandates.

    Each as soon as something was spent, while the others are spending.
    """
    with journal_of(database, Path(root)) as journal:
        for n in range(cells):
            case = CaseId(made(f"case {n}"))
            while not any(isinstance(f.event, BudgetSpent) for f in journal.read(f"case:{case}")):
                pass  # the reading itself takes its time; `finished` waits no longer than it says
            if n % 2:
                context = acting(admin, administrator, gemeente, at=today)
                command = CommandId(made(f"revoke {n}"))
                journal.record(
                    RevokeMandate(
                        context=replace(context, command=command),
                        mandate=MandateId(made(f"mandate {n}")),
                    )
                )
            else:
                context = replace(acting(at=today), command=CommandId(made(f"withdraw {n}")))
                journal.record(WithdrawHelpAgreement(context=context, case=case))


def spend_often(database: Database, root: str, by: str, cells: int) -> None:
    """In a process of its own: small spends from each budget, until that is refused."""
    with journal_of(database, Path(root)) as journal:
        for n in range(cells):
            again = count()
            while journal.record(spend(n, f"{by} {next(again)}", euros=1)).refusal is None:
                pass  # it ends: a budget is of a hundred euros


def test_nothing_is_spent_after_a_withdrawal_or_a_revocation(
    database: Database, tmp_path: Path
) -> None:
    cells = 60
    with journal_of(database, tmp_path) as journal:
        put_all(journal, [*town, *(event for n in range(cells) for event in cell(n))])
    root = str(tmp_path)
    finished(
        [
            begin(spend_often, database, root, "one", cells),
            begin(spend_often, database, root, "other", cells),
            begin(take_back_all, database, root, cells),
        ]
    )
    with journal_of(database, tmp_path) as journal:
        facts = list(journal.read())
    ended: dict[str, int] = {}
    for fact in facts:
        if isinstance(fact.event, HelpAgreementWithdrawn):
            ended[fact.event.case] = fact.position
        elif isinstance(fact.event, MandateRevoked):
            ended[fact.event.mandate] = fact.position
    assert len(ended) == cells
    spent = [(f.position, f.event) for f in facts if isinstance(f.event, BudgetSpent)]
    late = [
        position
        for position, event in spent
        if position > ended.get(event.case, ended.get(event.mandate, 0))
    ]
    assert late == []
    assert {event.case for _, event in spent} == {made(f"case {n}") for n in range(cells)}
    refusals = {fact.event.code for fact in facts if isinstance(fact.event, AttemptRefused)}
    assert {Refusal.NO_HELP_AGREEMENT, Refusal.MANDATE_ENDED} <= refusals


def test_on_one_hot_budget_a_decision_takes_under_two_tries(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as journal:
        put_all(journal, [*town, *cell(0, euros=5000)])

        def worker(by: int) -> list[int]:
            return [journal.record(spend(0, f"{by} {n}", euros=1)).tries for n in range(40)]

        with ThreadPoolExecutor(8) as pool:
            tries = [each for worked in pool.map(worker, range(8)) for each in worked]
    assert len(tries) == 320
    assert sum(tries) / len(tries) < 2


def test_who_is_overtaken_time_and_again_is_overtaken_no_more(
    database: Database, tmp_path: Path
) -> None:
    class Overtaken(PostgresStore):
        """Somebody else spends first, as long as somebody else can."""

        def append(self, request: Append) -> Appended | None:
            first = others.submit(other.record, spend(1, f"other {next(again)}", 1))
            while not (first.done() or self._writer._alone):
                pass
            return super().append(request)

    again = count()
    with (
        journal_of(database, tmp_path) as other,
        journal_of(database, tmp_path) as journal,
        ThreadPoolExecutor() as others,
    ):
        put_all(other, [*town, *cell(1)])
        journal.store.close()
        journal.store = Overtaken(database)
        answer = journal.record(spend(1, "one"))
    assert answer.refusal is None and answer.tries == IN_LINE + 1
