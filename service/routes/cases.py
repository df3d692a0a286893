"""Cases (zaken): taken on, coordinated, looked into and closed."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain.codes import ClosingReason, Law, LegalBasis, Purpose, Topic
from domain.decisions.case import (
    AssignCoordinator,
    CloseCase,
    HandOverCoordination,
    OpenCase,
    RecordFinding,
)
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import CaseBody, CaseId, OptionalText, TeamId, Text, WorkerId

router = routes_about("cases")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION


class Opening(CaseBody):
    team: TeamId
    laws: Annotated[tuple[Law, ...], Field(min_length=1, max_length=len(Law))]


class Coordinator(CaseBody):
    coordinator: WorkerId


class Finding(CaseBody):
    topic: Topic
    finding: Text
    outside: OptionalText | None = Field(
        None, description="Why it is needed, where the question is not about this topic."
    )


class Closure(CaseBody):
    reason: ClosingReason


@router.post("/cases/{case}/openings", **COMMAND)
def open_case(case: CaseId, body: Opening, asked: AskedNow) -> Response:
    """Zaak openen: a team takes on what came in at the front door."""
    context = asked.context(*WHY, body)
    command = OpenCase(context=context, case=case, team=body.team, laws=body.laws)
    return asked.record(command, body)


@router.post("/cases/{case}/coordinators", **COMMAND)
def assign_coordinator(case: CaseId, body: Coordinator, asked: AskedNow) -> Response:
    """Regisseur aanwijzen: say who coordinates."""
    context = asked.context(*WHY, body)
    command = AssignCoordinator(context=context, case=case, coordinator=body.coordinator)
    return asked.record(command, body)


@router.post("/cases/{case}/coordinator-handovers", **COMMAND)
def hand_over_coordination(case: CaseId, body: Coordinator, asked: AskedNow) -> Response:
    """Regie overdragen: in one instant, never nobody and never two."""
    context = asked.context(*WHY, body)
    command = HandOverCoordination(context=context, case=case, coordinator=body.coordinator)
    return asked.record(command, body)


@router.post("/cases/{case}/findings", **COMMAND)
def record_finding(case: CaseId, body: Finding, asked: AskedNow) -> Response:
    """Bevinding: what was found out about a topic that the question is about."""
    context = asked.context(*WHY, body)
    command = RecordFinding(
        context=context, case=case, topic=body.topic, finding=body.finding, outside=body.outside
    )
    return asked.record(command, body)


@router.post("/cases/{case}/closures", **COMMAND)
def close_case(case: CaseId, body: Closure, asked: AskedNow) -> Response:
    """Zaak sluiten: not while an application waits."""
    context = asked.context(*WHY, body)
    return asked.record(CloseCase(context=context, case=case, reason=body.reason), body)
