"""Messages (berichten): what people were told, what did not arrive, and telling it again."""

from starlette.responses import Response

from domain.codes import Channel, LegalBasis, Part, Purpose, Template
from domain.decisions.message import TellAgain
from projections.views.messages import MessageStatus, messages
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import Body, CaseId, MessageId
from service.routes.views import LookNow, page_of

router = routes_about("messages")


class Repeat(Body):
    channel: Channel


@router.get("/messages", **page_of(messages))
def get_messages(
    look: LookNow, status: MessageStatus | None = None, template: Template | None = None
) -> Response:
    """Berichten: who was told what by which way; `status=failed` is what a person must see to."""
    return look.at(messages, status=status, template=template)


@router.get("/cases/{case}/messages", **page_of(messages))
def get_messages_of_a_case(case: CaseId, look: LookNow) -> Response:
    """Berichten in een zaak: what was sent in it, and whether it arrived."""
    return look.of_case(messages, case, Part.MESSAGES)


@router.post("/messages/{message}/repeats", **COMMAND)
def tell_again(message: MessageId, body: Repeat, asked: AskedNow) -> Response:
    """Opnieuw versturen: what did not arrive, perhaps by another way."""
    context = asked.context(Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION, body)
    return asked.record(TellAgain(context=context, message=message, channel=body.channel), body)
