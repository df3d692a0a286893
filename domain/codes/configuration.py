"""Codes of what a municipality sets for itself: how it is organised, and what goes before what."""

from enum import StrEnum


class ProviderModel(StrEnum):
    """Whose the neighbourhood teams are (organisatiemodel van de wijkteams)."""

    MUNICIPAL = "municipal"
    FOUNDATION = "foundation"
    PROVIDERS = "providers"


class Step(StrEnum):
    """What goes before a plan here, besides what the law puts before it (stap in het proces)."""

    QUESTION_CLARIFIED = "question-clarified"
    RESIDENT_INFORMED = "resident-informed"
    CLIENT_SUPPORT_OFFERED = "client-support-offered"
    COORDINATOR_ASSIGNED = "coordinator-assigned"
