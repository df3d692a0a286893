"""Het register van inwoners, gezag, en wiens dossier het is: in zinnen en in gewone woorden."""

from collections.abc import Mapping

from domain.codes import (
    AuthorityKind,
    AuthoritySource,
    RefilingReason,
    RegisterPart,
    RemovalGround,
    RepresentativeKind,
)
from domain.fact import Event
from domain.facts.authority import (
    AuthorityEnded,
    AuthorityRecorded,
    RepresentationEnded,
    RepresentativeAppointed,
)
from domain.facts.record import (
    FactRefiled,
    MergerProposed,
    RecordsMerged,
    RecordSplit,
    RefilingProposed,
    SplitProposed,
)
from domain.facts.register import RegisterRead
from domain.facts.resident import ResidentChanged, ResidentRegistered, ResidentRemoved
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    ResidentRegistered: "{who} schreef de inwoner in. Opgeschreven is: {parts}.{alike: Iemand "
    "anders heeft dezelfde naam en geboortedatum. Er is nagekeken dat het een ander is.|}",
    ResidentChanged: "{who} veranderde gegevens van de inwoner: {parts}.",
    ResidentRemoved: "{who} haalde de naam, het adres en de andere gegevens van de inwoner weg. "
    "De reden: {ground}.",
    RegisterRead: "{who} zocht de inwoner op in het register en zag: {parts}. Waarom dat mocht: "
    "{relation}.",
    MergerProposed: "{who} denkt dat twee dossiers van dezelfde inwoner zijn. Een tweede "
    "medewerker kijkt dat na.",
    RecordsMerged: "{who} keek het na: de twee dossiers zijn van dezelfde inwoner. Zij worden nu "
    "samen gelezen.",
    SplitProposed: "{who} denkt dat dit dossier over twee mensen gaat. Een tweede medewerker kijkt "
    "dat na.",
    RecordSplit: "{who} keek het na: dit dossier ging over twee mensen. Ieder heeft nu een eigen "
    "dossier.",
    RefilingProposed: "{who} denkt dat iets over iemand anders gaat. De reden: {reason}. Een "
    "tweede medewerker kijkt dat na.",
    FactRefiled: "{who} zette iets bij de juiste persoon. Het stond bij iemand anders. De reden: "
    "{reason}.{proposed_by: Een andere medewerker had dat voorgesteld.|}",
    AuthorityRecorded: "{who} schreef op wie vanaf {since} over het kind mag beslissen: {kind}. "
    "Dat staat in: {source}.",
    AuthorityEnded: "{who} schreef op dat iemand vanaf {since} niet meer over het kind beslist. "
    "Dat staat in: {source}.",
    RepresentativeAppointed: "{who} schreef op dat iemand vanaf {since} namens de inwoner mag "
    "spreken, als {kind}. Dat staat in: {source}.",
    RepresentationEnded: "{who} schreef op dat iemand vanaf {since} niet meer als {kind} namens de "
    "inwoner spreekt. Dat staat in: {source}.",
}
CODES: Codes = {
    RegisterPart: {
        RegisterPart.NAMES: "de naam",
        RegisterPart.BIRTH_DATE: "de geboortedatum",
        RegisterPart.CITIZEN_SERVICE_NUMBER: "het burgerservicenummer (BSN)",
        RegisterPart.CONTACT: "adres, telefoon en e-mail",
        RegisterPart.PREFERENCES: "in welke taal en hoe de inwoner bericht wil",
    },
    RemovalGround: {
        RemovalGround.ERASURE_REQUEST: "de inwoner vroeg daarom",
        RemovalGround.RETENTION_ENDED: "de bewaartijd is voorbij",
        RemovalGround.REGISTERED_BY_MISTAKE: "het was een vergissing",
    },
    RefilingReason: {
        RefilingReason.WRONG_PERSON: "het ging over een ander",
        RefilingReason.HOUSEHOLD_MEMBER: "het ging over een huisgenoot",
        RefilingReason.SAME_NAME: "de namen lijken op elkaar",
    },
    AuthorityKind: {
        AuthorityKind.PARENTAL: "één ouder met gezag",
        AuthorityKind.JOINT: "een ouder die samen met een ander het gezag heeft",
        AuthorityKind.GUARDIANSHIP: "een voogd",
    },
    RepresentativeKind: {
        RepresentativeKind.CURATOR: "curator",
        RepresentativeKind.MENTOR: "mentor",
        RepresentativeKind.ADMINISTRATOR_OF_PROPERTY: "bewindvoerder",
        RepresentativeKind.AUTHORISED: "gemachtigde",
        RepresentativeKind.PARTNER: "partner",
        RepresentativeKind.CLOSE_RELATIVE: "naast familielid",
    },
    AuthoritySource: {
        AuthoritySource.POPULATION_REGISTER: "de Basisregistratie Personen (BRP)",
        AuthoritySource.AUTHORITY_REGISTER: "het gezagsregister",
        AuthoritySource.COURT: "een uitspraak van de rechter",
        AuthoritySource.PROTECTION_REGISTER: "het curatele- en bewindregister",
        AuthoritySource.OWN_MANDATE: "een machtiging van de inwoner zelf",
        AuthoritySource.BY_LAW: "de wet",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.SAME_NUMBER: "Iemand met dit burgerservicenummer staat al in het register.",
    Refusal.POSSIBLY_KNOWN: "Iemand met deze naam en geboortedatum staat al in het register. Is "
    "dit dezelfde persoon? Dat moet eerst worden nagekeken.",
    Refusal.CHANGED_MEANWHILE: "Een ander veranderde deze gegevens intussen.",
    Refusal.RECORD_MERGED: "Dit dossier is samengevoegd met een ander.",
    Refusal.SOURCE_INSUFFICIENT: "Hieruit blijkt niet wie gezag heeft of namens de inwoner mag "
    "spreken.",
}
NEXT: Mapping[str, str] = {
    NextStep.SEARCH_THE_REGISTER: "Wat nu kan: de inwoner opzoeken in het register.",
    NextStep.COMPARE_THE_TWO: "Wat nu kan: de inwoner opzoeken en vergelijken. Is het een ander, "
    "zeg dat er dan bij.",
    NextStep.READ_IT_AGAIN: "Wat nu kan: de gegevens opnieuw bekijken en dan veranderen.",
    NextStep.USE_THE_OTHER_RECORD: "Wat nu kan: verder werken in het andere dossier.",
    NextStep.ASK_FOR_THE_RULING: "Wat nu kan: vragen om het stuk waaruit het blijkt.",
}
ATTEMPTS: Mapping[str, str] = {
    "AppointRepresentative": "opschrijven wie namens de inwoner mag spreken",
    "ChangeResident": "gegevens van de inwoner veranderen",
    "EndAuthority": "opschrijven dat iemand niet meer over een kind beslist",
    "EndRepresentation": "opschrijven dat iemand niet meer namens de inwoner spreekt",
    "MergeRecords": "twee dossiers samenvoegen",
    "ProposeMerger": "voorstellen om twee dossiers samen te voegen",
    "ProposeSplit": "voorstellen om een dossier te splitsen",
    "ProposeRefiling": "voorstellen om iets bij de juiste persoon te zetten",
    "RecordAuthority": "opschrijven wie over een kind mag beslissen",
    "ReadRegister": "de inwoner opzoeken in het register",
    "RefileFact": "iets bij de juiste persoon zetten",
    "RegisterResident": "een inwoner inschrijven",
    "RemoveResident": "een inwoner uitschrijven",
    "SplitRecord": "een dossier splitsen",
}
