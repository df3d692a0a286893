"""Disclosing to the clinic, asking it something, and what it says to a notice."""

from datetime import date

from domain.codes import (
    AwarenessState,
    DataCategory,
    GlassVerdict,
    Law,
    MandatedAct,
    MandateKind,
    NoticeAnswer,
    NoticeCause,
    Purpose,
    RecipientClass,
    RecipientFunction,
    StatementSource,
    Topic,
)
from domain.decisions.acute import JudgeAcuteSharing
from domain.decisions.disclosure import Disclose
from domain.decisions.reach import ApproveWiderSharing
from domain.decisions.reading_disclosure import ReadDisclosure
from domain.decisions.recipient_notice import AcknowledgeNotice
from domain.decisions.third_party import AskThirdParty, RecordInformation
from domain.facts.disclosure import DisclosureMade, WiderSharingApproved
from domain.facts.mandate import MandateGranted
from domain.facts.recipient_notice import RecipientNotified
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import Cents, DisclosureId, MandateId, NoticeId, QuestionId, StatementId
from tests.people import (
    acting,
    bakker,
    buurtteam,
    by_clinic,
    by_fatima,
    by_leader,
    clinic,
    consultant,
    gemeente,
    named,
    oost,
    published,
    stairs,
)

may_disclose = MandateId(named("may disclose"))
to_the_clinic, first_notice = DisclosureId(named("told clinic")), NoticeId(named("first notice"))
how_it_goes = QuestionId(named("how it goes"))
by_fatima_sharing = acting(purpose=Purpose.REFERRAL)
mandated_to_disclose = MandateGranted(
    mandate=may_disclose, function=consultant, organisation=gemeente, kind=MandateKind.ACT,
    laws=(Law.WMO,), acts=(MandatedAct.DISCLOSE,), provisions=(), limit=Cents(1_00),
    since=date(2026, 1, 1), until=date(2026, 12, 31), publication=published,
)  # fmt: skip
disclose = Disclose(
    context=by_fatima_sharing, disclosure=to_the_clinic, case=stairs, resident=bakker,
    organisation=clinic, accountable=consultant,
    recipient_function=RecipientFunction.CARE_PROFESSIONAL, categories=(DataCategory.HELP,),
    mandate=may_disclose, to_whom="De fysiotherapeut", why_necessary="Zij oefent met haar.",
    why_not_less="Zonder dit weet zij niet wat er al is.", text="Er komt een traplift.",
)  # fmt: skip
disclosed = DisclosureMade(
    disclosure=to_the_clinic, case=stairs, resident=bakker, team=oost, organisation=clinic,
    recipient_function=RecipientFunction.CARE_PROFESSIONAL,
    recipient_class=RecipientClass.PROVIDER_WITH_TASK, awareness=AwarenessState.INFORMED,
    purpose=Purpose.REFERRAL, basis=by_fatima_sharing.basis, categories=(DataCategory.HELP,),
    mandate=may_disclose,
    accountable=consultant, accountable_organisation=buurtteam, to_whom="De fysiotherapeut",
    why_necessary="Zij oefent met haar.", why_not_less="Zonder dit weet zij niet wat er al is.",
    text="Er komt een traplift.",
)  # fmt: skip
ask_third_party = AskThirdParty(
    context=by_fatima_sharing, question=how_it_goes, case=stairs, resident=bakker,
    organisation=clinic, recipient_function=RecipientFunction.CARE_PROFESSIONAL,
    wanted=(DataCategory.HELP,), mandate=may_disclose, accountable=consultant,
    to_whom="De fysiotherapeut", why_necessary="Wij willen weten hoe het oefenen gaat.",
    why_not_less="Zij weet het alleen.", text="Komt mevrouw Bakker bij u?",
)  # fmt: skip
clinic_asked = ThirdPartyAsked(
    question=how_it_goes, case=stairs, resident=bakker, team=oost, organisation=clinic,
    recipient_function=RecipientFunction.CARE_PROFESSIONAL,
    recipient_class=RecipientClass.PROVIDER_WITH_TASK, awareness=AwarenessState.INFORMED,
    purpose=Purpose.REFERRAL, basis=by_fatima_sharing.basis, wanted=(DataCategory.HELP,),
    mandate=may_disclose, accountable=consultant, accountable_organisation=buurtteam,
    to_whom="De fysiotherapeut", why_necessary="Wij willen weten hoe het oefenen gaat.",
    why_not_less="Zij weet het alleen.", text="Komt mevrouw Bakker bij u?",
)  # fmt: skip
record_information = RecordInformation(
    context=by_fatima, question=how_it_goes, statement=StatementId(named("it goes well")),
    case=stairs, topic=Topic.MOBILITY, source=StatementSource.PROFESSIONAL,
    observed_on=date(2026, 3, 2), text="Zij oefent elke week.",
)  # fmt: skip
approve_wider_sharing = ApproveWiderSharing(
    context=by_leader, case=stairs, most=8, until=date(2026, 3, 20), why="Zij verhuist."
)
wider_sharing_approved = WiderSharingApproved(
    case=stairs, resident=bakker, team=oost, most=8, until=date(2026, 3, 20), why="Zij verhuist."
)
clinic_notified = RecipientNotified(
    notice=first_notice, case=stairs, resident=bakker, team=oost, cause=NoticeCause.CORRECTION,
    accountable=consultant, accountable_organisation=buurtteam, organisation=clinic,
)  # fmt: skip
read_disclosure = ReadDisclosure(context=by_clinic, disclosure=to_the_clinic, case=stairs)
acknowledge_notice = AcknowledgeNotice(
    context=by_clinic, notice=first_notice, answer=NoticeAnswer.CARRIED_OUT
)
judge_acute_sharing = JudgeAcuteSharing(
    context=by_leader,
    case=stairs,
    position=1,
    verdict=GlassVerdict.JUSTIFIED,
    findings="Zij lag al een dag op de vloer.",
)
