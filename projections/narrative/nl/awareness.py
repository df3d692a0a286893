"""Wie van een zaak weet: wie er nog meer in staat, wanneer dat is verteld, en waarom soms later."""

from collections.abc import Mapping

from domain.codes import LateReason, NoticeGround, Participant, PersonRelation
from domain.fact import Event
from domain.facts.awareness import (
    ConversationHeld,
    DisclosurePlanned,
    LateNoticeExplained,
    NoticePostponed,
    NoticePostponementProposed,
    OralNoticeNoted,
    PersonInvolved,
)
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    PersonInvolved: "{who} schreef op dat er ook iemand anders in deze zaak staat: {relation}. "
    "Dat kwam van: {source}. Ook deze persoon moet dat horen.",
    OralNoticeNoted: "{who} schreef op wat er is verteld: {note}",
    LateNoticeExplained: "Dit bericht kwam te laat. Het had er uiterlijk op {due_on} moeten zijn. "
    "De reden: {reason}.",
    NoticePostponementProposed: "{who} stelde voor om de persoon pas later te informeren, "
    "uiterlijk op {review_on}. De grond: {ground}. Een tweede medewerker beslist daarover. De "
    "uitleg: {reasoning}",
    NoticePostponed: "{who} besloot als tweede medewerker dat de persoon later wordt "
    "geïnformeerd, uiterlijk op {review_on}. De grond: {ground}.",
    DisclosurePlanned: "{who} wil op {planned_on} iets over de persoon aan een ander vertellen. "
    "De persoon moet dat uiterlijk die dag weten.",
    ConversationHeld: "{who} had {channel} een gesprek. Erbij waren: {participants}."
    "{with_resident:| De persoon zelf was er niet bij.}",
}
CODES: Codes = {
    PersonRelation: {
        PersonRelation.PARTNER: "de partner",
        PersonRelation.FORMER_PARTNER: "de vroegere partner",
        PersonRelation.CHILD: "een kind",
        PersonRelation.PARENT: "een ouder",
        PersonRelation.SIBLING: "een broer of zus",
        PersonRelation.HOUSEHOLD_MEMBER: "een huisgenoot",
        PersonRelation.CARER: "een mantelzorger",
        PersonRelation.OTHER: "iemand anders",
    },
    NoticeGround: {
        NoticeGround.IMPOSSIBLE_OR_IMPAIRS: "het kan niet, of het doel zou ernstig in gevaar "
        "komen (AVG 14, lid 5, onder b)",
        NoticeGround.LAID_DOWN_BY_LAW: "een wet regelt dit al (AVG 14, lid 5, onder c)",
        NoticeGround.PROFESSIONAL_SECRECY: "een beroepsgeheim (AVG 14, lid 5, onder d)",
        NoticeGround.CRIME: "een misdrijf voorkomen of opsporen (UAVG 41, lid 1, onder d)",
        NoticeGround.PUBLIC_INTEREST: "een belangrijk algemeen belang (UAVG 41, lid 1, onder e)",
        NoticeGround.INSPECTION: "toezicht of inspectie (UAVG 41, lid 1, onder h)",
        NoticeGround.PROTECTION_OF_PERSONS: "de persoon of een ander beschermen (UAVG 41, lid 1, "
        "onder i)",
    },
    LateReason: {
        LateReason.NOT_REACHED: "de persoon was niet te bereiken",
        LateReason.POSTPONED_TOO_LONG: "het uitstel liep af en niemand deed iets",
        LateReason.OVERLOOKED: "het is vergeten",
        LateReason.NO_CAPACITY: "er was geen tijd voor",
        LateReason.UNSAFE: "eerder vertellen was niet veilig",
    },
    Participant: {
        Participant.RESIDENT: "de persoon zelf",
        Participant.PARTNER: "de partner",
        Participant.CHILD: "een kind",
        Participant.PARENT: "een ouder",
        Participant.FAMILY: "familie",
        Participant.CARER: "een mantelzorger",
        Participant.REPRESENTATIVE: "iemand die namens de persoon spreekt",
        Participant.CLIENT_SUPPORT: "een onafhankelijke cliëntondersteuner",
        Participant.INTERPRETER: "een tolk",
        Participant.COLLEAGUE: "een collega",
        Participant.PROVIDER: "een aanbieder van hulp",
        Participant.OTHER: "iemand anders",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "InvolvePerson": "opschrijven dat er nog iemand in de zaak staat",
    "PlanDisclosure": "opschrijven wanneer een ander iets over de persoon hoort",
    "HoldConversation": "opschrijven dat er een gesprek was",
    "ProposePostponement": "voorstellen om de persoon later te informeren",
    "PostponeNotice": "beslissen dat de persoon later wordt geïnformeerd",
}
REASONS: Mapping[str, str] = {
    Refusal.NOTICE_WITHOUT_PROOF: "Van deze brief is niet te bewijzen dat hij aankwam.",
    Refusal.LATE_WITHOUT_REASON: "De persoon had dit al moeten weten, en er staat niet bij waarom "
    "het te laat is.",
    Refusal.POSTPONEMENT_TOO_LONG: "Zo lang mag het informeren van de persoon niet wachten.",
    Refusal.POSTPONEMENT_LAPSED: "De dag tot wanneer het informeren zou wachten, is al voorbij.",
    Refusal.SECOND_READER_MISSING: "Wie dit voorstelt, mag er niet zelf over beslissen.",
}
NEXT: Mapping[str, str] = {
    NextStep.SEND_A_TEXT_OF_OURS: "Wat nu kan: een tekst van hier sturen, per brief of e-mail, of "
    "het de inwoner zelf vertellen.",
    NextStep.SAY_WHY_IT_IS_LATE: "Wat nu kan: erbij schrijven waarom de persoon het te laat hoort.",
}
