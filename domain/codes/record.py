"""Codes of letters, reading, the register of residents, and destruction."""

from enum import StrEnum


class Template(StrEnum):
    """What a message says (sjabloon): its texts, by version and language, are domain/templates."""

    RECEIPT = "receipt"
    PRIVACY_NOTICE = "privacy-notice"
    PRIVACY_NOTICE_OF_ANOTHER = "privacy-notice-of-another"
    DECISION = "decision"
    PERMISSION_WITHDRAWN = "permission-withdrawn"
    PERMISSION_INFORMATION = "permission-information"
    BREAK_GLASS = "break-glass"
    BREAK_GLASS_REVIEW = "break-glass-review"
    TERM_EXTENDED = "term-extended"
    STATUTORY_TERM_EXTENDED = "statutory-term-extended"
    DISCLOSURE = "disclosure"
    QUESTION = "question"
    CORRECTION = "correction"
    PRESSURE = "pressure"
    LINE_STRUCK = "line-struck"


class Undelivered(StrEnum):
    """Why a message did not arrive (niet bezorgd)."""

    NO_ADDRESS = "no-address"
    ADDRESS_REFUSED = "address-refused"
    UNREACHABLE = "unreachable"
    NOT_WRITTEN = "not-written"
    TEXT_CHANGED = "text-changed"
    WORDS_GONE = "words-gone"
    NO_CHANNEL = "no-channel"
    WITHDRAWN = "withdrawn"
    """The resident took the permission back that it would go under, or excepted the recipient."""


class ReadingRoute(StrEnum):
    """By what way somebody reads: the way taken says what for (doel)."""

    CASE = "case"
    MONEY = "money"
    AUDIT = "audit"
    INQUIRY = "inquiry"
    REFERRAL = "referral"
    OWN_RECORD = "own-record"
    DISCLOSURE = "disclosure"
    CHILD_RECORD = "child-record"
    IMPORTANT_FACTS = "important-facts"


class Part(StrEnum):
    """What of a record is shown: which of its facts, and what of each of them."""

    FRONT_DOOR = "front-door"
    SIGNALS = "signals"
    COURSE = "course"
    SAFETY = "safety"
    HELP = "help"
    REFERRALS = "referrals"
    DECISIONS = "decisions"
    MONEY = "money"
    MESSAGES = "messages"
    READING = "reading"
    REFUSALS = "refusals"
    PERSONS = "persons"
    GOVERNANCE = "governance"
    WORDS = "words"
    PEOPLE = "people"
    AMOUNTS = "amounts"
    DATES = "dates"


class Relation(StrEnum):
    """What relates a reader to what is read: nobody reads without it (betrokkenheid)."""

    TEAM = "team"
    PARTICIPATION = "participation"
    REFERRAL = "referral"
    BREAK_GLASS = "break-glass"
    INQUIRY = "inquiry"
    OVERSIGHT = "oversight"
    FRONT_DOOR = "front-door"
    SELF = "self"
    REPRESENTATION = "representation"
    RECIPIENT = "recipient"
    AGE = "age"
    """A decision hangs on it: the service looks, and shows nobody."""
    AUTHORITY = "authority"
    PARENTHOOD = "parenthood"


class GlassReason(StrEnum):
    """Why the glass was broken (reden van noodtoegang)."""

    ACUTE_DANGER = "acute-danger"
    CRISIS_OUT_OF_HOURS = "crisis-out-of-hours"
    COLLEAGUE_ABSENT = "colleague-absent"
    OTHER = "other"


class GlassVerdict(StrEnum):
    """What the review of a broken glass found."""

    JUSTIFIED = "justified"
    NOT_JUSTIFIED = "not-justified"


class RegisterPart(StrEnum):
    """What the register of residents holds, part by part: each sealed and opened by itself."""

    NAMES = "names"
    BIRTH_DATE = "birth-date"
    CITIZEN_SERVICE_NUMBER = "citizen-service-number"
    CONTACT = "contact"
    PREFERENCES = "preferences"


class Need(StrEnum):
    """What somebody needs to be reached (toegankelijkheid): sealed, with the preferences."""

    LARGE_PRINT = "large-print"
    PLAIN_LANGUAGE = "plain-language"
    BRAILLE = "braille"
    SIGN_LANGUAGE = "sign-language"
    INTERPRETER = "interpreter"
    WITHOUT_DIGID = "without-digid"


class RemovalGround(StrEnum):
    """Why a resident's row goes (uitschrijven)."""

    ERASURE_REQUEST = "erasure-request"
    RETENTION_ENDED = "retention-ended"
    REGISTERED_BY_MISTAKE = "registered-by-mistake"


class RefilingReason(StrEnum):
    """Why a fact stood under the wrong person."""

    WRONG_PERSON = "wrong-person"
    HOUSEHOLD_MEMBER = "household-member"
    SAME_NAME = "same-name"


class AuthorityKind(StrEnum):
    """Who has authority over a child (gezag, BW 1:245)."""

    PARENTAL = "ouderlijk-gezag"
    JOINT = "gezamenlijk-gezag"
    GUARDIANSHIP = "voogdij"


class RepresentativeKind(StrEnum):
    """By what right one speaks for another (vertegenwoordiging, Jw 7.3.15)."""

    CURATOR = "curator"
    MENTOR = "mentor"
    ADMINISTRATOR_OF_PROPERTY = "bewindvoerder"
    AUTHORISED = "gemachtigde"
    PARTNER = "partner"
    CLOSE_RELATIVE = "naaste"


class AuthoritySource(StrEnum):
    """What gezag or representation was established from, on the day that it was looked up."""

    POPULATION_REGISTER = "brp"
    AUTHORITY_REGISTER = "gezagsregister"
    COURT = "court"
    PROTECTION_REGISTER = "curatele-en-bewindregister"
    OWN_MANDATE = "own-mandate"
    BY_LAW = "by-law"


class HoldReason(StrEnum):
    """For what destruction is put off (opschorting van vernietiging)."""

    OBJECTION = "objection"
    COMPLAINT = "complaint"
    INCIDENT = "incident"
    COURT = "court"


class DestructionGround(StrEnum):
    """On what ground words are destroyed (grond voor vernietiging)."""

    RETENTION_ENDED = "retention-ended"
    ERASURE_REQUEST = "erasure-request"
    PERMISSION_WITHDRAWN = "permission-withdrawn"
    APPLICATION_WITHDRAWN = "application-withdrawn"
    UNLAWFUL = "unlawful"
