"""Agreements in a case (casusafspraken): what organisations bind themselves to, line by line."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Law,
    LegalBasis,
    MandatedAct,
    Part,
    Provision,
    Purpose,
    ReadingRoute,
)
from domain.decisions.casus_agreement import (
    BindToCaseAgreement,
    EndCaseAgreement,
    ProposeCaseAgreement,
)
from domain.decisions.reading import ReadRecord
from domain.facts.casus_agreement import CaseAgreement
from domain.facts.mandate import Mandate
from domain.terms import day
from service.asking import AskedNow
from service.entrance import routes_about
from service.mandates import agreements_in, known_mandates
from service.reading import reader_of
from service.routes.documented import COMMAND, READ
from service.routes.fields import (
    AgreementLineId,
    CaseAgreementId,
    CaseBody,
    CaseId,
    CentsOrNone,
    Day,
    MandateId,
    Text,
)
from service.wiring import json_response, service_of

router = routes_about("agreements")
WHY = Purpose.SUPPORT, LegalBasis.WMO_PROVISION


class AgreementProposal(CaseBody):
    agreement: CaseAgreementId | None = Field(None, description="Left out: a new one.")
    until: Day = Field(description="The last day on which it holds.")
    aim: Text


class Promise(CaseBody):
    line: AgreementLineId | None = Field(None, description="Left out: a new one.")
    act: MandatedAct
    law: Law
    amount: CentsOrNone = Field(description="The most that it promises; 0 for no money.")
    promise: Text
    mandate: MandateId | None = Field(
        None, description="Under which it binds; without one that reaches so far, it does not."
    )
    provision: Provision | None = None


class _Shown(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class AgreementLine(_Shown):
    """What one organisation promised."""

    line: str
    organisation: str
    function: str
    act: MandatedAct
    law: Law
    provision: Provision | None
    amount: int | None
    mandate: str | None
    binding: bool = Field(description="Whether it bound when it was promised.")
    stands: bool = Field(description="Whether its mandate still stands.")
    why_not: str | None = Field(description="What the mandate lacked, where it did not bind.")


class AgreementShown(_Shown):
    """One agreement, its lines, and whether it is over."""

    agreement: str
    until: str
    ended: bool
    lines: list[AgreementLine]


class Agreements(BaseModel):
    """The agreements in a case, oldest first."""

    items: list[AgreementShown]
    read: int = Field(description="Where this read is on record.")


@router.post("/cases/{case}/case-agreements", **COMMAND)
def propose_case_agreement(case: CaseId, body: AgreementProposal, asked: AskedNow) -> Response:
    """Casusafspraak voorstellen: what the organisations in this case could bind themselves to."""
    agreement = terms.CaseAgreementId(asked.new("agreement", body.agreement))
    command = ProposeCaseAgreement(
        context=asked.context(*WHY, body), agreement=agreement, case=case, until=body.until,
        aim=body.aim,
    )  # fmt: skip
    return asked.record(command, body, agreement=agreement)


@router.post("/cases/{case}/case-agreements/{agreement}/lines", **COMMAND)
def bind_to_case_agreement(
    case: CaseId, agreement: CaseAgreementId, body: Promise, asked: AskedNow
) -> Response:
    """Zich verbinden: it binds as far as one's own mandate goes, and the answer says whether."""
    line = terms.AgreementLineId(asked.new("line", body.line))
    command = BindToCaseAgreement(
        context=asked.context(*WHY, body), agreement=agreement, line=line, case=case, act=body.act,
        law=body.law, amount=body.amount, promise=body.promise, mandate=body.mandate,
        provision=body.provision,
    )  # fmt: skip
    return asked.record(command, body, line=line)


@router.post("/cases/{case}/case-agreements/{agreement}/endings", **COMMAND)
def end_case_agreement(
    case: CaseId, agreement: CaseAgreementId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Casusafspraak beëindigen, with all of its lines."""
    context = asked.context(*WHY, body)
    return asked.record(EndCaseAgreement(context=context, agreement=agreement, case=case), body)


@router.get("/cases/{case}/case-agreements", response_model=Agreements, **READ)
def get_case_agreements(case: CaseId, request: Request) -> Response:
    """Casusafspraken: who promised what, whether it bound, and whether it still does."""
    reader = reader_of(request)
    command = ReadRecord(
        context=reader.by(ReadingRoute.CASE), case=case,
        parts=(Part.HELP, Part.AMOUNTS, Part.DATES), needed=Part.HELP,
    )  # fmt: skip
    seen = reader.record(command)
    journal = service_of(request).journal
    mandates = known_mandates(journal)
    on = day(service_of(request).now())
    items = [_shown(each, mandates, on, seen.parts) for each in agreements_in(journal, case)]
    return json_response({"items": items, "read": seen.position})


def _shown(
    agreement: CaseAgreement,
    mandates: dict[terms.MandateId, Mandate],
    on: Any,
    parts: frozenset[Part],
) -> dict[str, Any]:
    return {
        "agreement": agreement.agreement,
        "until": agreement.proposed.until if agreement.proposed else None,
        "ended": agreement.ended,
        "lines": [
            {
                "line": line.line, "organisation": line.organisation, "function": line.function,
                "act": line.act, "law": line.law, "provision": line.provision,
                "amount": line.amount if Part.AMOUNTS in parts else None,
                "mandate": line.mandate, "binding": line.binding,
                "stands": line.mandate is not None and mandates[line.mandate].stands(on),
                "whyNot": line.why_not,
            }
            for line in agreement.lines.values()
        ],
    }  # fmt: skip
