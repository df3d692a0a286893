"""Codes of who may say yes for whom, to what, and how they were told beforehand."""

from enum import StrEnum


class PermissionKind(StrEnum):
    """The three things called toestemming, kept apart, and what may be shown of it (AP 2016)."""

    PROCESSING = "processing-consent"
    """As a ground of processing (AVG 6(1)(a)): never for access to support."""
    SECRECY_WAIVER = "secrecy-waiver"
    """Telling what is otherwise kept secret (Jw 7.3.11; Wmo 5.3.3)."""
    HELP_AGREEMENT = "help-agreement"
    """Instemming met hulp (Jw 7.3.4): given by agreeing to help, and by nothing else."""
    BUDGET_CHOICE = "pgb-choice"
    PHOTO_AUDIO = "photo-audio"


class LanguageLevel(StrEnum):
    """How plain a text is (taalniveau), by the European framework of reference."""

    A1 = "a1"
    A2 = "a2"
    B1 = "b1"
    B2 = "b2"
    C1 = "c1"


class Expression(StrEnum):
    """How a permission was expressed (vorm)."""

    SIGNED = "signed"
    ORAL = "oral"
    DIGITAL = "digital"


class AgeBand(StrEnum):
    """The ages that the law's matrix turns on (Jeugdwet 7.3.4, 7.3.5; BW 1:233)."""

    UNDER_12 = "under-12"
    FROM_12 = "from-12"
    FROM_16 = "from-16"
    ADULT = "adult"


class Capacity(StrEnum):
    """As what somebody says yes (hoedanigheid): for themselves, or for another."""

    SELF = "self"
    AUTHORITY = "gezag"
    CURATOR = "curator"
    MENTOR = "mentor"
    AUTHORISED = "gemachtigde"
    PARTNER = "partner"
    CLOSE_RELATIVE = "naaste"


class Exemption(StrEnum):
    """Why others decide than the age alone says (Jw 7.3.4 lid 2, 7.3.15 lid 3)."""

    SERIOUS_HARM = "serious-harm"
    """The child alone: it averts serious harm (ernstig nadeel)."""
    CONSIDERED_WISH = "considered-wish"
    """The child alone: it is what they want, and well considered (weloverwogen wens)."""
    UNABLE = "unable"
    """Others: this person cannot weigh their own interests in this (wilsonbekwaam ter zake)."""


class Party(StrEnum):
    """Who has a say in the law's matrix."""

    SELF = "self"
    AUTHORITY = "authority"
    """Everybody who has authority over the child (gezag), each of them."""
    REPRESENTATIVE = "representative"
    """Of who may represent an adult, one of the first in the order of Jw 7.3.15 lid 3."""


class AgreementState(StrEnum):
    """How it stands with agreeing to help (stand van de instemming)."""

    NOT_AGREED = "not-agreed"
    PENDING = "pending"
    """Somebody said yes, and not everybody who must."""
    AGREED = "agreed"


class MaskReason(StrEnum):
    """Why something is left out of what is shown (reden van weglaten)."""

    CHILDS_CONFIDENCE = "childs-confidence"
    """The child told it in confidence (Jw 7.3.10)."""
    CHILDS_SAFETY = "childs-safety"
    """It is about whether the child is safe: who may be feared does not find it by reading."""
    SAFETY = "safety"
    """Somebody could be in danger if it were known now (AVG 23(1)(i), UAVG 41)."""
