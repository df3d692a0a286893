"""Reading from the journal who is the same person as whom: see `projections.persons`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.fact import Fact
from domain.facts.intake import SignalReceived
from domain.filing import fields_of, identities
from domain.terms import ResidentId, tag
from projections.persons import LEARNT_FROM, Persons
from service.codec import Stored, decode
from service.deciding import AnyCommand
from service.journal import Journal
from service.outcome import Answer
from service.records import Item

_TYPES = tuple(kind.__name__ for kind in LEARNT_FROM)


def persons_about(journal: Journal, *residents: ResidentId, until: int | None = None) -> Persons:
    """What is said of these residents, and of all whose records are read with theirs.

    `until` is a position: what was known then. Raises StoreUnavailable.
    """
    facts: dict[int, Fact[Any]] = {}
    asked: set[ResidentId] = set()
    onward = set(residents)
    persons = Persons()
    while onward:
        asked |= onward
        items = [Item(_TYPES, (tag("resident", each),)) for each in sorted(onward)]
        for fact in map(decode, journal.store.read(items).facts):
            if until is None or fact.position <= until:
                facts[fact.position] = fact
        persons = Persons().learn(facts[position] for position in sorted(facts))
        near = {each for resident in asked for each in persons.also_known_as(resident)}
        onward = (near | set(persons.moved.values())) - asked
    return persons


def not_anothers(
    journal: Journal,
    found: Sequence[Stored],
    residents: Sequence[ResidentId],
    known_at: datetime | None = None,
) -> list[Stored]:
    """What was filed under these records, without what turned out to be about somebody else.

    About whom is asked of the first of them, as it was known at that moment (aware UTC), if one is
    given: before records were merged they were two. Raises StoreUnavailable.
    """
    persons = _known_of(journal, residents, known_at)
    own = persons.record_of(residents[0])
    return [
        each
        for each in found
        if own in {persons.belongs_to(each.position, by) for by in _filed(each) & {*residents}}
    ]


def moved_here(
    journal: Journal, residents: Sequence[ResidentId], known_at: datetime | None = None
) -> list[Stored]:
    """What was filed under somebody else and turned out to be about this person, oldest first.

    Raises StoreUnavailable.
    """
    persons = _known_of(journal, residents, known_at)
    positions = sorted(persons.moved_to(residents[0]))
    return [each for at in positions for each in journal.store.read(after=at - 1, limit=1).facts]


def put_right(journal: Journal, command: AnyCommand) -> Answer:
    """Record what moves facts from one person to another, and let the keys of their words follow.

    Raises what `Journal.record` and `KeyService.refile` raise; asked again it does what is left.
    """
    answer = journal.record(command)
    if answer.refusal is None:
        named = {each for fact in answer.facts for each in identities(fact.event)}
        journal.keys.refile(sorted(named))
    return answer


def _known_of(
    journal: Journal, residents: Sequence[ResidentId], known_at: datetime | None
) -> Persons:
    until = None if known_at is None else journal.known_at(known_at)
    return persons_about(journal, *residents, until=until)


def _filed(stored: Stored) -> set[ResidentId]:
    """The records that a fact was filed under."""
    noun = tag("resident", "")
    named = identities(decode(stored).event)
    return {ResidentId(name.removeprefix(noun)) for name in named if name.startswith(noun)}


def stands_with(journal: Journal, position: int, resident: ResidentId) -> bool:
    """Whether the fact at that position belongs to this resident's record, as it is read now.

    Raises StoreUnavailable.
    """
    found = journal.store.read(after=position - 1, limit=1).facts if position > 0 else ()
    if not found or found[0].position != position:
        return False
    filed = _filed(found[0])
    persons = persons_about(journal, resident, *filed)
    return persons.record_of(resident) in {persons.belongs_to(position, each) for each in filed}


def words_of_others(
    journal: Journal, found: Sequence[Stored], residents: Sequence[ResidentId]
) -> set[int]:
    """Where those of these facts stand that hold words about somebody else than the first of these
    residents, as it is known now, or what a third party told in confidence (AVG 15(4)): these are
    not hers to open. Raises StoreUnavailable.
    """
    persons = persons_about(journal, *residents)
    own = persons.record_of(residents[0])
    return {
        each.position
        for each in found
        if each.kind == SignalReceived.__name__
        or any(persons.belongs_to(each.position, by) != own for by in _spoken_of(each))
    }


def _spoken_of(stored: Stored) -> set[ResidentId]:
    """The records of whom a fact's words are about."""
    event = decode(stored).event
    named = {each.name: each for each in fields_of(type(event))}
    about = {each.about for each in named.values() if each.about is not None}
    return {getattr(event, name) for name in about if named[name].noun == "resident"}
