"""What somebody told in confidence: kept from who reads the record for them (Jw 7.3.10)."""

from collections.abc import Sequence
from itertools import chain

from domain.facts.confidence import Confidences
from domain.facts.statement import StatementRecorded
from domain.filing import identities
from domain.terms import ResidentId, tag
from service.codec import Stored, decode
from service.journal import Journal
from service.persons import moved_here
from service.reading import Seen
from service.records import Item

FOLLOWED = ("statement:", "note:")
"""What was written down and is told of again: corrected, contested, reused."""


def kept_from_who_speaks(journal: Journal, seen: Seen) -> set[int]:
    """The positions of what this read does not show: none to whose own record it is; to who speaks
    for her, what she confided and what repeats it. Raises StoreUnavailable."""
    if not seen.spoken_for:
        return set()
    filed = journal.store.read([Item(tags=(tag("resident", each),)) for each in seen.residents])
    here = moved_here(journal, seen.residents)
    return confided([*filed.facts, *here], marked(journal, seen.residents, here))


def marked(
    journal: Journal, residents: Sequence[ResidentId], here: Sequence[Stored]
) -> frozenset[int]:
    """What was confided: also what was said to be so before it was moved to this person."""
    noun = tag("resident", "")
    named = {name for each in here for name in identities(decode(each).event)}
    filed = {ResidentId(name.removeprefix(noun)) for name in named if name.startswith(noun)}
    known = journal.known_now(*(Confidences(each) for each in sorted({*residents, *filed})))
    return frozenset(chain.from_iterable(each.kept for each in known))


def confided(found: Sequence[Stored], kept: frozenset[int]) -> set[int]:
    """The positions of what was confided, and of what repeats it or a repetition of it."""
    facts = [decode(each) for each in found]
    named = {fact.position: identities(fact.event) for fact in facts}
    told = {position for position in named if position in kept}
    repeated = {name for at in told for name in named[at] if name.startswith(FOLLOWED)}
    for fact in sorted(facts, key=lambda each: each.position):
        said = fact.event
        if isinstance(said, StatementRecorded) and named[fact.position] & repeated:
            repeated.add(tag("statement", said.statement))
    return told | {at for at, names in named.items() if names & repeated}
