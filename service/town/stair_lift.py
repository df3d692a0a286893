"""A story of a simulated town, told in commands: the stair lift."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    Channel,
    ClosingReason,
    LateReason,
    Outcome,
    Provision,
    Topic,
    Urgency,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.application import ReceiveApplication, SendDecision
from domain.decisions.awareness import AnswerClientSupport, InformResident, OfferClientSupport
from domain.decisions.case import AssignCoordinator, CloseCase, OpenCase, RecordFinding
from domain.decisions.decision import TakeDecision
from domain.decisions.intake import (
    ClarifyQuestion,
    ConfirmReceipt,
    ReceiveNotification,
)
from domain.decisions.spending import SpendBudget
from domain.terms import (
    ApplicationId,
    Cents,
    DecisionId,
    ReservationId,
    SpendingId,
    day,
)
from service.town.faults import Kind
from service.town.life import Life, Pause, Script
from service.town.setting import LETTER


def stair_lift(life: Life) -> Script:
    """Mevrouw Bakker cannot get upstairs: decided the same day, by the one who visited her."""
    yield life.about(
        ReceiveNotification, resident=life.resident, team=life.team.id, channel=Channel.PHONE,
        urgency=Urgency.ORDINARY, question="Ik kom de trap niet meer op.",
    )  # fmt: skip
    yield life.about(ConfirmReceipt, channel=Channel.LETTER, text=LETTER)
    yield life.about(OfferClientSupport, channel=Channel.PHONE)
    yield life.about(AnswerClientSupport, wanted=False)
    yield _told(life, Channel.PHONE)
    yield life.about(
        ClarifyQuestion, with_resident=True, topics=(Topic.MOBILITY, Topic.HOUSING),
        question="Ik wil weer in mijn eigen bed slapen, boven.",
    )  # fmt: skip
    yield from _taken_on(life)
    yield life.about(
        RecordFinding, topic=Topic.MOBILITY,
        finding="De trap is steil; na vier treden moet mevrouw Bakker gaan zitten.",
    )  # fmt: skip
    # What she owes to whom has nothing to do with a stair lift.
    yield life.about(
        RecordFinding, Kind.FINDING_NOT_NEEDED, topic=Topic.DEBT, finding="Gevraagd naar schulden."
    )
    yield life.about(AgreeToHelp, resident=life.resident, age=AgeBand.ADULT)
    yield _planned(life, "Weer in het eigen bed slapen, boven.")
    yield from _decided(life, Cents(3_950_00), Provision.STAIR_LIFT)
    yield life.about(
        SpendBudget, spending=SpendingId(life.new()), reservation=ReservationId(life.new()),
        mandate=life.team.own_mandate, budget=life.budget(), amount=Cents(3_950_00),
        reason="De traplift, geplaatst.",
    )  # fmt: skip
    yield Pause(14)
    # Above the mandate of who decides: one step up, and no more.
    yield from _decided(life, Cents(5_400_00), Provision.WHEELCHAIR)
    yield Pause(7)
    yield life.about(CloseCase, reason=ClosingReason.GOAL_REACHED)


def _told(life: Life, channel: Channel, late: LateReason | None = None) -> Any:
    return life.about(
        InformResident, channel=channel, language=life.language, text=LETTER, late_reason=late,
        note="Verteld wat wij opschrijven, wie dat ziet en hoe lang het blijft.",
    )  # fmt: skip


def _taken_on(life: Life) -> Script:
    yield life.about(OpenCase, team=life.team.id, laws=(life.law,))
    yield life.about(AssignCoordinator, coordinator=life.worker)


def _planned(life: Life, goals: str, fault: Kind | None = None) -> Any:
    review = day(life.now) + timedelta(days=182)
    return life.about(AgreePlan, fault, goals=goals, review_on=review)


def _decided(life: Life, amount: Cents, provision: Provision) -> Script:
    application = ApplicationId(life.new())
    asked = {"application": application, "amount": amount}
    yield life.about(ReceiveApplication, law=life.law, provision=provision, **asked)
    by_whom: list[dict[str, Any]] = [{"mandate": life.team.own_mandate}]
    if amount > 5_000_00:
        leader = {"by": life.team.leading, "as_": life.team.leader}
        by_whom.append({"mandate": life.team.leader_mandate, **leader})
    for who in by_whom:
        yield life.about(
            TakeDecision, decision=DecisionId(life.new()), outcome=Outcome.GRANTED,
            reasons="Zonder dit kan mevrouw niet boven slapen.", escalate_to=life.team.leader,
            **asked, **who,
        )  # fmt: skip
    yield life.send(SendDecision, application=application, channel=Channel.LETTER, text=LETTER)
