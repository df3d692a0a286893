"""A case told from its first fact to its last: what was so then, and what was known then.

Two times, two questions (Z-02). *Known at* a moment: the facts recorded up to it, and no later
ones. *Valid at* a moment: of those, the facts that had happened by then, whenever recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import LegalBasis, Purpose
from domain.fact import Event, Fact
from domain.filing import identities
from domain.terms import CaseId, MandateId, tag
from projections.narrative import tell, who
from projections.narrative.names import LEARNT_FROM, Names
from service.codec import Stored, decode, open_words, promised_keys
from service.journal import Journal
from service.records import Item


@dataclass(frozen=True)
class Line:
    """One fact of a case, in words; `kind` is the event's type. Times are aware UTC."""

    position: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    sentence: str
    who: str
    """In what function and where; never a person's name."""
    purpose: Purpose
    legal_basis: LegalBasis
    mandate: MandateId | None


def replay(
    journal: Journal,
    case: CaseId,
    valid_at: datetime | None = None,
    known_at: datetime | None = None,
    language: str = "nl",
) -> list[Line]:
    """The facts of a case in the order of their recording, each in a plain sentence.

    Both moments are aware; None means now. Empty where no such case was known. Raises
    StoreUnavailable, WordsTampered, and KeyError for a language that nothing is told in.
    """
    stored = _known(journal, [Item(tags=(tag("case", case),))], known_at)
    if valid_at is not None:
        stored = [each for each in stored if decode(each).context.occurred_at <= valid_at]
    if not stored:
        return []
    naming = _known(journal, _names_in(map(decode, stored)), known_at)
    told = _opened(journal, [*stored, *naming])
    names = Names().learn(told[len(stored) :])
    return [_line(fact, names, language) for fact in told[: len(stored)]]


def _known(journal: Journal, items: list[Item], known_at: datetime | None) -> list[Stored]:
    found = journal.store.read(items).facts
    return [each for each in found if known_at is None or each.recorded_at <= known_at]


def _names_in(facts: Iterable[Fact[Event]]) -> list[Item]:
    """Where the names of whom these facts speak of are to be found."""
    tags: set[str] = set()
    for fact in facts:
        context = fact.context
        tags.add(tag("organisation", context.organisation))
        tags.add(tag("function", context.function))
        tags.add(tag("worker", context.actor))
        tags |= identities(fact.event)
    return [
        Item(tuple(kind.__name__ for kind in kinds), (name,))
        for name in sorted(tags)
        if (kinds := LEARNT_FROM.get(name.partition(":")[0]))
    ]


def _opened(journal: Journal, stored: Sequence[Stored]) -> list[Fact[Event]]:
    """The facts with their words, as far as their keys still exist."""
    segments = journal.store.words([each.position for each in stored])
    keys = journal.keys.open(key for each in stored for key in promised_keys(each))
    return [
        decode(each, open_words(each, segments.get(each.position, ()), keys)) for each in stored
    ]


def _line(fact: Fact[Event], names: Names, language: str) -> Line:
    context = fact.context
    return Line(
        position=fact.position,
        kind=type(fact.event).__name__,
        occurred_at=context.occurred_at,
        recorded_at=fact.recorded_at,
        late=fact.late,
        sentence=tell(fact, names, language),
        who=who(context, names, language),
        purpose=context.purpose,
        legal_basis=context.basis,
        mandate=context.mandate,
    )
