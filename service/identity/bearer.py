"""Bearer tokens of the API (RFC 6750): a provider's word for who calls, looked up in our registers.

The claims say in what function of which organisation; that the caller holds it, the journal says.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from domain.terms import UUID, FunctionId, OrganisationId, ResidentId, WorkerId
from service.identity.assurance import FOR_RESIDENTS, assurance_of
from service.identity.callers import Caller, NotIdentified, of_resident
from service.identity.provider import Asking, Provider
from service.identity.signed import issuer_of, verified

FUNCTION, ORGANISATION, INQUIRY = (
    "wijkboek_function", "wijkboek_organisation", "wijkboek_inquiry",
)  # fmt: skip
"""The claims in which a provider says in what function, of whom, under which inquiry."""

WorkerOf = Callable[[str, str], WorkerId | None]
"""Of an issuer and its subject, who that is in the staff register."""
ResidentOf = Callable[[str, str], ResidentId | None]
"""The same, in the register of residents."""


def nobody(issuer: str, subject: str) -> None:
    """A register in which nobody is found."""


class Callers:
    """From a provider's claims to a caller, whatever kind of token they came in."""

    def __init__(
        self,
        worker_of: WorkerOf = nobody,
        resident_of: ResidentOf = nobody,
        municipality: Callable[[], OrganisationId] | None = None,
    ) -> None:
        self._worker_of = worker_of
        self._resident_of = resident_of
        self._municipality = municipality

    def of(self, provider: Provider, claims: dict[str, Any]) -> Caller:
        """Who that is. Raises NotIdentified."""
        return self._resident(claims) if provider.residents else self._worker(provider, claims)

    def _worker(self, provider: Provider, claims: dict[str, Any]) -> Caller:
        if provider.acr and claims.get("acr") not in provider.acr:
            raise NotIdentified("the caller was not signed in surely enough")
        worker = self._worker_of(claims["iss"], claims["sub"])
        if worker is None:
            raise NotIdentified("the caller is not in the staff register")
        return Caller(
            worker,
            FunctionId(_id(claims, FUNCTION)),
            OrganisationId(_id(claims, ORGANISATION)),
            acr=assurance_of(claims.get("acr")),
            inquiry=None if claims.get(INQUIRY) is None else _id(claims, INQUIRY),
        )

    def _resident(self, claims: dict[str, Any]) -> Caller:
        level = assurance_of(claims.get("acr"))
        if level is None or not level.at_least(FOR_RESIDENTS):
            raise NotIdentified(f"a resident signs in at level {FOR_RESIDENTS} or higher")
        resident = self._resident_of(claims["iss"], claims["sub"])
        if resident is None or self._municipality is None:
            raise NotIdentified("the caller is not in the register of residents")
        return of_resident(resident, self._municipality(), level)


class Bearer:
    """Tells callers of the API by the tokens of the providers that were set. See `Identify`."""

    waits = True

    def __init__(
        self,
        askings: Iterable[Asking],
        callers: Callers,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._askings = {asking.provider.issuer: asking for asking in askings}
        self._callers = callers
        self._clock = clock

    def caller(self, token: str) -> Caller:
        """See `Identify`."""
        asking = self._askings.get(issuer_of(token))
        if asking is None:
            raise NotIdentified("the token is of another issuer")
        claims = verified(token, asking, asking.provider.audience, self._clock)
        return self._callers.of(asking.provider, claims)


def _id(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not UUID.fullmatch(value):
        raise NotIdentified(f"the token does not say {name}, an id")
    return value
