"""Statements (uitspraken): written down as what they are, corrected, and used elsewhere or not."""

from typing import Annotated

from fastapi import Request
from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    CorrectionReason,
    LegalBasis,
    Part,
    Purpose,
    ReadingRoute,
    StatementKind,
    StatementSource,
    Topic,
)
from domain.decisions.contest import ContestStatement, TakeDownContest
from domain.decisions.correcting import CorrectStatement
from domain.decisions.reading import ReadRecord
from domain.decisions.statement import MOST_CITED, CheckReuse, RecordStatement
from domain.terms import day
from projections.views.provenance import provenance
from service.asking import AskedNow
from service.entrance import routes_about
from service.reading import reader_of
from service.routes.documented import COMMAND, READ
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    Day,
    FunctionId,
    OptionalText,
    ResidentId,
    StatementId,
    Text,
)
from service.routes.views import LookNow, page_of
from service.statements import StatementVersions, versions
from service.wiring import json_response, service_of

router = routes_about("statements")

BASIS = LegalBasis.WMO_INVESTIGATION
OWN_WORDS = Purpose.ACCOUNTABILITY, LegalBasis.RIGHTS_REQUEST


class StatementBody(CaseBody):
    statement: StatementId | None = Field(None, description="Left out: a new one.")
    topic: Topic
    kind: StatementKind
    source: StatementSource
    observer: FunctionId | None = Field(None, description="Left out: your own function.")
    observed_on: Day | None = Field(None, description="Left out: today.")
    text: Text
    purpose: Purpose = Field(Purpose.SUPPORT, description="One that the case has by now.")
    rests_on: Annotated[tuple[StatementId, ...], Field(max_length=MOST_CITED)] = Field(
        (), description="What a judgement rests on: without it, it is shown as unsupported."
    )
    repeats: StatementId | None = Field(None, description="What it says again.")
    as_corrected: bool = Field(
        False, description="Of a repetition: it says what that was corrected to."
    )
    confirms: StatementId | None = Field(None, description="The hypothesis that it bears out.")
    expires_on: Day | None = Field(
        None, description="Of a hypothesis: its last day; left out, the last that is allowed."
    )
    outside: OptionalText | None = Field(
        None, description="Why it is needed, where the question is not about this topic."
    )


class CorrectionBody(CaseBody):
    reason: CorrectionReason
    text: Text = Field(description="What it should have said.")


class ReuseBody(CaseBody):
    why: Text = Field(description="What this case needs it for.")


class WordsBody(Body):
    words: Text = Field(description="Unedited: it stands beside the statement wherever that goes.")


@router.post("/cases/{case}/statements", **COMMAND)
def record_statement(case: CaseId, body: StatementBody, asked: AskedNow) -> Response:
    """Uitspraak opschrijven: a fact, something seen, told, judged or supposed."""
    statement = terms.StatementId(asked.new("statement", body.statement))
    context = asked.context(body.purpose, BASIS, body)
    command = RecordStatement(
        context=context, statement=statement, case=case, topic=body.topic, kind=body.kind,
        source=body.source, observer=body.observer or context.function,
        observed_on=body.observed_on or day(context.occurred_at), text=body.text,
        rests_on=body.rests_on, repeats=body.repeats, as_corrected=body.as_corrected,
        confirms=body.confirms,
        expires_on=body.expires_on, outside=body.outside,
    )  # fmt: skip
    return asked.record(command, body, statement=statement)


@router.post("/cases/{case}/statements/{statement}/corrections", **COMMAND)
def correct_statement(
    case: CaseId, statement: StatementId, body: CorrectionBody, asked: AskedNow
) -> Response:
    """Uitspraak verbeteren (AVG 16): the first text stays, and whoever received it is told."""
    command = CorrectStatement(
        context=asked.context(Purpose.SUPPORT, LegalBasis.RIGHTS_REQUEST, body),
        statement=statement, case=case, reason=body.reason, text=body.text,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/statements/{statement}/contests", **COMMAND)
def take_down_contest(
    case: CaseId, statement: StatementId, body: WordsBody, asked: AskedNow
) -> Response:
    """Eigen verklaring opschrijven (Jw 7.3.8 lid 2): for the resident, in her own words."""
    command = TakeDownContest(
        context=asked.context(Purpose.SUPPORT, LegalBasis.RIGHTS_REQUEST, body),
        statement=statement, case=case, words=body.words,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/residents/{resident}/statements/{statement}/contests", **COMMAND)
def contest_statement(
    resident: ResidentId, statement: StatementId, body: WordsBody, asked: AskedNow
) -> Response:
    """Eigen verklaring geven: by the resident herself, or who may speak for her."""
    command = ContestStatement(
        context=asked.context(*OWN_WORDS, body), statement=statement, resident=resident,
        words=body.words,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/reuse-checks/{statement}", **COMMAND)
def check_reuse(case: CaseId, statement: StatementId, body: ReuseBody, asked: AskedNow) -> Response:
    """Hergebruik nakijken (AVG 5(1)(b)): is this of another case or person needed here."""
    command = CheckReuse(
        context=asked.context(Purpose.SUPPORT, BASIS, body), statement=statement, case=case,
        why=body.why,
    )  # fmt: skip
    return asked.record(command, body)


@router.get("/cases/{case}/provenance", **page_of(provenance))
def get_provenance(case: CaseId, look: LookNow) -> Response:
    """Herkomst: of each statement in the case where it came from, on how many origins it rests, who
    repeated it and where it went."""
    return look.of_case(provenance, case, Part.WORDS)


@router.get("/cases/{case}/statements/{statement}", **{**READ, "response_model": StatementVersions})
def get_statement(case: CaseId, statement: StatementId, request: Request) -> Response:
    """Uitspraak met haar versies: what it said first, every correction beside it, and the
    resident's own words."""
    reader = reader_of(request)
    seen = reader.record(
        ReadRecord(
            context=reader.by(ReadingRoute.CASE), case=case, needed=Part.WORDS,
            parts=(Part.COURSE, Part.WORDS, Part.PEOPLE, Part.DATES),
        )
    )  # fmt: skip
    told = versions(service_of(request).journal, case, statement, seen.position)
    return json_response(told.model_dump(by_alias=True, mode="json"))
