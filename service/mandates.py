"""Mandates as they are known at a moment: each with what hangs on it, and side by side.

Folded from the facts: nobody decides on what is read here, and it opens no words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.codes import Law, MandatedAct, Provision
from domain.decisions.by_mandate import DECISIONS
from domain.fact import Event, Fact
from domain.facts.application import (
    ApplicationReceived,
    ApplicationWithdrawn,
    DecisionEscalated,
    DecisionTaken,
)
from domain.facts.budget import BudgetReserved, BudgetSpent, ReservationReleased
from domain.facts.casus_agreement import (
    CaseAgreement,
    CaseAgreementBound,
    CaseAgreementEnded,
    CaseAgreementProposed,
)
from domain.facts.mandate import Mandate, MandateRevoked
from domain.facts.municipality import FunctionEstablished, JournalOpened, Office
from domain.law import NotInForce, Rules
from domain.terms import (
    AgreementLineId,
    ApplicationId,
    CaseId,
    Cents,
    FunctionId,
    MandateId,
    OrganisationId,
    ReservationId,
    TeamId,
    tag,
)
from projections.mandate_comparison import Compared, compare
from service.codec import decode
from service.journal import Journal
from service.records import Item
from service.warm import Question, with_tags

OF_MANDATES = Mandate.learns_from
OF_APPLICATIONS = (ApplicationReceived, DecisionEscalated, DecisionTaken)
OF_MONEY = (BudgetReserved, BudgetSpent, ReservationReleased)
OF_FUNCTIONS = (JournalOpened, FunctionEstablished)
OF_AGREEMENTS = (CaseAgreementProposed, CaseAgreementBound, CaseAgreementEnded)


@dataclass(frozen=True)
class Waiting:
    """An application that waits for a decision under this mandate."""

    application: ApplicationId
    case: CaseId
    law: Law
    provision: Provision
    amount: Cents
    escalated: bool
    """Whether it went up to the mandate's function, so that nobody else may decide it."""


@dataclass(frozen=True)
class Reserved:
    """Money set apart that was to be spent under this mandate, in cents."""

    reservation: ReservationId
    case: CaseId
    team: TeamId
    amount: int


@dataclass(frozen=True)
class Promised:
    """A line of an agreement in a case that binds by this mandate."""

    line: AgreementLineId
    case: CaseId
    act: MandatedAct
    amount: Cents


@dataclass(frozen=True)
class Dependents:
    """What hangs on a mandate: what nobody can do under it any more, once it is revoked."""

    mandate: Mandate
    instead: Sequence[MandateId]
    """Other mandates of the same function that stand, and could be used instead."""
    below: Sequence[MandateId]
    """What was passed on out of it, and still stands."""
    applications: Sequence[Waiting]
    reservations: Sequence[Reserved]
    promises: Sequence[Promised]


def known_mandates(journal: Journal, known_at: datetime | None = None) -> dict[MandateId, Mandate]:
    """All mandates, as they were known at a moment (aware); None: now. Raises StoreUnavailable."""
    mandates: dict[MandateId, Mandate] = {}
    for fact in _facts(journal, OF_MANDATES, known_at=known_at):
        event = fact.event
        below = (event.below or ()) if isinstance(event, MandateRevoked) else ()
        for mandate in (event.mandate, *below, *getattr(event, "above", ())):
            mandates[mandate] = mandates.get(mandate, Mandate(mandate)).evolve(fact)
    return mandates


def compared(journal: Journal, on: date, known_at: datetime | None = None) -> list[Compared]:
    """Who may decide what on that day, as was known at that moment: see `compare`.

    Raises StoreUnavailable.
    """
    works_for: dict[FunctionId, OrganisationId] = {}
    for fact in _facts(journal, OF_FUNCTIONS, known_at=known_at):
        event = fact.event
        if isinstance(event, JournalOpened | FunctionEstablished):
            works_for[event.function] = event.organisation
    return compare(known_mandates(journal, known_at).values(), works_for, _falls_under(on), on)


def hanging_on(journal: Journal, mandate: MandateId, on: date) -> Dependents | None:
    """What hangs on that mandate on that day; None where there is no such mandate.

    Open applications and reservations are those of the teams that its function is held in, as far
    as they are within the mandate. Raises StoreUnavailable.
    """
    mandates = known_mandates(journal)
    known = mandates.get(mandate)
    granted = known.granted if known else None
    if known is None or granted is None:
        return None
    others = (m for m in mandates.values() if m.granted and m.granted.function == granted.function)
    teams = _teams(journal, granted.function, on)
    decides = not DECISIONS.isdisjoint(granted.acts)
    return Dependents(
        mandate=known,
        instead=[m.mandate for m in others if m.mandate != mandate and m.stands(on)],
        below=[each for each in known.below if not mandates[each].revoked],
        applications=[
            each for each in _waiting(journal, teams, granted.function)
            if decides and each.law in granted.laws and each.provision in granted.provisions
            and (each.escalated or each.amount <= granted.limit)
        ],
        reservations=list(_reserved(journal, teams)) if MandatedAct.SPEND in granted.acts else [],
        promises=list(_promised(journal, mandate, on)),
    )  # fmt: skip


