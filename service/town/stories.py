"""Two stories of a simulated town, told in commands: the stair lift, and without his knowledge."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    Channel,
    ClosingReason,
    DeclineReason,
    LateReason,
    NoticeGround,
    Outcome,
    PermissionKind,
    Provision,
    Purpose,
    Source,
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
    ReceiveSignal,
)
from domain.decisions.permission import GivePermission
from domain.decisions.postponing import PostponeNotice, ProposePostponement
from domain.decisions.referral import AcceptReferral, DeclineReferral, Refer
from domain.decisions.spending import SpendBudget
from domain.terms import (
    ApplicationId,
    Cents,
    DecisionId,
    PermissionId,
    ReferralId,
    ReservationId,
    SpendingId,
    day,
)
from service.town.faults import Kind
from service.town.life import Life, Pause, Script
from service.town.setting import LETTER, Provider


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


def without_his_knowledge(life: Life) -> Script:
    """Others tell about meneer Max, who knows of nothing; then he is told, late, and helped."""
    for source, content in (
        (Source.INFORMAL_NETWORK, "De buurman hoort al weken niets."),
        (Source.LANDLORD_UTILITY, "Twee maanden huurachterstand, geen antwoord op brieven."),
    ):
        yield life.about(
            ReceiveSignal, resident=life.resident, team=life.team.id, source=source,
            urgency=Urgency.ORDINARY, content=content,
        )  # fmt: skip
    yield life.about(OpenCase, team=life.team.id, laws=(life.law,))
    yield life.about(AssignCoordinator, coordinator=life.worker)
    yield _planned(life, "Huur weer op tijd betalen.", Kind.PLAN_WITHOUT_INFORMING)
    yield life.about(
        RecordFinding, Kind.PLAN_WITHOUT_INFORMING, topic=Topic.DEBT,
        finding="Bij de winkel gevraagd hoe het gaat.",
    )  # fmt: skip
    # Two decide that telling him waits; then nobody does anything.
    yield life.about(
        ProposePostponement, ground=NoticeGround.PROTECTION_OF_PERSONS,
        review_on=day(life.now) + timedelta(days=30),
        reasoning="Eerst naar de veiligheid van zijn moeder, die bij hem woont.",
    )  # fmt: skip
    yield life.about(PostponeNotice, Kind.OWN_SECOND_READER)
    yield life.about(PostponeNotice, by=life.team.workers[1])
    yield Pause(40)
    yield _told(life, Channel.HOME_VISIT, LateReason.POSTPONED_TOO_LONG)
    yield life.about(
        ClarifyQuestion, with_resident=True, topics=(Topic.DEBT, Topic.LONELINESS),
        question="Ik wil de post weer durven openmaken.",
    )  # fmt: skip
    # The visit was written down a week later, and says so.
    yield life.about(
        RecordFinding, Kind.RECORDED_LATE, topic=Topic.DEBT, late=7,
        finding="Samen de post geopend: elf ongeopende brieven.",
    )  # fmt: skip
    yield life.about(AgreeToHelp, resident=life.resident, age=AgeBand.ADULT)
    yield _planned(life, "Elke week samen de post doen.")
    first, second = life.town.providers[0], life.town.providers[5]
    yield _referred(life, ReferralId(life.new()), second, Kind.REFERRAL_WITHOUT_PERMISSION)
    for provider in (first, second):
        yield life.about(
            GivePermission, permission=PermissionId(life.new()), resident=life.resident,
            organisation=provider.id,
            kind=PermissionKind.SECRECY_WAIVER, purpose=Purpose.REFERRAL,
            until=day(life.now) + timedelta(days=90), text=LETTER,
            exceptions="Niets over mijn zus.",
        )  # fmt: skip
    declined, accepted = ReferralId(life.new()), ReferralId(life.new())
    yield _referred(life, declined, first)
    yield Pause(2)
    yield life.send(
        DeclineReferral, referral=declined, reason=DeclineReason.NO_CAPACITY, **_of(first)
    )
    yield _referred(life, accepted, second)
    yield Pause(2)
    yield life.send(
        AcceptReferral, referral=accepted, starts_on=day(life.now) + timedelta(days=7),
        **_of(second),
    )  # fmt: skip
    yield Pause(60)
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


def _referred(life: Life, referral: ReferralId, to: Provider, fault: Kind | None = None) -> Any:
    return life.about(
        Refer, fault, referral=referral, organisation=to.id, mandate=life.team.own_mandate,
        need="Hulp bij de administratie, een uur per week.",
    )  # fmt: skip


def _of(provider: Provider) -> dict[str, Any]:
    return {"by": provider.worker, "as_": provider.function, "of": provider.id}
