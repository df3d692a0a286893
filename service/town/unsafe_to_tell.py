"""A story of a simulated town: unsafe to tell. What mevrouw Jansen tells is hers to have struck."""

from datetime import timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    Channel,
    LegalBasis,
    Part,
    PermissionKind,
    Purpose,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementSource,
    Topic,
    Urgency,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.awareness import InformResident
from domain.decisions.case import AssignCoordinator, OpenCase
from domain.decisions.intake import ClarifyQuestion, HoldConsult, ReceiveNotification
from domain.decisions.off_record import ExplainFileDuty, LeaveUnrecorded
from domain.decisions.permission import GivePermission
from domain.decisions.reading import ReadRecord
from domain.decisions.reading_referral import ReadReferral
from domain.decisions.referral import Refer
from domain.decisions.report import AnswerReport, DraftReport, EstablishReport, ShareReport
from domain.decisions.statement import RecordStatement
from domain.decisions.strike import StrikeLine
from domain.terms import (
    Neighbourhood,
    PermissionId,
    ReferralId,
    ReportId,
    StatementId,
    day,
    function_of_residents,
)
from service.town.faults import Kind
from service.town.life import Life, Pause, Script
from service.town.setting import LETTER, Provider


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
    # Where youth help asks for a file she is told so beforehand; here nothing asks for one.
    youth = {"on_basis": LegalBasis.YOUTH_HELP}
    yield life.about(ExplainFileDuty, channel=Channel.HOME_VISIT, **youth)
    yield life.about(LeaveUnrecorded, Kind.LEFT_OUT_OF_A_FILE, **youth)
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
    yield from _referred(life, life.town.providers[0])


def _referred(life: Life, partner: Provider) -> Script:
    """A partner reads what it is asked, and nothing of the record."""
    yield life.about(AgreeToHelp, resident=life.resident, age=AgeBand.ADULT)
    yield life.about(
        AgreePlan, goals="Weer onder de mensen.", review_on=day(life.now) + timedelta(days=90)
    )
    yield life.about(
        GivePermission, permission=PermissionId(life.new()), resident=life.resident,
        organisation=partner.id, kind=PermissionKind.SECRECY_WAIVER, purpose=Purpose.REFERRAL,
        until=day(life.now) + timedelta(days=180), text=LETTER, exceptions="",
    )  # fmt: skip
    referral = ReferralId(life.new())
    yield life.about(
        Refer, referral=referral, organisation=partner.id, mandate=life.team.own_mandate,
        need="Een maatje.",
    )  # fmt: skip
    theirs: dict[str, Any] = {"by": partner.worker, "as_": partner.function, "of": partner.id}
    yield life.about(ReadReferral, referral=referral, **theirs)
    parts = tuple(part for part in Part if part is not Part.READING)
    yield life.about(ReadRecord, Kind.READING_ELSEWHERE, parts=parts, **theirs)


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
