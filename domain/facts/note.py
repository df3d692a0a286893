"""Work notes (persoonlijke werkaantekeningen): their writer's own, and gone within weeks.

They are filed under their writer alone: no read of a case or of a resident opens them, and they are
in no record, export or search.
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
    text: Annotated[str, Personal("writer")]


class NotesRead(Event):
    """Eigen werkaantekeningen ingezien, by who wrote them."""

    writer: WorkerId


class NoteDestroyed(Event):
    """Werkaantekening vernietigd: its day has passed."""

    note: NoteId
    writer: WorkerId
    position: int
    """Where the note stood."""
    keys: int
    receipt: Digest
    """SHA-256 (hex) of the key service's receipt, which names no person and no word."""


class Note(Knowledge):
    """Whether there is such a note."""

    note: NoteId
    written: bool = False

    def evolve(self, fact: Fact[NoteWritten]) -> Self:
        return replace(self, written=True)
