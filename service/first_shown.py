"""What everybody who opens a case is shown first: the resident's no to help, while it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.codes import Part
from domain.decisions.guards import resident_of
from domain.fact import Fact
from domain.facts.case import Case
from domain.facts.contact import HelpRefused, NoToHelp
from domain.terms import CaseId, ResidentId, tag
from service.codec import Stored, decode
from service.journal import Journal
from service.records import Item
from service.replay import Line, in_sentences

WORDS = {Part.WORDS, Part.HELP}
"""Who sees both is shown in what words she said it; everybody else, that she did."""
KINDS = tuple(kind.__name__ for kind in NoToHelp.learns_from)


def shown_first(
    journal: Journal,
    case: CaseId,
    parts: frozenset[Part],
    read: int,
    language: str,
    valid_at: datetime | None = None,
    known_at: datetime | None = None,
) -> list[Line]:
    """Her no as a line of the replay, where it stood at that moment; whichever parts are shown.

    In whichever case she said it, but in her words only in that one. Raises as `replay` does.
    """
    (known,) = journal.known_now(Case(case))
    stored = [
        each
        for each in journal.store.read([Item(KINDS, (tag("resident", resident_of(known)),))]).facts
        if known_at is None or each.recorded_at <= known_at
        if valid_at is None or decode(each).context.occurred_at <= valid_at
    ]
    no = _standing(resident_of(known), stored)
    here = all(_case_of(each) == case for each in no)
    return in_sentences(journal, no, known_at, language, read if here and parts >= WORDS else None)


def _case_of(no: Stored) -> CaseId:
    fact: Fact[Any] = decode(no)
    said_in: CaseId = fact.event.case
    return said_in


def _standing(resident: ResidentId, stored: Sequence[Stored]) -> list[Stored]:
    known, last = NoToHelp(resident), None
    for each in stored:
        fact: Fact[Any] = decode(each)
        known = known.evolve(fact)
        if each.kind == HelpRefused.__name__:
            last = each
    return [last] if last is not None and known.said_at is not None else []
