"""Telling somebody: the one way in which a decision orders a letter, an e-mail or an alert."""

from uuid import UUID, uuid5

from domain.codes import Channel, Language, Template
from domain.fact import Context
from domain.facts.message import MessageOrdered
from domain.templates import Text, by_digest, current
from domain.terms import (
    CaseId,
    Digest,
    FunctionId,
    MessageId,
    OrganisationId,
    ResidentId,
    WorkerId,
    tag,
)

SENT_FROM_HERE = frozenset({Channel.LETTER, Channel.EMAIL})
"""The channels that messages are sent by; whatever else is said, somebody says it."""


def told(
    context: Context,
    template: Template,
    *,
    resident: ResidentId | None = None,
    function: FunctionId | None = None,
    worker: WorkerId | None = None,
    organisation: OrganisationId | None = None,
    case: CaseId | None = None,
    about: ResidentId | None = None,
    channel: Channel = Channel.LETTER,
    language: Language = Language.DUTCH,
    instead_of: MessageId | None = None,
    text: Text | None = None,
) -> MessageOrdered:
    """The message that goes with what is decided, in the newest text unless one is given; to be
    returned beside it.

    `about` is whom it is about, where that is not the recipient.
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
    said = text or current(template, language)
    message = uuid5(UUID(context.command), f"{template.value} {recipients[0]}")
    return MessageOrdered(
        message=MessageId(str(message)),
        template=template,
        text=said.digest,
        language=said.language,
        channel=channel,
        resident=resident,
        function=function,
        worker=worker,
        organisation=organisation,
        case=case,
        instead_of=instead_of,
        about=about,
    )


def reply_to(channel: Channel) -> Channel:
    """How somebody is written to who came by this channel."""
    return Channel.EMAIL if channel in (Channel.EMAIL, Channel.WEB) else Channel.LETTER


def ours(text: Digest, template: Template, channel: Channel) -> Text | None:
    """The text of that hash, where it is one that is sent from here by that channel."""
    known = by_digest(text)
    return known if known and known.template is template and channel in SENT_FROM_HERE else None
