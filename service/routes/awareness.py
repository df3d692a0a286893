"""What residents are told, and the independent support that they are offered."""

from starlette.responses import Response

from domain.codes import Channel, Language, LegalBasis, Purpose
from domain.decisions.awareness import AnswerClientSupport, InformResident, OfferClientSupport
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import CaseBody, CaseId, Digest, Yes

router = routes_about("awareness")

WHY = Purpose.FRONT_DOOR, LegalBasis.WMO_INVESTIGATION


class InformationNotice(CaseBody):
    channel: Channel
    language: Language
    text: Digest


class ClientSupportOffer(CaseBody):
    channel: Channel


class ClientSupportAnswer(CaseBody):
    wanted: Yes


@router.post("/cases/{case}/information-notices", **COMMAND)
def inform_resident(case: CaseId, body: InformationNotice, asked: AskedNow) -> Response:
    """Informeren (AVG 13, 14): the resident is told what is written down, and who sees it."""
    command = InformResident(
        context=asked.context(*WHY, body), case=case, channel=body.channel,
        language=body.language, text=body.text,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/client-support-offers", **COMMAND)
def offer_client_support(case: CaseId, body: ClientSupportOffer, asked: AskedNow) -> Response:
    """Cliëntondersteuning aanbieden (Wmo 2.2.4): somebody of the resident's own."""
    context = asked.context(*WHY, body)
    return asked.record(OfferClientSupport(context=context, case=case, channel=body.channel), body)


@router.post("/cases/{case}/client-support-answers", **COMMAND)
def answer_client_support(case: CaseId, body: ClientSupportAnswer, asked: AskedNow) -> Response:
    """Whether the resident wants cliëntondersteuning."""
    context = asked.context(*WHY, body)
    return asked.record(AnswerClientSupport(context=context, case=case, wanted=body.wanted), body)
