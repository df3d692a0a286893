"""Words of facts, for tests that ask what was sealed: each case is opened on a read of its own."""

from dataclasses import replace
from uuid import uuid4

from domain.codes import Part, ReadingRoute, Relation, Role
from domain.fact import Event, Fact
from domain.facts.note import NotesRead, NoteWritten
from domain.facts.reading import OwnRecordRead, RecordRead
from domain.terms import CaseId, CommandId, NoteId, ResidentId, WorkerId
from service.codec import encode
from service.journal import Journal
from service.records import Append
from tests.people import by_fatima, fatima

FIRST = 1
"""The first fact of a journal opens the names of organisations and teams."""


def a_read_of(case: CaseId | None, resident: ResidentId, reader: WorkerId = fatima) -> Event:
    """That somebody of the team read all of a case, or a resident all that is about her."""
    if case is None:
        own = tuple(Part)
        return OwnRecordRead(resident=resident, reader=reader, role=Role.RESIDENT, parts=own)
    return RecordRead(
        case=case, resident=resident, reader=reader, role=Role.WORKER, route=ReadingRoute.CASE,
        relation=Relation.TEAM, parts=tuple(Part),
    )  # fmt: skip


def recorded(journal: Journal, event: Event) -> int:
    """On record, as it is; where."""
    context = replace(by_fatima, command=CommandId(str(uuid4())))
    draft = encode(event, context, "0" * 64, journal.keys)
    placed = journal.store.append(Append([draft]))
    assert placed is not None
    return placed.last


def opened(
    journal: Journal, *about: str, after: int = 0, until: int | None = None
) -> list[Fact[Event]]:
    """As `Journal.read`, with all words; the reads that it takes are on record afterwards."""
    facts = list(journal.read(*about, after=after, until=until))
    told: dict[int, Fact[Event]] = {}
    for of in {_of(fact.event): None for fact in facts}:
        stored = [
            journal.store.read(after=fact.position - 1, limit=1).facts[0]
            for fact in facts
            if _of(fact.event) == of
        ]
        told |= {fact.position: fact for fact in journal.told(stored, _read(journal, *of))}
    return [told[fact.position] for fact in facts]


Of = tuple[CaseId | None, ResidentId | None, NoteId | None]


def _of(event: Event) -> Of:
    note = event.note if isinstance(event, NoteWritten) else None
    return getattr(event, "case", None), getattr(event, "resident", None), note


def _read(
    journal: Journal, case: CaseId | None, resident: ResidentId | None, note: NoteId | None
) -> int:
    if note is not None:
        return recorded(journal, NotesRead(writer=fatima, notes=(note,)))
    return FIRST if resident is None else recorded(journal, a_read_of(case, resident))
