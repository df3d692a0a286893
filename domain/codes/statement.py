"""Codes of what is written about somebody: statements, reports and what comes with them."""

from enum import StrEnum


class StatementKind(StrEnum):
    """What a statement (uitspraak) is: a fact is one thing, what somebody thinks another."""

    FACT = "fact"
    OWN_OBSERVATION = "own-observation"
    TOLD_BY_OTHER = "told-by-other"
    JUDGEMENT = "judgement"
    HYPOTHESIS = "hypothesis"


class StatementSource(StrEnum):
    """Where a statement comes from (bron)."""

    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    """Seen or heard by who holds the function that is named with it."""
    REASONING = "reasoning"
    """What somebody makes of other statements."""
    INFORMAL_NETWORK = "informal-network"
    PROFESSIONAL = "professional"
    LANDLORD_UTILITY = "landlord-utility"
    POLICE = "police"
    SAFE_AT_HOME = "veilig-thuis"
    OTHER = "other"


class StatementMark(StrEnum):
    """What is said of a statement wherever it is shown: it follows from the record alone."""

    UNSUPPORTED = "unsupported"
    """A judgement that rests on nothing that is written down."""
    NEVER_CONFIRMED = "never-confirmed"
    """A hypothesis whose last day has passed, and that no fact bore out."""
    CONFIRMED = "confirmed"
    REPEATED = "repeated"
    """It says again what is on record already: no source of its own."""
    CONTESTED = "contested"
    CORRECTED = "corrected"


class CorrectionReason(StrEnum):
    """Why a statement is corrected (rectificatie, AVG 16)."""

    INACCURATE = "inaccurate"
    INCOMPLETE = "incomplete"
    OUT_OF_DATE = "out-of-date"
    WRONG_PERSON = "wrong-person"


class ResidentView(StrEnum):
    """What the resident makes of a report."""

    AGREED = "agreed"
    DISAGREED = "disagreed"


class SignedFor(StrEnum):
    """What a signature under a report means (ondertekend voor)."""

    SEEN = "seen"
    AGREED = "agreed"
    AS_APPLICATION = "as-application"


class MediaType(StrEnum):
    """What kind of file an attachment is (bestandstype)."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    PLAIN_TEXT = "text/plain"
