"""Whose record is whose: two of one person, one of two, a fact that stood under the wrong one."""

from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose, RefilingReason
from domain.command import Malformed, Unknown
from domain.decisions.record import (
    MOST_POSITIONS,
    MergeRecords,
    ProposeMerger,
    ProposeSplit,
    SplitRecord,
)
from domain.decisions.refiling import ProposeRefiling, RefileFact
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from service.asking import Asked, AskedNow
from service.entrance import routes_about
from service.persons import put_right, stands_with
from service.routes.documented import COMMAND
from service.routes.fields import Body, Position, ResidentId
from service.wiring import service_of

router = routes_about("records")

RIGHT = Purpose.SUPPORT, LegalBasis.RIGHTS_REQUEST
NOT_THEIRS = {Refusal.FUNCTION_NOT_HELD, Refusal.NOT_AUTHORISED, Refusal.OWN_CASE}


class Merger(Body):
    resident: ResidentId = Field(description="The record that is to be read under the other.")
    into: ResidentId = Field(description="Another record, which is kept.")


class SplitProposal(Body):
    resident: ResidentId = Field(description="The record that is of two people.")
    other: ResidentId = Field(description="Whose the named facts are, and what was merged.")
    positions: Annotated[tuple[Position, ...], Field(max_length=MOST_POSITIONS)] = Field(
        (), description="The facts that are about the other, each once."
    )


class Split(Body):
    resident: ResidentId
    other: ResidentId


class Refiling(Body):
    position: Position
    resident: ResidentId = Field(description="Under whom it stands.")
    into: ResidentId = Field(description="Whom it is about: somebody else.")


class RefilingProposal(Refiling):
    reason: RefilingReason


@router.post("/merger-proposals", **COMMAND)
def propose_merger(body: Merger, asked: AskedNow) -> Response:
    """Samenvoegen voorstellen: two records are of one person; a second person agrees or not."""
    command = ProposeMerger(
        context=asked.context(*RIGHT, body), resident=body.resident, into=body.into
    )
    return asked.record(command, body)


@router.post("/mergers", **COMMAND)
def merge_records(body: Merger, asked: AskedNow) -> Response:
    """Dossiers samenvoegen: as a second person, after it was proposed."""
    command = MergeRecords(
        context=asked.context(*RIGHT, body), resident=body.resident, into=body.into
    )
    return asked.record(command, body)


@router.post("/split-proposals", **COMMAND)
def propose_split(body: SplitProposal, asked: AskedNow, request: Request) -> Response:
    """Splitsen voorstellen: a record is of two people; a second person agrees or not."""
    context = asked.context(*RIGHT, body)
    command = ProposeSplit(
        context=context, resident=body.resident, other=body.other, positions=body.positions
    )
    _must_stand(request, asked, command, body.resident, *body.positions)
    return asked.record(command, body)


@router.post("/splits", **COMMAND)
def split_record(body: Split, asked: AskedNow, request: Request) -> Response:
    """Dossier splitsen: as a second person, after it was proposed; with the facts named then."""
    command = SplitRecord(
        context=asked.context(*RIGHT, body), resident=body.resident, other=body.other
    )
    return _put_right(request, asked, command, body)


@router.post("/refiling-proposals", **COMMAND)
def propose_refiling(body: RefilingProposal, asked: AskedNow, request: Request) -> Response:
    """Verplaatsen voorstellen: a fact is about another person; a second person agrees or not."""
    context = asked.context(*RIGHT, body)
    command = ProposeRefiling(
        context=context, position=body.position, resident=body.resident, into=body.into,
        reason=body.reason,
    )  # fmt: skip
    _must_stand(request, asked, command, body.resident, body.position)
    return asked.record(command, body)


@router.post("/refilings", **COMMAND)
def refile_fact(body: Refiling, asked: AskedNow, request: Request) -> Response:
    """Feit bij de juiste persoon zetten: as a second person; it shows that it was moved."""
    context = asked.context(*RIGHT, body)
    command = RefileFact(
        context=context, position=body.position, resident=body.resident, into=body.into
    )
    _must_stand(request, asked, command, body.resident, body.position)
    return _put_right(request, asked, command, body)


def _put_right(
    request: Request, asked: Asked, command: SplitRecord | RefileFact, body: Split | Refiling
) -> Response:
    """Facts go over to somebody else, and what opens their words with them."""
    journal = service_of(request).journal
    name = type(command).__name__
    return asked.done(name, command.context, lambda: put_right(journal, command), body)


def _must_stand(
    request: Request,
    asked: Asked,
    command: ProposeSplit | ProposeRefiling | RefileFact,
    resident: ResidentId,
    *positions: int,
) -> None:
    """A fact does not change, so it can be looked at before it is decided on. Raises Unknown.

    Not where this was asked and answered before: by then it stands elsewhere. Nor to who may not
    move facts: that is refused on record, and does not tell which of them are about whom.
    """
    journal = service_of(request).journal
    if not positions or journal.answer(asked.id) is not None:
        return
    if all(stands_with(journal, position, resident) for position in positions):
        return
    try:
        first = journal.would(command)[0]
    except Malformed:
        raise Unknown("fact in this record") from None
    if not isinstance(first, AttemptRefused) or first.code not in NOT_THEIRS:
        raise Unknown("fact in this record")
