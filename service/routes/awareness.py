"""What people are told of a case they stand in, and the support that a resident is offered."""

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from domain import terms
from domain.codes import (
    Channel,
    Language,
    LateReason,
    LegalBasis,
    NoticeGround,
    Participant,
    PersonRelation,
    Purpose,
    Source,
    Template,
)
from domain.decisions.awareness import (
    AnswerClientSupport,
    InformResident,
    InvolvePerson,
    OfferClientSupport,
    PlanDisclosure,
)
from domain.decisions.conversation import HoldConversation
from domain.decisions.guards import resident_of
from domain.decisions.postponing import PostponeNotice, ProposePostponement
from domain.facts.case import Case
from domain.templates import TEXTS
from service.asking import AskedNow
from service.entrance import routes_about
from service.routes.documented import COMMAND
from service.routes.fields import (
    CaseBody,
    CaseId,
    Day,
    Digest,
    OptionalText,
    ResidentId,
    Text,
    WorkerId,
    Yes,
)

router = routes_about("awareness")

WHY = Purpose.FRONT_DOOR, LegalBasis.WMO_INVESTIGATION
Participants = Annotated[tuple[Participant, ...], Field(min_length=1, max_length=len(Participant))]


class AboutOne(CaseBody):
    """What a command about one person in a case may say."""

    resident: ResidentId | None = Field(
        None, description="Which person in the case. Left out: the resident that it is about."
    )


class PersonInCase(CaseBody):
    resident: ResidentId | None = Field(None, description="Left out: a new resident.")
    relation: PersonRelation
    source: Source


OURS = "The hash of the text that tells it. By letter or e-mail it is one of ours: " + ", ".join(
    f"`{text.digest}` ({text.language}, version {text.version})"
    for text in TEXTS
    if text.template is Template.PRIVACY_NOTICE
)


class InformationNotice(AboutOne):
    channel: Channel
    language: Language
    text: Digest = Field(description=OURS)
    note: OptionalText = Field("", description="What was told, where it was told aloud.")
    told_by: WorkerId | None = Field(
        None, description="Who told it aloud. Left out: who writes it down."
    )
    late_reason: LateReason | None = Field(None, description="Why, of a notice that is late.")


class PlannedDisclosure(AboutOne):
    planned_on: Day


class Conversation(AboutOne):
    channel: Channel
    participants: Participants


class PostponementProposal(AboutOne):
    ground: NoticeGround
    review_on: Day
    reasoning: Text


class Postponement(AboutOne):
    pass


class ClientSupportOffer(CaseBody):
    channel: Channel


class ClientSupportAnswer(CaseBody):
    wanted: Yes


@router.post("/cases/{case}/persons", **COMMAND)
def involve_person(case: CaseId, body: PersonInCase, asked: AskedNow) -> Response:
    """Betrokkene: somebody besides the resident is written about, and is to be told as well."""
    resident = terms.ResidentId(asked.new("resident", body.resident))
    command = InvolvePerson(
        context=asked.context(*WHY, body), case=case, resident=resident, relation=body.relation,
        source=body.source,
    )  # fmt: skip
    return asked.record(command, body, resident=resident)


@router.post("/cases/{case}/information-notices", **COMMAND)
def inform_resident(case: CaseId, body: InformationNotice, asked: AskedNow) -> Response:
    """Informeren (AVG 13, 14): a person is told what is written down, and who sees it."""
    command = InformResident(
        context=asked.context(*WHY, body), case=case, resident=body.resident,
        channel=body.channel, language=body.language, text=body.text, note=body.note,
        told_by=body.told_by, late_reason=body.late_reason,
        letters_for=body.resident or resident_of(*asked.known(Case(case))),
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/planned-disclosures", **COMMAND)
def plan_disclosure(case: CaseId, body: PlannedDisclosure, asked: AskedNow) -> Response:
    """Voorgenomen verstrekking: by that day the person is told (AVG 14 lid 3)."""
    command = PlanDisclosure(
        context=asked.context(*WHY, body), case=case, resident=body.resident,
        planned_on=body.planned_on,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/conversations", **COMMAND)
def hold_conversation(case: CaseId, body: Conversation, asked: AskedNow) -> Response:
    """Gesprek: who sat at the table, by what they are; nothing that was said."""
    command = HoldConversation(
        context=asked.context(*WHY, body), case=case, resident=body.resident,
        channel=body.channel, participants=body.participants,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/postponement-proposals", **COMMAND)
def propose_postponement(case: CaseId, body: PostponementProposal, asked: AskedNow) -> Response:
    """Uitstel voorstellen: that telling a person waits, on a ground of the law."""
    command = ProposePostponement(
        context=asked.context(*WHY, body), case=case, resident=body.resident, ground=body.ground,
        review_on=body.review_on, reasoning=body.reasoning,
    )  # fmt: skip
    return asked.record(command, body)


@router.post("/cases/{case}/postponements", **COMMAND)
def postpone_notice(case: CaseId, body: Postponement, asked: AskedNow) -> Response:
    """Uitstellen (AVG 14 lid 5, UAVG 41): a second person decides what was proposed."""
    context = asked.context(*WHY, body)
    command = PostponeNotice(context=context, case=case, resident=body.resident)
    return asked.record(command, body)


@router.post("/cases/{case}/client-support-offers", **COMMAND)
def offer_client_support(case: CaseId, body: ClientSupportOffer, asked: AskedNow) -> Response:
    """Cliëntondersteuning aanbieden (Wmo 2.2.4): somebody of the resident's own."""
    context = asked.context(*WHY, body)
    return asked.record(OfferClientSupport(context=context, case=case, channel=body.channel), body)


@router.post("/cases/{case}/client-support-answers", **COMMAND)
def answer_client_support(case: CaseId, body: ClientSupportAnswer, asked: AskedNow) -> Response:
    """Whether the resident wants cliëntondersteuning."""
    context = asked.context(*WHY, body)
    return asked.record(AnswerClientSupport(context=context, case=case, wanted=body.wanted), body)
