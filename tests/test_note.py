"""Who sees a work note, and how long is it there?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.facts.note import NotesRead, NoteWritten
from domain.refusal import Refusal
from domain.terms import NoteId
from tests import asked
from tests.asked.statement import reminder
from tests.people import (
    acting,
    closed,
    fatima,
    helped,
    leader,
    leads,
    monday,
    named,
    reported,
    samira,
    town,
)
from tests.scenario import given

written = NoteWritten(
    note=reminder, writer=fatima, expires_on=date(2026, 4, 13), text=asked.write_note.text
)
story = (*helped, *leads)


@pytest.mark.requirement("C-06")
def test_a_note_lives_for_six_weeks_at_most() -> None:
    given(*story).when(asked.write_note).then(written)
    longest = replace(asked.write_note, expires_on=date(2026, 4, 13))
    given(*story).when(longest).then(written)
    today = replace(asked.write_note, expires_on=monday.date())
    given(*story).when(today).then(replace(written, expires_on=monday.date()))
    longer = replace(asked.write_note, expires_on=date(2026, 4, 14))
    given(*story).when(longer).refused(Refusal.NOTE_TOO_LONG)
    past = replace(asked.write_note, expires_on=date(2026, 3, 1))
    given(*story).when(past).malformed("expires_on")


@pytest.mark.requirement("C-06")
def test_a_note_is_filed_under_no_case_and_no_resident() -> None:
    when = given(*story).when(asked.write_note)
    answer = when.then(written)
    for about in ("case:" + asked.write_note.case, "resident:" + reported.resident):
        facts = when.journal.read(about)
        assert answer.position not in [fact.position for fact in facts]


def test_a_note_is_written_once_on_an_open_case_one_works_in() -> None:
    given(*story, written).when(asked.write_note).refused(Refusal.ALREADY_DONE)
    given(*town).when(asked.write_note).unknown("case")
    given(*story, closed).when(asked.write_note).refused(Refusal.CASE_CLOSED)


@pytest.mark.requirement("C-06")
def test_only_its_writer_reads_it_and_not_after_its_last_day() -> None:
    read = NotesRead(writer=fatima, notes=(reminder,))
    given(*story, written).when(asked.read_notes).then(read)
    last = monday + timedelta(days=42)
    given(*story, written).at(last).when(asked.read_notes).then(read)
    given(*story, written).at(last + timedelta(days=1)).when(asked.read_notes).unknown("note")
    by_leader = replace(asked.read_notes, context=acting(samira, leader))
    given(*story, written).when(by_leader).refused(Refusal.NOT_YOURS)
    given(*story).when(asked.read_notes).unknown("note")


def test_notes_are_read_each_once_and_not_without_end() -> None:
    many = tuple(NoteId(named(f"note {n}")) for n in range(101))
    for notes in ((), (reminder, reminder), many):
        given(*story, written).when(replace(asked.read_notes, notes=notes)).malformed("notes")
