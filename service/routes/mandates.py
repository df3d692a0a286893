"""Mandates (Awb titel 10.1): who may decide what, in whose name."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import Law, LegalBasis, MandatedAct, MandateKind, Provision, Purpose
from domain.decisions.mandate import GrantMandate, RevokeMandate
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    Cents,
    Day,
    FunctionId,
    MandateId,
    OrganisationId,
    Publication,
)

router = routes_about("mandates")

WHY = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class Mandate(Body):
    mandate: MandateId | None = Field(None, description="Left out: a new one.")
    grantee: FunctionId = Field(description="The function that may decide; never a person.")
    organisation: OrganisationId = Field(description="On whose behalf (Awb 10:10).")
    kind: MandateKind
    laws: Annotated[tuple[Law, ...], Field(max_length=len(Law))]
    acts: Annotated[tuple[MandatedAct, ...], Field(min_length=1, max_length=len(MandatedAct))]
    provisions: Annotated[tuple[Provision, ...], Field(max_length=len(Provision))]
    limit: Cents = Field(description="The most per decision, in whole euro cents.")
    since: Day
    until: Day = Field(description="The last day on which it holds: not before `since`.")
    publication: Publication


@router.post("/mandates", **COMMAND)
def grant_mandate(body: Mandate, asked: AskedNow) -> Response:
    """Mandaat verlenen, as published."""
    mandate = terms.MandateId(asked.new("mandate", body.mandate))
    command = GrantMandate(
        context=asked.context(*WHY, body), mandate=mandate, grantee=body.grantee,
        organisation=body.organisation, kind=body.kind, laws=body.laws, acts=body.acts,
        provisions=body.provisions, limit=body.limit, since=body.since, until=body.until,
        publication=body.publication,
    )  # fmt: skip
    return asked.record(command, body, mandate=mandate)


@router.post("/mandates/{mandate}/revocations", **COMMAND)
def revoke_mandate(mandate: MandateId, asked: AskedNow, body: Body | None = None) -> Response:
    """Mandaat intrekken (Awb 10:8): from this instant."""
    return asked.record(RevokeMandate(context=asked.context(*WHY, body), mandate=mandate), body)
