"""By what right: mandates, their use, what hangs on one, and decisions explained."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.responses import Response

from domain import terms
from domain.access.fields import fields
from domain.codes import (
    Law,
    LegalBasis,
    MandatedAct,
    MandateKind,
    Part,
    Provision,
    Purpose,
    ReadingRoute,
)
from domain.command import Unknown
from domain.decisions.reading import ReadList, ReadRecord
from domain.facts.municipality import Function
from domain.terms import day
from projections.views.by_what_right import by_what_right
from projections.views.mandates import mandates
from service.entrance import routes_about
from service.explain import Explanation, explain
from service.explaining import explanation_shown
from service.mandates import compared, hanging_on
from service.reading import Reader, reader_of
from service.routes.documented import READ
from service.routes.fields import CaseId, Day, DecisionId, FunctionId, MandateId, Moment
from service.routes.views import LookNow, page_of
from service.wiring import json_response, service_of

router = routes_about("mandates")
STORY = (Part.HELP, Part.DECISIONS, Part.MONEY, Part.REFERRALS, Part.AMOUNTS, Part.DATES)


class _Shown(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class HolderOfPower(_Shown):
    """Who has a power, and up to what."""

    organisation: str | None
    function: str
    mandate: str
    kind: MandateKind
    limit: int
    limit_per_year: int | None


class PowerCompared(_Shown):
    """A power (bevoegdheid), and all who have it."""

    law: Law
    provision: Provision
    act: MandatedAct
    gap: bool = Field(description="Nobody has it.")
    overlap: bool = Field(description="More than one organisation has it.")
    holders: list[HolderOfPower]


class Powers(_Shown):
    """Who may decide what on a day."""

    on: date
    items: list[PowerCompared]
    read: int = Field(description="Where this read is on record.")


class WaitingUnder(_Shown):
    """An application (aanvraag) that waits for a decision."""

    application: str
    case: str | None
    law: Law
    provision: Provision
    amount: int
    escalated: bool


class ReservedUnder(_Shown):
    """Money that is set apart (reservering)."""

    reservation: str
    case: str | None
    team: str
    amount: int


class PromisedUnder(_Shown):
    """A line of an agreement in a case (casusafspraak) that binds."""

    line: str
    case: str | None
    act: MandatedAct
    amount: int


class MandateDependents(_Shown):
    """What hangs on a mandate: what nobody can do under it once it is revoked."""

    mandate: str
    stands: bool
    instead: list[str] = Field(description="Mandates of the same function that stand.")
    sub_mandates: list[str]
    applications: list[WaitingUnder]
    reservations: list[ReservedUnder]
    promises: list[PromisedUnder]
    read: int = Field(description="Where this read is on record.")


class Explanations(BaseModel):
    """Everything that was decided under one id, explained."""

    items: list[dict[str, Any]]
    read: int = Field(description="Where this read is on record.")


@router.get("/mandates", **page_of(mandates))
def get_mandates(look: LookNow, function: FunctionId | None = None) -> Response:
    """Mandaatregister: whose, in whose name, where published, and how often used."""
    return look.at(mandates, function=function)


@router.get("/rights", **page_of(by_what_right))
def get_rights(
    look: LookNow, mandate: MandateId | None = None, case: CaseId | None = None
) -> Response:
    """Bevoegdheid: every decision, spending and disclosure, and the mandate it was made under."""
    return look.at(by_what_right, mandate=mandate, case=case)


@router.get("/powers", response_model=Powers, **READ)
def get_powers(
    request: Request,
    on: Annotated[Day | None, Query(description="On that day; else today.")] = None,
    known_at: Annotated[
        Moment | None, Query(alias="knownAt", description="As was known at that moment.")
    ] = None,
) -> Response:
    """Mandaten vergeleken: who may decide what, per organisation, with gaps and overlaps."""
    reader = reader_of(request)
    service = service_of(request)
    day_ = on or day(service.now())
    rows = compared(service.journal, day_, known_at)
    read = _listed(reader, "powers", len(rows))
    items = [
        {
            "law": row.power.law, "provision": row.power.provision, "act": row.power.act,
            "gap": row.gap, "overlap": row.overlap,
            "holders": [
                {
                    "organisation": holder.organisation, "function": holder.function,
                    "mandate": holder.mandate, "kind": holder.kind, "limit": holder.limit,
                    "limitPerYear": holder.limit_per_year,
                }
                for holder in row.holders
            ],
        }
        for row in rows
    ]  # fmt: skip
    return json_response({"on": day_, "items": items, "read": read})


@router.get("/mandates/{mandate}/dependents", response_model=MandateDependents, **READ)
def get_dependents(mandate: MandateId, request: Request) -> Response:
    """Wat aan een mandaat hangt: open applications, reservations and promises, before revoking."""
    reader = reader_of(request)
    service = service_of(request)
    on = day(service.now())
    found = hanging_on(service.journal, mandate, on)
    if found is None:
        raise Unknown("mandate")
    named = [
        *(each.case for each in found.applications),
        *(each.case for each in found.reservations),
        *(each.case for each in found.promises),
    ]
    read = _listed(reader, "mandate_dependents", len(named), tuple(dict.fromkeys(named)))
    row = reader.bounds("mandate_dependents", {}).row
    people = row is not None and Part.PEOPLE in row.parts
    return json_response({
        "mandate": mandate, "stands": found.mandate.stands(on), "instead": list(found.instead),
        "subMandates": list(found.below),
        "applications": [
            {"application": a.application, "case": a.case if people else None,
             "law": a.law, "provision": a.provision,
             "amount": a.amount, "escalated": a.escalated}
            for a in found.applications
        ],
        "reservations": [
            {"reservation": r.reservation, "case": r.case if people else None,
             "team": r.team, "amount": r.amount}
            for r in found.reservations
        ],
        "promises": [
            {"line": p.line, "case": p.case if people else None,
             "act": p.act, "amount": p.amount}
            for p in found.promises
        ],
        "read": read,
    })  # fmt: skip


@router.get("/decisions/{decision}/explanations", response_model=Explanations, **READ)
def get_explanations(decision: DecisionId, request: Request) -> Response:
    """Waarom zo beslist: facts, mandate, rules and configuration, and the verdict put again."""
    reader = reader_of(request)
    service = service_of(request)
    found = explain(service.journal, decision)
    if not found:
        raise Unknown("decision")
    route = _way(reader)
    command = ReadRecord(
        context=reader.by(route), case=_case(found[0]), route=route, parts=STORY,
        needed=_part(found[0]),
    )  # fmt: skip
    seen = reader.record(command)
    items = [explanation_shown(each) for each in found if _part(each) in seen.parts]
    return json_response({"items": items, "read": seen.position})


def _way(reader: Reader) -> ReadingRoute:
    """Whoever oversees takes the way of overseeing; the others that of the case."""
    (function,) = reader.service.journal.known(Function(reader.caller.function))
    oversees = (function.role, ReadingRoute.AUDIT) in fields().reads
    return ReadingRoute.AUDIT if oversees else ReadingRoute.CASE


def _case(explanation: Explanation) -> terms.CaseId:
    case: terms.CaseId = getattr(explanation.fact.event, "case")  # noqa: B009
    return case


def _part(explanation: Explanation) -> Part:
    """Of which part of a record that is."""
    return fields().part_of[type(explanation.fact.event).__name__]


def _listed(reader: Reader, view: str, rows: int, cases: tuple[terms.CaseId, ...] = ()) -> int:
    """The position of the read of a list of this name. Raises NotShown, StoreUnavailable."""
    context = reader.context(Purpose.ACCOUNTABILITY, LegalBasis.GOVERNANCE)
    command = ReadList(context=context, view=terms.ViewName(view), rows=rows, cases=cases)
    return reader.record(command).position
