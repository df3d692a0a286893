"""What is not written down at the resident's request, and that some of it must be."""

from domain.codes import Channel
from domain.fact import Event
from domain.terms import CaseId, ResidentId


class FileDutyExplained(Event):
    """Dossierplicht uitgelegd (Jw 7.3.8): beforehand, what must be written down in any case."""

    case: CaseId
    resident: ResidentId
    channel: Channel


class LeftUnrecorded(Event):
    """Niet opgeschreven op verzoek van de inwoner: that something was told, and nothing of what."""

    case: CaseId
    resident: ResidentId
