"""What a team of a simulated town tells and asks others, and what is put right with them after."""

from domain.codes import (
    CorrectionReason,
    DataCategory,
    NoticeAnswer,
    RecipientFunction,
    StatementSource,
)
from domain.decisions.correcting import CorrectStatement
from domain.decisions.disclosure import Disclose
from domain.decisions.recipient_notice import AcknowledgeNotice
from domain.decisions.third_party import AskThirdParty, RecordInformation
from domain.facts.recipient_notice import RecipientNotified
from domain.terms import DisclosureId, OrganisationId, QuestionId, StatementId, day
from service.town.faults import Fault, Kind
from service.town.life import Attempt, Life, Script
from service.town.setting import Provider
from service.town.words import FINDINGS, say
from service.town.writing import contested, said

SLIP = 0.1
"""How often, of 1, somebody without a task is asked."""
SILENT = 0.15
"""How often a provider does not say what it did with a correction."""


def shared(life: Life) -> Script:
    """Something is told to a provider, and sometimes something is asked, or put right."""
    provider = life.rng.choice(life.providers)
    if life.chance(SLIP):
        school = life.town.school
        yield _asked(life, school, RecipientFunction.TEACHER, fault=Kind.ASKED_WITHOUT_TASK)
    statement = StatementId(life.new())
    yield said(life, statement)
    if life.chance(0.15):
        yield contested(life, statement)
    yield _told(life, provider, statement)
    if life.chance(0.15):
        yield contested(life, statement)
    if life.chance(0.3):
        yield from _asked_and_answered(life, provider)
    if life.chance(0.2):
        yield life.pause(1, 4)
        yield from _put_right(life, provider, statement)


def _told(life: Life, provider: Provider, statement: StatementId) -> Attempt:
    return life.about(
        Disclose, disclosure=DisclosureId(life.new()), resident=life.resident,
        organisation=provider.id, recipient_function=RecipientFunction.CARE_PROFESSIONAL,
        categories=(DataCategory.IDENTITY, DataCategory.CONTACT), statements=(statement,),
        mandate=life.team.own_mandate, accountable=life.team.consultant, to_whom="",
        why_necessary="Zij gaan samen verder.", why_not_less="Zonder dit kan het niet.",
        text=say(life.rng, FINDINGS, life.who),
    )  # fmt: skip


def _asked(
    life: Life,
    whom: OrganisationId,
    function: RecipientFunction,
    question: QuestionId | None = None,
    fault: Kind | None = None,
) -> Attempt:
    return life.about(
        AskThirdParty, fault, question=question or QuestionId(life.new()), organisation=whom,
        resident=life.resident, recipient_function=function, wanted=(DataCategory.HELP,),
        mandate=life.team.own_mandate, accountable=life.team.consultant, to_whom="",
        why_necessary="Zij weten hoe het gaat.", why_not_less="Niemand anders weet het.",
        text=f"Komt {life.who} bij u?",
    )  # fmt: skip


def _asked_and_answered(life: Life, provider: Provider) -> Script:
    question = QuestionId(life.new())
    yield _asked(life, provider.id, RecipientFunction.CARE_PROFESSIONAL, question)
    yield life.pause(1, 4)
    yield life.about(
        RecordInformation, question=question, statement=StatementId(life.new()),
        topic=life.topics[0], source=StatementSource.PROFESSIONAL, observed_on=day(life.now),
        text=say(life.rng, FINDINGS, life.who),
    )  # fmt: skip


def _put_right(life: Life, provider: Provider, statement: StatementId) -> Script:
    """A statement is corrected; who received it mostly says what was done with that."""
    answer = yield life.about(
        CorrectStatement, statement=statement, reason=CorrectionReason.INACCURATE,
        text=say(life.rng, FINDINGS, life.who),
    )  # fmt: skip
    notices = [
        fact.event.notice
        for fact in (answer.facts if answer is not None else ())
        if isinstance(fact.event, RecipientNotified)
    ]
    for notice in notices:
        if life.chance(SILENT):
            life.faults.append(Fault(Kind.CORRECTION_UNANSWERED, life.case))
            continue
        yield life.pause(1, 9)
        yield life.send(
            AcknowledgeNotice, notice=notice, answer=life.rng.choice(tuple(NoticeAnswer)),
            by=provider.worker, as_=provider.function, of=provider.id,
        )  # fmt: skip
