"""Codes of what leaves the team: to whom, what of it, and what a recipient is told afterwards."""

from enum import StrEnum


class RecipientClass(StrEnum):
    """What a recipient is to the resident (soort ontvanger): it follows from who they are."""

    STATUTORY_CHAIN = "statutory-chain"
    """A task by law: the municipality, the police, Veilig Thuis, child protection."""
    PROVIDER_WITH_TASK = "provider-with-task"
    """Care by profession, or a task in this very case."""
    INFORMAL = "informal"
    """All others: family, a neighbour, a shop, a school without a task in the case."""


class RecipientFunction(StrEnum):
    """In what function somebody receives (functie van de ontvanger)."""

    CASE_WORKER = "case-worker"
    CARE_PROFESSIONAL = "care-professional"
    GENERAL_PRACTITIONER = "general-practitioner"
    CLIENT_SUPPORTER = "client-supporter"
    TEACHER = "teacher"
    CARE_COORDINATOR_AT_SCHOOL = "care-coordinator-at-school"
    INCOME_CONSULTANT = "income-consultant"
    DEBT_COUNSELLOR = "debt-counsellor"
    HOUSING_CONSULTANT = "housing-consultant"
    SAFE_AT_HOME_WORKER = "safe-at-home-worker"
    CHILD_PROTECTION_WORKER = "child-protection-worker"
    POLICE_OFFICER = "police-officer"
    SHOPKEEPER = "shopkeeper"
    FAMILY = "family"
    EX_PARTNER = "ex-partner"
    NEIGHBOUR = "neighbour"
    FRIEND = "friend"


class DataCategory(StrEnum):
    """What kind of data (categorie gegevens)."""

    IDENTITY = "identity"
    CONTACT = "contact"
    CITIZEN_NUMBER = "citizen-number"
    QUESTION = "question"
    HELP = "help"
    HOUSEHOLD = "household"
    HOUSING = "housing"
    FINANCIAL = "financial"
    WORK = "work"
    SCHOOL = "school"
    HEALTH = "health"
    SAFETY = "safety"
    CRIMINAL = "criminal"
    ORIGIN_RELIGION_SEXUALITY = "origin-religion-sexuality"


class Subject(StrEnum):
    """Whom data is about (betrokkene), as seen from the case."""

    RESIDENT = "resident"
    HOUSEHOLD = "household"
    """Who lives with the resident, or looks after them."""
    OTHER = "other"


class NoticeCause(StrEnum):
    """Why a recipient is told afterwards (AVG 7(3), 19)."""

    CORRECTION = "correction"
    PERMISSION_WITHDRAWN = "permission-withdrawn"


class NoticeAnswer(StrEnum):
    """What a recipient did with it (antwoord op een kennisgeving)."""

    CARRIED_OUT = "carried-out"
    KEPT_BY_LAW = "kept-by-law"
    NOTHING_HELD = "nothing-held"
