"""Statements, reports, and what is kept apart from them: one of each, all in the stairs case."""

from datetime import date

from domain.codes import (
    Channel,
    CorrectionReason,
    MediaType,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementSource,
    Topic,
)
from domain.decisions.attachment import StoreAttachment, StoreOwnAttachment
from domain.decisions.contest import ContestStatement, TakeDownContest
from domain.decisions.correcting import CorrectStatement
from domain.decisions.note import ReadNotes, WriteNote
from domain.decisions.off_record import ExplainFileDuty, LeaveUnrecorded
from domain.decisions.report import (
    AnswerReport,
    DraftReport,
    EstablishReport,
    ShareReport,
    TakeDownAnswer,
)
from domain.decisions.statement import CheckReuse, RecordStatement
from domain.decisions.strike import StrikeLine, TakeDownStrike
from domain.terms import AttachmentId, Commitment, NoteId, ReportId, StatementId
from tests.people import (
    acting,
    bakker,
    by_bakker,
    by_fatima,
    consultant,
    leader,
    named,
    samira,
    stairs,
)

steep, fell, unsafe = (StatementId(named(n)) for n in ("steep stairs", "fell", "not safe"))
account = ReportId(named("account of the talk"))
photo = AttachmentId(named("photo of the stairs"))
reminder = NoteId(named("reminder"))

record_statement = RecordStatement(
    context=by_fatima, statement=steep, case=stairs, topic=Topic.MOBILITY,
    kind=StatementKind.OWN_OBSERVATION, source=StatementSource.OBSERVATION, observer=consultant,
    observed_on=date(2026, 3, 2), text="De trap is steil, zij houdt zich met twee handen vast.",
)  # fmt: skip
correct_statement = CorrectStatement(
    context=by_fatima, statement=steep, case=stairs, reason=CorrectionReason.INACCURATE,
    text="Zij houdt zich met één hand vast.",
)  # fmt: skip
check_reuse = CheckReuse(
    context=acting(samira, leader), statement=steep, case=stairs, why="Het is dezelfde trap."
)
contest_statement = ContestStatement(
    context=by_bakker, statement=steep, resident=bakker, words="Ik houd mij nooit vast."
)
take_down_contest = TakeDownContest(
    context=by_fatima, statement=steep, case=stairs, words="Ik houd mij nooit vast."
)
draft_report = DraftReport(context=by_fatima, report=account, case=stairs, statements=(steep,))
share_report = ShareReport(
    context=by_fatima, report=account, case=stairs, channel=Channel.HOME_VISIT
)
answer_report = AnswerReport(
    context=by_bakker, report=account, resident=bakker, view=ResidentView.DISAGREED,
    words="Zo is het niet gegaan.",
)  # fmt: skip
take_down_answer = TakeDownAnswer(
    context=by_fatima, report=account, case=stairs, view=ResidentView.AGREED, words="",
    signed_for=SignedFor.SEEN,
)  # fmt: skip
establish_report = EstablishReport(context=by_fatima, report=account, case=stairs)
strike_line = StrikeLine(context=by_bakker, statement=steep, report=account, resident=bakker)
take_down_strike = TakeDownStrike(context=by_fatima, statement=steep, report=account, case=stairs)
explain_file_duty = ExplainFileDuty(context=by_fatima, case=stairs, channel=Channel.HOME_VISIT)
leave_unrecorded = LeaveUnrecorded(context=by_fatima, case=stairs)
write_note = WriteNote(
    context=by_fatima, note=reminder, case=stairs, text="Dinsdag terugbellen over de trap."
)
store_attachment = StoreAttachment(
    context=by_fatima, attachment=photo, statement=steep, case=stairs, media=MediaType.JPEG,
    size=3, sealed=Commitment("1" * 64), sha256="2" * 64, file_key="3" * 64,
)  # fmt: skip
store_own_attachment = StoreOwnAttachment(
    context=by_bakker, attachment=photo, statement=steep, resident=bakker, media=MediaType.JPEG,
    size=3, sealed=Commitment("1" * 64), sha256="2" * 64, file_key="3" * 64,
)  # fmt: skip
read_notes = ReadNotes(context=by_fatima, notes=(reminder,))
