"""Granting and revoking mandates (Awb title 10.1)."""

from collections.abc import Sequence
from datetime import date

from domain.codes import Law, MandatedAct, MandateKind, Provision, Role
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import acts_as, some_money
from domain.fact import Event
from domain.facts.mandate import Mandate, MandateGranted, MandateRevoked
from domain.facts.municipality import Function, Office, Organisation
from domain.refusal import Refusal
from domain.terms import Cents, FunctionId, MandateId, OrganisationId, Publication, day


class GrantMandate(Command[Function, Office, Function, Organisation, Mandate]):
    """Grant a mandate to a function, as published."""

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

    def needs(self) -> tuple[Function, Office, Function, Organisation, Mandate]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            Function(self.grantee),
            Organisation(self.organisation),
            Mandate(self.mandate),
        )

    def decide(
        self,
        own: Function,
        office: Office,
        grantee: Function,
        organisation: Organisation,
        mandate: Mandate,
    ) -> Sequence[Event]:
        some_money(self.limit)
        if self.until < self.since:
            raise Malformed("until: not before since")
        if grantee.role is None:
            raise Unknown("function")
        if organisation.kind is None:
            raise Unknown("organisation")
        acts_as(Role.ADMINISTRATOR, own, office, self.context, day(self.at))
        if mandate.granted is not None:
            raise Refused(Refusal.ALREADY_DONE)
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
            )
        ]


class RevokeMandate(Command[Function, Office, Mandate]):
    """Take a mandate back, from this instant (Awb 10:8)."""

    mandate: MandateId

    def needs(self) -> tuple[Function, Office, Mandate]:
        return (
            Function(self.context.function),
            Office(self.context.function),
            Mandate(self.mandate),
        )

    def decide(self, own: Function, office: Office, mandate: Mandate) -> Sequence[Event]:
        if mandate.granted is None:
            raise Unknown("mandate")
        acts_as(Role.ADMINISTRATOR, own, office, self.context, day(self.at))
        if mandate.revoked:
            raise Refused(Refusal.ALREADY_DONE)
        return [MandateRevoked(mandate=self.mandate)]
