"""Work notes (persoonlijke werkaantekeningen): their writer's own, and gone within weeks.

A note is filed under itself and its writer alone: no read of a case or of a resident opens it, and
it is in no record, export or search.
"""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Digest, NoteId, Personal, WorkerId


class NoteWritten(Event):
    """Werkaantekening opgeschreven: for its writer to remember by, and for nobody else."""

    note: NoteId
    writer: WorkerId
    expires_on: date
    """The last day: after it the note is destroyed."""
    text: Annotated[str, Personal("note")]
    """Filed under the note: only a read that names it opens it."""


class NotesRead(Event):
    """Eigen werkaantekeningen ingezien, by who wrote them."""

    writer: WorkerId
    notes: tuple[NoteId, ...]


class NoteDestroyed(Event):
    """Werkaantekening vernietigd: its day has passed."""

    note: NoteId
    writer: WorkerId
    positions: tuple[int, ...]
    """Where it stood."""
    keys: int
    receipt: Digest
    """SHA-256 (hex) of the key service's receipt, which names no person and no word."""


class Note(Knowledge):
    """Whose note it is, and until when."""

    note: NoteId
    written: NoteWritten | None = None

    def evolve(self, fact: Fact[NoteWritten]) -> Self:
        return replace(self, written=fact.event)
