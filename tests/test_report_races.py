"""Two processes at once: a resident strikes a line while the team establishes the report."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.fact import Context
from domain.facts.refused import AttemptRefused
from domain.facts.report import ReportEstablished
from domain.facts.statement import StatementStruck
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, ReportId, ResidentId, StatementId
from service.codec import encode
from service.database import Database
from service.deciding import AnyCommand
from service.records import Append
from tests import asked
from tests.people import acting, informed, opened, reported, town
from tests.processes import begin, finished, journal_of
from tests.test_report import drafted, shared
from tests.test_statement import recorded

CELLS = 40


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, name))


def by_fatima(name: str) -> Context:
    return replace(acting(at=datetime.now(UTC)), command=CommandId(made(name)))


def striking(n: int) -> AnyCommand:
    return replace(
        asked.take_down_strike, context=by_fatima(f"strike {n}"), case=CaseId(made(f"case {n}")),
        statement=StatementId(made(f"statement {n}")), report=ReportId(made(f"report {n}")),
    )  # fmt: skip


def establishing(n: int) -> AnyCommand:
    return replace(
        asked.establish_report, context=by_fatima(f"establish {n}"),
        case=CaseId(made(f"case {n}")), report=ReportId(made(f"report {n}")),
    )  # fmt: skip


def each_of(database: Database, root: str, strikes: bool) -> None:
    """In a process of its own: the one thing or the other, in every case."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            journal.record(striking(n) if strikes else establishing(n))


@pytest.mark.requirement("C-03")
def test_what_is_struck_is_in_no_report_that_is_established(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as journal:
        history: list[Any] = list(town)
        for n in range(CELLS):
            whose: dict[str, Any] = {
                "case": CaseId(made(f"case {n}")), "resident": ResidentId(made(f"resident {n}")),
            }  # fmt: skip
            statement = StatementId(made(f"statement {n}"))
            report: dict[str, Any] = {"report": ReportId(made(f"report {n}"))}
            history += [replace(each, **whose) for each in (reported, opened, informed)]
            history += [
                replace(recorded, statement=statement, **whose),
                replace(drafted, statements=(statement,), needed=(), **report, **whose),
                replace(shared, **report, **whose),
            ]
        drafts = [
            encode(each, by_fatima(f"given {n}"), "0" * 64, journal.keys)
            for n, each in enumerate(history)
        ]
        assert journal.store.append(Append(drafts)) is not None
    finished([begin(each_of, database, str(tmp_path), strikes) for strikes in (True, False)])
    with journal_of(database, tmp_path) as journal:
        events = [fact.event for fact in journal.read()]
    struck = {each.statement for each in events if isinstance(each, StatementStruck)}
    fixed = [each for each in events if isinstance(each, ReportEstablished)]
    in_use = [each.code for each in events if isinstance(each, AttemptRefused)]
    assert len(fixed) == CELLS
    assert struck.isdisjoint(each for report in fixed for each in report.statements)
    assert sum(not report.statements for report in fixed) == len(struck)
    assert in_use == [Refusal.LINE_IN_USE] * (CELLS - len(struck))