def agreements_in(journal: Journal, case: CaseId) -> list[CaseAgreement]:
    """The agreements in a case, oldest first. Raises StoreUnavailable."""
    found: dict[str, CaseAgreement] = {}
    for fact in _facts(journal, OF_AGREEMENTS, tag("case", case)):
        agreement = fact.event.agreement
        found[agreement] = found.get(agreement, CaseAgreement(agreement)).evolve(fact)
    return list(found.values())


def _waiting(journal: Journal, teams: Sequence[TeamId], function: FunctionId) -> Iterator[Waiting]:
    """What waits in these teams for a decision of this function, or of nobody in particular."""
    received: dict[ApplicationId, ApplicationReceived] = {}
    up_to: dict[ApplicationId, FunctionId] = {}
    about = [Item(_names(OF_APPLICATIONS), (tag("team", team),)) for team in teams]
    about.append(Item(("DecisionEscalated",), (tag("function", function),)))
    for fact in _read(journal, about):
        match fact.event:
            case ApplicationReceived() as event:
                received[event.application] = event
            case DecisionEscalated() as event:
                up_to[event.application] = event.function
            case DecisionTaken(application=application):
                received.pop(application, None)
    elsewhere = [a for a, to in up_to.items() if to == function and a not in received]
    tags = [tag("application", each) for each in {*received, *elsewhere}]
    events = (ApplicationReceived, ApplicationWithdrawn, DecisionTaken)
    for fact in _read(journal, [Item(_names(events), (each,)) for each in tags]):
        match fact.event:
            case ApplicationReceived() as event:
                received[event.application] = event
            case ApplicationWithdrawn(application=ended) | DecisionTaken(application=ended):
                received.pop(ended, None)
    for application, event in received.items():
        if up_to.get(application, function) == function:
            yield Waiting(
                application, event.case, event.law, event.provision, event.amount,
                application in up_to,
            )  # fmt: skip


def _reserved(journal: Journal, teams: Sequence[TeamId]) -> Iterator[Reserved]:
    """What is set apart in these teams, and not yet spent or let go of."""
    held: dict[ReservationId, Reserved] = {}
    for fact in _read(journal, [Item(_names(OF_MONEY), (tag("team", team),)) for team in teams]):
        match fact.event:
            case BudgetReserved() as event:
                held[event.reservation] = Reserved(
                    event.reservation, event.case, event.team, event.amount
                )
            case BudgetSpent() | ReservationReleased() as event if event.reservation in held:
                one = held.pop(event.reservation)
                if one.amount > event.amount:
                    left = one.amount - event.amount
                    held[event.reservation] = Reserved(one.reservation, one.case, one.team, left)
    yield from held.values()


def _promised(journal: Journal, mandate: MandateId, on: date) -> Iterator[Promised]:
    """The lines that bind by this mandate, of agreements that still hold."""
    cited = [
        fact.event
        for fact in _facts(journal, (CaseAgreementBound,), tag("mandate", mandate))
        if isinstance(fact.event, CaseAgreementBound) and fact.event.binding
    ]
    for line in cited:
        asked = Question(CaseAgreement(line.agreement))
        facts = with_tags(_read(journal, [asked.since(0)]))
        agreement = asked.fold((asked.need, 0), facts)
        assert isinstance(agreement, CaseAgreement)
        proposed = agreement.proposed
        if proposed is not None and not agreement.ended and on <= proposed.until:
            yield Promised(line.line, line.case, line.act, line.amount)


def _teams(journal: Journal, function: FunctionId, on: date) -> list[TeamId]:
    asked = Question(Office(function))
    office = asked.fold((asked.need, 0), with_tags(_read(journal, [asked.since(0)])))
    assert isinstance(office, Office)
    held = (each.team for each in office.held if each.since <= on < each.until and each.team)
    return sorted(set(held))


def _falls_under(on: date) -> dict[Provision, frozenset[Law]]:
    """Under which laws each provision can be given; one that is off is under none."""
    found = {}
    for provision in Provision:
        try:
            found[provision] = frozenset(Rules().provision(provision, on).laws)
        except NotInForce:
            continue
    return found


def _facts(
    journal: Journal, kinds: Iterable[type[Event]], *tags: str, known_at: datetime | None = None
) -> Iterator[Fact[Any]]:
    for fact in _read(journal, [Item(_names(kinds), tags)]):
        if known_at is None or fact.recorded_at <= known_at:
            yield fact


def _read(journal: Journal, items: Sequence[Item]) -> list[Fact[Any]]:
    return [decode(stored) for stored in journal.store.read(items).facts] if items else []


def _names(kinds: Iterable[type[Event]]) -> tuple[str, ...]:
    return tuple(sorted(kind.__name__ for kind in kinds))
