"""How cases begin in a simulated town: a signal or a question, told, and made clear."""

from datetime import timedelta
from typing import Any

from domain.codes import Channel, ClosingReason, Law, NotOpenedReason, Topic, Urgency
from domain.decisions.agreement import AgreePlan
from domain.decisions.awareness import AnswerClientSupport, OfferClientSupport
from domain.decisions.case import CloseCase, OpenCase
from domain.decisions.intake import (
    ClarifyQuestion,
    ConfirmReceipt,
    HoldConsult,
    ReceiveNotification,
    TurnAway,
)
from domain.terms import Neighbourhood, day
from service.town.contact import signal, sought
from service.town.faults import Fault, Kind
from service.town.knowing import beside, talked, told, told_after_a_signal
from service.town.life import Attempt, Life, Script
from service.town.setting import LETTER
from service.town.words import GOALS, QUESTIONS, say


def consult(life: Life) -> Script:
    """Somebody helped at once, and nobody written down."""
    yield life.send(
        HoldConsult, team=life.team.id, topic=life.rng.choice(tuple(Topic)),
        neighbourhood=Neighbourhood(f"BU9999{life.team.number:02}{life.rng.randint(0, 9):02}"),
        minutes=life.rng.randint(5, 50),
    )  # fmt: skip


def turned_away(life: Life) -> Script:
    """What ends at the door, with a reason."""
    yield from coming_in(life)
    if not life.told:
        return
    yield life.pause(0, 3)
    if life.opened:
        yield life.about(CloseCase, reason=ClosingReason.NO_PROVISION_NEEDED)
    else:
        yield life.about(TurnAway, reason=life.rng.choice(tuple(NotOpenedReason)))


def coming_in(life: Life) -> Script:
    """From the first word until the question is clear."""
    if life.chance(0.22):
        yield from _signalled(life)
        if not life.told:
            return
    if not life.opened or life.chance(0.5):
        yield question(life)
        if life.chance(0.95):
            yield life.about(ConfirmReceipt, channel=Channel.LETTER, text=LETTER)
    yield from talked(life)
    if not life.told:
        yield life.pause(0, 2)
        yield told(life)
    yield from beside(life)
    yield life.about(OfferClientSupport, channel=life.channel)
    yield life.pause(0, 3)
    yield life.about(AnswerClientSupport, wanted=life.chance(0.15))
    yield clarified(life)


def clarified(life: Life) -> Attempt:
    """What the resident really asks, worked out together."""
    return life.about(
        ClarifyQuestion, with_resident=True, topics=life.topics,
        question=say(life.rng, QUESTIONS, life.who),
    )  # fmt: skip


def take_on(life: Life) -> Attempt:
    """The team takes the case on."""
    life.opened = True
    return life.about(OpenCase, team=life.team.id, laws=_laws(life))


def plan(life: Life, fault: Kind | None = None) -> Attempt:
    """A plan, to be looked at again in some months."""
    review = day(life.now) + timedelta(days=life.rng.randint(21, 180))
    return life.about(AgreePlan, fault, goals=say(life.rng, GOALS, life.who), review_on=review)


def _signalled(life: Life) -> Script:
    for _ in range(life.rng.choices((1, 2, 3), (75, 20, 5))[0]):
        yield signal(life)
        yield life.pause(0, 4)
    if life.chance(0.3):
        yield from sought(life)
    if life.chance(0.03):  # nobody ever speaks to this resident
        life.faults.append(Fault(Kind.NEVER_INFORMED, life.case))
        return
    if life.chance(0.25):
        yield take_on(life)
        yield plan(life, Kind.PLAN_WITHOUT_INFORMING)
        yield life.pause(1, 5)
    yield from told_after_a_signal(life)


def question(life: Life) -> Attempt:
    """The resident's own question; now and then written down late."""
    late = life.rng.randint(4, 12) if life.chance(0.03) else 0
    asked: dict[str, Any] = {
        "resident": life.resident, "team": life.team.id, "channel": life.channel,
        "urgency": Urgency.URGENT if life.chance(0.05) else Urgency.ORDINARY,
        "question": say(life.rng, QUESTIONS, life.who), "late": late,
    }  # fmt: skip
    return life.about(ReceiveNotification, Kind.RECORDED_LATE if late else None, **asked)


def _laws(life: Life) -> tuple[Law, ...]:
    other = life.rng.choice(tuple(Law))
    return (life.law, other) if other is not life.law and life.chance(0.2) else (life.law,)
