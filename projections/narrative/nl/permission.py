"""Wie ja zegt, waartegen en namens wie, en wie dat terugneemt: in gewone woorden."""

from collections.abc import Mapping

from domain.codes import (
    AgeBand,
    AgreementState,
    Capacity,
    Exemption,
    Expression,
    LanguageLevel,
    MaskReason,
    Party,
    PermissionKind,
)
from domain.fact import Event
from domain.facts.agreement import (
    HelpAgreed,
    HelpAgreementWithdrawn,
    HelpConsentGiven,
    HelpConsentWithdrawn,
)
from domain.facts.authority import ParenthoodRecorded
from domain.facts.confidence import ConfidenceLifted, ConfidenceMarked
from domain.facts.permission import PermissionGiven, PermissionWithdrawn
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    HelpAgreed: "De inwoner zei ja tegen de hulp.",
    HelpAgreementWithdrawn: "De inwoner wil de hulp niet meer. Vanaf dat moment geeft het "
    "team geen geld meer uit.",
    HelpConsentGiven: "Iemand zei ja tegen de hulp: {capacity}.{exemption: Dat is anders dan "
    "gewoon op deze leeftijd, want |}{exemption}{exemption:. Waarom: |}{why}",
    HelpConsentWithdrawn: "Iemand die ja zei tegen de hulp, neemt dat terug.",
    PermissionGiven: "De inwoner vindt het goed dat {organisation:|iemand die met naam is "
    "genoemd}{organisation} gegevens krijgt, tot en met {until}. Waarvoor: {purpose}. Het gaat om "
    "{kind}.{capacity: Wie dat zei: |}{capacity}{capacity:.|}{not_to: Niet aan: |}{not_to}"
    "{not_to:.|}{not_to_kinds: Niet aan een organisatie als: |}{not_to_kinds}{not_to_kinds:.|}"
    "{not_to_functions: Niet aan: |}{not_to_functions}{not_to_functions:.|} Uitzonderingen: "
    "{exceptions}",
    PermissionWithdrawn: "De inwoner trekt de toestemming voor {organisation:|iemand die met naam "
    "is genoemd}{organisation} in. Vanaf dat moment geldt die niet meer.{by: Daar hoefde geen "
    "medewerker bij te helpen.|}",
    ParenthoodRecorded: "{who} schreef op wie een ouder van het kind is. Dat staat in: {source}.",
    ConfidenceMarked: "{who} schreef op dat iets in vertrouwen is verteld. Een ouder krijgt dat "
    "niet te zien.",
    ConfidenceLifted: "{who} schreef op dat iets niet meer in vertrouwen is. Wie het vertelde, "
    "vindt dat goed.",
}
CODES: Codes = {
    PermissionKind: {
        PermissionKind.PROCESSING: "het gebruiken van gegevens",
        PermissionKind.SECRECY_WAIVER: "het vertellen van iets dat anders geheim blijft",
        PermissionKind.HELP_AGREEMENT: "ja zeggen tegen hulp",
        PermissionKind.BUDGET_CHOICE: "kiezen voor een persoonsgebonden budget (pgb)",
        PermissionKind.PHOTO_AUDIO: "het maken van foto’s of geluid",
    },
    LanguageLevel: {
        LanguageLevel.A1: "heel eenvoudig (A1)",
        LanguageLevel.A2: "eenvoudig (A2)",
        LanguageLevel.B1: "gewoon (B1)",
        LanguageLevel.B2: "moeilijk (B2)",
        LanguageLevel.C1: "heel moeilijk (C1)",
    },
    Expression: {
        Expression.SIGNED: "met een handtekening",
        Expression.ORAL: "mondeling",
        Expression.DIGITAL: "digitaal",
    },
    AgeBand: {
        AgeBand.UNDER_12: "jonger dan 12 jaar",
        AgeBand.FROM_12: "12 tot en met 15 jaar",
        AgeBand.FROM_16: "16 of 17 jaar",
        AgeBand.ADULT: "18 jaar of ouder",
    },
    Capacity: {
        Capacity.SELF: "de inwoner zelf",
        Capacity.AUTHORITY: "iemand die het gezag heeft",
        Capacity.CURATOR: "de curator",
        Capacity.MENTOR: "de mentor",
        Capacity.AUTHORISED: "de gemachtigde",
        Capacity.PARTNER: "de partner",
        Capacity.CLOSE_RELATIVE: "een ouder, kind, broer of zus",
    },
    Exemption: {
        Exemption.SERIOUS_HARM: "anders loopt het kind groot gevaar",
        Exemption.CONSIDERED_WISH: "het kind wil dit zelf en heeft er goed over nagedacht",
        Exemption.UNABLE: "de inwoner kan dit niet goed zelf beslissen",
    },
    AgreementState: {
        AgreementState.NOT_AGREED: "er is nog niet ja gezegd",
        AgreementState.PENDING: "nog niet iedereen zei ja",
        AgreementState.AGREED: "iedereen die ja moet zeggen, zei ja",
    },
    MaskReason: {
        MaskReason.CHILDS_CONFIDENCE: "het kind vertelde het in vertrouwen",
        MaskReason.CHILDS_SAFETY: "het gaat erover of het kind veilig is",
        MaskReason.SAFETY: "anders kan iemand gevaar lopen",
    },
    Party: {
        Party.SELF: "de inwoner zelf",
        Party.AUTHORITY: "wie het gezag heeft",
        Party.REPRESENTATIVE: "wie de inwoner vertegenwoordigt",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.AGE_UNKNOWN: "Het is niet bekend hoe oud de inwoner is. Daarvan hangt af wie beslist.",
    Refusal.ANOTHER_DECIDES: "Volgens de wet beslist een ander hierover.",
    Refusal.HELP_AGREEMENT_PENDING: "Nog niet iedereen die ja moet zeggen tegen de hulp, heeft dat "
    "gedaan.",
    Refusal.PERMISSION_NO_GROUND: "Voor hulp is geen toestemming nodig om gegevens te gebruiken. "
    "De wet zegt al wat mag.",
    Refusal.RECIPIENT_EXCEPTED: "De inwoner wil niet dat deze ontvanger iets krijgt.",
}
NEXT: Mapping[str, str] = {
    NextStep.REGISTER_THE_RESIDENT: "Wat nu kan: de inwoner inschrijven in het register.",
    NextStep.ASK_WHO_DECIDES: "Wat nu kan: het vragen aan wie volgens de wet beslist.",
    NextStep.ASK_THE_OTHERS: "Wat nu kan: het ook vragen aan de anderen die ja moeten zeggen.",
    NextStep.RELY_ON_THE_LAW: "Wat nu kan: de grond noemen die in de wet staat.",
    NextStep.ASK_THE_RESIDENT_ANEW: "Wat nu kan: het opnieuw bespreken met de inwoner.",
}
ATTEMPTS: Mapping[str, str] = {
    "AgreeToHelp": "opschrijven dat de inwoner de hulp wil",
    "CheckAge": "nakijken hoe oud de inwoner is",
    "GivePermission": "opschrijven dat de inwoner toestemming geeft",
    "MarkConfidence": "opschrijven dat iets in vertrouwen is verteld",
    "LiftConfidence": "opschrijven dat iets niet meer in vertrouwen is",
    "ReadOfChild": "lezen wat er over een kind is opgeschreven",
    "RecordParenthood": "opschrijven wie een ouder van een kind is",
    "WithdrawHelpAgreement": "opschrijven dat de inwoner de hulp niet meer wil",
    "WithdrawOwnHelpAgreement": "laten weten de hulp niet meer te willen",
    "WithdrawOwnPermission": "zelf een toestemming intrekken",
    "WithdrawPermission": "een toestemming intrekken",
}
