"""Attachments (bijlagen): a file that a statement came with, and that shares all that befalls it.

What it is, from whom, about whom, what the resident says of it and whether it was struck are the
statement's. The file itself lies sealed beside the journal; the fact holds the key to it as words
are held, so that it goes as words go.
"""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import MediaType
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import AttachmentId, CaseId, Commitment, Personal, ResidentId, StatementId


class AttachmentStored(Event):
    """Bijlage bewaard: the file that a statement came with, sealed under a key of its own."""

    attachment: AttachmentId
    statement: StatementId
    case: CaseId
    resident: ResidentId
    """Whom the statement is about."""
    media: MediaType
    size: int
    """In bytes."""
    sealed: Commitment
    """Over the sealed bytes: which they are, and nothing of what they hold."""
    sha256: Annotated[str, Personal("resident")]
    """Of the file itself (hex): whoever has it can try guesses on it, so it is sealed."""
    file_key: Annotated[str, Personal("resident")]
    """What the file is sealed with (hex)."""


class Attachment(Knowledge):
    """Whether there is such an attachment, and of which statement."""

    attachment: AttachmentId
    stored: AttachmentStored | None = None

    def evolve(self, fact: Fact[AttachmentStored]) -> Self:
        return replace(self, stored=fact.event)
