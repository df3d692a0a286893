"""A case, replayed (zaakverloop): one plain sentence per fact, now or as of any moment."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain.codes import LegalBasis, Purpose, Role
from domain.fact import Fact
from domain.facts.municipality import Function, Office
from domain.terms import day
from service.codec import instant
from service.entrance import routes_about
from service.identity import Caller
from service.journal import Journal
from service.problems import Problem
from service.replay import Line, replay
from service.routes.documented import READ
from service.routes.fields import CaseId, Moment
from service.wiring import json_response, language_of, service_of

router = routes_about("cases")

READERS = frozenset({Role.WORKER, Role.COORDINATOR, Role.TEAM_LEADER, Role.PRIVACY_OFFICER})
"""Functions that help residents, or watch over their rights: the others read no words."""


class HistoryLine(BaseModel):
    """One fact, told."""

    model_config = ConfigDict(alias_generator=to_camel)

    position: int
    type: str
    occurred_at: str = Field(json_schema_extra={"format": "date-time"})
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    late: bool = Field(description="Recorded long after it happened.")
    sentence: str
    who: str = Field(description="In what function and where; never a name.")
    purpose: Purpose
    legal_basis: LegalBasis
    mandate: str | None


class History(BaseModel):
    """Every fact of a case, in the order in which they were recorded."""

    items: list[HistoryLine]


@router.get("/cases/{case}/history", response_model=History, **READ)
def get_history(
    case: CaseId,
    request: Request,
    valid_at: Annotated[
        Moment | None, Query(alias="validAt", description="What had happened by then.")
    ] = None,
    known_at: Annotated[
        Moment | None, Query(alias="knownAt", description="What was on record by then.")
    ] = None,
    language: Annotated[
        Literal["nl", "en"] | None, Query(description="Left out: as Accept-Language says.")
    ] = None,
) -> Response:
    """Zaakverloop: a case from its first fact to its last, in plain sentences."""
    journal = service_of(request).journal
    may_read(journal, request.state.caller)
    lines = replay(journal, case, valid_at, known_at, language or language_of(request))
    if not lines:
        raise Problem("UNKNOWN", "There is no such case.")
    return json_response({"items": [_shown(line) for line in lines]})


def may_read(journal: Journal, caller: Caller, roles: frozenset[Role] = READERS) -> None:
    """Only who holds, today, a function with one of these roles. Raises Problem."""
    function, office = Function(caller.function), Office(caller.function)
    facts: Iterable[Fact[Any]] = journal.read(f"function:{caller.function}")
    for fact in facts:
        if isinstance(fact.event, Function.learns_from):
            function = function.evolve(fact)
        if isinstance(fact.event, Office.learns_from):
            office = office.evolve(fact)
    if function.role not in roles or not office.holds(caller.worker, day(journal.now())):
        raise Problem("NOT_YOURS_TO_READ")


def _shown(line: Line) -> dict[str, object]:
    return {
        "position": line.position,
        "type": line.kind,
        "occurredAt": instant(line.occurred_at),
        "recordedAt": instant(line.recorded_at),
        "late": line.late,
        "sentence": line.sentence,
        "who": line.who,
        "purpose": line.purpose,
        "legalBasis": line.legal_basis,
        "mandate": line.mandate,
    }
