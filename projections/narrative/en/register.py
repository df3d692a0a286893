"""The register of residents, authority, and whose record it is: in sentences and plain words."""

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
    ResidentRegistered: "{who} registered the resident. Written down: {parts}.{alike: Somebody "
    "else has the same name and birth date. It was checked that this is another person.|}",
    ResidentChanged: "{who} changed details of the resident: {parts}.",
    ResidentRemoved: "{who} took away the resident's name, address and other details. The reason: "
    "{ground}.",
    RegisterRead: "{who} looked the resident up in the register and saw: {parts}. Why that was "
    "allowed: {relation}.",
    MergerProposed: "{who} thinks that two records are of the same resident. A second worker "
    "checks that.",
    RecordsMerged: "{who} checked it: the two records are of the same resident. They are read "
    "together from now on.",
    SplitProposed: "{who} thinks that this record is about two people. A second worker checks "
    "that.",
    RecordSplit: "{who} checked it: this record was about two people. Each now has a record of "
    "their own.",
    RefilingProposed: "{who} thinks that something is about somebody else. The reason: {reason}. A "
    "second worker checks that.",
    FactRefiled: "{who} put something with the right person. It stood with somebody else. The "
    "reason: {reason}.{proposed_by: Another worker had proposed that.|}",
    AuthorityRecorded: "{who} wrote down who may decide for the child from {since}: {kind}. This "
    "is in: {source}.",
    AuthorityEnded: "{who} wrote down that from {since} somebody no longer decides for the child. "
    "This is in: {source}.",
    RepresentativeAppointed: "{who} wrote down that from {since} somebody may speak for the "
    "resident, as {kind}. This is in: {source}.",
    RepresentationEnded: "{who} wrote down that from {since} somebody no longer speaks for the "
    "resident as {kind}. This is in: {source}.",
}
CODES: Codes = {
    RegisterPart: {
        RegisterPart.NAMES: "the name",
        RegisterPart.BIRTH_DATE: "the birth date",
        RegisterPart.CITIZEN_SERVICE_NUMBER: "the citizen service number (BSN)",
        RegisterPart.CONTACT: "address, telephone and e-mail",
        RegisterPart.PREFERENCES: "in which language and how the resident wants to be told",
    },
    RemovalGround: {
        RemovalGround.ERASURE_REQUEST: "the resident asked for it",
        RemovalGround.RETENTION_ENDED: "the time for keeping it is over",
        RemovalGround.REGISTERED_BY_MISTAKE: "it was a mistake",
    },
    RefilingReason: {
        RefilingReason.WRONG_PERSON: "it was about somebody else",
        RefilingReason.HOUSEHOLD_MEMBER: "it was about a member of the household",
        RefilingReason.SAME_NAME: "the names are alike",
    },
    AuthorityKind: {
        AuthorityKind.PARENTAL: "one parent with authority",
        AuthorityKind.JOINT: "a parent who shares the authority with another",
        AuthorityKind.GUARDIANSHIP: "a guardian",
    },
    RepresentativeKind: {
        RepresentativeKind.CURATOR: "curator (appointed by the court)",
        RepresentativeKind.MENTOR: "mentor (appointed by the court)",
        RepresentativeKind.ADMINISTRATOR_OF_PROPERTY: "administrator of property",
        RepresentativeKind.AUTHORISED: "the one whom the resident authorised",
        RepresentativeKind.PARTNER: "partner",
        RepresentativeKind.CLOSE_RELATIVE: "close relative",
    },
    AuthoritySource: {
        AuthoritySource.POPULATION_REGISTER: "the population register (BRP)",
        AuthoritySource.AUTHORITY_REGISTER: "the register of parental authority",
        AuthoritySource.COURT: "a ruling of the court",
        AuthoritySource.PROTECTION_REGISTER: "the register of adults under protection",
        AuthoritySource.OWN_MANDATE: "an authorisation by the resident",
        AuthoritySource.BY_LAW: "the law",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.SAME_NUMBER: "Somebody with this citizen service number is in the register already.",
    Refusal.POSSIBLY_KNOWN: "Somebody with this name and birth date is in the register already. Is "
    "this the same person? That is to be checked first.",
    Refusal.CHANGED_MEANWHILE: "Somebody else changed these details in the meantime.",
    Refusal.RECORD_MERGED: "This record was merged with another.",
    Refusal.SOURCE_INSUFFICIENT: "This does not show who has authority, or who may speak for the "
    "resident.",
}
NEXT: Mapping[str, str] = {
    NextStep.SEARCH_THE_REGISTER: "What can be done now: look the resident up in the register.",
    NextStep.COMPARE_THE_TWO: "What can be done now: look the resident up and compare. If it is "
    "somebody else, say so.",
    NextStep.READ_IT_AGAIN: "What can be done now: look at the details again, then change them.",
    NextStep.USE_THE_OTHER_RECORD: "What can be done now: work on in the other record.",
    NextStep.ASK_FOR_THE_RULING: "What can be done now: ask for the document that shows it.",
}
ATTEMPTS: Mapping[str, str] = {
    "AppointRepresentative": "write down who may speak for the resident",
    "ChangeResident": "change details of the resident",
    "EndAuthority": "write down that somebody no longer decides for a child",
    "EndRepresentation": "write down that somebody no longer speaks for the resident",
    "MergeRecords": "merge two records",
    "ProposeMerger": "propose to merge two records",
    "ProposeSplit": "propose to split a record",
    "ProposeRefiling": "propose to put something with the right person",
    "RecordAuthority": "write down who may decide for a child",
    "ReadRegister": "look the resident up in the register",
    "RefileFact": "put something with the right person",
    "RegisterResident": "register a resident",
    "RemoveResident": "take a resident out of the register",
    "SplitRecord": "split a record",
}
