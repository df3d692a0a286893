"""What came of a message: delivered, or not; and whether it is tried again."""

from collections.abc import Sequence

from domain.codes import Channel, Undelivered
from domain.command import Command, Refused, Unknown
from domain.decisions.telling import told
from domain.fact import Event
from domain.facts.message import (
    Message,
    MessageDelivered,
    MessageFailed,
    MessageOrdered,
    SendingStarted,
)
from domain.refusal import Refusal
from domain.terms import MessageId, Proof

ATTEMPTS = 6
"""So many tries, then a person must do something (our own rule: within about a day and a half)."""
POINTLESS = frozenset({Undelivered.TEXT_CHANGED, Undelivered.WORDS_GONE, Undelivered.WITHDRAWN})
"""What waiting does not mend: the text is not what was ordered, the words are destroyed."""


class StartSending(Command[Message]):
    """Begin to send a message: what it needs is opened on the strength of this fact."""

    message: MessageId

    def needs(self) -> tuple[Message]:
        return (Message(self.message),)

    def decide(self, message: Message) -> Sequence[Event]:
        ordered = _ordered(message)
        if message.delivered or message.given_up:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            SendingStarted(
                message=self.message,
                template=ordered.template,
                resident=ordered.resident,
                case=ordered.case,
            )
        ]


class ConfirmDelivery(Command[Message]):
    """Write down that a message went, with proof of what was sent. Once."""

    message: MessageId
    channel: Channel
    proof: Proof
    reference: Proof | None = None

    def needs(self) -> tuple[Message]:
        return (Message(self.message),)

    def decide(self, message: Message) -> Sequence[Event]:
        ordered = _ordered(message)
        if message.delivered:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            MessageDelivered(
                message=self.message,
                template=ordered.template,
                channel=self.channel,
                proof=self.proof,
                reference=self.reference,
                resident=ordered.resident,
                case=ordered.case,
                about=ordered.about,
            )
        ]


class ReportUndelivered(Command[Message]):
    """Write down that a try failed; after the last one it is for a person to see to."""

    message: MessageId
    reason: Undelivered

    def needs(self) -> tuple[Message]:
        return (Message(self.message),)

    def decide(self, message: Message) -> Sequence[Event]:
        ordered = _ordered(message)
        if message.delivered or message.given_up:
            raise Refused(Refusal.ALREADY_DONE)
        attempt = message.attempts + 1
        return [
            MessageFailed(
                message=self.message,
                template=ordered.template,
                attempt=attempt,
                reason=self.reason,
                for_good=attempt >= ATTEMPTS or self.reason in POINTLESS,
                resident=ordered.resident,
                case=ordered.case,
                about=ordered.about,
            )
        ]


class TellAgain(Command[Message]):
    """Order a message anew that did not arrive, perhaps by another way: the newest text of it."""

    message: MessageId
    channel: Channel

    def needs(self) -> tuple[Message]:
        return (Message(self.message),)

    def decide(self, message: Message) -> Sequence[Event]:
        ordered = _ordered(message)
        if not message.given_up or message.delivered or message.said_again:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            told(
                self.context, ordered.template, resident=ordered.resident,
                function=ordered.function, worker=ordered.worker,
                organisation=ordered.organisation, case=ordered.case, channel=self.channel,
                language=ordered.language, instead_of=self.message, about=ordered.about,
            )
        ]  # fmt: skip


def _ordered(message: Message) -> MessageOrdered:
    if message.ordered is None:
        raise Unknown("message")
    return message.ordered
