"""A person's whole record told, and who looked or received something, of a case too."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from domain.codes import Part
from domain.filing import identities
from domain.terms import ResidentId, tag
from service.codec import Stored, decode
from service.for_safety import NOTHING, Follows
from service.journal import Journal
from service.persons import moved_here, not_anothers, words_of_others
from service.records import Item
from service.replay import EVERYTHING, Line, in_sentences, known_by, shown_in

CAME_IN = ("SignalReceived", "NotificationReceived", "CaseOpened")
"""The facts that say which cases are a resident's."""
RECEIVED = (
    "DisclosureMade", "ReferralMade", "ThirdPartyAsked", "InformationReceived",
    "RecipientNotified", "RecipientAcknowledged", "AcuteSharingJudged",
)  # fmt: skip
"""The facts of who got to know something, and of what they were told afterwards."""


def record_told(
    journal: Journal,
    residents: Sequence[ResidentId],
    known_at: datetime | None = None,
    language: str = "nl",
    *,
    read: int | None = None,
    parts: frozenset[Part] = EVERYTHING,
    only: frozenset[str] = frozenset(),
    hidden: Collection[int] = (),
) -> list[Line]:
    """A person's whole record: of these records, those that are the first one's own.

    What turned out to be about somebody else is not told; what was filed under somebody else and is
    about this person is. `only` keeps it to these kinds of facts, and what stands at a `hidden`
    position is not told. Raises as `replay` does.
    """
    kinds = tuple(only) or shown_in(parts)
    items = [Item(kinds, (tag("resident", each),)) for each in residents]
    own = not_anothers(journal, known_by(journal, items, known_at), residents, known_at)
    here = moved_here(journal, residents, known_at)
    stored = {each.position: each for each in (*own, *here) if not kinds or each.kind in kinds}
    shown = [each for position, each in stored.items() if position not in hidden]
    opening = read if Part.WORDS in parts else None
    return _told_to(journal, residents, shown, known_at, language, opening)


def _told_to(
    journal: Journal,
    residents: Sequence[ResidentId],
    stored: Iterable[Stored],
    known_at: datetime | None,
    language: str,
    read: int | None,
) -> list[Line]:
    """These facts told, in order. Words are opened that are about the first of these residents, as
    it is known now; what names her and holds words about another is told without."""
    journal.keys.refile([tag("resident", each) for each in residents])
    found = list(stored)
    others = words_of_others(journal, found, residents)
    sealed = [each for each in found if each.position in others]
    opened = [each for each in found if each.position not in others]
    told = in_sentences(journal, sealed, known_at, language)
    told += in_sentences(journal, opened, known_at, language, read)
    return sorted(told, key=lambda line: line.position)


def who_looked(
    journal: Journal,
    abouts: Sequence[str],
    language: str = "nl",
    read: int | None = None,
    kept: Follows = NOTHING,
) -> list[Line]:
    """Everybody who read what these tags name, broke its glass, or saw it stand in a list; but for
    what is kept back, and the lists of whom it is kept back that they received something.

    Raises as `replay` does.
    """
    looked = shown_in(frozenset({Part.READING}))
    asked = [Item(looked, (about,)) for about in abouts]
    found = {each.position: each for each in journal.store.read(asked).facts}
    came_in = journal.store.read([Item(CAME_IN, (about,)) for about in abouts]).facts
    named = {each for fact in map(decode, came_in) for each in identities(fact.event)}
    cases = [each for each in named if each.startswith("case:")]
    found |= {each.position: each for each in journal.store.listed({*abouts, *cases})}
    residents = [ResidentId(each[9:]) for each in abouts if each.startswith("resident:")]
    if residents:
        shown = [each for each in found.values() if not kept.holds(decode(each))]
        return _told_to(journal, residents, shown, None, language, read)
    stored = [found[position] for position in sorted(found)]
    return in_sentences(journal, stored, language=language, read=read)


def who_received(
    journal: Journal,
    abouts: Sequence[str],
    residents: Sequence[ResidentId] = (),
    language: str = "nl",
    read: int | None = None,
    hidden: Collection[int] = (),
) -> list[Line]:
    """Who received something of what these tags name, who was asked about it and what they
    answered, and who was told that it was corrected or withdrawn (M-27). Of a record, what turned
    out to be about somebody else is not told, nor what stands at a `hidden` position.

    Raises as `replay` does.
    """
    found = known_by(journal, [Item(RECEIVED, (about,)) for about in abouts], None)
    stored = [each for each in found if each.position not in hidden]
    if residents:
        own = not_anothers(journal, stored, residents)
        return _told_to(journal, residents, own, None, language, read)
    return in_sentences(journal, stored, language=language, read=read)
