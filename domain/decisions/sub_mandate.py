"""Passing a mandate on (ondermandaat): no wider than one's own, and only while that stands."""

from collections.abc import Sequence
from datetime import date

from domain.codes import Law, MandateCondition, MandatedAct, Provision
from domain.command import Command, Refused, Unknown
from domain.decisions.by_mandate import in_force
from domain.decisions.mandate import makes_sense
from domain.fact import Event
from domain.facts.mandate import Mandate, MandateGranted, SubMandateGranted
from domain.facts.municipality import Function
from domain.refusal import Refusal
from domain.terms import Cents, FunctionId, MandateId, Publication, day


class GrantSubMandate(Command[Mandate, Function, Function, Mandate]):
    """Pass on what one's own function is mandated to, or part of it, where that is allowed."""

    mandate: MandateId
    parent: MandateId
    grantee: FunctionId
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

    def cites(self) -> MandateId:
        return self.parent

    def needs(self) -> tuple[Mandate, Function, Function, Mandate]:
        return (
            Mandate(self.parent),
            Function(self.context.function),
            Function(self.grantee),
            Mandate(self.mandate),
        )

    def decide(
        self, parent: Mandate, own: Function, grantee: Function, mandate: Mandate
    ) -> Sequence[Event]:
        above = parent.granted
        if above is None:
            raise Unknown("mandate")
        makes_sense(self, above.kind)
        if grantee.role is None:
            raise Unknown("function")
        if above.function != self.context.function:
            raise Refused(Refusal.MANDATE_OF_ANOTHER)
        in_force(parent, day(self.at))
        if not above.sub_mandate:
            raise Refused(Refusal.SUB_MANDATE_NOT_ALLOWED)
        if mandate.granted is not None:
            raise Refused(Refusal.ALREADY_DONE)
        if not self._within(above):
            raise Refused(Refusal.SUB_MANDATE_TOO_WIDE)
        limits = parent.limits_per_year
        outside = grantee.organisation != own.organisation
        return [
            SubMandateGranted(
                mandate=self.mandate,
                parent=self.parent,
                above=(self.parent, *parent.above),
                granted_by=self.context.function,
                function=self.grantee,
                organisation=above.organisation,
                kind=above.kind,
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
                limited=tuple(limits) or None,
                limits_above=tuple(limits.values()) or None,
            )
        ]

    def _within(self, above: MandateGranted) -> bool:
        """No wider than the parent, in any respect; and to another function."""
        return (
            self.grantee != above.function
            and set(self.laws) <= set(above.laws)
            and set(self.acts) <= set(above.acts)
            and set(self.provisions) <= set(above.provisions)
            and self.limit <= above.limit
            and _no_more(self.limit_per_year, above.limit_per_year)
            and _no_more(self.most_months, above.most_months)
            and set(self.conditions or ()) >= set(above.conditions or ())
            and above.since <= self.since
            and self.until <= above.until
        )


def _no_more(asked: int | None, most: int | None) -> bool:
    return most is None or (asked is not None and asked <= most)
