"""What a row of each law table says. Rows are added and never edited: `law.lock` holds each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.codes import (
    DataCategory,
    DataClass,
    DecisionGround,
    Law,
    LegalBasis,
    LimitCode,
    Party,
    Provision,
    Purpose,
    ReadingRoute,
    Role,
    Stream,
    Subject,
    TermCode,
    TermUnit,
)
from domain.terms import Article


class Mark(StrEnum):
    """How sure a row is."""

    CONFIRMED = "confirmed"
    """Found in a published source."""
    FROM_KNOWLEDGE = "from-knowledge"
    """Known from law and practice; not checked against the text of the statute."""
    OWN = "own"
    """Our own proposal: a municipality may choose otherwise within the law."""


class Start(StrEnum):
    """What a term begins with."""

    NOTIFICATION = "notification"
    URGENT_NOTIFICATION = "urgent-notification"
    DATA_FROM_OTHERS = "data-from-others"
    RIGHTS_REQUEST = "rights-request"
    BREACH_FOUND = "breach-found"
    DEBT_REQUEST = "debt-request"
    DEBT_THREAT = "debt-threat"
    DEBT_FIRST_TALK = "debt-first-talk"
    WMO_APPLICATION = "wmo-application"
    PARTICIPATION_APPLICATION = "participation-application"
    YOUTH_APPLICATION = "youth-application"
    FAMILY_PLAN_WAIVED = "family-plan-waived"
    WRITTEN_PLAN_ASKED = "written-plan-asked"
    DECISION_SENT = "decision-sent"
    OBJECTION_TERM_ENDED = "objection-term-ended"
    NOTICE_OF_DEFAULT = "notice-of-default"
    COMPLAINT = "complaint"
    COMPLAINT_SETTLED = "complaint-settled"
    SAFETY_CONCERN = "safety-concern"
    SAFETY_REPORT = "safety-report"
    MESSAGE_RECEIVED = "message-received"
    HELP_STARTED_OR_STOPPED = "help-started-or-stopped"
    ALLOCATION_ASKED = "allocation-asked"
    PROVISION_GRANTED = "provision-granted"
    CLAIM_RECEIVED = "claim-received"
    DESTRUCTION_ASKED = "destruction-asked"
    APPLICATION_WITHDRAWN = "application-withdrawn"
    DATUM_RECORDED = "datum-recorded"
    LAST_CHANGE = "last-change"
    RISK_SIGNAL = "risk-signal"
    PLAN_AGREED = "plan-agreed"
    NOTICE_POSTPONED = "notice-postponed"
    MENTAL_HEALTH_REPORT = "mental-health-report"
    HELP_BEFORE_QUESTION = "help-before-question"
    GLASS_BROKEN = "glass-broken"
    RECIPIENT_NOTIFIED = "recipient-notified"
    SHARED_IN_ACUTE_DANGER = "shared-in-acute-danger"
    LINE_STRUCK = "line-struck"
    NOTE_WRITTEN = "note-written"
    HYPOTHESIS_RECORDED = "hypothesis-recorded"
    PRESSURE_SET = "pressure-set"
    OUTREACH_STARTED = "outreach-started"
    MELDCODE_STEP = "meldcode-step"
    CASE_OPENED = "case-opened"
    LAST_ACTIVITY = "last-activity"


class Extension(StrEnum):
    """By what a term can be made longer."""

    NO = "no"
    RESIDENT_AGREES = "resident-agrees"
    """Only with the resident's agreement (Wmo 2.3.2)."""
    NOTICE = "awb-4-14"
    """By notice in writing (Awb 4:14); suspended by Awb 4:15."""
    IN_LAW = "in-law"
    """By what the law itself names: `extra`, in the unit of the term."""


