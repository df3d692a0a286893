"""Disclosures (verstrekkingen): what leaves the team, and what recipients are told afterwards."""

from typing import Any

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    DataCategory,
    GlassVerdict,
    LegalBasis,
    NoticeAnswer,
    Purpose,
    RecipientFunction,
    StatementSource,
    Topic,
)
from domain.decisions.acute import JudgeAcuteSharing
from domain.decisions.content import MOST_CITED
from domain.decisions.disclosure import Disclose
from domain.decisions.reach import MOST_APPROVED, ApproveWiderSharing
from domain.decisions.recipient_notice import AcknowledgeNotice
from domain.decisions.third_party import AskThirdParty, RecordInformation
from domain.facts.case import Case
from service.asking import Asked, AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    Body,
    CaseBody,
    CaseId,
    Day,
    DisclosureId,
    FunctionId,
    MandateId,
    NoticeId,
    OptionalText,
    OrganisationId,
    PermissionId,
    Position,
    QuestionId,
    RecipientId,
    ReportId,
    ResidentId,
    StatementId,
    Text,
)

router = routes_about("disclosures")

BASIS = LegalBasis.WMO_PROVISION
Categories = Field(min_length=1, max_length=len(DataCategory))


class Recipient(CaseBody):
    """Who receives, for what and why; and who answers for it."""

    purpose: Purpose = Field(description="What for (doelbinding): the legal basis must carry it.")
    resident: ResidentId | None = Field(
        None, description="Whom it is about; left out: the resident of the case."
    )
    organisation: OrganisationId | None = Field(None, description="The recipient; or `recipient`.")
    recipient: RecipientId | None = Field(
        None, description="A person without a task: only whom the resident opened it to by name."
    )
    recipient_function: RecipientFunction
    to_whom: OptionalText = Field("", description="What the recipient is called. Sealed.")
    mandate: MandateId = Field(description="A mandate to disclose, valid at that instant.")
    permission: PermissionId | None = Field(
        None, description="Where the recipient or the legal basis takes one."
    )
    why_necessary: Text
    why_not_less: Text = Field(description="Why less would not do (subsidiariteit). Sealed.")
    text: Text = Field(description="What goes out, word for word. Sealed.")
    channel: Channel | None = Field(
        None, description="Letter or e-mail: it is sent from here. Left out: it is fetched or told."
    )
    accountable: FunctionId | None = Field(
        None, description="The one function that answers for it; left out: one's own."
    )

    def said(self, case: CaseId, asked: Asked) -> dict[str, Any]:
        """What the commands have by the same names."""
        context = asked.context(self.purpose, BASIS, self)
        (known,) = asked.known(Case(case))
        left_out = {"accountable": context.function, "resident": known.resident}
        own = Recipient.__annotations__.keys() - {"purpose"}
        said = {name: getattr(self, name) or left_out.get(name) for name in own}
        return {**said, "context": context, "case": case, "to_whom": self.to_whom}


class Disclosure(Recipient):
    disclosure: DisclosureId | None = Field(None, description="Left out: a new one.")
    categories: list[DataCategory] = Categories
    statements: list[StatementId] = Field(
        [], max_length=MOST_CITED, description="What of the record is in it, reports' lines too."
    )
    reports: list[ReportId] = Field([], max_length=MOST_CITED)
    as_corrected: list[StatementId] = Field(
        [], max_length=MOST_CITED, description="Those that the text has as they were corrected."
    )


class Question(Recipient):
    question: QuestionId | None = Field(None, description="Left out: a new one.")
    wanted: list[DataCategory] = Categories


class Answer(CaseBody):
    statement: StatementId | None = Field(None, description="Left out: a new one.")
    topic: Topic
    source: StatementSource
    observed_on: Day = Field(description="When it was told.")
    text: Text
    outside: OptionalText | None = Field(
        None, description="Why it is needed, where the question is not about its topic."
    )


class WiderSharing(CaseBody):
    most: int = Field(strict=True, ge=1, le=MOST_APPROVED, description="So many recipients.")
    until: Day = Field(description="The last day on which it holds.")
    why: Text


class Judgement(CaseBody):
    position: Position = Field(description="Of what left, as its answer and the list have it.")
    verdict: GlassVerdict
    findings: Text = Field(description="The resident reads this. Sealed.")


class Acknowledgement(Body):
    answer: NoticeAnswer


@router.post("/cases/{case}/disclosures", **COMMAND)
def disclose(case: CaseId, body: Disclosure, asked: AskedNow) -> Response:
    """Verstrekken: on record before anything leaves; the text is asked for afterwards."""
    disclosure = terms.DisclosureId(asked.new("disclosure", body.disclosure))
    command = Disclose(
        disclosure=disclosure, categories=tuple(body.categories),
        statements=tuple(body.statements), reports=tuple(body.reports),
        as_corrected=tuple(body.as_corrected), **body.said(case, asked),
    )  # fmt: skip
    return asked.record(command, body, disclosure=disclosure)


@router.post("/cases/{case}/third-party-questions", **COMMAND)
def ask_third_party(case: CaseId, body: Question, asked: AskedNow) -> Response:
    """Informatie vragen aan een derde: what is asked is on record before it is asked."""
    question = terms.QuestionId(asked.new("question", body.question))
    command = AskThirdParty(question=question, wanted=tuple(body.wanted), **body.said(case, asked))
    return asked.record(command, body, question=question)


@router.post("/cases/{case}/third-party-questions/{question}/answers", **COMMAND)
def record_information(
    case: CaseId, question: QuestionId, body: Answer, asked: AskedNow
) -> Response:
    """Antwoord van een derde: a statement told by another, beside the question."""
    statement = terms.StatementId(asked.new("statement", body.statement))
    command = RecordInformation(
        context=asked.context(Purpose.SUPPORT, LegalBasis.WMO_INVESTIGATION, body),
        question=question, statement=statement, case=case, topic=body.topic, source=body.source,
        observed_on=body.observed_on, text=body.text, outside=body.outside,
    )  # fmt: skip
    return asked.record(command, body, statement=statement)


@router.post("/cases/{case}/sharing-approvals", **COMMAND)
def approve_wider_sharing(case: CaseId, body: WiderSharing, asked: AskedNow) -> Response:
    """Ruimere verstrekking goedkeuren: more recipients than the limit, until a day."""
    command = ApproveWiderSharing(
        context=asked.context(Purpose.SUPPORT, BASIS, body), case=case, most=body.most,
        until=body.until, why=body.why,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/acute-sharing-judgements", **COMMAND)
def judge_acute_sharing(case: CaseId, body: Judgement, asked: AskedNow) -> Response:
    """Verstrekking bij acuut gevaar beoordelen: by somebody else, within a working day."""
    command = JudgeAcuteSharing(
        context=asked.context(Purpose.GOVERNANCE, LegalBasis.GOVERNANCE, body), case=case,
        position=body.position, verdict=body.verdict, findings=body.findings,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/notices/{notice}/acknowledgements", **COMMAND)
def acknowledge_notice(notice: NoticeId, body: Acknowledgement, asked: AskedNow) -> Response:
    """Kennisgeving bevestigen (AVG 19): by the recipient, or for them by the team."""
    context = asked.context(Purpose.REFERRAL, BASIS, body)
    return asked.record(AcknowledgeNotice(context=context, notice=notice, answer=body.answer), body)
