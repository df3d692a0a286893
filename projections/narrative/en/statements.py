"""Statements, reports and notes: in sentences and in ordinary words."""

from collections.abc import Mapping

from domain.codes import (
    CorrectionReason,
    MediaType,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementMark,
    StatementSource,
)
from domain.fact import Event
from domain.facts.attachment import AttachmentStored
from domain.facts.note import NoteDestroyed, NotesRead, NoteWritten
from domain.facts.off_record import FileDutyExplained, LeftUnrecorded
from domain.facts.report import (
    ReportAnswered,
    ReportDrafted,
    ReportEstablished,
    ReportShared,
)
from domain.facts.statement import (
    ReuseChecked,
    StatementContested,
    StatementCorrected,
    StatementRecorded,
    StatementStruck,
    StruckWordsDestroyed,
)
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    StatementRecorded: "{who} wrote something down about {topic}. It is {kind}, of {observed_on}. "
    "It comes from {source}.{outside: The question is not about that topic. Why it is needed "
    "all the same: |}{outside} It says: {text}",
    StatementContested: "The resident put her own words beside it: {words}",
    StatementCorrected: "{who} put right what was written. The reason: {reason}. The first text "
    "can still be seen. It should say: {text}",
    ReuseChecked: "{who} looked whether something of another case or about somebody else is needed "
    "here. Why it is: {why}",
    StatementStruck: "The resident does not want this to be kept. The line was struck from the "
    "report, and will be destroyed.",
    StruckWordsDestroyed: "What the resident struck was destroyed. It can be read no more.",
    AttachmentStored: "{who} kept a file with what is written about the resident: "
    "{media}, {size} bytes.",
    ReportDrafted: "{who} drafted a report. The resident will see it first.",
    ReportShared: "{who} showed the draft of the report to the resident: {channel}.",
    ReportAnswered: "The resident answered to the report: {view}.{signed_for: The resident signed "
    "for: |}{signed_for}{signed_for:.|} The resident's own words: {words}",
    ReportEstablished: "{who} established the report. The resident saw it first.",
    FileDutyExplained: "{who} told the resident beforehand that a file must be kept in this case, "
    "{channel}. So not everything can be left unwritten.",
    LeftUnrecorded: "The resident told something that was not written down, as the resident asked.",
    NoteWritten: "{who} wrote a note to themselves, until {expires_on}: {text}",
    NotesRead: "{who} read their own notes.",
    NoteDestroyed: "A worker's own note was destroyed.",
}
CODES: Codes = {
    StatementKind: {
        StatementKind.FACT: "a fact",
        StatementKind.OWN_OBSERVATION: "something that the worker saw or heard",
        StatementKind.TOLD_BY_OTHER: "something that somebody else told",
        StatementKind.JUDGEMENT: "a judgement",
        StatementKind.HYPOTHESIS: "a supposition",
    },
    StatementSource: {
        StatementSource.RESIDENT: "the resident",
        StatementSource.REPRESENTATIVE: "who represents the resident",
        StatementSource.DOCUMENT: "a document",
        StatementSource.OBSERVATION: "what was seen or heard",
        StatementSource.REASONING: "thinking about what was there already",
        StatementSource.INFORMAL_NETWORK: "family, neighbours or friends",
        StatementSource.PROFESSIONAL: "a professional from outside the team",
        StatementSource.LANDLORD_UTILITY: "the landlord or the energy company",
        StatementSource.POLICE: "the police",
        StatementSource.SAFE_AT_HOME: "Safe at Home (Veilig Thuis)",
        StatementSource.OTHER: "somebody else",
    },
    StatementMark: {
        StatementMark.UNSUPPORTED: "nothing written down supports it",
        StatementMark.NEVER_CONFIRMED: "never confirmed",
        StatementMark.CONFIRMED: "borne out by a fact",
        StatementMark.REPEATED: "a repetition of what was there already",
        StatementMark.CONTESTED: "the resident disagrees",
        StatementMark.CORRECTED: "corrected",
    },
    CorrectionReason: {
        CorrectionReason.INACCURATE: "it was not right",
        CorrectionReason.INCOMPLETE: "something was missing",
        CorrectionReason.OUT_OF_DATE: "it is different now",
        CorrectionReason.WRONG_PERSON: "it was about somebody else",
    },
    ResidentView: {
        ResidentView.AGREED: "the resident agrees with the report",
        ResidentView.DISAGREED: "the resident disagrees with the report",
    },
    SignedFor: {
        SignedFor.SEEN: "seen",
        SignedFor.AGREED: "agreed",
        SignedFor.AS_APPLICATION: "as an application",
    },
    MediaType: {
        MediaType.PDF: "a PDF",
        MediaType.PNG: "a picture (PNG)",
        MediaType.JPEG: "a photograph (JPEG)",
        MediaType.PLAIN_TEXT: "a text",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "RecordStatement": "write something down about the resident",
    "CorrectStatement": "put right what was written about the resident",
    "CheckReuse": "use something of another case or about somebody else",
    "ContestStatement": "put their own words beside what was written",
    "TakeDownContest": "put the resident's own words beside it",
    "DraftReport": "draft a report",
    "ShareReport": "show a report to the resident",
    "AnswerReport": "answer to a report",
    "TakeDownAnswer": "write down what the resident makes of a report",
    "StrikeLine": "strike a line from a report",
    "TakeDownStrike": "strike a line from a report for the resident",
    "EstablishReport": "establish a report",
    "ExplainFileDuty": "write down that the resident knows that a file must be kept",
    "LeaveUnrecorded": "leave something unwritten as the resident asked",
    "WriteNote": "write a note to themselves",
    "StoreOwnAttachment": "have a file of their own kept with what is written",
    "StoreAttachment": "keep a file with what was written",
    "ReadNotes": "read their own notes",
}
REASONS: Mapping[str, str] = {
    Refusal.FACT_NEEDS_SOURCE: "What somebody else tells, or what somebody thinks, is no fact.",
    Refusal.REPETITION_IS_NO_FACT: "Nothing becomes a fact by being repeated.",
    Refusal.HYPOTHESIS_TOO_LONG: "A supposition may not stand for that long.",
    Refusal.REUSE_NOT_CHECKED: "This was written down in another case or about somebody else. "
    "Nobody looked whether it is needed here.",
    Refusal.PURPOSE_NOT_OF_CASE: "This case is not for that. Nothing may be written down for "
    "possible later use.",
    Refusal.REPORT_NOT_SHARED: "The resident has not seen this report yet.",
    Refusal.LINE_NEEDED: "This line is needed for the resident's question.",
    Refusal.LINE_IN_USE: "This line stands in a report that was established, or was given to "
    "somebody else, or it is said again where it cannot be struck.",
    Refusal.FILE_DUTY: "With youth help and the reporting code the law asks for a file.",
    Refusal.NOTE_TOO_LONG: "A note of one's own may not be kept for that long.",
}
NEXT: Mapping[str, str] = {
    NextStep.NAME_WHAT_IT_IS: "What can be done now: say what it is, and from whom it comes.",
    NextStep.CHECK_THE_PURPOSE: "What can be done now: first have it checked why it is needed.",
    NextStep.SHOW_THE_DRAFT: "What can be done now: discuss the report with the resident first.",
    NextStep.ADD_OWN_WORDS: "What can be done now: put one's own words beside it.",
    NextStep.TELL_BEFOREHAND: "What can be done now: tell the resident beforehand what must be "
    "written down.",
}
HEADINGS: Mapping[str, str] = {
    "draft": "DRAFT – not discussed with the resident",
    "shown": "DRAFT – discussed with the resident, not established yet",
    "fixed": "Established after the resident had seen it",
    "view": "What the resident makes of it",
    "not_asked": "not asked",
    "signed": "Signed for",
    "hers": "The resident's version",
    "theirs": "The team's version",
    "needed": "Of the {lines} lines the resident cannot strike {needed}.",
    "nothing": "(The resident has said nothing of it yet.)",
    "of_another": "(This line is about somebody else, or was told in confidence.)",
    "of": "{kind}, from {source}, {day}",
    "corrected": "Corrected on {day}: {reason}.",
}