class Adoption(StrEnum):
    """What a municipality may make of a term (N-02)."""

    SHORTER = "shorter"
    """A duty of the municipality's own: never longer than the law says."""
    FREE = "free"
    """No term in law: the default is our own, and another may be adopted. Never none."""
    FIXED = "fixed"
    """Somebody else's duty, a right of the resident, or a term that may not be touched."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row of law says of itself."""

    code: str
    edition: int
    """The edition of the law tables that it came with."""
    valid_from: date
    valid_to: date | None = None
    """The last day on which it holds; None: until a newer row says otherwise."""
    source: str
    mark: Mark
    enabled: bool = True
    """Off: unknown whether it is in force, or repealed."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Deadline(Row):
    """A term (domain: table D)."""

    start: Start
    length: int
    unit: TermUnit
    article: Article | None = None
    moves: bool = False
    """Whether the Algemene termijnenwet moves its end off weekends and holidays."""
    extension: Extension = Extension.NO
    extra: int = 0
    adoption: Adoption = Adoption.FIXED
    by: Role | None = None
    """Whose duty it is; None: the resident's own term, or an outsider's."""
    law: Law | None = None
    """Only in cases under this law."""


@dataclass(frozen=True, kw_only=True)
class Limit(Row):
    """How often something may be done at most; a municipality may make it less, and never more."""

    most: int
    article: Article


@dataclass(frozen=True, kw_only=True)
class CooperationDuty(Row):
    """A duty to co-operate in one's own application (medewerkingsplicht): the only refusals of a
    resident that an application may be refused on, and under which law."""

    article: Article
    law: Law


@dataclass(frozen=True, kw_only=True)
class Basis(Row):
    """A legal basis (grondslag), and the purposes that it can carry (doelbinding)."""

    gdpr: str
    purposes: tuple[Purpose, ...]
    permission: str = "none"
    """What must have been given: none, help-agreement, secrecy-waiver or consent."""


@dataclass(frozen=True, kw_only=True)
class Sharing(Row):
    """What a legal basis lets out of the team for a purpose: which data, and about whom."""

    categories: tuple[DataCategory, ...]
    about: tuple[Subject, ...]
    unaware: bool = False
    """Also of somebody who does not know of it yet: for safety alone."""


@dataclass(frozen=True, kw_only=True)
class Retention(Row):
    """How long a kind of data is kept (bewaartermijn), from when."""

    starts: str
    length: int
    unit: TermUnit
    at_most: bool = False
    """It may not be kept longer; otherwise: not shorter."""


@dataclass(frozen=True, kw_only=True)
class Funding(Row):
    """A funding stream (kostendrager)."""

    name: str
    laws: tuple[Law, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TaskField(Row):
    """An Iv3 taakveld (BBV): what municipalities account for."""

    name: str


@dataclass(frozen=True, kw_only=True)
class ProvisionType(Row):
    """A kind of provision (voorziening): under which laws, from which streams, on which field."""

    laws: tuple[Law, ...]
    streams: tuple[Stream, ...]
    field: str
    """The Iv3 taakveld that it is booked on."""


@dataclass(frozen=True, kw_only=True)
class Holiday(Row):
    """A public holiday (algemeen erkende feestdag): a fixed day, or so many days from Easter."""

    month: int = 0
    day: int = 0
    easter: int = 0
    """Days after Easter Sunday, where there is no month."""
    not_on_sunday: int = 0
    """So many days on where it would be a Sunday."""


@dataclass(frozen=True, kw_only=True)
class Deciding(Row):
    """Who decides about help for somebody of that age, and who is told."""

    agrees: tuple[Party, ...]
    rights: tuple[Party, ...]
    notice: tuple[Party, ...]
    reads: ReadingRoute | None = None
    """By which way a parent with authority reads of the child; None: not at all."""


TABLES: dict[str, tuple[type[Row], type[StrEnum] | None]] = {
    "deadlines": (Deadline, TermCode),
    "limits": (Limit, LimitCode),
    "cooperation": (CooperationDuty, DecisionGround),
    "bases": (Basis, LegalBasis),
    "sharing": (Sharing, None),
    "retention": (Retention, DataClass),
    "streams": (Funding, Stream),
    "taakvelden": (TaskField, None),
    "provisions": (ProvisionType, Provision),
    "holidays": (Holiday, None),
    "minors": (Deciding, None),
}
"""By file: what its rows are, and the code list that they are about, where there is one."""
