"""What a child told in confidence (in vertrouwen): kept from who has gezag, and from a parent."""

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose
from domain.command import Unknown
from domain.decisions.confidence import LiftConfidence, MarkConfidence
from domain.decisions.guards import resident_of
from domain.facts.case import Case
from domain.facts.refused import AttemptRefused
from domain.facts.statement import StatementRecorded
from domain.terms import StatementId
from service.asking import AskedNow
from service.entrance import routes_about
from service.journal import Journal
from service.persons import stands_with
from service.routes.documented import COMMAND
from service.routes.fields import CaseBody, CaseId, Position
from service.wiring import service_of

router = routes_about("confidences")

WHY = Purpose.SUPPORT, LegalBasis.YOUTH_HELP


class Confidence(CaseBody):
    position: Position = Field(description="Which fact of this record.")


@router.post("/cases/{case}/confidences", **COMMAND)
def mark_confidence(case: CaseId, body: Confidence, asked: AskedNow, request: Request) -> Response:
    """In vertrouwen (Jw 7.3.10): a fact that no parent is shown, nor who has gezag."""
    resident, journal = resident_of(*asked.known(Case(case))), service_of(request).journal
    command = MarkConfidence(
        context=asked.context(*WHY, body), case=case, resident=resident, position=body.position,
        statement=_statement(journal, body.position),
    )  # fmt: skip
    # Who may not do this is refused on record, and not told which facts are about whom.
    allowed = not isinstance(journal.would(command)[0], AttemptRefused)
    if allowed and not stands_with(journal, body.position, resident):
        raise Unknown("fact in this record")
    return asked.record(command, body)


@router.post("/cases/{case}/confidence-liftings", **COMMAND)
def lift_confidence(case: CaseId, body: Confidence, asked: AskedNow) -> Response:
    """Niet langer in vertrouwen: whoever told it agrees that it is shown."""
    command = LiftConfidence(
        context=asked.context(*WHY, body), case=case,
        resident=resident_of(*asked.known(Case(case))), position=body.position,
    )  # fmt: skip
    return asked.record(command, body)


def _statement(journal: Journal, position: int) -> StatementId | None:
    """The statement that this fact is, where it is one."""
    for fact in journal.read(after=position - 1, until=position):
        if isinstance(fact.event, StatementRecorded):
            return fact.event.statement
    return None
