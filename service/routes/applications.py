"""Applications (aanvragen) and the decisions (besluiten) on them."""

from typing import Annotated, Literal

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    DecisionGround,
    Law,
    LegalBasis,
    MandateCondition,
    Outcome,
    Provision,
    Purpose,
)
from domain.command import Unknown
from domain.decisions.application import (
    ReceiveApplication,
    SendDecision,
    WithdrawApplication,
)
from domain.decisions.decision import TakeDecision
from domain.decisions.endorsement import EndorseDecision
from domain.facts.application import Application as ApplicationKnown
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    ApplicationId,
    CaseBody,
    CaseId,
    Cents,
    CentsOrNone,
    DecisionId,
    Digest,
    FunctionId,
    MandateId,
    Months,
    OrganisationId,
    Text,
)

router = routes_about("applications")

WHY = Purpose.DECISION, LegalBasis.WMO_PROVISION


class Application(CaseBody):
    application: ApplicationId | None = Field(None, description="Left out: a new one.")
    law: Law
    provision: Provision
    amount: Cents = Field(description="What it is expected to cost, in whole euro cents.")


class Decision(CaseBody):
    decision: DecisionId | None = Field(None, description="Left out: a new one.")
    mandate: MandateId
    outcome: Outcome
    amount: CentsOrNone = Field(
        description="In whole euro cents: more than 0 where it is granted; 0 where a refusal is "
        "not of an amount."
    )
    reasons: Text = Field(description="Motivering (Awb 3:46). Sealed.")
    escalate_to: FunctionId | None = Field(
        None, description="To whom it goes where it is above the mandate; else that is refused."
    )

    months: Months | None = Field(None, description="For how long it is granted; once, if absent.")
    provider: OrganisationId | None = Field(
        None, description="Who gives the help: not by whom one is employed (Awb 2:4)."
    )
    grounds: (
        Annotated[tuple[DecisionGround, ...], Field(min_length=1, max_length=len(DecisionGround))]
        | None
    ) = Field(
        None, description="On what it is refused. That the resident refuses help is none by itself."
    )


class Endorsement(CaseBody):
    mandate: MandateId = Field(description="Under which it is to be decided.")
    condition: MandateCondition
    outcome: Outcome
    amount: CentsOrNone = Field(description="The most that it may be of, in whole euro cents.")


class Dispatch(CaseBody):
    channel: Literal[Channel.LETTER, Channel.WEB, Channel.EMAIL] = Field(
        description="A decision is in writing (Awb 1:3, 3:41)."
    )
    text: Digest


@router.post("/cases/{case}/applications", **COMMAND)
def receive_application(case: CaseId, body: Application, asked: AskedNow) -> Response:
    """Aanvraag ontvangen (Awb 4:1): it ends in a decision or in its withdrawal."""
    application = terms.ApplicationId(asked.new("application", body.application))
    command = ReceiveApplication(
        context=asked.context(*WHY, body), application=application, case=case, law=body.law,
        provision=body.provision, amount=body.amount,
    )  # fmt: skip
    return asked.record(command, body, application=application)


@router.post("/applications/{application}/withdrawals", **COMMAND)
def withdraw_application(
    application: ApplicationId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Aanvraag intrekken, before it is decided."""
    context = asked.context(*WHY, body)
    return asked.record(WithdrawApplication(context=context, application=application), body)


@router.post("/applications/{application}/decisions", **COMMAND)
def take_decision(application: ApplicationId, body: Decision, asked: AskedNow) -> Response:
    """Besluit nemen (Awb 1:3): at once, within one's own mandate; above it goes up, once."""
    decision = terms.DecisionId(asked.new("decision", body.decision))
    (about,) = asked.known(ApplicationKnown(application))
    if about.received is None:
        raise Unknown("application")
    command = TakeDecision(
        context=asked.context(*WHY, body), decision=decision, application=application,
        case=about.received.case, mandate=body.mandate, outcome=body.outcome, amount=body.amount,
        reasons=body.reasons, escalate_to=body.escalate_to, months=body.months,
        provider=body.provider, grounds=body.grounds,
    )  # fmt: skip
    return asked.record(command, body, decision=decision)


@router.post("/applications/{application}/endorsements", **COMMAND)
def endorse_decision(application: ApplicationId, body: Endorsement, asked: AskedNow) -> Response:
    """Meekijken of medetekenen: what is to be decided under a mandate that asks for it."""
    command = EndorseDecision(
        context=asked.context(*WHY, body), application=application, mandate=body.mandate,
        condition=body.condition, outcome=body.outcome, amount=body.amount,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/applications/{application}/dispatches", **COMMAND)
def send_decision(application: ApplicationId, body: Dispatch, asked: AskedNow) -> Response:
    """Besluit bekendmaken (Awb 3:41): on whose behalf, why, and how to object."""
    command = SendDecision(
        context=asked.context(*WHY, body), application=application, channel=body.channel,
        text=body.text,
    )  # fmt: skip
    return asked.record(command, body)
