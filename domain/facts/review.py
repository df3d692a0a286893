"""That a case goes on, decided from time to time, or goes to somebody with more powers."""

from datetime import date
from typing import Annotated

from domain.codes import EscalatedTo, EscalationGround, LighterOption
from domain.fact import Event
from domain.terms import CaseId, Personal, ResidentId, TeamId


class CaseContinued(Event):
    """Zaak voortgezet: why, what the resident thinks of it, and when it is looked at again."""

    case: CaseId
    resident: ResidentId
    team: TeamId
    reason: Annotated[str, Personal("resident")]
    view: Annotated[str, Personal("resident")]
    """The resident's own."""
    review_on: date


class EscalationDecided(Event):
    """Opgeschaald: to somebody with more powers, and never for a refusal alone."""

    case: CaseId
    resident: ResidentId
    to: EscalatedTo
    grounds: tuple[EscalationGround, ...]
    lighter: tuple[LighterOption, ...]
    """What was tried or thought of before."""
    view: Annotated[str, Personal("resident")]
    """The resident's own."""
    ends_when: Annotated[str, Personal("resident")]
    """By what it is seen that it can go back (afschalen)."""
