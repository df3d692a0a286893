"""Who may decide what, in whose name: mandates are granted to functions, never to people."""

from dataclasses import replace
from datetime import date
from typing import Self

from domain.codes import Law, MandatedAct, MandateKind, Provision
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Cents, FunctionId, MandateId, OrganisationId, Publication


class MandateGranted(Event):
    """Mandaat verleend (Awb 10:1, 10:5)."""

    mandate: MandateId
    function: FunctionId
    organisation: OrganisationId
    """On whose behalf (mandaatgever): the body that stays responsible (Awb 10:10)."""
    kind: MandateKind
    laws: tuple[Law, ...]
    acts: tuple[MandatedAct, ...]
    provisions: tuple[Provision, ...]
    limit: Cents
    """The most per decision."""
    since: date
    until: date
    """The last day on which it holds."""
    publication: Publication


class MandateRevoked(Event):
    """Mandaat ingetrokken (Awb 10:8): from this instant."""

    mandate: MandateId


class Mandate(Knowledge):
    """What a mandate allows, and whether it still stands."""

    mandate: MandateId
    granted: MandateGranted | None = None
    revoked: bool = False

    def evolve(self, fact: Fact[MandateGranted | MandateRevoked]) -> Self:
        match fact.event:
            case MandateGranted() as granted:
                return replace(self, granted=granted)
            case MandateRevoked():
                return replace(self, revoked=True)
