"""What is no part of the record: work notes, and what a resident asked not to be written down."""

from typing import Any

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import Channel, LegalBasis, Purpose
from domain.decisions.note import MOST_READ, ReadNotes, WriteNote
from domain.decisions.off_record import ExplainFileDuty, LeaveUnrecorded
from domain.facts.note import NoteWritten
from domain.terms import day, tag
from service.asking import AskedNow
from service.codec import decode
from service.entrance import routes_about
from service.reading import reader_of
from service.records import Item
from service.routes.documented import COMMAND, READ
from service.routes.fields import CaseBody, CaseId, Day, NoteId, Text
from service.statements import Shown
from service.wiring import json_response

router = routes_about("notes")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION


class NoteBody(CaseBody):
    note: NoteId | None = Field(None, description="Left out: a new one.")
    text: Text = Field(description="For yourself alone: it is in no record, and does not last.")
    expires_on: Day | None = Field(
        None, description="The last day; left out, the last that is allowed."
    )


class ExplanationBody(CaseBody):
    channel: Channel


class NoteShown(Shown):
    note: str
    text: str
    expires_on: str = Field(json_schema_extra={"format": "date"})


class Notes(Shown):
    items: list[NoteShown]
    read: int | None = Field(description="Where this read is on record; None: there was none.")


@router.post("/cases/{case}/notes", **COMMAND)
def write_note(case: CaseId, body: NoteBody, asked: AskedNow) -> Response:
    """Persoonlijke werkaantekening: for at most six weeks. It does not say which case it is on."""
    note = terms.NoteId(asked.new("note", body.note))
    command = WriteNote(
        context=asked.context(*WHY, body), note=note, case=case, text=body.text,
        expires_on=body.expires_on,
    )  # fmt: skip
    return asked.record(command, body, note=note)


@router.get("/notes", **{**READ, "response_model": Notes})
def get_notes(request: Request) -> Response:
    """Eigen werkaantekeningen: the newest of one's own, and of nobody else."""
    reader = reader_of(request)
    journal, today = reader.service.journal, day(reader.service.now())
    item = Item((NoteWritten.__name__,), (tag("worker", reader.caller.worker),))
    own = {
        fact.event.note: stored
        for stored in journal.store.read([item]).facts
        if isinstance((fact := decode(stored)).event, NoteWritten)
        and fact.event.expires_on >= today
    }
    newest = dict(list(own.items())[-MOST_READ:])
    if not newest:
        return json_response({"items": [], "read": None})
    command = ReadNotes(context=reader.context(*WHY), notes=tuple(newest))
    seen = reader.record(command)
    told = [fact.event for fact in journal.told(list(newest.values()), seen.position)]
    items: list[Any] = [
        NoteShown(note=n.note, text=n.text, expires_on=n.expires_on.isoformat())
        for n in told
        if isinstance(n, NoteWritten)
    ]
    return json_response(Notes(items=items, read=seen.position).model_dump(by_alias=True))


@router.post("/cases/{case}/off-record-requests", **COMMAND)
def leave_unrecorded(case: CaseId, asked: AskedNow, body: CaseBody | None = None) -> Response:
    """Niet opschrijven op verzoek van de inwoner: that something was told, and not what."""
    return asked.record(LeaveUnrecorded(context=asked.context(*WHY, body), case=case), body)


@router.post("/cases/{case}/file-duty-explanations", **COMMAND)
def explain_file_duty(case: CaseId, body: ExplanationBody, asked: AskedNow) -> Response:
    """Dossierplicht uitleggen: beforehand, that not everything can be left unwritten."""
    command = ExplainFileDuty(context=asked.context(*WHY, body), case=case, channel=body.channel)
    return asked.record(command, body)
