"""Codes of by what law: purposes, grounds, terms, retention."""

from enum import StrEnum


class Purpose(StrEnum):
    """What data is processed for (doelbinding, AVG 5(1)(b))."""

    FRONT_DOOR = "front-door"
    SUPPORT = "support"
    REFERRAL = "referral"
    DECISION = "decision"
    PAYMENT = "payment"
    GOVERNANCE = "governance"
    ACCOUNTABILITY = "accountability"


class LegalBasis(StrEnum):
    """On what ground (grondslag): the codes of the municipality's register of processing."""

    WMO_INVESTIGATION = "WMO-ONDERZOEK"
    WMO_PROVISION = "WMO-VOORZIENING"
    YOUTH_ACCESS = "JW-TOELEIDING"
    YOUTH_HELP = "JW-HULP"
    YOUTH_THIRD_PARTIES = "JW-DERDEN"
    INCOME = "PW-UITVOERING"
    SPECIAL_ASSISTANCE = "PW-BIJZ"
    DEBT_HELP = "WGS-VERZOEK"
    EARLY_WARNING = "WGS-VROEG"
    PERMISSION = "TOESTEMMING"
    FREE_WELFARE = "WELZIJN-VRIJ"
    NO_PERSONAL_DATA = "GEEN-PG"
    GOVERNANCE = "BESTUUR"
    HOUSEHOLD = "WMO-HUISGENOTEN"
    OVERSIGHT = "WMO-TOEZICHT"
    SAFE_AT_HOME_REPORT = "WMO-VT-MELD"
    SAFE_AT_HOME_TASK = "WMO-VT-TAAK"
    CHILD_PROTECTION = "JW-RAAD"
    RISK_INDEX = "JW-VIR"
    MENTAL_HEALTH_REPORT = "WVGGZ-MELD"
    DISPUTE = "AWB-BEZWAAR"
    OMBUDSMAN = "OMBUDSMAN"
    COURT_OF_AUDIT = "REKENKAMER"
    ACCOUNTANT = "ACCOUNTANT"
    RIGHTS_REQUEST = "AVG-RECHT"
    ARCHIVE = "ARCHIEF"
    VITAL_INTEREST = "VITAAL"
    COMBINED_PROBLEMS = "WAMS"
    JOINT_TABLE = "WGSV"


class TermCode(StrEnum):
    """A term (termijn) of the law table: see `domain/law/deadlines.toml` for what each is."""

    RECEIPT = "D01"
    PERSONAL_PLAN = "D02"
    INVESTIGATION = "D03"
    WMO_DECISION = "D04"
    NOTIFICATION_TO_DECISION = "D05"
    URGENT_HELP = "D06"
    NOTICE = "D07"
    RIGHTS_ANSWER = "D08"
    BREACH_REPORT = "D09"
    DEBT_FIRST_TALK = "D10"
    DEBT_THREAT_TALK = "D11"
    DEBT_DECISION = "D12"
    PARTICIPATION_DECISION = "D13"
    ADVANCE_PAYMENT = "D14"
    SEARCH_PERIOD = "D15"
    YOUTH_PLAN = "D16"
    YOUTH_PLAN_WRITTEN = "D16-written"
    YOUTH_DECISION = "D17"
    OBJECTION = "D18"
    OBJECTION_DECISION = "D19"
    OBJECTION_DECISION_COMMITTEE = "D19-committee"
    APPEAL = "D20"
    PENALTY_BEGINS = "D21"
    PENALTY_RUNS = "D21-most"
    COMPLAINT = "D22"
    COMPLAINT_COMMITTEE = "D22-committee"
    OMBUDSMAN_PETITION = "D23"
    SAFETY_DECISION = "D24"
    SAFETY_ASSESSMENT = "D25"
    SAFETY_INVESTIGATION = "D26"
    SAFETY_NOTICE = "D27"
    RETURN_MESSAGE = "D28"
    START_MESSAGE = "D29"
    ALLOCATION_ANSWER = "D30"
    CONTRIBUTION_REPORT = "D31"
    CONTRIBUTION_REPORT_BUDGET = "D31-pgb"
    BUDGET_CLAIM = "D32"
    DESTRUCTION_REQUEST = "D33"
    WITHDRAWN_APPLICATION = "D34"
    WMO_RETENTION = "D35"
    YOUTH_RETENTION = "D36"
    RISK_SIGNAL = "D37"
    RISK_SIGNAL_ARCHIVE = "D37-archive"
    REVIEW = "D38"
    POSTPONED_NOTICE = "D39"
    MENTAL_HEALTH_ANSWER = "D40"
    CLARIFY_AFTER_URGENT = "D41"
    BREAK_GLASS_REVIEW = "D42"
    BREAK_GLASS = "D43"


class TermUnit(StrEnum):
    """What a term is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class SuspensionGround(StrEnum):
    """Why a term for deciding stands still (opschorting, Awb 4:15)."""

    APPLICATION_INCOMPLETE = "application-incomplete"
    """The applicant was asked to complete it (Awb 4:5): until a day that was set."""
    APPLICANT_AGREED = "applicant-agreed"
    """In writing, until a day that was set."""
    APPLICANT_CAUSED = "applicant-caused"
    FORCE_MAJEURE = "force-majeure"


class DataClass(StrEnum):
    """A kind of data with a term of its own for keeping it (bewaartermijn)."""

    WMO = "wmo"
    YOUTH = "jeugdhulp"
    WITHDRAWN_APPLICATION = "withdrawn-application"
    REFUSED_APPLICATION = "refused-application"
    PARTICIPATION = "participatiewet"
    DEBT = "wgs"
    EARLY_WARNING = "early-warning"
    RISK_SIGNAL = "risk-signal"
    SAFE_AT_HOME = "veilig-thuis"
    READING = "reading"
    BOOKING = "booking"
    COMPLAINT = "complaint"
    ANONYMOUS = "anonymous"


class Law(StrEnum):
    """Under which law a case or decision falls."""

    WMO = "wmo"
    YOUTH = "jeugdwet"
    PARTICIPATION = "participatiewet"
    DEBT = "wgs"
