"""Keeping a file with the statement that it came with."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import MediaType
from domain.command import Command, Malformed, Refused
from domain.decisions.guards import open_case
from domain.decisions.statement import of_this_case
from domain.fact import Event
from domain.facts.attachment import Attachment, AttachmentStored
from domain.facts.case import Case
from domain.facts.statement import Statement
from domain.refusal import Refusal
from domain.terms import AttachmentId, CaseId, Commitment, Personal, StatementId

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
        if not 1 <= self.size <= MOST_BYTES:
            raise Malformed(f"size: from 1 to {MOST_BYTES} bytes")
        open_case(case)
        recorded = of_this_case(statement, self.case)
        if known.stored is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            AttachmentStored(
                attachment=self.attachment, statement=self.statement, case=self.case,
                resident=recorded.resident, media=self.media, size=self.size, sealed=self.sealed,
                sha256=self.sha256, file_key=self.file_key,
            )
        ]  # fmt: skip
