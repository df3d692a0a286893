"""Permission to show something of a resident to somebody outside the team."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.codes import PermissionKind, Purpose
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Digest, OrganisationId, PermissionId, Personal, ResidentId


class PermissionGiven(Event):
    """Toestemming gegeven: to show this, to this organisation, for this, until that day."""

    permission: PermissionId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId
    kind: PermissionKind
    purpose: Purpose
    until: date
    """The last day on which it holds."""
    text: Digest
    """The information that was shown beforehand (AVG 7(1))."""
    exceptions: Annotated[str, Personal("resident")]
    """What the resident excepted, in their own words; may be empty."""


class PermissionWithdrawn(Event):
    """Toestemming ingetrokken (AVG 7(3)): from this instant."""

    permission: PermissionId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId


class Permission(Knowledge):
    """Whether something of this case may be shown to this organisation, for what, until when."""

    case: CaseId
    organisation: OrganisationId
    given: tuple[PermissionGiven, ...] = ()

    def evolve(self, fact: Fact[PermissionGiven | PermissionWithdrawn]) -> Self:
        match fact.event:
            case PermissionGiven() as given:
                return replace(self, given=(*self.given, given))
            case PermissionWithdrawn(permission=withdrawn):
                return replace(
                    self, given=tuple(g for g in self.given if g.permission != withdrawn)
                )

    def covers(self, resident: ResidentId, purpose: Purpose, on: date) -> bool:
        """Whether this resident allows it for that purpose on that day."""
        return any(
            g.resident == resident and g.purpose is purpose and on <= g.until for g in self.given
        )
