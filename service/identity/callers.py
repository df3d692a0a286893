"""Who is calling: a worker in one function of one organisation, or a resident for herself."""

from dataclasses import dataclass
from typing import Protocol

from domain.terms import (
    FunctionId,
    OrganisationId,
    ResidentId,
    WorkerId,
    function_of_residents,
)
from service.identity.assurance import Assurance


@dataclass(frozen=True)
class Caller:
    """A worker (medewerker), acting in one function (functie) for one organisation.

    Of a resident (inwoner) who calls for herself, `worker` is her own pseudonym: see `of_resident`.
    """

    worker: WorkerId
    function: FunctionId
    organisation: OrganisationId
    acr: Assurance | None = None
    """How surely the provider knows who it is (betrouwbaarheidsniveau); None: it did not say."""
    resident: ResidentId | None = None
    """Who calls for herself, where it is no worker."""
    inquiry: str | None = None
    """Under which inquiry of the ombudsman this is asked (UUID)."""


class NotIdentified(Exception):
    """The caller cannot be told. The message says why, and never repeats what was given."""


class ProviderAway(Exception):
    """Nobody can be told now: the provider's keys were never heard, and it does not answer."""


class Identify(Protocol):
    """Tells who calls."""

    @property
    def waits(self) -> bool:
        """Whether `caller` may wait for a provider or a database: then not on the event loop."""

    def caller(self, token: str) -> Caller:
        """Whose token this is. Raises NotIdentified, ProviderAway."""


def of_resident(
    resident: ResidentId, municipality: OrganisationId, acr: Assurance | None
) -> Caller:
    """A resident who calls for herself (inzage, AVG 15)."""
    function = function_of_residents(municipality)
    return Caller(WorkerId(resident), function, municipality, acr=acr, resident=resident)
