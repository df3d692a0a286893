"""Wat het team aan anderen geeft, en wat die later te horen krijgen: in gewone woorden."""

from collections.abc import Mapping

from domain.codes import (
    AwarenessState,
    DataCategory,
    NoticeAnswer,
    NoticeCause,
    RecipientClass,
    RecipientFunction,
    Subject,
)
from domain.fact import Event
from domain.facts.disclosure import AcuteSharingJudged, DisclosureMade, WiderSharingApproved
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.facts.third_party import InformationReceived, ThirdPartyAsked
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    DisclosureMade: "{who} gaf gegevens van de inwoner aan {recipient_function}"
    "{organisation: van |}{organisation} ({recipient_class}). Waarvoor: {purpose}. Op grond van: "
    "{basis}. Welke gegevens: {categories}. Of de inwoner ervan weet: {awareness}. De "
    "{accountable} van {accountable_organisation} is er verantwoordelijk voor."
    "{contested: De inwoner is het er niet mee eens: de eigen woorden van de inwoner gaan mee.|} "
    "Aan wie: {to_whom} Waarom het nodig is: {why_necessary} Waarom niet minder: {why_not_less} "
    "Wat er gegeven is: {text}",
    WiderSharingApproved: "{who} vindt het goed dat tot en met {until} hooguit {most} anderen "
    "gegevens van de inwoner krijgen. Waarom: {why}",
    ThirdPartyAsked: "{who} vroeg aan {recipient_function}{organisation: van |}{organisation} "
    "({recipient_class}) iets over de inwoner. Het ging over: {wanted}. Waarvoor: {purpose}. Op "
    "grond van: {basis}. Of de inwoner ervan weet: {awareness}. De {accountable} van "
    "{accountable_organisation} is er verantwoordelijk voor. Aan wie: {to_whom} Waarom het nodig "
    "is: {why_necessary} Waarom niet minder: {why_not_less} De vraag: {text}",
    InformationReceived: "{organisation:|Iemand buiten het team}{organisation} antwoordde op een "
    "vraag over de inwoner. Het antwoord staat in het dossier, als iets wat een ander vertelde.",
    AcuteSharingJudged: "{who} keek na of er echt acuut gevaar was toen er gegevens naar een ander "
    "gingen: {verdict}. Waarom: {findings}",
    RecipientNotified: "{organisation:|Iemand }{organisation} die eerder gegevens kreeg, hoort nu: "
    "{cause}.{text: Het moet zijn: |}{text}",
    RecipientAcknowledged: "{organisation:|Iemand }{organisation} die gegevens kreeg, heeft het "
    "bericht gelezen en laat weten: {answer}.",
}
CODES: Codes = {
    AwarenessState: {
        AwarenessState.UNKNOWN: "nog niet",
        AwarenessState.INFORMED: "ja",
        AwarenessState.POSTPONED: "nog niet, en dat is uitgesteld",
        AwarenessState.OVERDUE: "nog niet, en dat is te laat",
    },
    RecipientClass: {
        RecipientClass.STATUTORY_CHAIN: "een organisatie met een taak volgens de wet",
        RecipientClass.PROVIDER_WITH_TASK: "een hulpverlener met een taak",
        RecipientClass.INFORMAL: "iemand zonder taak in deze zaak",
    },
    RecipientFunction: {
        RecipientFunction.CASE_WORKER: "een medewerker",
        RecipientFunction.CARE_PROFESSIONAL: "een zorgverlener",
        RecipientFunction.GENERAL_PRACTITIONER: "de huisarts",
        RecipientFunction.CLIENT_SUPPORTER: "de cliëntondersteuner",
        RecipientFunction.TEACHER: "een leraar",
        RecipientFunction.CARE_COORDINATOR_AT_SCHOOL: "wie op school de zorg regelt",
        RecipientFunction.INCOME_CONSULTANT: "een medewerker van werk en inkomen",
        RecipientFunction.DEBT_COUNSELLOR: "een schuldhulpverlener",
        RecipientFunction.HOUSING_CONSULTANT: "een medewerker wonen",
        RecipientFunction.SAFE_AT_HOME_WORKER: "een medewerker van Veilig Thuis",
        RecipientFunction.CHILD_PROTECTION_WORKER: "een medewerker van de kinderbescherming",
        RecipientFunction.POLICE_OFFICER: "een politieagent",
        RecipientFunction.SHOPKEEPER: "een winkelier",
        RecipientFunction.FAMILY: "iemand van de familie",
        RecipientFunction.EX_PARTNER: "de ex-partner",
        RecipientFunction.NEIGHBOUR: "iemand uit de buurt",
        RecipientFunction.FRIEND: "een vriend of vriendin",
    },
    DataCategory: {
        DataCategory.IDENTITY: "naam en geboortedatum",
        DataCategory.CONTACT: "adres en telefoonnummer",
        DataCategory.CITIZEN_NUMBER: "burgerservicenummer",
        DataCategory.QUESTION: "de vraag om hulp",
        DataCategory.HELP: "de hulp die er is of komt",
        DataCategory.HOUSEHOLD: "wie er in huis wonen",
        DataCategory.HOUSING: "wonen",
        DataCategory.FINANCIAL: "geld en schulden",
        DataCategory.WORK: "werk",
        DataCategory.SCHOOL: "school",
        DataCategory.HEALTH: "gezondheid",
        DataCategory.SAFETY: "veiligheid",
        DataCategory.CRIMINAL: "straffen en politie",
        DataCategory.ORIGIN_RELIGION_SEXUALITY: "afkomst, geloof of seksualiteit",
    },
    Subject: {
        Subject.RESIDENT: "de inwoner",
        Subject.HOUSEHOLD: "iemand die bij de inwoner woont of voor hem of haar zorgt",
        Subject.OTHER: "iemand anders",
    },
    NoticeCause: {
        NoticeCause.CORRECTION: "wat daarin stond, is verbeterd",
        NoticeCause.PERMISSION_WITHDRAWN: "de inwoner wil niet meer dat die gegevens gebruikt "
        "worden",
    },
    NoticeAnswer: {
        NoticeAnswer.CARRIED_OUT: "het is gedaan",
        NoticeAnswer.KEPT_BY_LAW: "de gegevens moeten volgens de wet bewaard blijven",
        NoticeAnswer.NOTHING_HELD: "wij hebben die gegevens niet meer",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.INFORMAL_RECIPIENT: "Deze ontvanger heeft geen taak in de zaak, en de inwoner heeft "
    "niet gezegd dat deze ontvanger iets mag weten.",
    Refusal.DATA_NOT_FOR_THIS: "Deze gegevens mogen hiervoor niet aan een ander gegeven worden.",
    Refusal.TOO_MANY_RECIPIENTS: "In deze zaak kregen de laatste dertig dagen al genoeg anderen "
    "gegevens van de inwoner.",
    Refusal.REPORT_NOT_ESTABLISHED: "Dit verslag is nog een concept.",
    Refusal.TOLD_IN_CONFIDENCE: "Iets van wat u wilt geven of herhalen, is in vertrouwen verteld.",
    Refusal.STATEMENT_CORRECTED: "Iets van wat u wilt geven, is verbeterd.",
    Refusal.NOBODY_ACCOUNTABLE: "Niemand heeft de functie die hiervoor verantwoordelijk zou zijn.",
}
NEXT: Mapping[str, str] = {
    NextStep.ASK_WHO_MAY_KNOW: "Wat nu kan: de inwoner vragen wie het mag weten, en "
    "dat opschrijven.",
    NextStep.SHARE_LESS: "Wat nu kan: minder geven, of kijken of er een andere grond voor is.",
    NextStep.ASK_FOR_APPROVAL: "Wat nu kan: de teamleider of de functionaris gegevensbescherming "
    "vragen of het toch mag.",
    NextStep.NAME_WHO_ANSWERS: "Wat nu kan: een functie noemen die iemand heeft.",
}
ATTEMPTS: Mapping[str, str] = {
    "Disclose": "gegevens van de inwoner aan een ander geven",
    "JudgeAcuteSharing": "nakijken of er acuut gevaar was toen er gegevens weggingen",
    "ApproveWiderSharing": "goedvinden dat meer anderen gegevens van de inwoner krijgen",
    "AskThirdParty": "een ander iets over de inwoner vragen",
    "RecordInformation": "opschrijven wat een ander over de inwoner antwoordde",
    "ReadDisclosure": "lezen wat er aan een ander gegeven is",
    "AcknowledgeNotice": "opschrijven dat een ontvanger een bericht gelezen heeft",
}
