"""Keeping a file with the statement that it came with."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import MediaType
from domain.command import Command, Malformed, Refused
from domain.decisions.contest import about
from domain.decisions.guards import open_case
from domain.decisions.statement import of_this_case
from domain.decisions.voice import in_own_voice
from domain.fact import Event
from domain.facts.attachment import Attachment, AttachmentStored
from domain.facts.authority import Representation
from domain.facts.case import Case
from domain.facts.municipality import Function
from domain.facts.statement import Statement, StatementRecorded
from domain.facts.ties import OnePerson
from domain.refusal import Refusal
from domain.terms import (
    AttachmentId,
    CaseId,
    Commitment,
    Personal,
    ResidentId,
    StatementId,
    day,
)

MOST_BYTES = 10 * 1024 * 1024
"""No file is larger (10 MiB): it is read whole to be sealed and opened."""


class StoreAttachment(Command[Case, Statement, Attachment]):
    """Keep a file with a statement: of the case, and about whom that is about."""

    attachment: AttachmentId
    statement: StatementId
    case: CaseId
    media: MediaType
    size: int
    sealed: Commitment
    sha256: Annotated[str, Personal("case")]
    file_key: Annotated[str, Personal("case")]

    def needs(self) -> tuple[Case, Statement, Attachment]:
        return Case(self.case), Statement(self.statement), Attachment(self.attachment)

    def decide(self, case: Case, statement: Statement, known: Attachment) -> Sequence[Event]:
        _fits(self.size)
        open_case(case)
        return [_kept(self, of_this_case(statement, self.case), known)]


class StoreOwnAttachment(Command[Function, OnePerson, Representation, Statement, Attachment]):
    """Keep a file of one's own, or of whom one represents, with what is written about her: it is
    part of what she says of it (Jw 7.3.8 lid 2), also when the case is closed."""

    attachment: AttachmentId
    statement: StatementId
    resident: ResidentId
    """Under whichever of her records."""
    media: MediaType
    size: int
    sealed: Commitment
    sha256: Annotated[str, Personal("resident")]
    file_key: Annotated[str, Personal("resident")]

    def needs(self) -> tuple[Function, OnePerson, Representation, Statement, Attachment]:
        return (
            Function(self.context.function),
            OnePerson(self.resident),
            Representation(self.resident),
            Statement(self.statement),
            Attachment(self.attachment),
        )

    def decide(
        self,
        function: Function,
        person: OnePerson,
        representation: Representation,
        statement: Statement,
        known: Attachment,
    ) -> Sequence[Event]:
        _fits(self.size)
        in_own_voice(self.context, function, day(self.at), representation, person=person)
        return [_kept(self, about(statement, person), known)]


def _fits(size: int) -> None:
    """Raises Malformed."""
    if not 1 <= size <= MOST_BYTES:
        raise Malformed(f"size: from 1 to {MOST_BYTES} bytes")


def _kept(
    file: StoreAttachment | StoreOwnAttachment, recorded: StatementRecorded, known: Attachment
) -> AttachmentStored:
    """Raises Refused."""
    if known.stored is not None:
        raise Refused(Refusal.ALREADY_DONE)
    return AttachmentStored(
        attachment=file.attachment, statement=file.statement, case=recorded.case,
        resident=recorded.resident, media=file.media, size=file.size, sealed=file.sealed,
        sha256=file.sha256, file_key=file.file_key,
    )  # fmt: skip
