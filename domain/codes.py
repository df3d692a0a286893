"""The code lists: closed, so that no code can carry a free text. Values are stored for good."""

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


class Role(StrEnum):
    """What a function does (functie)."""

    WORKER = "worker"
    COORDINATOR = "coordinator"
    TEAM_LEADER = "team-leader"
    BUDGET_HOLDER = "budget-holder"
    ADMINISTRATOR = "administrator"
    PROVIDER = "provider"
    PRIVACY_OFFICER = "privacy-officer"
    FRONT_DOOR = "front-door"
    AUDITOR = "auditor"
    OMBUDSMAN = "ombudsman"
    RESIDENT = "resident"
    REPRESENTATIVE = "representative"
    DIRECTOR = "director"


class CaseRole(StrEnum):
    """As what somebody from outside the team takes part in a case (rol in de zaak)."""

    SECOND_WORKER = "second-worker"
    PROCESS_DIRECTOR = "process-director"
    ADVISER = "adviser"
    PROVIDER = "provider"
    CLIENT_SUPPORT = "client-support"
    PARTNER = "partner"


class Tie(StrEnum):
    """What a worker is to a resident outside work (persoonlijke band, Awb 2:4)."""

    SELF = "self"
    HOUSEHOLD = "household"
    ACQUAINTANCE = "acquaintance"


class RestrictionGround(StrEnum):
    """Why a case is shut to all but some (grond van afscherming)."""

    RESIDENT_ASKED = "resident-asked"
    EMPLOYEE = "employee"
    SAFETY = "safety"


class OrganisationKind(StrEnum):
    """What an organisation (organisatie) is."""

    MUNICIPALITY = "municipality"
    TEAM_FOUNDATION = "team-foundation"
    CARE_PROVIDER = "care-provider"
    WELFARE = "welfare"
    HOUSING = "housing"


class MandateKind(StrEnum):
    """Awb 10:1 and 10:12."""

    DECIDE = "mandaat"
    CONTRACT = "volmacht"
    ACT = "machtiging"


class MandateCondition(StrEnum):
    """What a mandate asks before it is used (voorwaarde, Awb 10:6): a second person, always."""

    PEER_REVIEW = "peer-review"
    SECOND_SIGNATURE = "second-signature"


class ConsentOf(StrEnum):
    """Who agrees to a mandate from outside their own organisation (instemming, Awb 10:4)."""

    MANDATEE = "mandatee"
    SUPERIOR = "superior"


class MandatingBody(StrEnum):
    """Which body decided to give a mandate (bestuursorgaan)."""

    COLLEGE = "college"
    MAYOR = "burgemeester"
    COUNCIL = "raad"


class MandatedAct(StrEnum):
    """For what a mandate gives power."""

    GRANT = "grant"
    REFUSE = "refuse"
    SPEND = "spend"
    REFER = "refer"


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


class PermissionKind(StrEnum):
    """The three things called toestemming, kept apart, and what may be shown of it (AP 2016)."""

    PROCESSING = "processing-consent"
    SECRECY_WAIVER = "secrecy-waiver"


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


class Template(StrEnum):
    """What a message says (sjabloon): its texts, by version and language, are domain/templates."""

    RECEIPT = "receipt"
    PRIVACY_NOTICE = "privacy-notice"
    DECISION = "decision"
    PERMISSION_WITHDRAWN = "permission-withdrawn"
    BREAK_GLASS = "break-glass"
    BREAK_GLASS_REVIEW = "break-glass-review"
    TERM_EXTENDED = "term-extended"


class Undelivered(StrEnum):
    """Why a message did not arrive (niet bezorgd)."""

    NO_ADDRESS = "no-address"
    ADDRESS_REFUSED = "address-refused"
    UNREACHABLE = "unreachable"
    NOT_WRITTEN = "not-written"
    TEXT_CHANGED = "text-changed"
    WORDS_GONE = "words-gone"
    NO_CHANNEL = "no-channel"


class ReadingRoute(StrEnum):
    """By what way somebody reads: the way taken says what for (doel)."""

    CASE = "case"
    MONEY = "money"
    AUDIT = "audit"
    INQUIRY = "inquiry"
    REFERRAL = "referral"
    OWN_RECORD = "own-record"


class Part(StrEnum):
    """What of a record is shown: which of its facts, and what of each of them."""

    FRONT_DOOR = "front-door"
    SIGNALS = "signals"
    COURSE = "course"
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
