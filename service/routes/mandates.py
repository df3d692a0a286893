"""Mandates (Awb titel 10.1): who may decide what, in whose name."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Law,
    LegalBasis,
    MandateCondition,
    MandatedAct,
    MandateKind,
    MandatingBody,
    Provision,
    Purpose,
)
from domain.decisions.mandate import ConsentToMandate, GrantMandate, RevokeMandate
from domain.decisions.sub_mandate import GrantSubMandate
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    Cents,
    Day,
    FunctionId,
    MandateId,
    Months,
    OrganisationId,
    Publication,
    Yes,
)

router = routes_about("mandates")

WHY = Purpose.GOVERNANCE, LegalBasis.GOVERNANCE


class SubMandate(Body):
    mandate: MandateId | None = Field(None, description="Left out: a new one.")
    grantee: FunctionId = Field(description="The function that may decide; never a person.")
    laws: Annotated[tuple[Law, ...], Field(max_length=len(Law))]
    acts: Annotated[tuple[MandatedAct, ...], Field(min_length=1, max_length=len(MandatedAct))]
    provisions: Annotated[tuple[Provision, ...], Field(max_length=len(Provision))]
    limit: Cents = Field(description="The most per decision, in whole euro cents.")
    since: Day
    until: Day = Field(description="The last day on which it holds: not before `since`.")
    publication: Publication
    limit_per_year: Cents | None = Field(
        None, description="The most per case and calendar year, granted; and spent likewise."
    )
    most_months: Months | None = Field(None, description="The longest that help is granted for.")
    conditions: Annotated[
        tuple[MandateCondition, ...] | None, Field(max_length=len(MandateCondition))
    ] = None
    sub_mandate: Yes | None = Field(
        None, description="Whether it may be passed on (ondermandaat, Awb 10:9)."
    )


class Mandate(SubMandate):
    organisation: OrganisationId = Field(description="On whose behalf (Awb 10:10).")
    kind: MandateKind
    body: MandatingBody | None = Field(None, description="Which body of it decided to give it.")
    decided_on: Day | None = None


@router.post("/mandates", **COMMAND)
def grant_mandate(body: Mandate, asked: AskedNow) -> Response:
    """Mandaat verlenen, as published; to somebody else's staff it takes consent (Awb 10:4)."""
    mandate = terms.MandateId(asked.new("mandate", body.mandate))
    command = GrantMandate(
        context=asked.context(*WHY, body), mandate=mandate, grantee=body.grantee,
        organisation=body.organisation, kind=body.kind, laws=body.laws, acts=body.acts,
        provisions=body.provisions, limit=body.limit, since=body.since, until=body.until,
        publication=body.publication, limit_per_year=body.limit_per_year,
        most_months=body.most_months, conditions=body.conditions, sub_mandate=body.sub_mandate,
        body=body.body, decided_on=body.decided_on,
    )  # fmt: skip
    return asked.record(command, body, mandate=mandate)


@router.post("/mandates/{mandate}/sub-mandates", **COMMAND)
def grant_sub_mandate(mandate: MandateId, body: SubMandate, asked: AskedNow) -> Response:
    """Ondermandaat verlenen (Awb 10:9): no wider than the mandate that it comes out of."""
    passed_on = terms.MandateId(asked.new("mandate", body.mandate))
    command = GrantSubMandate(
        context=asked.context(*WHY, body), mandate=passed_on, parent=mandate,
        grantee=body.grantee, laws=body.laws, acts=body.acts, provisions=body.provisions,
        limit=body.limit, since=body.since, until=body.until, publication=body.publication,
        limit_per_year=body.limit_per_year, most_months=body.most_months,
        conditions=body.conditions, sub_mandate=body.sub_mandate,
    )  # fmt: skip
    return asked.record(command, body, mandate=passed_on)


@router.post("/mandates/{mandate}/consents", **COMMAND)
def consent_to_mandate(mandate: MandateId, asked: AskedNow, body: Body | None = None) -> Response:
    """Instemmen met een mandaat (Awb 10:4): as who gets it, or as who leads them."""
    return asked.record(ConsentToMandate(context=asked.context(*WHY, body), mandate=mandate), body)


@router.post("/mandates/{mandate}/revocations", **COMMAND)
def revoke_mandate(mandate: MandateId, asked: AskedNow, body: Body | None = None) -> Response:
    """Mandaat intrekken (Awb 10:8): from this instant, with all that was passed on out of it."""
    return asked.record(RevokeMandate(context=asked.context(*WHY, body), mandate=mandate), body)
