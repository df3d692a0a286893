"""Reading from the journal what stands beside statements: see `projections.beside`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.command import Unknown
from domain.fact import Fact
from domain.facts.statement import StatementContested, StatementRecorded
from domain.terms import StatementId, day, tag
from projections.beside import LEARNT_FROM, Beside, beside, statements_in
from service.codec import Stored, decode
from service.journal import Journal
from service.records import Item

KINDS = tuple(kind.__name__ for kind in LEARNT_FROM)


def standing_beside(
    journal: Journal,
    facts: Iterable[Fact[Any]],
    read: int | None,
    known_at: datetime | None = None,
    valid_at: datetime | None = None,
) -> dict[int, Beside]:
    """For each statement among these facts, by its position, what stands beside it.

    As was known at `known_at` of what was so at `valid_at` (aware; None: now); words opened on that
    read, if there is one. Raises ReadRequired, WordsTampered, StoreUnavailable.
    """
    statements = statements_in(facts)
    if not statements:
        return {}
    about = {one for f in statements.values() for one in (f.event.statement, *f.event.repeated)}
    items = [Item(KINDS, (tag("statement", each),)) for each in sorted(about)]
    page = journal.store.read(items)
    stored = [
        each
        for each in page.facts
        if (known_at is None or each.recorded_at <= known_at)
        and (valid_at is None or decode(each).context.occurred_at <= valid_at)
    ]
    # Of what it repeats in the file of another, nothing is opened.
    later = [
        each
        for each in stored
        if each.kind != "StatementRecorded"
        and any(_is_about(decode(each).event, fact.event) for fact in statements.values())
    ]
    opened = list(map(decode, later)) if read is None else list(journal.told(later, read))
    opened += [decode(each) for each in stored if each.kind == "StatementRecorded"]
    on = day(valid_at or known_at or page.now)
    return {
        fact.position: beside(fact.event, [f for f in opened if _is_about(f.event, fact.event)], on)
        for fact in statements.values()
    }


def recording(journal: Journal, statement: StatementId) -> Stored:
    """The fact that records this statement. Raises Unknown, StoreUnavailable."""
    item = Item((StatementRecorded.__name__,), (tag("statement", statement),))
    for stored in journal.store.read([item]).facts:
        # What rests on it or repeats it is filed under it too, and is another statement.
        event = decode(stored).event
        if isinstance(event, StatementRecorded) and event.statement == statement:
            return stored
    raise Unknown("statement")


def _is_about(said: Any, statement: StatementRecorded) -> bool:
    """Said of it, and not what it rests on; or what she said of what it repeats in her file."""
    own = {said.statement, getattr(said, "confirms", None), *getattr(said, "again", ())}
    return statement.statement in own or _also_about(said, statement)


def _also_about(said: Any, statement: StatementRecorded) -> bool:
    if not isinstance(said, StatementContested) or said.statement not in statement.repeated:
        return False
    return (said.case, said.resident) == (statement.case, statement.resident)
