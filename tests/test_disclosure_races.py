"""Several processes at once: one tells, withdraws or corrects while others let something go."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.codes import OrganisationKind, PermissionKind, Purpose
from domain.decisions.awareness import InformResident
from domain.decisions.correcting import CorrectStatement
from domain.decisions.disclosure import Disclose
from domain.decisions.withdrawal import WithdrawPermission
from domain.fact import Context, Event, Fact
from domain.facts.awareness import ResidentInformed
from domain.facts.disclosure import DisclosureMade
from domain.facts.permission import PermissionWithdrawn
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.refused import AttemptRefused
from domain.facts.statement import StatementCorrected
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    CommandId,
    DisclosureId,
    OrganisationId,
    PermissionId,
    ResidentId,
    StatementId,
)
from service.codec import encode
from service.database import Database
from service.deciding import AnyCommand
from service.journal import Journal
from service.records import Append
from tests import asked
from tests.asked.disclosure import mandated_to_disclose
from tests.people import (
    acting,
    clinic,
    clinic_registered,
    informed,
    opened,
    permitted,
    reported,
    town,
)
from tests.processes import begin, finished, journal_of
from tests.test_disclosure_content import recorded

CELLS = 20
today = datetime.now(UTC)
a_shop = replace(clinic_registered, kind=OrganisationKind.BUSINESS)
TRIED = (DisclosureMade, AttemptRefused)
for_ever = date(2100, 1, 1)


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, name))


def by_fatima(name: str) -> Context:
    context = acting(purpose=Purpose.REFERRAL, at=today)
    return replace(context, command=CommandId(made(name)))


def given(journal: Journal, knows: bool = True, shop: bool = False) -> None:
    """A case each, with a permission and a statement; open, and the resident knows or not."""
    history: list[Event] = [
        *town, a_shop if shop else clinic_registered,
        replace(mandated_to_disclose, since=date(2020, 1, 1), until=for_ever),
    ]  # fmt: skip
    for n in range(CELLS):
        whose: dict[str, Any] = {"case": made(f"case {n}"), "resident": made(f"resident {n}")}
        history += [replace(each, **whose) for each in (reported, opened)]
        history += [replace(informed, **whose)] if knows else []
        permission, statement = made(f"permission {n}"), made(f"statement {n}")
        history += [
            replace(
                permitted, permission=PermissionId(permission), until=for_ever, since=None,
                kind=PermissionKind.SECRECY_WAIVER, **whose,
            ),
            replace(recorded, statement=StatementId(statement), **whose),
        ]  # fmt: skip
    drafts = [
        encode(each, by_fatima(f"given {n}"), "0" * 64, journal.keys)
        for n, each in enumerate(history)
    ]
    assert journal.store.append(Append(drafts)) is not None


def letting_go(n: int, name: str, to: OrganisationId = clinic) -> Disclose:
    return replace(
        asked.disclose, context=by_fatima(f"disclose {n} {name}"),
        disclosure=DisclosureId(made(f"disclosure {n} {name}")), case=CaseId(made(f"case {n}")),
        resident=ResidentId(made(f"resident {n}")), organisation=to,
        permission=PermissionId(made(f"permission {n}")),
        statements=(StatementId(made(f"statement {n}")),),
    )  # fmt: skip


def telling(n: int) -> AnyCommand:
    return InformResident(
        context=by_fatima(f"inform {n}"), case=CaseId(made(f"case {n}")), channel=informed.channel,
        language=informed.language, text=informed.text, note="Aan de telefoon verteld.",
    )  # fmt: skip


def withdrawing(n: int) -> AnyCommand:
    return WithdrawPermission(
        context=by_fatima(f"withdraw {n}"), permission=PermissionId(made(f"permission {n}")),
        case=CaseId(made(f"case {n}")),
    )  # fmt: skip


def correcting(n: int) -> AnyCommand:
    return CorrectStatement(
        context=by_fatima(f"correct {n}"), statement=StatementId(made(f"statement {n}")),
        case=CaseId(made(f"case {n}")), reason=asked.correct_statement.reason, text="Anders.",
    )  # fmt: skip


def let_go(database: Database, root: str, by: str, at_first: Refusal | None) -> None:
    """In a process of its own: from each case again and again, until it goes otherwise."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            again = count()
            while journal.record(letting_go(n, f"{by} {next(again)}")).refusal is at_first:
                pass  # it ends: somebody does the other thing as soon as this was tried


