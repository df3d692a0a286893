"""Work notes: to remember by, for at most six weeks, and for nobody but their writer (C-06)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import TermCode
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import informed, open_case
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.note import Note, NotesRead, NoteWritten
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, NoteId, Personal, day

MOST_READ = 100
"""No more notes than this in one read."""


class WriteNote(Command[Case, Awareness, Note]):
    """Write a note to oneself on a case that one works in, about somebody who knows of it. The note
    does not say which."""

    note: NoteId
    case: CaseId
    text: Annotated[str, Personal("case")]
    expires_on: date | None = None
    """The last day; left out, the last that the term allows."""

    def needs(self) -> tuple[Case, Awareness, Note]:
        return Case(self.case), Awareness(self.case), Note(self.note)

    def decide(self, case: Case, awareness: Awareness, note: Note) -> Sequence[Event]:
        last = due(TermCode.WORK_NOTE, self.at, Rules.of(self.context.rules)).on
        expires = self.expires_on or last
        if expires < day(self.at):
            raise Malformed("expires_on: not before today")
        informed(awareness, open_case(case))
        if expires > last:
            raise Refused(Refusal.NOTE_TOO_LONG)
        if note.written is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            NoteWritten(
                note=self.note, writer=self.context.actor, expires_on=expires, text=self.text
            )
        ]


class ReadNotes(Command[*tuple[Note, ...]]):
    """Read notes of one's own, up to and including their last day."""

    notes: tuple[NoteId, ...]

    def needs(self) -> tuple[*tuple[Note, ...]]:
        return tuple(map(Note, dict.fromkeys(self.notes)))

    def decide(self, *notes: Note) -> Sequence[Event]:
        if not 1 <= len(self.notes) <= MOST_READ or len(notes) < len(self.notes):
            raise Malformed(f"notes: from 1 to {MOST_READ}, each once")
        for each in notes:
            if each.written is None or each.written.expires_on < day(self.at):
                raise Unknown("note")
            if each.written.writer != self.context.actor:
                raise Refused(Refusal.NOT_YOURS)
        return [NotesRead(writer=self.context.actor, notes=self.notes)]
