"""A story of a simulated town: unsafe to tell. What mevrouw Jansen tells is hers to have struck."""

from typing import Any

from domain.codes import (
    Channel,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementSource,
    Topic,
    Urgency,
)
from domain.decisions.awareness import InformResident
from domain.decisions.case import AssignCoordinator, OpenCase
from domain.decisions.intake import ClarifyQuestion, HoldConsult, ReceiveNotification
from domain.decisions.off_record import LeaveUnrecorded
from domain.decisions.report import AnswerReport, DraftReport, EstablishReport, ShareReport
from domain.decisions.statement import RecordStatement
from domain.decisions.strike import StrikeLine
from domain.terms import Neighbourhood, ReportId, StatementId, day, function_of_residents
from service.town.faults import Kind
from service.town.life import Life, Pause, Script
from service.town.setting import LETTER


def unsafe_to_tell(life: Life) -> Script:
    """A talk without a name; something not for the file; a draft that she sees and strikes in."""
    yield life.send(
        HoldConsult, team=life.team.id, topic=Topic.LONELINESS,
        neighbourhood=Neighbourhood("BU03920101"), minutes=25,
    )  # fmt: skip
    yield Pause(1)
    yield life.about(
        ReceiveNotification, resident=life.resident, team=life.team.id, channel=Channel.COUNTER,
        urgency=Urgency.ORDINARY, question="Ik kom de deur niet meer uit.",
    )  # fmt: skip
    yield life.about(
        InformResident, channel=Channel.HOME_VISIT, language=life.language, text=LETTER,
        note="Verteld wat wij opschrijven, en dat zij het eerst ziet.",
    )  # fmt: skip
    yield life.about(
        ClarifyQuestion, with_resident=True, topics=(Topic.LONELINESS,),
        question="Ik wil weer onder de mensen.",
    )  # fmt: skip
    yield life.about(LeaveUnrecorded)
    yield life.about(OpenCase, team=life.team.id, laws=(life.law,))
    yield life.about(AssignCoordinator, coordinator=life.worker)
    alone, daughter = StatementId(life.new()), StatementId(life.new())
    yield _said(life, alone, "Mevrouw Jansen komt al een half jaar niet buiten.")
    yield _said(life, daughter, "Haar dochter belt nooit meer.")
    report = ReportId(life.new())
    yield life.about(DraftReport, report=report, statements=(alone, daughter), needed=(alone,))
    yield life.about(EstablishReport, Kind.REPORT_NOT_SHOWN, report=report)
    yield Pause(2)
    yield life.about(ShareReport, report=report, channel=Channel.HOME_VISIT)
    herself = _herself(life)
    yield life.send(StrikeLine, Kind.NEEDED_LINE_STRUCK, report=report, statement=alone, **herself)
    yield life.send(StrikeLine, report=report, statement=daughter, **herself)
    yield life.send(
        AnswerReport, report=report, view=ResidentView.AGREED, words="",
        signed_for=SignedFor.SEEN, **herself,
    )  # fmt: skip
    yield life.about(EstablishReport, report=report)


def _said(life: Life, statement: StatementId, text: str) -> Any:
    return life.about(
        RecordStatement, statement=statement, topic=Topic.LONELINESS, kind=StatementKind.FACT,
        source=StatementSource.RESIDENT, observer=life.team.consultant, observed_on=day(life.now),
        text=text,
    )  # fmt: skip


def _herself(life: Life) -> dict[str, Any]:
    """In her own voice."""
    municipality = life.town.genesis.organisation
    return {
        "resident": life.resident, "by": life.resident, "of": municipality,
        "as_": function_of_residents(municipality),
    }  # fmt: skip
