"""A story of a simulated town: without his knowledge.

Others tell about meneer Max; he is told late, contests what is written of him, and says no.
"""

from datetime import timedelta
from typing import Any

from domain.codes import (
    Channel,
    ClosingReason,
    CorrectionReason,
    DataCategory,
    EscalatedTo,
    EscalationGround,
    Initiative,
    LateReason,
    LighterOption,
    NoticeAnswer,
    NoticeGround,
    RecipientFunction,
    Source,
    StatementKind,
    StatementSource,
    Topic,
    Urgency,
)
from domain.decisions.agreement import AgreePlan
from domain.decisions.awareness import InformResident
from domain.decisions.case import AssignCoordinator, CloseCase, OpenCase, RecordFinding
from domain.decisions.contact import RecordContact, RefuseHelp
from domain.decisions.contest import ContestStatement
from domain.decisions.correcting import CorrectStatement
from domain.decisions.disclosure import Disclose
from domain.decisions.intake import ClarifyQuestion, ReceiveSignal
from domain.decisions.postponing import PostponeNotice, ProposePostponement
from domain.decisions.reading import ReadOwnRecord
from domain.decisions.recipient_notice import AcknowledgeNotice
from domain.decisions.review import DecideEscalation
from domain.decisions.statement import RecordStatement
from domain.decisions.third_party import AskThirdParty
from domain.facts.recipient_notice import RecipientNotified
from domain.terms import (
    DisclosureId,
    OrganisationId,
    QuestionId,
    RecipientId,
    StatementId,
    day,
    function_of_residents,
)
from service.town.faults import Kind
from service.town.life import Attempt, Life, Pause, Script
from service.town.setting import LETTER, Provider

NEGLECT = "Hij verwaarloost zichzelf."
HIS_WORDS = "Ik was ziek. Ik verwaarloos mij niet."
RIGHT = "Hij was drie weken ziek, en is nu beter."


def without_his_knowledge(life: Life) -> Script:
    """Nothing about meneer Max until he knows; then his words go along, and his no holds."""
    first, second = life.town.providers[0], life.town.providers[5]
    yield from _signalled(life)
    yield from _tried(life)
    yield from _waits(life)
    yield from _told(life)
    opinion = StatementId(life.new())
    yield from _written_down(life, opinion)
    yield _disclosed(life, first, opinion)
    yield life.send(
        ContestStatement, statement=opinion, resident=life.resident, words=HIS_WORDS,
        **_himself(life),
    )  # fmt: skip
    # From now on it goes nowhere without his own words.
    yield _disclosed(life, second, opinion)
    yield Pause(2)
    yield from _put_right(life, opinion, answers=first)
    yield from _says_no(life)
    yield Pause(16)
    # By now the day is past on which the second was to say what it did with the correction.
    yield life.send(ReadOwnRecord, resident=life.resident, **_himself(life))
    yield life.about(CloseCase, reason=ClosingReason.RESIDENT_STOPPED)


def _signalled(life: Life) -> Script:
    """A neighbour and a landlord tell something; nobody has spoken to him."""
    for source, content in (
        (Source.INFORMAL_NETWORK, "De buurman hoort al weken niets."),
        (Source.LANDLORD_UTILITY, "De buurman zegt dat hij niet opendoet. De huur komt laat."),
    ):
        yield life.about(
            ReceiveSignal, resident=life.resident, team=life.team.id, source=source,
            urgency=Urgency.ORDINARY, content=content,
        )  # fmt: skip
    yield life.about(OpenCase, team=life.team.id, laws=(life.law,))
    yield life.about(AssignCoordinator, coordinator=life.worker)


def _tried(life: Life) -> Script:
    """A plan, a finding, and asking a school, a shop and his ex-wife: each refused."""
    yield life.about(
        AgreePlan, Kind.PLAN_WITHOUT_INFORMING, goals="Huur weer op tijd betalen.",
        review_on=day(life.now) + timedelta(days=182),
    )  # fmt: skip
    yield life.about(
        RecordFinding, Kind.PLAN_WITHOUT_INFORMING, topic=Topic.DEBT,
        finding="Bij de winkel gevraagd hoe het gaat.",
    )  # fmt: skip
    yield from _asked_around(life, Kind.ASKED_WITHOUT_INFORMING)


def _asked_around(life: Life, fault: Kind) -> Script:
    ex_wife = RecipientId(life.new())
    for function, whom in (
        (RecipientFunction.TEACHER, {"organisation": life.town.school}),
        (RecipientFunction.SHOPKEEPER, {"organisation": life.town.shop}),
        (RecipientFunction.EX_PARTNER, {"recipient": ex_wife}),
    ):
        yield life.about(
            AskThirdParty, fault, question=QuestionId(life.new()), resident=life.resident,
            recipient_function=function, wanted=(DataCategory.CONTACT,),
            mandate=life.team.own_mandate, accountable=life.team.consultant, to_whom="",
            why_necessary="Wij horen niets van hem.", why_not_less="Niemand anders weet het.",
            text="Kent u meneer Max?", **whom,
        )  # fmt: skip


