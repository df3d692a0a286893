"""Codes of who knows: persons in a case, why telling waits or was late, who sat at the table."""

from enum import StrEnum


class PersonRelation(StrEnum):
    """What somebody in a case is to the resident that it is about (relatie)."""

    PARTNER = "partner"
    FORMER_PARTNER = "former-partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    HOUSEHOLD_MEMBER = "household-member"
    CARER = "carer"
    OTHER = "other"


class AwarenessState(StrEnum):
    """Whether a person knows what is written down about them (is op de hoogte)."""

    UNKNOWN = "unknown"
    INFORMED = "informed"
    POSTPONED = "postponed"
    OVERDUE = "overdue"
    """Nobody says so: it follows from the day."""


class NoticeGround(StrEnum):
    """On what ground telling somebody may wait (AVG 14(5), UAVG 41(1)): there is no other."""

    IMPOSSIBLE_OR_IMPAIRS = "AVG-14-5-b"
    LAID_DOWN_BY_LAW = "AVG-14-5-c"
    PROFESSIONAL_SECRECY = "AVG-14-5-d"
    CRIME = "UAVG-41-1-d"
    PUBLIC_INTEREST = "UAVG-41-1-e"
    INSPECTION = "UAVG-41-1-h"
    PROTECTION_OF_PERSONS = "UAVG-41-1-i"


class LateReason(StrEnum):
    """Why somebody was told later than the law allows (reden van te laat informeren)."""

    NOT_REACHED = "not-reached"
    POSTPONED_TOO_LONG = "postponed-too-long"
    OVERLOOKED = "overlooked"
    NO_CAPACITY = "no-capacity"
    UNSAFE = "unsafe"


class Participant(StrEnum):
    """As what somebody takes part in a conversation (gespreksdeelnemer); never who."""

    RESIDENT = "resident"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    FAMILY = "family"
    CARER = "carer"
    REPRESENTATIVE = "representative"
    CLIENT_SUPPORT = "client-support"
    INTERPRETER = "interpreter"
    COLLEAGUE = "colleague"
    PROVIDER = "provider"
    OTHER = "other"
