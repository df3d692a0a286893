"""What leaves, word for word: read back from the fact that was recorded before it left (M-24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.facts.disclosure import DisclosureMade
from domain.facts.statement import StatementContested
from domain.terms import DisclosureId, StatementId, tag
from service.journal import Journal
from service.records import Item


@dataclass(frozen=True)
class Outgoing:
    """A text, and the resident's own words beside what of it they contested (M-14)."""

    text: str
    contests: list[str]


def outgoing(journal: Journal, disclosure: DisclosureId, read: int) -> Outgoing:
    """What that disclosure holds, its words opened on that read."""
    (made,) = _opened(journal, DisclosureMade, tag("disclosure", disclosure), read)
    return Outgoing(made.text, contests(journal, made.statements, read))


def contests(journal: Journal, statements: Iterable[StatementId], read: int) -> list[str]:
    """What residents said of these statements, up to now, in their own words."""
    return [
        contest.words
        for each in statements
        for contest in _opened(journal, StatementContested, tag("statement", each), read)
    ]


def _opened(journal: Journal, kind: type[Any], about: str, read: int) -> list[Any]:
    stored = journal.store.read([Item((kind.__name__,), (about,))]).facts
    return [fact.event for fact in journal.told(list(stored), read)]
