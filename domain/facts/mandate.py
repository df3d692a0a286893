"""Who may decide what, in whose name: mandates are granted to functions, never to people."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType
from typing import Self

from domain.codes import (
    ConsentOf,
    Law,
    MandateCondition,
    MandatedAct,
    MandateKind,
    MandatingBody,
    Provision,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Cents, FunctionId, MandateId, OrganisationId, Publication, WorkerId


class MandateGranted(Event):
    """Mandaat verleend (Awb 10:1, 10:5); volmacht and machtiging likewise (Awb 10:12)."""

    mandate: MandateId
    function: FunctionId
    organisation: OrganisationId
    """On whose behalf (mandaatgever): the body that stays responsible (Awb 10:10)."""
    kind: MandateKind
    laws: tuple[Law, ...]
    acts: tuple[MandatedAct, ...]
    """Without REFUSE among them it may only grant."""
    provisions: tuple[Provision, ...]
    limit: Cents
    """The most per decision."""
    since: date
    until: date
    """The last day on which it holds."""
    publication: Publication
    limit_per_year: Cents | None = None
    """The most per case and calendar year, granted; and spent likewise."""
    most_months: int | None = None
    """The longest that help may be granted for."""
    conditions: tuple[MandateCondition, ...] | None = None
    sub_mandate: bool | None = None
    """Whether it may be passed on (ondermandaat, Awb 10:9)."""
    consent_of: OrganisationId | None = None
    """Whom the mandatee works for, where that is not the mandator: both must agree (Awb 10:4)."""
    body: MandatingBody | None = None
    """Which body of the mandator decided to give it."""
    decided_on: date | None = None


class SubMandateGranted(Event):
    """Ondermandaat verleend (Awb 10:9): passed on, no wider, and only while the parent stands."""

    mandate: MandateId
    parent: MandateId
    above: tuple[MandateId, ...]
    """The parent and every mandate above it: it ends with any of them."""
    granted_by: FunctionId
    function: FunctionId
    organisation: OrganisationId
    """On whose behalf: the same body as the parent's (Awb 10:2)."""
    kind: MandateKind
    laws: tuple[Law, ...]
    acts: tuple[MandatedAct, ...]
    provisions: tuple[Provision, ...]
    limit: Cents
    since: date
    until: date
    publication: Publication
    limit_per_year: Cents | None = None
    most_months: int | None = None
    conditions: tuple[MandateCondition, ...] | None = None
    sub_mandate: bool | None = None
    consent_of: OrganisationId | None = None
    limited: tuple[MandateId, ...] | None = None
    """Which of those above have a limit of a case in the year. It holds for all that was passed on
    out of them together."""
    limits_above: tuple[Cents, ...] | None = None
    """These limits, in the same order: a mandate does not change once it was granted."""


class MandateConsented(Event):
    """Ingestemd met mandaat (Awb 10:4): by who gets it, or by who leads the mandatee."""

    mandate: MandateId
    function: FunctionId
    """Whose mandate it is."""
    consent: ConsentOf


class MandateRevoked(Event):
    """Mandaat ingetrokken (Awb 10:8): from this instant, with all that was passed on out of it."""

    mandate: MandateId
    below: tuple[MandateId, ...] | None = None
    """The sub-mandates that end with it."""
    functions: tuple[FunctionId, ...] | None = None
    """Whose mandates these were."""


NO_LIMITS: Mapping[MandateId, Cents] = MappingProxyType({})
NO_MANDATES: Mapping[MandateId, FunctionId] = MappingProxyType({})


class Mandate(Knowledge):
    """What a mandate allows, and whether it still stands."""

    mandate: MandateId
    granted: MandateGranted | None = None
    """As granted; of a sub-mandate, as if the mandator had."""
    above: tuple[MandateId, ...] = ()
    """Of a sub-mandate: the mandates that it comes out of, the nearest first."""
    granted_by: FunctionId | None = None
    """Of a sub-mandate: the function that passed it on."""
    limits_above: Mapping[MandateId, Cents] = field(default_factory=lambda: NO_LIMITS)
    """Of a sub-mandate: the limits of a case in the year of the mandates above it."""
    consented: frozenset[ConsentOf] = frozenset()
    agreed: frozenset[WorkerId] = frozenset()
    """Who said so."""
    revoked: bool = False
    below: Mapping[MandateId, FunctionId] = field(default_factory=lambda: NO_MANDATES)
    """The sub-mandates that were ever passed on out of it, and whose they are."""

    def evolve(
        self, fact: Fact[MandateGranted | SubMandateGranted | MandateConsented | MandateRevoked]
    ) -> Self:
        match fact.event:
            case MandateGranted() as granted:
                return replace(self, granted=granted)
            case SubMandateGranted(mandate=self.mandate) as passed_on:
                return replace(
                    self, granted=_granted(passed_on), above=passed_on.above,
                    granted_by=passed_on.granted_by,
                    limits_above=dict(
                        zip(passed_on.limited or (), passed_on.limits_above or (), strict=True)
                    ),
                )  # fmt: skip
            case SubMandateGranted(mandate=mandate, function=function):
                return replace(self, below={**self.below, mandate: function})
            case MandateConsented(consent=consent):
                return replace(
                    self, consented=self.consented | {consent},
                    agreed=self.agreed | {fact.context.actor},
                )  # fmt: skip
            case MandateRevoked():
                return replace(self, revoked=True)

    @property
    def limits_per_year(self) -> Mapping[MandateId, Cents]:
        """The most per case and calendar year: under this mandate, and under each above it."""
        own = self.granted.limit_per_year if self.granted else None
        return {**self.limits_above, **({} if own is None else {self.mandate: own})}

    @property
    def agreed_to(self) -> bool:
        """Whether everybody has agreed who must (Awb 10:4)."""
        granted = self.granted
        return granted is not None and (
            granted.consent_of is None or self.consented >= frozenset(ConsentOf)
        )

    def stands(self, on: date) -> bool:
        """Whether it holds on that day, as far as is known."""
        granted = self.granted
        return (
            granted is not None
            and self.agreed_to
            and not self.revoked
            and granted.since <= on <= granted.until
        )


def _granted(passed_on: SubMandateGranted) -> MandateGranted:
    shared = MandateGranted.__dataclass_fields__.keys() & vars(passed_on)
    return MandateGranted(**{name: getattr(passed_on, name) for name in shared})


NO_MANDATES_HELD: Mapping[MandateId, Mandate] = MappingProxyType({})


class MandatesOf(Knowledge):
    """The mandates of a function: all that it was ever granted, as they stand."""

    function: FunctionId
    mandates: Mapping[MandateId, Mandate] = field(default_factory=lambda: NO_MANDATES_HELD)

    def evolve(
        self, fact: Fact[MandateGranted | SubMandateGranted | MandateConsented | MandateRevoked]
    ) -> Self:
        changed = {
            mandate: self.mandates.get(mandate, Mandate(mandate)).evolve(fact)
            for mandate in self._about(fact.event)
        }
        return replace(self, mandates={**self.mandates, **changed})

    def _about(
        self, event: MandateGranted | SubMandateGranted | MandateConsented | MandateRevoked
    ) -> Iterator[MandateId]:
        match event:
            case MandateRevoked(mandate=mandate, below=below):
                yield from ({mandate, *(below or ())} & set(self.mandates))
            case MandateConsented(mandate=mandate):
                yield mandate
            case granted if granted.function == self.function:
                yield granted.mandate
