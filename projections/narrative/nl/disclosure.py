"""Wat het team aan anderen geeft, en wat die later te horen krijgen: in gewone woorden."""

from collections.abc import Mapping

from domain.codes import (
    DataCategory,
    NoticeAnswer,
    NoticeCause,
    RecipientClass,
    RecipientFunction,
)
from domain.fact import Event
from domain.facts.disclosure import DisclosureMade, NoticeAcknowledged, RecipientNotified
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    DisclosureMade: "{who} gaf gegevens van de inwoner aan {recipient_function}"
    "{organisation: van |}{organisation}. Waarvoor: {purpose}. Op grond van: {basis}. Welke "
    "gegevens: {categories}. De {accountable} van {accountable_organisation} is er "
    "verantwoordelijk voor. Aan wie: {to_whom} Waarom het nodig is: {why_necessary} Waarom niet "
    "minder: {why_not_less} Wat er gegeven is: {text}",
    RecipientNotified: "{organisation:|Iemand }{organisation} die eerder gegevens kreeg, hoort nu: "
    "{cause}.",
    NoticeAcknowledged: "{organisation:|Iemand }{organisation} die gegevens kreeg, heeft het "
    "bericht gelezen en laat weten: {answer}.",
}
CODES: Codes = {
    RecipientClass: {
        RecipientClass.STATUTORY_CHAIN: "een organisatie met een taak volgens de wet",
        RecipientClass.CARE_PROVIDER: "een hulpverlener met een taak",
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
}
NEXT: Mapping[str, str] = {
    NextStep.ASK_WHO_MAY_KNOW: "Wat nu kan: de inwoner vragen wie het mag weten, en "
    "dat opschrijven.",
}
ATTEMPTS: Mapping[str, str] = {
    "Disclose": "gegevens van de inwoner aan een ander geven",
    "AcknowledgeNotice": "opschrijven dat een ontvanger een bericht gelezen heeft",
}
