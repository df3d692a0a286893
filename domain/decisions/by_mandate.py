"""By what right somebody decides, spends or refers: the mandate, asked in the order of the law.

1. Does the actor hold the function, and is the mandate that function's? (Awb 10:3)
2. Has everybody agreed to it, and does it stand on that day? (Awb 10:4, 10:8)
3. Is it for this act, law and provision? (Awb 10:1, 10:5)
4. Is the amount within its limit: of the decision, then of the case in the year, with all that was
   passed on out of the same mandate; and how long?
5. Did a second person look along or sign, where it asks for that? (Awb 10:6)
6. Is it free of one's own interest: help by one's own employer? (Awb 2:4)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from domain.codes import Law, MandateCondition, MandatedAct, MandateKind, Provision
from domain.command import Refused, Unknown
from domain.decisions.guards import holds_function
from domain.fact import Context
from domain.facts.mandate import Mandate, MandateGranted, MandatesOf
from domain.facts.municipality import Office
from domain.refusal import Refusal
from domain.terms import FunctionId, MandateId, OrganisationId

DECISIONS = frozenset({MandatedAct.GRANT, MandatedAct.REFUSE})
"""The acts that are a decision (besluit, Awb 1:3)."""
ABOVE = frozenset(
    {Refusal.MANDATE_EXCEEDED, Refusal.MANDATE_YEAR_EXCEEDED, Refusal.MANDATE_TOO_LONG}
)
"""What is within the mandate but for its size: that may go up."""

NOTHING: Mapping[MandateId, int] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Use:
    """What somebody wants to do under a mandate, on which day."""

    on: date
    act: MandatedAct
    amount: int = 0
    """In cents."""
    laws: frozenset[Law] | None = None
    """The law that it is decided under; or the case's laws, of which one must be the mandate's.
    None where that was asked before: of what is booked back."""
    provision: Provision | None = None
    months: int | None = None
    """How long it is granted for; None for once."""
    before: Mapping[MandateId, int] | None = field(default_factory=lambda: NOTHING)
    """What was granted (or spent) in the case already, this year, by mandate, in cents; None for
    what counts for no year."""
    second: frozenset[MandateCondition] = frozenset()
    """What somebody else has looked along at or signed."""
    provider: OrganisationId | None = None
    """Who is to give the help, where that is said."""
    employers: frozenset[OrganisationId] = frozenset()
    """Whom the actor works for."""


def under_mandate(mandate: Mandate, office: Office, context: Context, use: Use) -> MandateGranted:
    """The mandate that allows this, asked in the order above. Raises Unknown, Refused.

    Only a mandaat gives power to decide; paying out and referring are factual acts or contracts,
    for which a machtiging or volmacht will do as well (Awb 10:1, 10:12).
    """
    granted = mandate.granted
    if granted is None:
        raise Unknown("mandate")
    holds_function(office, context, use.on)
    if granted.function != context.function:
        raise Refused(Refusal.MANDATE_OF_ANOTHER)
    in_force(mandate, use.on)
    in_scope(granted, use)
    within_limits(mandate, granted, use)
    second_person(granted, use)
    no_own_interest(granted, use)
    return granted


def in_force(mandate: Mandate, on: date) -> None:
    """Agreed to, not revoked, and of that day. Raises Refused."""
    granted = mandate.granted
    if not mandate.agreed_to:
        raise Refused(Refusal.MANDATE_NOT_CONSENTED)
    if granted is None or mandate.revoked or not granted.since <= on <= granted.until:
        raise Refused(Refusal.MANDATE_ENDED)


def in_scope(granted: MandateGranted, use: Use) -> None:
    """For this act, by this kind of mandate, under this law, for this provision. Raises Refused."""
    if use.act not in granted.acts:
        raise Refused(Refusal.MANDATE_NOT_FOR_THIS)
    if use.act in DECISIONS and granted.kind is not MandateKind.DECIDE:
        raise Refused(Refusal.MANDATE_NOT_FOR_THIS)
    if use.laws is not None and use.laws.isdisjoint(granted.laws):
        raise Refused(Refusal.MANDATE_NOT_FOR_THIS)
    if use.provision is not None and use.provision not in granted.provisions:
        raise Refused(Refusal.MANDATE_NOT_FOR_THIS)


def within_limits(mandate: Mandate, granted: MandateGranted, use: Use) -> None:
    """Of the decision, then of the case in the year, then how long. Raises Refused."""
    if use.amount > granted.limit:
        raise Refused(Refusal.MANDATE_EXCEEDED)
    for each, limit in mandate.limits_per_year.items():
        if use.before is not None and use.before.get(each, 0) + use.amount > limit:
            raise Refused(Refusal.MANDATE_YEAR_EXCEEDED)
    if granted.most_months is not None and (use.months or 0) > granted.most_months:
        raise Refused(Refusal.MANDATE_TOO_LONG)


def second_person(granted: MandateGranted, use: Use) -> None:
    """Somebody else looked along or signed, where the mandate asks for that. Raises Refused."""
    if not use.second.issuperset(granted.conditions or ()):
        raise Refused(Refusal.SECOND_PERSON_MISSING)


def no_own_interest(granted: MandateGranted, use: Use) -> None:
    """Nobody decides on help by whom they work for themselves (Awb 2:4). Raises Refused.

    Help by the mandator itself is none: in its name it is decided anyway.
    """
    if use.provider in use.employers - {granted.organisation}:
        raise Refused(Refusal.CONFLICT_OF_INTEREST)


def goes_up_to(own: FunctionId, higher: MandatesOf, office: Office, use: Use) -> None:
    """An application goes up to another function, held by somebody, that may decide it.

    Raises Refused.
    """
    if higher.function == own:
        raise Refused(Refusal.ESCALATION_UNFIT)
    if not any(held.since <= use.on < held.until for held in office.held):
        raise Refused(Refusal.ESCALATION_UNFIT)
    if not any(suffices(each, use) for each in higher.mandates.values()):
        raise Refused(Refusal.ESCALATION_UNFIT)


def suffices(mandate: Mandate, use: Use) -> bool:
    """Whether that mandate would do, as far as force, scope and limits go."""
    granted = mandate.granted
    if granted is None:
        return False
    try:
        in_force(mandate, use.on)
        in_scope(granted, use)
        within_limits(mandate, granted, use)
    except Refused:
        return False
    return True
