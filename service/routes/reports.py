"""Reports (verslagen): drafted, shown to the resident first, answered, struck in, established."""

from typing import Annotated, Any

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    LegalBasis,
    Part,
    Purpose,
    ReadingRoute,
    ResidentView,
    SignedFor,
    StatementKind,
    StatementMark,
    StatementSource,
)
from domain.decisions.reading import ReadRecord
from domain.decisions.report import (
    MOST_LINES,
    AnswerReport,
    DraftReport,
    EstablishReport,
    ShareReport,
    TakeDownAnswer,
)
from domain.decisions.strike import StrikeLine, TakeDownStrike
from domain.facts.report import Use
from projections.narrative.report import ReportTold, label, report_text
from service.asking import Asked, AskedNow
from service.confided import kept_from_who_speaks
from service.entrance import routes_about
from service.reading import reader_of
from service.reports import told_report
from service.routes.documented import COMMAND, READ
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    OptionalText,
    ReportId,
    ResidentId,
    StatementId,
)
from service.statements import Shown
from service.wiring import json_response, language_of, service_of

router = routes_about("reports")

WHY = Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION
OWN_WORDS = Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST


class DraftBody(CaseBody):
    report: ReportId | None = Field(None, description="Left out: a new one.")
    statements: Annotated[tuple[StatementId, ...], Field(min_length=1, max_length=MOST_LINES)] = (
        Field(description="In the order in which they are read, each once.")
    )
    needed: Annotated[tuple[StatementId, ...], Field(max_length=MOST_LINES)] = Field(
        (), description="Those without which the question cannot be answered: not to be struck."
    )


class SharingBody(CaseBody):
    channel: Channel


class AnswerBody(Body):
    view: ResidentView
    words: OptionalText = Field("", description="Her own version: needed where she disagrees.")
    signed_for: SignedFor | None = Field(None, description="What her signature means.")


class StrikeBody(Body):
    statement: StatementId


class LineShown(Shown):
    statement: str
    kind: StatementKind
    source: StatementSource
    observed_on: str = Field(json_schema_extra={"format": "date"})
    text: str | None = Field(description="None: about somebody else than who reads, or confided.")
    marks: list[StatementMark]
    contests: list[str]


class ReportShown(Shown):
    """A report as it stands, without what was struck."""

    report: str
    label: str
    shared: bool
    established: bool
    view: str = Field(description="agreed, disagreed or not-asked.")
    signed_for: SignedFor | None
    resident_version: str
    team_version: list[LineShown]
    text: str = Field(description="The whole of it, as it is printed.")
    read: int = Field(description="Where this read is on record.")


REPORT: dict[str, Any] = {**READ, "response_model": ReportShown}


@router.post("/cases/{case}/reports", **COMMAND)
def draft_report(case: CaseId, body: DraftBody, asked: AskedNow) -> Response:
    """Concept van een verslag maken, out of statements that stand in the case."""
    report = terms.ReportId(asked.new("report", body.report))
    command = DraftReport(
        context=asked.context(*WHY, body), report=report, case=case, statements=body.statements,
        needed=body.needed,
    )  # fmt: skip
    return asked.record(command, body, report=report)


@router.post("/cases/{case}/reports/{report}/sharings", **COMMAND)
def share_report(case: CaseId, report: ReportId, body: SharingBody, asked: AskedNow) -> Response:
    """Concept met de inwoner bespreken: before anything is fixed."""
    command = ShareReport(
        context=asked.context(*WHY, body), report=report, case=case, channel=body.channel
    )
    return asked.record(command, body)


