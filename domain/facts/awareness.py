"""What residents have been told: that there is a case at all, and what help they may bring."""

from dataclasses import replace
from typing import Self

from domain.codes import Channel, Language
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Digest, ResidentId


class ResidentInformed(Event):
    """Inwoner geïnformeerd (AVG 13, 14): what is written down, who sees it, for how long."""

    case: CaseId
    resident: ResidentId
    channel: Channel
    language: Language
    text: Digest


class ClientSupportOffered(Event):
    """Onafhankelijke cliëntondersteuning aangeboden (Wmo 2.2.4, 2.3.2 lid 3)."""

    case: CaseId
    resident: ResidentId
    channel: Channel


class ClientSupportAnswered(Event):
    """Cliëntondersteuning gewenst of niet: whether the resident wants independent support."""

    case: CaseId
    resident: ResidentId
    wanted: bool


class Awareness(Knowledge):
    """Who knows of this case. One resident's knowing says nothing of another's."""

    case: CaseId
    informed: frozenset[ResidentId] = frozenset()

    def evolve(self, fact: Fact[ResidentInformed]) -> Self:
        return replace(self, informed=self.informed | {fact.event.resident})
