"""Telling somebody: the one way in which a decision orders a letter, an e-mail or an alert."""

from uuid import UUID, uuid5

from domain.codes import Channel, Language, Template
from domain.fact import Context
from domain.facts.message import MessageOrdered
from domain.templates import current
from domain.terms import CaseId, FunctionId, MessageId, OrganisationId, ResidentId, WorkerId, tag


def told(
    context: Context,
    template: Template,
    *,
    resident: ResidentId | None = None,
    function: FunctionId | None = None,
    worker: WorkerId | None = None,
    organisation: OrganisationId | None = None,
    case: CaseId | None = None,
    channel: Channel = Channel.LETTER,
    language: Language = Language.DUTCH,
    instead_of: MessageId | None = None,
) -> MessageOrdered:
    """The message that goes with what is decided, in the newest text; to be returned beside it.

    To exactly one of resident, function, worker and organisation. Its id follows from the command,
    the template and the recipient, so that a retry orders the same message. In a language that
    the template has no text in, it is Dutch, and says so. Raises ValueError for another number of
    recipients.
    """
    named = {
        "resident": resident, "function": function, "worker": worker, "organisation": organisation,
    }  # fmt: skip
    recipients = [tag(noun, identity) for noun, identity in named.items() if identity is not None]
    if len(recipients) != 1:
        raise ValueError("a message has one recipient")
    text = current(template, language)
    message = uuid5(UUID(context.command), f"{template.value} {recipients[0]}")
    return MessageOrdered(
        message=MessageId(str(message)),
        template=template,
        text=text.digest,
        language=text.language,
        channel=channel,
        resident=resident,
        function=function,
        worker=worker,
        organisation=organisation,
        case=case,
        instead_of=instead_of,
    )
