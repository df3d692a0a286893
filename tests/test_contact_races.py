"""Workers at once, in processes of their own: one last attempt, and nobody after her no."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.codes import Channel, Initiative
from domain.decisions.contact import RecordContact, RefuseHelp
from domain.decisions.outreach import ExtendOutreach
from domain.fact import Context, Event
from domain.facts.contact import ContactAttempted, ContactHeld, HelpRefused, OutreachExtended
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, ResidentId
from service.codec import encode
from service.database import Database
from service.journal import Journal
from service.records import Append
from tests.people import acting, fatima, opened, pieter, reported, town
from tests.processes import begin, finished, journal_of
from tests.test_contact import outreach, second, tried

today = datetime.now(UTC)
CASES = 12


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, f"contact {name}"))


def case_of(n: int) -> CaseId:
    return CaseId(made(f"case {n}"))


def resident_in(n: int) -> ResidentId:
    """Whose case that is: each has two."""
    return ResidentId(made(f"resident {n % CASES}"))


def history(n: int, attempts: int) -> Iterator[Event]:
    """A case with outreach of three attempts, so many of them made."""
    case, resident = case_of(n), resident_in(n)
    until = today.date() + timedelta(days=30)
    yield replace(reported, case=case, resident=resident)
    yield replace(opened, case=case, resident=resident)
    yield replace(outreach, case=case, resident=resident, until=until)
    for _ in range(attempts):
        yield replace(tried, case=case, resident=resident, wanted=False)


@pytest.fixture
def put_all(database: Database, tmp_path: Path) -> Callable[[int], None]:
    def put(attempts: int) -> None:
        fresh = (CommandId(made(f"given {n}")) for n in count())
        since = replace(second, since=date(2020, 1, 1))
        cases = [*((CASES + n, 0) for n in range(CASES)), *((n, attempts) for n in range(CASES))]
        events = [*town, since, *(e for n, made in cases for e in history(n, made))]
        with journal_of(database, tmp_path) as journal:
            drafts = [
                encode(e, replace(acting(at=today), command=next(fresh)), "0" * 64, journal.keys)
                for e in events
            ]
            journal.store.append(Append(drafts))

    return put


def by(who: str, name: str) -> Context:
    worker = fatima if who == "fatima" else pieter
    return replace(acting(worker, at=today), command=CommandId(made(f"{who} {name}")))


def contact(n: int, who: str, nth: int = 0) -> RecordContact:
    return RecordContact(
        context=by(who, f"comes {n} {nth}"), case=case_of(n), resident=resident_in(n),
        channel=Channel.HOME_VISIT, reached=False, initiative=Initiative.TEAM, wanted=False,
    )  # fmt: skip


def come_once(database: Database, root: str, who: str, first: int = 0) -> None:
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            journal.record(contact(first + n, who))


def come_until_refused(database: Database, root: str, who: str) -> None:
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            again = count()
            while journal.record(contact(n, who, next(again))).refusal is None:
                pass  # it ends: there are only so many attempts


def say_no(database: Database, root: str) -> None:
    """As soon as somebody came, while they are still coming."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            while not came(journal, n):
                pass  # the reading itself takes its time; `finished` waits no longer than it says
            context = by("fatima", f"writes down {n}")
            command = RefuseHelp(context=context, case=case_of(n), channel=Channel.PHONE, words="")
            assert journal.record(command).refusal is None


def extend(database: Database, root: str) -> None:
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            command = ExtendOutreach(
                context=by("pieter", f"extends {n}"), case=case_of(n), resident=resident_in(n),
                attempts=1, until=today.date() + timedelta(days=20),
            )  # fmt: skip
            assert journal.record(command).refusal is None


def came(journal: Journal, n: int) -> bool:
    return any(isinstance(f.event, ContactAttempted) for f in journal.read(f"case:{case_of(n)}"))


@pytest.mark.requirement("M-18")
def test_of_two_last_attempts_at_once_one_is_made(
    database: Database, tmp_path: Path, put_all: Callable[[int], None]
) -> None:
    put_all(2)
    finished([begin(come_once, database, str(tmp_path), who) for who in ("fatima", "pieter")])
    with journal_of(database, tmp_path) as journal:
        for n in range(CASES):
            events = [fact.event for fact in journal.read(f"case:{case_of(n)}")]
            assert sum(isinstance(event, ContactAttempted) for event in events) == 3
            (refused,) = (event for event in events if isinstance(event, AttemptRefused))
            assert refused.code is Refusal.OUTREACH_ENDED


@pytest.mark.requirement("M-18")
def test_of_two_last_attempts_in_two_cases_of_one_resident_one_is_made(
    database: Database, tmp_path: Path, put_all: Callable[[int], None]
) -> None:
    put_all(2)
    root = str(tmp_path)
    finished(
        [
            begin(come_once, database, root, "fatima", 0),
            begin(come_once, database, root, "pieter", CASES),
        ]
    )
    with journal_of(database, tmp_path) as journal:
        for n in range(CASES):
            events = [fact.event for fact in journal.read(f"resident:{resident_in(n)}")]
            assert sum(isinstance(event, ContactAttempted) for event in events) == 3
            (refused,) = (event for event in events if isinstance(event, AttemptRefused))
            assert refused.code is Refusal.OUTREACH_ENDED


@pytest.mark.requirement("M-18")
def test_an_extension_gives_one_attempt_more_and_not_two(
    database: Database, tmp_path: Path, put_all: Callable[[int], None]
) -> None:
    """Whichever of them is first: what was extended holds for what comes after it."""
    put_all(3)
    finished(
        [
            begin(come_until_refused, database, str(tmp_path), "fatima"),
            begin(extend, database, str(tmp_path)),
        ]
    )
    finished([begin(come_until_refused_again, database, str(tmp_path), "fatima")])
    with journal_of(database, tmp_path) as journal:
        for n in range(CASES):
            facts = list(journal.read(f"case:{case_of(n)}"))
            (more,) = (f.position for f in facts if isinstance(f.event, OutreachExtended))
            attempts = [f.position for f in facts if isinstance(f.event, ContactAttempted)]
            assert len(attempts) == 4
            assert attempts[2] < more < attempts[3]


def come_until_refused_again(database: Database, root: str, who: str) -> None:
    """Once more, under ids of its own."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            again = count(1000)
            while journal.record(contact(n, who, next(again))).refusal is None:
                pass


@pytest.mark.requirement("M-19")
def test_nobody_comes_after_her_no(
    database: Database, tmp_path: Path, put_all: Callable[[int], None]
) -> None:
    put_all(0)
    root = str(tmp_path)
    finished(
        [
            begin(come_until_refused, database, root, "fatima"),
            begin(come_until_refused, database, root, "pieter"),
            begin(say_no, database, root),
        ]
    )
    with journal_of(database, tmp_path) as journal:
        codes = set()
        for n in range(CASES):
            facts = list(journal.read(f"case:{case_of(n)}"))
            (no,) = (f.position for f in facts if isinstance(f.event, HelpRefused))
            contacts = (ContactHeld, ContactAttempted)
            assert all(f.position < no for f in facts if isinstance(f.event, contacts))
            codes |= {f.event.code for f in facts if isinstance(f.event, AttemptRefused)}
        assert codes <= {Refusal.HELP_REFUSED, Refusal.OUTREACH_ENDED}
