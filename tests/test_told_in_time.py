"""Telling, against all that waits for it, in several processes: whoever comes first is right."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pytest

from domain.codes import Channel, Language, NoticeGround, Template
from domain.decisions.awareness import InformResident
from domain.decisions.message import ConfirmDelivery
from domain.decisions.postponing import PostponeNotice
from domain.fact import Context, Event, Fact
from domain.facts.agreement import PlanAgreed
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed, ResidentInformed
from domain.facts.disclosure import DisclosureMade
from domain.facts.message import MessageDelivered, MessageOrdered
from domain.facts.municipality import FunctionAssigned
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.templates import current
from domain.terms import CaseId, CommandId, DisclosureId, Proof, ResidentId
from service.database import Database
from service.deciding import AnyCommand
from service.journal import Journal
from tests import asked
from tests.asked.disclosure import mandated_to_disclose
from tests.people import (
    acting,
    admin,
    administrator,
    agreed,
    cares,
    clarified,
    consultant,
    gemeente,
    oost,
    opened,
    pieter,
    reported,
    town,
)
from tests.processes import begin, finished, journal_of
from tests.scenario import put

CASES = 40
today = datetime.now(UTC)
colleague = FunctionAssigned(worker=pieter, function=consultant, team=oost, since=date(2026, 1, 1))


def made(name: str) -> str:
    """The same id in every process."""
    return str(uuid5(NAMESPACE_OID, name))


def case(n: int) -> CaseId:
    return CaseId(made(f"case {n}"))


def resident(n: int) -> ResidentId:
    return ResidentId(made(f"resident {n}"))


def context(name: str, like: Context | None = None) -> Context:
    return replace(like or acting(), command=CommandId(made(name)), occurred_at=today)


def cell(n: int) -> list[Event]:
    """A case in which all is ready for a plan and a disclosure, and nobody was told anything."""
    proposed = NoticePostponementProposed(
        case=case(n), resident=resident(n), ground=NoticeGround.PROTECTION_OF_PERSONS,
        review_on=today.date() + timedelta(days=20), reasoning="Zijn vrouw is bang.",
    )  # fmt: skip
    events = (reported, clarified, opened, agreed, proposed)
    return [replace(each, case=case(n), resident=resident(n)) for each in events]


def until_it_may(journal: Journal, command: AnyCommand, of: str) -> None:
    """Ask again and again until it is done; while it is refused, somebody does not know yet."""
    for n in count():
        again = replace(command, context=context(f"{of} {n}", command.context))
        answer = journal.record(again)
        if answer.refusal is None:
            return
        assert answer.refusal is Refusal.RESIDENT_NOT_INFORMED


def plan_all(database: Database, root: str) -> None:
    """In a process of its own: agree a plan in each case, as soon as that may be."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            plan = replace(asked.agree_plan, case=case(n), review_on=date(2099, 1, 1))
            until_it_may(journal, plan, f"plan {n}")


def disclose_all(database: Database, root: str) -> None:
    """In a process of its own: tell the clinic about each, as soon as that may be."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            disclosure = DisclosureId(made(f"disclosure {n}"))
            disclose = replace(
                asked.disclose, case=case(n), resident=resident(n), disclosure=disclosure
            )
            until_it_may(journal, disclose, f"disclose {n}")


def postpone_all(database: Database, root: str) -> None:
    """In a process of its own: decide, as the second person, that each waits."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            wait_for_a_refusal(journal, n)
            journal.record(
                PostponeNotice(context=context(f"postpone {n}", acting(pieter)), case=case(n))
            )


def tell_all(database: Database, root: str) -> None:
    """In a process of its own: tell each once others were refused; every other one by letter."""
    with journal_of(database, Path(root)) as journal:
        for n in range(CASES):
            wait_for_a_refusal(journal, n)
            channel = Channel.LETTER if n % 2 else Channel.PHONE
            answer = journal.record(
                InformResident(
                    context=context(f"tell {n}"), case=case(n), channel=channel,
                    language=Language.DUTCH, text=current(Template.PRIVACY_NOTICE).digest,
                    note="Wat wij opschrijven.",
                )
            )  # fmt: skip
            ordered = answer.facts[-1].event
            assert isinstance(ordered, MessageOrdered)
            if n % 2:
                by_post = context(f"post {n}", acting(admin, administrator, gemeente))
                journal.record(
                    ConfirmDelivery(
                        context=by_post, message=ordered.message, channel=channel,
                        proof=Proof("0" * 64),
                    )
                )  # fmt: skip


def wait_for_a_refusal(journal: Journal, n: int) -> None:
    while not any(isinstance(f.event, AttemptRefused) for f in journal.read(f"case:{case(n)}")):
        pass  # the reading itself takes its time; `finished` waits no longer than it says


def tells(fact: Fact[Any]) -> bool:
    """Whether somebody knows from this fact on; said here once more, in the plainest way."""
    match fact.event:
        case ResidentInformed(channel=channel):
            return channel is Channel.PHONE
        case MessageDelivered(template=template):
            return template is Template.PRIVACY_NOTICE
        case _:
            return False


@pytest.mark.requirement("M-01", "M-03", "M-04", "M-06", "M-24")
def test_nothing_is_done_before_somebody_knows_nor_refused_after(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path) as journal:
        may_disclose = replace(mandated_to_disclose, since=date(2020, 1, 1), until=date(2100, 1, 1))
        put(journal, *town, colleague, *cares, may_disclose)
        for n in range(CASES):
            put(journal, *cell(n))
    workers = (plan_all, disclose_all, postpone_all, tell_all)
    finished([begin(work, database, str(tmp_path)) for work in workers])
    with journal_of(database, tmp_path) as journal:
        of_cases: list[list[Fact[Any]]] = [
            list(journal.read(f"case:{case(n)}")) for n in range(CASES)
        ]
    for facts in of_cases:
        (known,) = (fact.position for fact in facts if tells(fact))
        done = {type(f.event): f.position for f in facts}
        refused = [f for f in facts if isinstance(f.event, AttemptRefused)]
        unaware = [f for f in refused if f.event.code is Refusal.RESIDENT_NOT_INFORMED]
        assert known < min(done[PlanAgreed], done[DisclosureMade])
        assert unaware and max(f.position for f in unaware) < known
        too_late = [f.position for f in refused if f.event.code is Refusal.ALREADY_DONE]
        assert all(known < position for position in too_late)
        assert done.get(NoticePostponed, 0) < known
        assert (NoticePostponed in done) != bool(too_late)
