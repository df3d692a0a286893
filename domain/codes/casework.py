"""Codes of what comes in, is asked, provided and closed."""

from enum import StrEnum


class Channel(StrEnum):
    """By what way somebody was spoken or written to (kanaal)."""

    PHONE = "phone"
    COUNTER = "counter"
    HOME_VISIT = "home-visit"
    LETTER = "letter"
    WEB = "web"
    EMAIL = "e-mail"


class Language(StrEnum):
    """In which language (taal) a resident was told, by ISO 639-1 code."""

    DUTCH = "nl"
    ENGLISH = "en"
    TURKISH = "tr"
    ARABIC = "ar"
    POLISH = "pl"
    UKRAINIAN = "uk"


class Source(StrEnum):
    """Who signalled (signaal): a third party, never the resident: that is a melding."""

    INFORMAL_NETWORK = "informal-network"
    PROFESSIONAL = "professional"
    LANDLORD_UTILITY = "landlord-utility"
    POLICE = "police"
    SAFE_AT_HOME = "veilig-thuis"
    OTHER = "other"


class Topic(StrEnum):
    """What a question is about: areas of life (leefgebieden)."""

    HOUSING = "housing"
    MOBILITY = "mobility"
    HOUSEKEEPING = "housekeeping"
    DEBT = "debt"
    INCOME = "income"
    WORK = "work"
    DAY_ACTIVITY = "day-activity"
    UPBRINGING = "upbringing"
    SCHOOL = "school"
    HEALTH = "health"
    LONELINESS = "loneliness"
    SAFETY = "safety"
    CARERS = "carers"


class Provision(StrEnum):
    """What can be granted (voorziening)."""

    STAIR_LIFT = "stair-lift"
    WHEELCHAIR = "wheelchair"
    HOUSEKEEPING = "housekeeping-help"
    GUIDANCE = "guidance"
    DAY_CARE = "day-care"
    YOUTH_GUIDANCE = "youth-guidance"
    SPECIAL_ASSISTANCE = "special-assistance"
    DEBT_PLAN = "debt-plan"
    TAILOR_MADE = "tailor-made"


class Stream(StrEnum):
    """Funding stream (kostendrager)."""

    WMO = "wmo"
    YOUTH = "jeugd"
    INCOME = "pw-buig"
    REINTEGRATION = "pw-reint"
    SPECIAL_ASSISTANCE = "bijz-bijstand"
    POVERTY = "minima"
    DEBT = "shv"
    TAILOR_MADE = "maatwerkbudget"
    SHELTER = "bw-mo"
    SAFE_AT_HOME = "vt"
    WELFARE = "welzijn"
    EXPERIMENT = "experiment"
    EXTERNAL = "extern"


class Outcome(StrEnum):
    """What was decided on an application."""

    GRANTED = "granted"
    REFUSED = "refused"


class Urgency(StrEnum):
    """Whether help can wait (spoed, Wmo 2.3.3)."""

    ORDINARY = "ordinary"
    URGENT = "urgent"


class ClosingReason(StrEnum):
    """Why a case was closed (reden van afsluiten)."""

    GOAL_REACHED = "goal-reached"
    NO_PROVISION_NEEDED = "no-provision-needed"
    REFERRED_ON = "referred-on"
    RESIDENT_STOPPED = "resident-stopped"
    MOVED_AWAY = "moved-away"
    DECEASED = "deceased"


class NotOpenedReason(StrEnum):
    """Why it ended at the front door (reden van niet toelaten)."""

    ANSWERED_AT_THE_DOOR = "answered-at-the-door"
    RESIDENT_DECLINED = "resident-declined"
    NOT_FOR_US = "not-for-us"


class DeclineReason(StrEnum):
    """Why a provider declines a referral (afwijzing)."""

    NO_CAPACITY = "no-capacity"
    NOT_OUR_HELP = "not-our-help"
    RESIDENT_DECLINED = "resident-declined"
