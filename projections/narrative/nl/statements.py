"""Uitspraken, verslagen en aantekeningen: in zinnen en in gewone woorden."""

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
    StatementRecorded: "{who} schreef iets op over {topic}. Het is {kind}, van {observed_on}. Het "
    "komt van {source}.{outside: De vraag gaat niet over dit onderwerp. Waarom het toch "
    "nodig is: |}{outside} Er staat: {text}",
    StatementContested: "De inwoner schreef hier zelf iets bij: {words}",
    StatementCorrected: "{who} verbeterde wat er stond. De reden: {reason}. De eerste tekst blijft "
    "te zien. Het moet zijn: {text}",
    ReuseChecked: "{who} keek na of iets uit een andere zaak of over iemand anders hier nodig is. "
    "Waarom wel: {why}",
    StatementStruck: "De inwoner wil niet dat dit blijft staan. De regel is geschrapt uit het "
    "verslag, en wordt vernietigd.",
    StruckWordsDestroyed: "Wat de inwoner schrapte is vernietigd. Het is nergens meer te lezen.",
    AttachmentStored: "{who} bewaarde een bestand bij wat er over de inwoner staat: "
    "{media}, {size} bytes.",
    ReportDrafted: "{who} maakte een concept van een verslag. De inwoner krijgt het eerst te zien.",
    ReportShared: "{who} liet het concept van het verslag aan de inwoner zien: {channel}.",
    ReportAnswered: "De inwoner gaf een reactie op het verslag: {view}.{signed_for: De inwoner "
    "tekende voor: |}{signed_for}{signed_for:.|} De eigen woorden van de inwoner: {words}",
    ReportEstablished: "{who} stelde het verslag vast. De inwoner heeft het eerst gezien.",
    FileDutyExplained: "{who} zei vooraf tegen de inwoner dat in deze zaak een dossier nodig "
    "is: {channel}. Niet alles kan dus ongeschreven blijven.",
    LeftUnrecorded: "De inwoner vertelde iets dat niet is opgeschreven. Dat wilde de inwoner zo.",
    NoteWritten: "{who} schreef een eigen aantekening, tot en met {expires_on}: {text}",
    NotesRead: "{who} las de eigen aantekeningen.",
    NoteDestroyed: "Een eigen aantekening van een medewerker is vernietigd.",
}
CODES: Codes = {
    StatementKind: {
        StatementKind.FACT: "een feit",
        StatementKind.OWN_OBSERVATION: "iets dat de medewerker zelf zag of hoorde",
        StatementKind.TOLD_BY_OTHER: "iets dat een ander vertelde",
        StatementKind.JUDGEMENT: "een oordeel",
        StatementKind.HYPOTHESIS: "een vermoeden",
    },
    StatementSource: {
        StatementSource.RESIDENT: "de inwoner zelf",
        StatementSource.REPRESENTATIVE: "wie de inwoner vertegenwoordigt",
        StatementSource.DOCUMENT: "iets op papier",
        StatementSource.OBSERVATION: "eigen waarneming",
        StatementSource.REASONING: "nadenken over wat er al stond",
        StatementSource.INFORMAL_NETWORK: "familie, buren of vrienden",
        StatementSource.PROFESSIONAL: "een hulpverlener van buiten het team",
        StatementSource.LANDLORD_UTILITY: "de verhuurder of het energiebedrijf",
        StatementSource.POLICE: "de politie",
        StatementSource.SAFE_AT_HOME: "Veilig Thuis",
        StatementSource.OTHER: "iemand anders",
    },
    StatementMark: {
        StatementMark.UNSUPPORTED: "zonder onderbouwing",
        StatementMark.NEVER_CONFIRMED: "nooit bevestigd",
        StatementMark.CONFIRMED: "bevestigd door een feit",
        StatementMark.REPEATED: "herhaling van wat er al stond",
        StatementMark.CONTESTED: "de inwoner is het er niet mee eens",
        StatementMark.CORRECTED: "verbeterd",
    },
    CorrectionReason: {
        CorrectionReason.INACCURATE: "het klopte niet",
        CorrectionReason.INCOMPLETE: "er ontbrak iets",
        CorrectionReason.OUT_OF_DATE: "het is nu anders",
        CorrectionReason.WRONG_PERSON: "het ging over iemand anders",
    },
    ResidentView: {
        ResidentView.AGREED: "de inwoner is het eens met het verslag",
        ResidentView.DISAGREED: "de inwoner is het niet eens met het verslag",
    },
    SignedFor: {
        SignedFor.SEEN: "gezien",
        SignedFor.AGREED: "akkoord",
        SignedFor.AS_APPLICATION: "als aanvraag",
    },
    MediaType: {
        MediaType.PDF: "een pdf",
        MediaType.PNG: "een afbeelding (png)",
        MediaType.JPEG: "een foto (jpeg)",
        MediaType.PLAIN_TEXT: "een tekst",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "RecordStatement": "iets over de inwoner opschrijven",
    "CorrectStatement": "iets verbeteren dat over de inwoner is opgeschreven",
    "CheckReuse": "iets uit een andere zaak of over iemand anders gebruiken",
    "ContestStatement": "eigen woorden zetten bij wat er is opgeschreven",
    "TakeDownContest": "de eigen woorden van de inwoner erbij zetten",
    "DraftReport": "een verslag maken",
    "ShareReport": "een verslag aan de inwoner laten zien",
    "AnswerReport": "een reactie geven op een verslag",
    "TakeDownAnswer": "de reactie van de inwoner op een verslag opschrijven",
    "StrikeLine": "een regel uit een verslag schrappen",
    "TakeDownStrike": "een regel voor de inwoner uit een verslag schrappen",
    "EstablishReport": "een verslag vaststellen",
    "ExplainFileDuty": "opschrijven dat de inwoner weet dat er een dossier moet zijn",
    "LeaveUnrecorded": "iets niet opschrijven op verzoek van de inwoner",
    "WriteNote": "een eigen aantekening maken",
    "StoreOwnAttachment": "zelf een bestand laten bewaren bij wat er staat",
    "StoreAttachment": "een bestand bewaren bij wat er is opgeschreven",
    "ReadNotes": "de eigen aantekeningen lezen",
}
REASONS: Mapping[str, str] = {
    Refusal.FACT_NEEDS_SOURCE: "Wat een ander vertelt of wat iemand denkt, is geen feit.",
    Refusal.REPETITION_IS_NO_FACT: "Iets wordt geen feit doordat het wordt herhaald.",
    Refusal.HYPOTHESIS_TOO_LONG: "Zo lang mag een vermoeden niet blijven staan.",
    Refusal.REUSE_NOT_CHECKED: "Dit is opgeschreven in een andere zaak of over iemand anders. Er "
    "is niet nagekeken of het hier nodig is.",
    Refusal.PURPOSE_NOT_OF_CASE: "Daar is deze zaak niet voor. Voor later iets opschrijven mag "
    "niet.",
    Refusal.REPORT_NOT_SHARED: "De inwoner heeft dit verslag nog niet gezien.",
    Refusal.LINE_NEEDED: "Deze regel is nodig voor de vraag van de inwoner.",
    Refusal.LINE_IN_USE: "Deze regel staat al in een verslag dat vaststaat, of is al aan een ander "
    "gegeven. Of het staat nog op een plek waar het niet weg kan.",
    Refusal.FILE_DUTY: "Bij jeugdhulp en bij de meldcode moet er volgens de wet een dossier zijn.",
    Refusal.NOTE_TOO_LONG: "Zo lang mag een eigen aantekening niet blijven bestaan.",
}
NEXT: Mapping[str, str] = {
    NextStep.NAME_WHAT_IT_IS: "Wat nu kan: opschrijven wat het is, en van wie het komt.",
    NextStep.CHECK_THE_PURPOSE: "Wat nu kan: eerst laten nakijken waarom het hier nodig is.",
    NextStep.SHOW_THE_DRAFT: "Wat nu kan: het verslag eerst met de inwoner bespreken.",
    NextStep.ADD_OWN_WORDS: "Wat nu kan: er eigen woorden bij zetten.",
    NextStep.TELL_BEFOREHAND: "Wat nu kan: de inwoner vooraf zeggen wat er opgeschreven moet "
    "worden.",
}
HEADINGS: Mapping[str, str] = {
    "draft": "CONCEPT – niet met inwoner besproken",
    "shown": "CONCEPT – met inwoner besproken, nog niet vastgesteld",
    "fixed": "Vastgesteld nadat de inwoner het had gezien",
    "view": "Wat de inwoner vindt",
    "not_asked": "niet gevraagd",
    "signed": "Getekend voor",
    "hers": "Het verhaal van de inwoner",
    "theirs": "Het verhaal van het team",
    "needed": "Van de {lines} regels kan de inwoner er {needed} niet schrappen.",
    "nothing": "(De inwoner heeft hier nog niets bij gezegd.)",
    "of_another": "(Deze regel gaat over iemand anders, of is in vertrouwen verteld.)",
    "of": "{kind}, van {source}, {day}",
    "corrected": "Verbeterd op {day}: {reason}.",
}
