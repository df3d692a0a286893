"""What a municipality set for itself, where it is decided: laws in scope, limits, terms promised.

A promised term is put on record in the case or application that has it: so the promise of its day
stays, whatever is published later, and who asks by when something is due needs no configuration.
"""

from collections.abc import Sequence
from datetime import date, datetime

from domain.codes import Channel, Law, LimitCode, OrganisationKind, ProviderModel, Role, TermCode
from domain.command import Refused
from domain.fact import Event
from domain.facts.application import ApplicationReceived
from domain.facts.configuration import Configuration, StepsTaken
from domain.facts.term import OF_A_CASE, TERM_OF, DecisionTermAdopted, TermsAdopted
from domain.law import Rules
from domain.law.due import due
from domain.refusal import Refusal
from domain.terms import CaseId, Cents, ResidentId, day

TEAMS_ARE_OF = {
    ProviderModel.MUNICIPAL: frozenset({OrganisationKind.MUNICIPALITY}),
    ProviderModel.FOUNDATION: frozenset({OrganisationKind.TEAM_FOUNDATION}),
    ProviderModel.PROVIDERS: frozenset({OrganisationKind.CARE_PROVIDER, OrganisationKind.WELFARE}),
}
"""What an organisation is that teams are of, by how the municipality is organised."""


def for_the_case(
    configuration: Configuration,
    on: date,
    case: CaseId,
    resident: ResidentId,
    of: frozenset[TermCode] = OF_A_CASE,
) -> Sequence[Event]:
    """What goes along with the first notification or signal of a case; or, of these terms alone,
    with the first word about somebody else in it."""
    version = configuration.on(on)
    if version is None:
        return []
    listed = [
        each
        for each in zip(version.terms, version.lengths, version.units, strict=True)
        if each[0] in of
    ]
    if not listed:
        return []
    terms, lengths, units = zip(*listed, strict=True)
    return [
        TermsAdopted(
            case=case,
            resident=resident,
            version=version.version,
            terms=terms,
            lengths=lengths,
            units=units,
        )
    ]


def for_the_application(
    configuration: Configuration, on: date, received: ApplicationReceived
) -> Sequence[Event]:
    """What goes along with an application."""
    version, term = configuration.on(on), TERM_OF.get(received.law)
    adopted = version.adopted(term) if version is not None and term is not None else None
    if version is None or term is None or adopted is None:
        return []
    return [
        DecisionTermAdopted(
            application=received.application,
            case=received.case,
            resident=received.resident,
            version=version.version,
            term=term,
            length=adopted[0],
            unit=adopted[1],
        )
    ]


def in_scope(configuration: Configuration, on: date, laws: Sequence[Law]) -> None:
    """The teams work under the laws that the municipality gave them (N-01). Raises Refused."""
    version = configuration.on(on)
    if version is not None and not set(laws) <= set(version.laws):
        raise Refused(Refusal.LAW_NOT_IN_SCOPE)


def may_spend(configuration: Configuration, on: date, role: Role | None, amount: Cents) -> None:
    """Who may spend here, and how much at once without going up (N-01). Raises Refused.

    Beside the mandate, never instead of it: this can only be stricter.
    """
    version = configuration.on(on)
    if version is None:
        return
    if version.spenders and role not in version.spenders:
        raise Refused(Refusal.NOT_AUTHORISED)
    if version.most_spent is not None and amount > version.most_spent:
        raise Refused(Refusal.MANDATE_EXCEEDED)


def in_use(configuration: Configuration, on: date, role: Role) -> None:
    """The functions are those that the municipality works with (N-01). Raises Refused."""
    version = configuration.on(on)
    if version is not None and version.roles and role not in version.roles:
        raise Refused(Refusal.NOT_IN_USE)


def team_of(configuration: Configuration, on: date, kind: OrganisationKind) -> None:
    """Teams are of the organisations that the municipality chose them to be of. Raises Refused."""
    version = configuration.on(on)
    model = version.provider_model if version is not None else None
    if model is not None and kind not in TEAMS_ARE_OF[model]:
        raise Refused(Refusal.NOT_IN_USE)


def steps_first(configuration: Configuration, on: date, steps: StepsTaken) -> None:
    """What goes before a plan here has been done, in that order (N-01). Raises Refused."""
    version = configuration.on(on)
    if version is None:
        return
    done = iter(steps.taken)
    if not all(step in done for step in version.steps):
        raise Refused(Refusal.STEP_MISSING)


def written_to(configuration: Configuration, on: date, channel: Channel) -> Channel:
    """How a resident is written to here who would be by this channel: by letter, where it is not
    in use."""
    version = configuration.on(on)
    used = version is None or not version.channels or channel in version.channels
    return channel if used else Channel.LETTER


def at_most(configuration: Configuration, on: date, limit: LimitCode, rules: Rules) -> int:
    """How often it may be done: as the municipality has it, which is never more than the law."""
    version = configuration.on(on)
    adopted = version.most(limit) if version is not None else None
    return adopted or rules.limit(limit, on).most


def within_term(
    configuration: Configuration, at: datetime, term: TermCode, rules: Rules, last: date
) -> None:
    """A day that is chosen lies in that term, counted from now (Awb 3:4(2)). Raises Refused."""
    version = configuration.on(day(at))
    if last > due(term, at, rules, version.adopted(term) if version is not None else None).on:
        raise Refused(Refusal.LIMIT_EXCEEDED)