@router.post("/cases/{case}/reports/{report}/answers", **COMMAND)
def take_down_answer(case: CaseId, report: ReportId, body: AnswerBody, asked: AskedNow) -> Response:
    """Reactie opschrijven, unedited, and what a signature is for."""
    command = TakeDownAnswer(
        context=asked.context(*WHY, body), report=report, case=case, view=body.view,
        words=body.words, signed_for=body.signed_for,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/reports/{report}/strikes", **COMMAND)
def take_down_strike(case: CaseId, report: ReportId, body: StrikeBody, asked: AskedNow) -> Response:
    """Regel schrappen omdat de inwoner dat wil: within fourteen days its words are destroyed."""
    command = TakeDownStrike(
        context=asked.context(*WHY, body),
        statement=body.statement,
        report=report,
        case=case,
        repeats=_repeats(asked, body),
    )
    answer = asked.record(command, body)
    asked.approved()
    return answer


@router.post("/cases/{case}/reports/{report}/establishments", **COMMAND)
def establish_report(
    case: CaseId, report: ReportId, asked: AskedNow, body: CaseBody | None = None
) -> Response:
    """Verslag vaststellen: after the resident has seen it."""
    command = EstablishReport(context=asked.context(*WHY, body), report=report, case=case)
    return asked.record(command, body)


@router.post("/residents/{resident}/reports/{report}/answers", **COMMAND)
def answer_report(
    resident: ResidentId, report: ReportId, body: AnswerBody, asked: AskedNow
) -> Response:
    """Zelf op een verslag reageren, or for whom one represents."""
    command = AnswerReport(
        context=asked.context(*OWN_WORDS, body), report=report, resident=resident, view=body.view,
        words=body.words, signed_for=body.signed_for,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/residents/{resident}/reports/{report}/strikes", **COMMAND)
def strike_line(
    resident: ResidentId, report: ReportId, body: StrikeBody, asked: AskedNow
) -> Response:
    """Zelf een regel schrappen, or for whom one represents."""
    command = StrikeLine(
        context=asked.context(*OWN_WORDS, body), statement=body.statement, report=report,
        resident=resident, repeats=_repeats(asked, body),
    )  # fmt: skip
    answer = asked.record(command, body)
    asked.approved()
    return answer


def _repeats(asked: Asked, body: StrikeBody) -> tuple[terms.StatementId, ...]:
    """What says the same again, to be struck with it."""
    (use,) = asked.known_now(Use(body.statement))
    return tuple(sorted(use.repeated))


@router.get("/cases/{case}/reports/{report}", **REPORT)
def get_report(case: CaseId, report: ReportId, request: Request) -> Response:
    """Verslag lezen: both versions, with everything that stands beside its lines."""
    reader = reader_of(request)
    seen = reader.record(
        ReadRecord(
            context=reader.by(ReadingRoute.CASE), case=case, needed=Part.WORDS,
            parts=(Part.COURSE, Part.WORDS, Part.PEOPLE, Part.DATES),
        )
    )  # fmt: skip
    told = told_report(service_of(request).journal, report, seen.position, case=case)
    return json_response(shown(told, seen.position, language_of(request)))


@router.get("/residents/{resident}/reports/{report}", **REPORT)
def get_own_report(resident: ResidentId, report: ReportId, request: Request) -> Response:
    """Eigen verslag lezen: by the resident, or whoever may speak for her. Shown drafts too."""
    seen = reader_of(request).own_record(resident)
    journal = service_of(request).journal
    told = told_report(
        journal, report, seen.position, about=seen.residents,
        hidden=kept_from_who_speaks(journal, seen),
    )  # fmt: skip
    return json_response(shown(told, seen.position, language_of(request)))


def shown(told: ReportTold, read: int, language: str) -> dict[str, Any]:
    """As HTTP shows it."""
    page = ReportShown(
        report=told.drafted.report,
        label=label(told, language),
        shared=told.shared,
        established=told.established,
        view=told.view or "not-asked",
        signed_for=told.signed_for,
        resident_version=told.answered.words if told.answered else "",
        team_version=[
            LineShown(
                statement=line.statement.event.statement, kind=line.statement.event.kind,
                source=line.statement.event.source,
                observed_on=line.statement.event.observed_on.isoformat(), text=line.text,
                marks=list(line.beside.marks), contests=list(line.contests),
            )
            for line in told.lines
        ],
        text=report_text(told, language),
        read=read,
    )  # fmt: skip
    return page.model_dump(by_alias=True, mode="json")