def _waits(life: Life) -> Script:
    """Two decide that telling him waits for thirty days; then nobody does anything."""
    yield life.about(
        ProposePostponement, ground=NoticeGround.PROTECTION_OF_PERSONS,
        review_on=day(life.now) + timedelta(days=30),
        reasoning="Eerst naar de veiligheid van zijn moeder, die bij hem woont.",
    )  # fmt: skip
    yield life.about(PostponeNotice, Kind.OWN_SECOND_READER)
    yield life.about(PostponeNotice, by=life.team.workers[1])
    yield Pause(42)


def _told(life: Life) -> Script:
    """Late, and the record says so and why. Who has no task in it is still not asked."""
    notice = {
        "channel": Channel.HOME_VISIT, "language": life.language, "text": LETTER,
        "note": "Wie wat over hem zei, wat wij opschrijven, wie dat ziet en hoe lang.",
    }  # fmt: skip
    yield life.about(InformResident, Kind.LATE_WITHOUT_REASON, **notice)
    yield life.about(InformResident, late_reason=LateReason.POSTPONED_TOO_LONG, **notice)
    yield life.about(
        ClarifyQuestion, with_resident=True, topics=(Topic.DEBT, Topic.LONELINESS),
        question="Ik wil met rust gelaten worden, en de post weer durven openmaken.",
    )  # fmt: skip
    yield from _asked_around(life, Kind.ASKED_WITHOUT_TASK)


def _written_down(life: Life, opinion: StatementId) -> Script:
    """What the neighbour smelled, said again by the landlord: one origin; and an opinion on it."""
    heard, again = StatementId(life.new()), StatementId(life.new())
    told = StatementKind.TOLD_BY_OTHER
    for statement, kind, source, text, on in (
        (heard, told, StatementSource.INFORMAL_NETWORK, "De buurman ruikt vuilnis.", {}),
        (again, told, StatementSource.LANDLORD_UTILITY,
         "De verhuurder hoorde dat van de buurman.", {"repeats": heard}),
        (opinion, StatementKind.JUDGEMENT, StatementSource.REASONING, NEGLECT,
         {"rests_on": (heard, again)}),
    ):  # fmt: skip
        yield life.about(
            RecordStatement, statement=statement, topic=Topic.LONELINESS, kind=kind, source=source,
            observer=life.team.consultant, observed_on=day(life.now), text=text, **on,
        )  # fmt: skip


def _disclosed(life: Life, to: Provider, opinion: StatementId) -> Attempt:
    return life.about(
        Disclose, disclosure=DisclosureId(life.new()), resident=life.resident,
        organisation=to.id, recipient_function=RecipientFunction.CARE_PROFESSIONAL,
        categories=(DataCategory.IDENTITY, DataCategory.HOUSING), statements=(opinion,),
        mandate=life.team.own_mandate, accountable=life.team.consultant, to_whom=to.name,
        why_necessary="Zij komen bij hem over de vloer.",
        why_not_less="Zonder dit weten zij niet waarop te letten.", text=NEGLECT,
    )  # fmt: skip


def _put_right(life: Life, opinion: StatementId, answers: Provider) -> Script:
    """It is corrected, and in the same decision both who had it are told: one of them answers."""
    answer = yield life.about(
        CorrectStatement, statement=opinion, reason=CorrectionReason.INACCURATE, text=RIGHT
    )
    assert answer is not None
    notices = {
        OrganisationId(str(fact.event.organisation)): fact.event.notice
        for fact in answer.facts
        if isinstance(fact.event, RecipientNotified)
    }
    yield Pause(1)
    yield life.send(
        AcknowledgeNotice, notice=notices[answers.id], answer=NoticeAnswer.CARRIED_OUT,
        by=answers.worker, as_=answers.function, of=answers.id,
    )  # fmt: skip


def _says_no(life: Life) -> Script:
    """Nobody comes after his no without a new ground, and his no alone escalates nothing."""
    yield life.about(RefuseHelp, channel=Channel.HOME_VISIT, words="Laat mij met rust.")
    yield Pause(4)
    yield life.about(
        RecordContact, Kind.CONTACT_AFTER_NO, resident=life.resident,
        channel=Channel.HOME_VISIT, reached=True, initiative=Initiative.TEAM, wanted=False,
    )  # fmt: skip
    yield life.about(
        DecideEscalation, Kind.ESCALATED_ON_A_NO, to=EscalatedTo.SAFETY_HOUSE,
        grounds=(EscalationGround.HELP_REFUSED,), lighter=(LighterOption.WAITING,),
        view="Hij wil geen hulp.", ends_when="Als hij weer buiten komt.",
    )  # fmt: skip


def _himself(life: Life) -> dict[str, Any]:
    """In his own voice."""
    municipality = life.town.genesis.organisation
    return {"by": life.resident, "of": municipality, "as_": function_of_residents(municipality)}
