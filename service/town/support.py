"""How a case goes on in a simulated town once a team has taken it on, until it is closed."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    Capacity,
    ClosingReason,
    DeclineReason,
    Law,
    PermissionKind,
    Purpose,
    Topic,
)
from domain.decisions.agreement import AgreeToHelp
from domain.decisions.case import (
    AssignCoordinator,
    CloseCase,
    HandOverCoordination,
    RecordFinding,
)
from domain.decisions.permission import GivePermission
from domain.decisions.referral import AcceptReferral, DeclineReferral, Refer
from domain.decisions.withdrawal import WithdrawHelpAgreement, WithdrawPermission
from domain.terms import PermissionId, ReferralId, ResidentId, WorkerId, day
from service.town.allowing import allowed
from service.town.contact import said_no, spoken
from service.town.faults import Kind
from service.town.front_door import coming_in, plan, take_on
from service.town.life import Attempt, Life, Script
from service.town.money import apply_and_decide, reserve_then_spend, reverse, spend, spend_wrongly
from service.town.setting import LETTER, Provider
from service.town.sharing import shared
from service.town.words import FINDINGS, NEEDS, say
from service.town.writing import written

SLIP = 0.1
"""How often, of 1, a step is tried in a way that the rules refuse."""


def helped(life: Life, rounds: int) -> Script:
    """A case with so many rounds of help, from the door until it is closed."""
    yield from coming_in(life)
    if not life.told:
        return
    yield life.pause(0, 3)
    yield from _agreed(life)
    for _ in range(rounds):
        yield life.pause(2, 6)
        yield from _round(life)
        if life.chance(0.02):
            yield from _stopped(life)
            return
    yield life.pause(1, 6)
    yield life.about(CloseCase, reason=life.rng.choice(tuple(ClosingReason)))
    if life.chance(SLIP / 2):
        yield life.pause(1, 4)
        yield finding(life, Kind.WORK_AFTER_CLOSING)


def long_helped(life: Life) -> Script:
    """The odd case that never ends: something every day of work."""
    yield from coming_in(life)
    if not life.told:
        return
    yield from _agreed(life)
    while True:
        yield life.pause(1, 1)
        for _ in range(9):
            yield finding(life)
        if life.chance(0.5):
            yield spend(life)
        yield from _round(life)


def finding(life: Life, fault: Kind | None = None) -> Attempt:
    """What was found out about a topic of the question, or of none of it."""
    topic = life.rng.choice(life.topics)
    if fault is Kind.FINDING_NOT_NEEDED:
        topic = next(t for t in Topic if t not in life.topics)
    late = life.rng.randint(4, 15) if fault is None and life.chance(0.01) else 0
    return life.about(
        RecordFinding, Kind.RECORDED_LATE if late else fault, topic=topic,
        finding=say(life.rng, FINDINGS, life.who), late=late,
    )  # fmt: skip


def _meddled(life: Life) -> Attempt:
    """Somebody of another team writes something down in this case."""
    team = life.rng.choice([team for team in life.town.teams if team is not life.team])
    return life.about(
        RecordFinding, Kind.WORK_IN_ANOTHERS_CASE, topic=life.topics[0],
        finding=say(life.rng, FINDINGS, life.who), by=team.workers[0], as_=team.consultant,
    )  # fmt: skip


def _agreed(life: Life) -> Script:
    """Taken on, coordinated, looked into, wanted and planned."""
    if not life.opened:
        yield take_on(life)
    yield life.about(AssignCoordinator, coordinator=life.worker)
    if life.chance(SLIP):
        yield life.about(AssignCoordinator, Kind.SECOND_COORDINATOR, coordinator=_colleague(life))
    yield life.pause(1, 4)
    for _ in range(life.rng.randint(2, 4)):
        yield finding(life)
    if life.chance(SLIP):
        yield finding(life, Kind.FINDING_NOT_NEEDED)
    if life.chance(SLIP):
        yield plan(life, Kind.PLAN_WITHOUT_AGREEMENT)
    yield from _wants(life)
    if life.chance(SLIP):
        yield spend(life, Kind.SPENDING_BEFORE_PLAN)
    yield life.pause(0, 3)
    yield plan(life)


def _wants(life: Life) -> Script:
    """Yes to the help. Who gets youth help is sixteen or older here, and alone says so; younger
    children, who are in the register with their parents, are in the stories."""
    age = AgeBand.FROM_16 if life.law is Law.YOUTH else AgeBand.ADULT
    if age is AgeBand.FROM_16 and life.chance(SLIP):
        parent: dict[str, Any] = {"giver": ResidentId(life.new()), "capacity": Capacity.AUTHORITY}
        fault = Kind.NO_LONGER_A_PARENTS
        yield life.about(AgreeToHelp, fault, resident=life.resident, age=age, **parent)
    yield life.about(AgreeToHelp, resident=life.resident, age=age)


def _round(life: Life) -> Script:
    """One round of help: findings, and one or two things arranged."""
    for _ in range(life.rng.randint(1, 4)):
        yield finding(life)
    if life.chance(SLIP / 2):
        yield finding(life, Kind.FINDING_NOT_NEEDED)
    yield from spoken(life)
    yield from written(life)
    for what in life.rng.choices(_THINGS, _SHARES, k=life.rng.randint(1, 2)):
        yield from _arranged(life, what)
    if life.chance(SLIP):
        yield spend_wrongly(life)
    if life.chance(SLIP / 2):
        yield _meddled(life)
    if life.chance(0.04):
        yield from reverse(life)
    if life.chance(0.06):
        before, life.worker = life.worker, _colleague(life)
        yield life.about(HandOverCoordination, coordinator=life.worker, by=before)


_THINGS = ("refer", "decide", "reserve", "spend", "plan", "share", "allow")
_SHARES = (18, 18, 16, 38, 10, 8, 3)


def _arranged(life: Life, what: str) -> Script:
    match what:
        case "refer":
            yield from _referred(life)
        case "share":
            yield from shared(life)
        case "allow":
            yield from allowed(life)
        case "decide":
            yield from apply_and_decide(life)
        case "reserve":
            yield from reserve_then_spend(life)
        case "spend":
            yield spend(life)
        case _:
            yield plan(life)


def _referred(life: Life) -> Script:
    """Permission, a referral, and what the other says to it."""
    provider = life.rng.choice(life.providers)
    if life.chance(SLIP):
        # To somebody nobody ever asks permission for: the municipality itself.
        yield _refer(life, ReferralId(life.new()), None, Kind.REFERRAL_WITHOUT_PERMISSION)
    permission = PermissionId(life.new())
    yield life.about(
        GivePermission, permission=permission, resident=life.resident, organisation=provider.id,
        kind=PermissionKind.SECRECY_WAIVER, purpose=Purpose.REFERRAL,
        until=day(life.now) + timedelta(days=180), text=LETTER, exceptions="",
    )  # fmt: skip
    referral = ReferralId(life.new())
    yield _refer(life, referral, provider)
    yield life.pause(1, 7)
    if life.chance(SLIP):
        yield _accept(life, referral, _other(life, provider), Kind.ANSWER_OF_ANOTHER_PROVIDER)
    if life.chance(0.8):
        yield _accept(life, referral, provider)
    else:
        yield life.send(
            DeclineReferral, referral=referral, reason=life.rng.choice(tuple(DeclineReason)),
            by=provider.worker, as_=provider.function, of=provider.id,
        )  # fmt: skip
    if life.chance(0.1):
        yield life.about(WithdrawPermission, permission=permission)


def _refer(
    life: Life, referral: ReferralId, to: Provider | None, fault: Kind | None = None
) -> Attempt:
    return life.about(
        Refer, fault, referral=referral, mandate=life.team.own_mandate,
        organisation=to.id if to else life.town.genesis.organisation,
        need=say(life.rng, NEEDS, life.who),
    )  # fmt: skip


def _accept(
    life: Life, referral: ReferralId, provider: Provider, fault: Kind | None = None
) -> Attempt:
    return life.send(
        AcceptReferral, fault, referral=referral, starts_on=day(life.now) + timedelta(days=14),
        by=provider.worker, as_=provider.function, of=provider.id,
    )  # fmt: skip


def _stopped(life: Life) -> Script:
    """The resident wants no more help; who spends after that is refused."""
    if life.chance(0.5):
        yield from said_no(life)
    else:
        yield life.about(WithdrawHelpAgreement)
    if life.chance(0.5):
        yield spend(life, Kind.SPENDING_AFTER_WITHDRAWAL)
    yield life.pause(1, 4)
    yield life.about(CloseCase, reason=ClosingReason.RESIDENT_STOPPED)


def _colleague(life: Life) -> WorkerId:
    return life.rng.choice([w for w in life.team.workers if w != life.worker])


def _other(life: Life, provider: Provider) -> Provider:
    return life.rng.choice([p for p in life.town.providers if p != provider])