def meanwhile(database: Database, root: str, command: Callable[[int], AnyCommand]) -> None:
    """In a process of its own: the other thing, in each case, once somebody tried to let go."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            about = f"case:{made(f'case {n}')}"
            while not any(isinstance(fact.event, TRIED) for fact in journal.read(about)):
                pass  # the reading itself takes its time; `finished` waits no longer than it says
            assert journal.record(command(n)).refusal is None


def spread(database: Database, root: str, by: str) -> None:
    """In a process of its own: in each case to recipients of its own, one after another."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CELLS):
            for each in range(4):
                journal.record(letting_go(n, f"{by} {each}", recipient(by, each)))


def recipient(by: str, each: int) -> OrganisationId:
    return OrganisationId(made(f"recipient {by} {each}"))


def raced(
    database: Database, root: Path, command: Callable[[int], AnyCommand], **how: bool
) -> list[Fact[Event]]:
    with journal_of(database, root) as journal:
        given(journal, **how)
    at_first = None if how.get("knows", True) else Refusal.RESIDENT_NOT_INFORMED
    others = [begin(let_go, database, str(root), by, at_first) for by in ("one", "other")]
    finished([*others, begin(meanwhile, database, str(root), command)])
    with journal_of(database, root) as journal:
        return list(journal.read())


def positions(facts: list[Fact[Event]], kind: type[Event]) -> Iterator[tuple[CaseId, int]]:
    for fact in facts:
        if isinstance(fact.event, kind):
            yield fact.event.case, fact.position  # type: ignore[attr-defined]


def refusals(facts: list[Fact[Event]]) -> set[Refusal]:
    return {fact.event.code for fact in facts if isinstance(fact.event, AttemptRefused)}


@pytest.mark.requirement("M-03", "M-24")
def test_nothing_left_before_the_resident_knew(database: Database, tmp_path: Path) -> None:
    facts = raced(database, tmp_path, telling, knows=False)
    knew = dict(positions(facts, ResidentInformed))
    left = list(positions(facts, DisclosureMade))
    assert len(knew) == CELLS and {case for case, _ in left} == set(knew)
    assert all(position > knew[case] for case, position in left)
    assert refusals(facts) == {Refusal.RESIDENT_NOT_INFORMED}


@pytest.mark.requirement("M-25", "M-28")
def test_nothing_left_after_the_permission_was_withdrawn(
    database: Database, tmp_path: Path
) -> None:
    facts = raced(database, tmp_path, withdrawing, shop=True)
    ended = dict(positions(facts, PermissionWithdrawn))
    assert len(ended) == CELLS
    assert all(position < ended[case] for case, position in positions(facts, DisclosureMade))
    assert refusals(facts) == {Refusal.NOT_PERMITTED}


@pytest.mark.requirement("M-15", "M-28")
def test_what_left_before_a_correction_is_followed_by_a_notice_and_nothing_left_after(
    database: Database, tmp_path: Path
) -> None:
    facts = raced(database, tmp_path, correcting)
    righted = dict(positions(facts, StatementCorrected))
    told = [case for case, _ in positions(facts, RecipientNotified)]
    left = list(positions(facts, DisclosureMade))
    assert len(righted) == CELLS and len(told) == len(set(told))
    assert all(position < righted[case] for case, position in left)
    assert {case for case, _ in left} == set(told)
    assert refusals(facts) == {Refusal.STATEMENT_CORRECTED}


@pytest.mark.requirement("M-26")
def test_of_two_processes_together_no_more_than_five_recipients(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as journal:
        given(journal)
        registered = [
            replace(clinic_registered, organisation=recipient(by, each))
            for by in ("one", "other")
            for each in range(4)
        ]
        names = count()
        drafts = [
            encode(each, by_fatima(f"registered {next(names)}"), "0" * 64, journal.keys)
            for each in registered
        ]
        assert journal.store.append(Append(drafts)) is not None
    finished([begin(spread, database, str(tmp_path), by) for by in ("one", "other")])
    with journal_of(database, tmp_path) as journal:
        facts = list(journal.read())
    reached: dict[str, set[str | None]] = {}
    for fact in facts:
        if isinstance(fact.event, DisclosureMade):
            reached.setdefault(fact.event.case, set()).add(fact.event.organisation)
    assert [len(each) for each in reached.values()] == [5] * CELLS
    assert refusals(facts) == {Refusal.TOO_MANY_RECIPIENTS}
