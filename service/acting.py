"""Acts of the service itself, such as sending a letter: in the function that administers it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.codes import LegalBasis, Purpose
from domain.fact import Context, Fact
from domain.facts.municipality import FunctionAssigned, JournalOpened, Office
from domain.filing import subject
from domain.terms import CommandId, WorkerId, day
from service.codec import decode
from service.journal import Journal
from service.records import Item


class NobodyActs(RuntimeError):
    """Nobody holds the function of the first administrator, in which the service acts."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody holds the function in which the service acts: assign the function of the first"
            " administrator to somebody."
        )


def acting_for_the_service(
    journal: Journal,
    genesis: JournalOpened,
    command: CommandId,
    like: Context | None = None,
) -> Context:
    """Whoever administers the service now, for the purpose and on the ground of `like`.

    On the word of whoever opened the journal, or of who holds that function since.
    Raises NobodyActs, StoreUnavailable.
    """
    now = journal.now()
    return Context(
        command=command,
        actor=_administrator(journal, genesis, day(now)),
        function=genesis.function,
        organisation=genesis.organisation,
        purpose=like.purpose if like else Purpose.GOVERNANCE,
        basis=like.basis if like else LegalBasis.GOVERNANCE,
        funding_responsible=genesis.organisation,
        content_responsible=like.content_responsible if like else genesis.organisation,
        occurred_at=now,
    )


def _administrator(journal: Journal, genesis: JournalOpened, on: date) -> WorkerId:
    office = Office(genesis.function)
    types = tuple(kind.__name__ for kind in Office.learns_from)
    holders = [genesis.worker]
    for stored in journal.store.read([Item(types, tuple(subject(office)))]).facts:
        fact: Fact[Any] = decode(stored)
        office = office.evolve(fact)
        if isinstance(fact.event, FunctionAssigned):
            holders.append(fact.event.worker)
    return _first(worker for worker in holders if office.holds(worker, on))


def _first(holders: Iterable[WorkerId]) -> WorkerId:
    for worker in holders:
        return worker
    raise NobodyActs
