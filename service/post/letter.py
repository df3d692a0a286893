"""A letter ready to go: to whom, in what words; and why one cannot go."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.codes import Channel, Undelivered
from domain.terms import MessageId, Proof


class NotSent(Exception):
    """It did not go. Holds a code, and neither address nor words."""

    def __init__(self, reason: Undelivered) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Address:
    """Where somebody is reached; what is not known is empty."""

    name: str
    lines: Sequence[str] = ()
    """Street and town, as they go on an envelope."""
    email: str | None = None
    prefers: Channel | None = None
    """By which way somebody wants to hear, where they said so (Awb 2:14)."""


@dataclass(frozen=True)
class Letter:
    """What goes, and where."""

    message: MessageId
    channel: Channel
    to: Address
    subject: str
    text: str


@dataclass(frozen=True)
class Carried:
    """That it went, and what shows it."""

    channel: Channel
    proof: Proof
    reference: Proof | None = None
