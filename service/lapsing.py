"""Words that go by a rule: what the resident struck from a draft, and notes whose day has passed.

Nobody need decide on these again. Each goes as what two people decided on does (see `destroying`):
tombstone, key, receipt, then the sealed words with the fact that says so; the owner's function in
the database looks up itself that it was struck, or that the day has passed.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID, uuid5

from domain.fact import Context
from domain.facts.attachment import AttachmentStored
from domain.facts.destruction import Holds
from domain.facts.note import NoteDestroyed, NoteWritten
from domain.facts.statement import (
    StatementContested,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
    StruckWordsDestroyed,
)
from domain.terms import CommandId, Digest, day, tag
from service.codec import Stored, decode, promised_keys
from service.database import Database
from service.destroying import Destroyed, NotCarriedOut, approved, carry_out, erase
from service.journal import Journal
from service.keys.receipts import Receipts
from service.records import Item, ReadOnly
from service.tombstones import remember

OF_A_STATEMENT = (StatementRecorded, StatementContested, StatementCorrected, AttachmentStored)
"""Whose words go when a statement is struck: its own, of what was said of it, and its files."""


@dataclass(frozen=True)
class Lapsed:
    """Something that goes by a rule: the fact that says so, and what it is known by."""

    because: StatementStruck | NoteWritten
    context: Context

    @property
    def name(self) -> str:
        """Its tag."""
        match self.because:
            case StatementStruck(statement=statement):
                return tag("statement", statement)
            case NoteWritten(note=note):
                return tag("note", note)


def lapsed(journal: Journal) -> list[Lapsed]:
    """What goes by a rule and is still there, oldest first."""
    kinds = (StatementStruck, StruckWordsDestroyed, NoteWritten, NoteDestroyed)
    item = Item(tuple(kind.__name__ for kind in kinds))
    today, found = day(journal.now()), dict[str, Lapsed]()
    for fact in map(decode, journal.store.read([item]).facts):
        match fact.event:
            case StatementStruck() as event:
                found.setdefault(tag("statement", event.statement), Lapsed(event, fact.context))
            case NoteWritten(expires_on=last) as event if last < today:
                found[tag("note", event.note)] = Lapsed(event, fact.context)
            case StruckWordsDestroyed(statement=statement):
                found.pop(tag("statement", statement), None)
            case NoteDestroyed(note=note):
                found.pop(tag("note", note), None)
    return list(found.values())


def waiting(
    journal: Journal, database: Database, home: Path
) -> list[tuple[str, Callable[[], Destroyed]]]:
    """All that is to be destroyed, as two people decided or by a rule: by what it is known, and the
    work that it is. Raises ReadOnly, before any key goes."""
    if journal.store.read_only:
        raise ReadOnly
    place = journal, database, home
    decided = [(each, partial(carry_out, *place, each)) for each in approved(journal)]
    by_rule = [(each.name, partial(let_lapse, *place, each)) for each in lapsed(journal)]
    return [*decided, *by_rule]


def let_lapse(journal: Journal, database: Database, home: Path, one: Lapsed) -> Destroyed:
    """Destroy its words. Raises NotCarriedOut, KeysUnusable, StoreUnavailable."""
    if isinstance(one.because, StatementStruck):
        (holds,) = journal.known_now(Holds(one.because.case))
        if holds.stand_on(day(journal.now())):
            raise NotCarriedOut("A hold stands on the case: it waits for that to end.")
    stored = _with_words(journal, one)
    ids = [key for each in stored for key in promised_keys(each)]
    remember(home, ids)
    journal.keys.destroy(ids)
    destruction = str(uuid5(UUID(one.context.command), f"lapsed {one.name}"))
    ground = "struck" if isinstance(one.because, StatementStruck) else "note-expired"
    receipt = Receipts(home, database.schema).write(destruction, ground, ids, journal.now())
    event = _event(one, [each.position for each in stored], len(ids), receipt)
    context = replace(one.context, command=CommandId(destruction))
    once = Item((type(event).__name__,), (one.name,))
    position, texts = erase(journal, database, event, context, once, "erase_lapsed")
    return Destroyed(position, len(ids), texts, receipt)


def _with_words(journal: Journal, one: Lapsed) -> list[Stored]:
    """The facts whose words go."""
    kinds = OF_A_STATEMENT if isinstance(one.because, StatementStruck) else (NoteWritten,)
    found = journal.store.read([Item(tuple(k.__name__ for k in kinds), (one.name,))]).facts
    if isinstance(one.because, NoteWritten):
        return list(found)
    struck = one.because.statement
    # What rests on a statement or repeats it is filed under it too, and is another statement.
    return [each for each in found if getattr(decode(each).event, "statement", None) == struck]


def _event(
    one: Lapsed, positions: Sequence[int], keys: int, receipt: bytes
) -> StruckWordsDestroyed | NoteDestroyed:
    proof = Digest(hashlib.sha256(receipt).hexdigest())
    match one.because:
        case StatementStruck() as struck:
            return StruckWordsDestroyed(
                statement=struck.statement, case=struck.case, resident=struck.resident,
                positions=tuple(positions), struck_by=one.context.actor, keys=keys, receipt=proof,
            )  # fmt: skip
        case NoteWritten() as note:
            return NoteDestroyed(
                note=note.note, writer=note.writer, positions=tuple(positions), keys=keys,
                receipt=proof,
            )  # fmt: skip
