"""Disclosures (verstrekkingen): what leaves the team, and what recipients are told afterwards."""

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    DataCategory,
    LegalBasis,
    NoticeAnswer,
    Purpose,
    RecipientFunction,
)
from domain.decisions.disclosure import AcknowledgeNotice, Disclose
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    FunctionId,
    MandateId,
    NoticeId,
    OptionalText,
    OrganisationId,
    PermissionId,
    RecipientId,
    Text,
)
from service.routes.fields import DisclosureId as DisclosureIdField

router = routes_about("disclosures")

WHY = Purpose.REFERRAL, LegalBasis.WMO_PROVISION


class Disclosure(CaseBody):
    disclosure: DisclosureIdField | None = Field(None, description="Left out: a new one.")
    purpose: Purpose = Field(description="What for (doelbinding): the legal basis must carry it.")
    organisation: OrganisationId | None = Field(None, description="The recipient; or `recipient`.")
    recipient: RecipientId | None = Field(
        None, description="A person without a task: only whom the resident opened it to by name."
    )
    recipient_function: RecipientFunction
    to_whom: OptionalText = Field("", description="What the recipient is called. Sealed.")
    categories: list[DataCategory] = Field(min_length=1, max_length=len(DataCategory))
    mandate: MandateId = Field(description="A mandate to disclose, valid at that instant.")
    permission: PermissionId | None = Field(
        None, description="Where the recipient or the legal basis takes one."
    )
    why_necessary: Text
    why_not_less: Text = Field(description="Why less would not do (subsidiariteit). Sealed.")
    text: Text = Field(description="What goes out, word for word. Sealed.")
    channel: Channel | None = Field(
        None, description="Letter or e-mail: it is sent from here. Left out: it is fetched or told."
    )
    accountable: FunctionId | None = Field(
        None, description="The function that answers for it; left out: one's own."
    )


class Acknowledgement(Body):
    answer: NoticeAnswer


@router.post("/cases/{case}/disclosures", **COMMAND)
def disclose(case: CaseId, body: Disclosure, asked: AskedNow) -> Response:
    """Verstrekken: on record before anything leaves; the text is asked for afterwards."""
    disclosure = terms.DisclosureId(asked.new("disclosure", body.disclosure))
    command = Disclose(
        context=asked.context(body.purpose, WHY[1], body), disclosure=disclosure, case=case,
        recipient_function=body.recipient_function, categories=tuple(body.categories),
        mandate=body.mandate, to_whom=body.to_whom, why_necessary=body.why_necessary,
        why_not_less=body.why_not_less, text=body.text, organisation=body.organisation,
        recipient=body.recipient, permission=body.permission, channel=body.channel,
        accountable=body.accountable,
    )  # fmt: skip
    return asked.record(command, body, disclosure=disclosure)


@router.post("/notices/{notice}/acknowledgements", **COMMAND)
def acknowledge_notice(notice: NoticeId, body: Acknowledgement, asked: AskedNow) -> Response:
    """Kennisgeving bevestigen (AVG 19): by the recipient, or for them by the team."""
    context = asked.context(*WHY, body)
    return asked.record(AcknowledgeNotice(context=context, notice=notice, answer=body.answer), body)
