"""Granting mandates, agreeing to them, and revoking them (Awb title 10.1)."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.codes import (
    ConsentOf,
    Law,
    MandateCondition,
    MandatedAct,
    MandateKind,
    MandatingBody,
    Provision,
    Role,
)
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.by_mandate import DECISIONS
from domain.decisions.guards import some_money
from domain.fact import Event
from domain.facts.mandate import Mandate, MandateConsented, MandateGranted, MandateRevoked
from domain.facts.municipality import Function, Organisation
from domain.refusal import Refusal
from domain.terms import Cents, FunctionId, MandateId, OrganisationId, Publication

LONGEST = 1_200
"""No help is granted for longer than a hundred years, in months."""


class GrantMandate(Command[Function, Organisation, Mandate]):
    """Grant a mandate to a function, as published.

    To somebody outside the mandator's own organisation it stands once they and who leads them have
    agreed (Awb 10:4).
    """

    mandate: MandateId
    grantee: FunctionId
    organisation: OrganisationId
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
    body: MandatingBody | None = None
    decided_on: date | None = None

    def needs(self) -> tuple[Function, Organisation, Mandate]:
        return Function(self.grantee), Organisation(self.organisation), Mandate(self.mandate)

    def decide(
        self, grantee: Function, organisation: Organisation, mandate: Mandate
    ) -> Sequence[Event]:
        makes_sense(self, self.kind)
        if grantee.role is None:
            raise Unknown("function")
        if organisation.kind is None:
            raise Unknown("organisation")
        if mandate.granted is not None:
            raise Refused(Refusal.ALREADY_DONE)
        outside = grantee.organisation != self.organisation
        return [
            MandateGranted(
                mandate=self.mandate,
                function=self.grantee,
                organisation=self.organisation,
                kind=self.kind,
                laws=self.laws,
                acts=self.acts,
                provisions=self.provisions,
                limit=self.limit,
                since=self.since,
                until=self.until,
                publication=self.publication,
                limit_per_year=self.limit_per_year,
                most_months=self.most_months,
                conditions=self.conditions or None,
                sub_mandate=self.sub_mandate,
                consent_of=grantee.organisation if outside else None,
                body=self.body,
                decided_on=self.decided_on,
            )
        ]


class ConsentToMandate(Command[Mandate, Function]):
    """Agree to a mandate from outside one's own organisation (Awb 10:4).

    Who gets it and who leads them are two people, whatever functions they hold.
    """

    mandate: MandateId

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Mandate, Function]:
        return Mandate(self.mandate), Function(self.context.function)

    def decide(self, mandate: Mandate, own: Function) -> Sequence[Event]:
        granted = mandate.granted
        if granted is None:
            raise Unknown("mandate")
        if mandate.revoked:
            raise Refused(Refusal.MANDATE_ENDED)
        consent = ConsentOf.MANDATEE
        if self.context.function != granted.function:
            leads(own, granted.consent_of)
            consent = ConsentOf.SUPERIOR
        if granted.consent_of is None or consent in mandate.consented:
            raise Refused(Refusal.ALREADY_DONE)
        if self.context.actor in mandate.agreed:
            raise Refused(Refusal.SECOND_PERSON_MISSING)
        return [MandateConsented(mandate=self.mandate, function=granted.function, consent=consent)]


class RevokeMandate(Command[Function, Mandate]):
    """Take a mandate back, from this instant, with all that was passed on out of it (Awb 10:8)."""

    mandate: MandateId

    def needs(self) -> tuple[Function, Mandate]:
        return Function(self.context.function), Mandate(self.mandate)

    def decide(self, own: Function, mandate: Mandate) -> Sequence[Event]:
        granted = mandate.granted
        if granted is None:
            raise Unknown("mandate")
        if own.role is not Role.ADMINISTRATOR and mandate.granted_by != own.function:
            raise Refused(Refusal.NOT_AUTHORISED)
        if mandate.revoked:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            MandateRevoked(
                mandate=self.mandate,
                below=tuple(mandate.below) or None,
                functions=tuple(dict.fromkeys((granted.function, *mandate.below.values()))),
            )
        ]


class Asked(Protocol):
    """What is asked of a mandate, whether granted or passed on."""

    @property
    def limit(self) -> Cents: ...
    @property
    def limit_per_year(self) -> Cents | None: ...
    @property
    def most_months(self) -> int | None: ...
    @property
    def since(self) -> date: ...
    @property
    def until(self) -> date: ...
    @property
    def acts(self) -> tuple[MandatedAct, ...]: ...
    @property
    def conditions(self) -> tuple[MandateCondition, ...] | None: ...


def makes_sense(asked: Asked, kind: MandateKind) -> None:
    """A mandate that somebody could use. Raises Malformed."""
    some_money(asked.limit)
    if asked.limit_per_year is not None:
        some_money(asked.limit_per_year)
    if asked.most_months is not None and not 1 <= asked.most_months <= LONGEST:
        raise Malformed(f"most_months: from 1 to {LONGEST}")
    if asked.until < asked.since:
        raise Malformed("until: not before since")
    if kind is not MandateKind.DECIDE and not DECISIONS.isdisjoint(asked.acts):
        raise Malformed("acts: only a mandaat gives power to grant or refuse (Awb 10:1)")
    if asked.conditions and MandatedAct.REFER in asked.acts:
        raise Malformed("conditions: for decisions and spendings; mandate referring apart")


def leads(own: Function, organisation: OrganisationId | None) -> None:
    """Whoever agrees for the mandatee leads the organisation that they work for. Raises Refused."""
    if own.role is not Role.DIRECTOR or own.organisation != organisation:
        raise Refused(Refusal.NOT_AUTHORISED)
