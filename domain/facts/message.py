"""What somebody is told by letter, e-mail or alert: ordered, and then delivered or not."""

from dataclasses import replace
from typing import Self

from domain.codes import Channel, Language, Template, Undelivered
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    Digest,
    FunctionId,
    MessageId,
    OrganisationId,
    Proof,
    ResidentId,
    WorkerId,
)


class MessageOrdered(Event):
    """Bericht opgedragen: to one recipient, in a text version that is known by its hash.

    It says who is told (one of resident, function, worker and organisation) and in which text, and
    holds no words: those are put in when it is sent."""

    message: MessageId
    template: Template
    text: Digest
    language: Language
    channel: Channel
    resident: ResidentId | None = None
    function: FunctionId | None = None
    worker: WorkerId | None = None
    organisation: OrganisationId | None = None
    case: CaseId | None = None
    instead_of: MessageId | None = None
    """The message that did not arrive, where this one says the same again."""
    about: ResidentId | None = None
    """Whom it is about, where somebody else is told: it stands in her own record as well. Of what
    is written down (AVG 14) only where others alone are told, in her place."""


class SendingStarted(Event):
    """Verzending begonnen: name, address and words are opened, for this message and no other use.

    It stands before the sending, so that a process that ends in between leaves a trace."""

    message: MessageId
    template: Template
    resident: ResidentId | None = None
    case: CaseId | None = None


class MessageDelivered(Event):
    """Bericht bezorgd: handed to the post, the mail server or the inbox, with proof of what."""

    message: MessageId
    template: Template
    channel: Channel
    """By what way it went in the end."""
    proof: Proof
    """Of the bytes that were sent."""
    reference: Proof | None = None
    """Of what the mail server called it, where it did."""
    resident: ResidentId | None = None
    case: CaseId | None = None
    about: ResidentId | None = None


class MessageFailed(Event):
    """Bericht niet bezorgd: one try that failed; `for_good` where no other try follows."""

    message: MessageId
    template: Template
    attempt: int
    """From 1."""
    reason: Undelivered
    for_good: bool
    resident: ResidentId | None = None
    case: CaseId | None = None
    about: ResidentId | None = None


class Message(Knowledge):
    """A message, and where it stands."""

    message: MessageId
    ordered: MessageOrdered | None = None
    delivered: bool = False
    given_up: bool = False
    attempts: int = 0
    """How many tries failed."""
    said_again: bool = False
    """Whether another message took its place."""

    def evolve(self, fact: Fact[MessageOrdered | MessageDelivered | MessageFailed]) -> Self:
        match fact.event:
            case MessageOrdered(instead_of=first) as ordered:
                if first == self.message:
                    return replace(self, said_again=True)
                return replace(self, ordered=ordered)
            case MessageDelivered():
                return replace(self, delivered=True)
            case MessageFailed(for_good=for_good):
                return replace(self, attempts=self.attempts + 1, given_up=self.given_up or for_good)
