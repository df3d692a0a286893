"""Work notes: to remember by, for at most six weeks, and for nobody but their writer (C-06)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import TermCode
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import open_case
from domain.fact import Event
from domain.facts.case import Case
from domain.facts.municipality import Office
from domain.facts.note import Note, NotesRead, NoteWritten
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, NoteId, Personal, day


class WriteNote(Command[Case, Note]):
    """Write a note to oneself on a case that one works in. The note does not say which."""

    note: NoteId
    case: CaseId
    text: Annotated[str, Personal("case")]
    expires_on: date | None = None
    """The last day; left out, the last that the term allows."""

    def needs(self) -> tuple[Case, Note]:
        return Case(self.case), Note(self.note)

    def decide(self, case: Case, note: Note) -> Sequence[Event]:
        last = due(TermCode.WORK_NOTE, self.at, Rules.of(self.context.rules)).on
        expires = self.expires_on or last
        if expires < day(self.at):
            raise Malformed("expires_on: not before today")
        open_case(case)
        if expires > last:
            raise Refused(Refusal.NOTE_TOO_LONG)
        if note.written:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            NoteWritten(
                note=self.note, writer=self.context.actor, expires_on=expires, text=self.text
            )
        ]


class ReadNotes(Command[Office]):
    """Read one's own notes."""

    def needs(self) -> tuple[Office]:
        return (Office(self.context.function),)

    def decide(self, office: Office) -> Sequence[Event]:
        return [NotesRead(writer=self.context.actor)]
