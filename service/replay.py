"""A case told from its first fact to its last: what was so then, and what was known then.

Two times, two questions (Z-02). *Known at* a moment: the facts recorded up to it, and no later
ones. *Valid at* a moment: of those, the facts that had happened by then, whenever recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.access.fields import fields
from domain.codes import LegalBasis, Part, Purpose
from domain.fact import Event, Fact
from domain.filing import identities
from domain.terms import CaseId, MandateId, tag
from projections.beside import Beside
from projections.narrative import tell, who, word
from projections.narrative.names import LEARNT_FROM, Names
from service.beside import standing_beside
from service.codec import Stored, decode
from service.journal import Journal
from service.records import Item

NAMED = 1
"""The first fact of a journal: on the strength of it names of organisations and teams open."""
EVERYTHING = frozenset(Part)


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
    *,
    read: int | None = None,
    parts: frozenset[Part] = EVERYTHING,
) -> list[Line]:
    """The facts of a case in the order of their recording, each in a plain sentence.

    Both moments are aware; None means now. `read` is the position of the committed read on the
    strength of which words are opened: without one they stay sealed. Of `parts` that are not there
    nothing is told. Empty where no such case was known. Raises StoreUnavailable, ReadRequired,
    WordsTampered, and KeyError for a language that nothing is told in.
    """
    about = tag("case", case)
    return told_again(journal, about, valid_at, known_at, language, read=read, parts=parts)


def told_again(
    journal: Journal,
    about: str,
    valid_at: datetime | None = None,
    known_at: datetime | None = None,
    language: str = "nl",
    *,
    read: int | None = None,
    parts: frozenset[Part] = EVERYTHING,
) -> list[Line]:
    """The same, of whatever this tag names: a case, a referral."""
    stored = known_by(journal, [Item(shown_in(parts), (about,))], known_at)
    if valid_at is not None:
        stored = [each for each in stored if decode(each).context.occurred_at <= valid_at]
    opening = read if Part.WORDS in parts else None
    return in_sentences(journal, stored, known_at, language, opening, valid_at)


def in_sentences(
    journal: Journal,
    stored: Sequence[Stored],
    known_at: datetime | None = None,
    language: str = "nl",
    read: int | None = None,
    valid_at: datetime | None = None,
) -> list[Line]:
    """These facts, each in a plain sentence; their words opened on that read, if there is one.

    A statement is told with what stands beside it, as was known and so at those moments.
    """
    if not stored:
        return []
    naming = _naming(journal, stored, known_at)
    if read is None:
        told = [*map(decode, stored), *journal.told(naming, NAMED)]
    else:
        told = list(journal.told([*stored, *naming], read))
    names = Names().learn(told[len(stored) :])
    told = told[: len(stored)]
    beside = standing_beside(journal, told, read, known_at, valid_at)
    return [_line(fact, names, language, beside.get(fact.position)) for fact in told]


def shown_in(parts: frozenset[Part]) -> tuple[str, ...]:
    """The types of facts that are shown: one that is in no part is shown to nobody."""
    if parts == EVERYTHING:
        return ()
    return tuple(kind for kind, part in fields().part_of.items() if part in parts)


def known_by(journal: Journal, items: list[Item], known_at: datetime | None) -> list[Stored]:
    found = journal.store.read(items).facts
    return [each for each in found if known_at is None or each.recorded_at <= known_at]


def _naming(journal: Journal, stored: Sequence[Stored], known_at: datetime | None) -> list[Stored]:
    """The facts from which the names are learnt of whom these facts speak of, and of the teams
    that whoever did it was in."""
    tags: set[str] = set()
    for fact in map(decode, stored):
        context = fact.context
        tags.add(tag("organisation", context.organisation))
        tags.add(tag("function", context.function))
        tags.add(tag("worker", context.actor))
        tags |= identities(fact.event)
    found = known_by(journal, _learnt_from(tags), known_at)
    placed = {each for fact in map(decode, found) for each in identities(fact.event)}
    teams = {each for each in placed - tags if each.startswith("team:")}
    return [*found, *known_by(journal, _learnt_from(teams), known_at)] if teams else found


def _learnt_from(tags: Iterable[str]) -> list[Item]:
    """Where the names of these are to be found."""
    return [
        Item(tuple(kind.__name__ for kind in kinds), (name,))
        for name in sorted(tags)
        if (kinds := LEARNT_FROM.get(name.partition(":")[0]))
    ]


def _line(fact: Fact[Event], names: Names, language: str, beside: Beside | None = None) -> Line:
    context, sentence = fact.context, tell(fact, names, language)
    if beside is not None:
        marked = [f"({word(mark, language)})" for mark in beside.marks]
        sentence = " ".join([sentence, *marked, *(tell(f, names, language) for f in beside.said)])
    return Line(
        position=fact.position,
        kind=type(fact.event).__name__,
        occurred_at=context.occurred_at,
        recorded_at=fact.recorded_at,
        late=fact.late,
        sentence=sentence,
        who=who(context, names, language),
        purpose=context.purpose,
        legal_basis=context.basis,
        mandate=context.mandate,
    )
