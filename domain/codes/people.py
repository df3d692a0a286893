"""Codes of who acts, for whom, and in what relation to a case."""

from enum import StrEnum


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
    PARENT = "parent"
    """Without authority over the child (ouder zonder gezag)."""
    DIRECTOR = "director"
    COUNCIL = "council"


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
    HEALTH_CARE = "health-care"
    SAFE_AT_HOME = "safe-at-home"
    CHILD_PROTECTION = "child-protection"
    POLICE = "police"
    BUSINESS = "business"
    SCHOOL = "school"


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
    DISCLOSE = "disclose"
