"""Disclosing: to the clinic, and what it says to a notice."""

from datetime import date

from domain.codes import (
    DataCategory,
    Law,
    MandatedAct,
    MandateKind,
    NoticeAnswer,
    NoticeCause,
    Purpose,
    RecipientClass,
    RecipientFunction,
)
from domain.decisions.disclosure import AcknowledgeNotice, Disclose
from domain.facts.disclosure import DisclosureMade, RecipientNotified
from domain.facts.mandate import MandateGranted
from domain.terms import Cents, DisclosureId, MandateId, NoticeId
from tests.people import (
    acting,
    bakker,
    buurtteam,
    by_clinic,
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
by_fatima_sharing = acting(purpose=Purpose.REFERRAL)
mandated_to_disclose = MandateGranted(
    mandate=may_disclose, function=consultant, organisation=gemeente, kind=MandateKind.ACT,
    laws=(Law.WMO,), acts=(MandatedAct.DISCLOSE,), provisions=(), limit=Cents(1_00),
    since=date(2026, 1, 1), until=date(2026, 12, 31), publication=published,
)  # fmt: skip
disclose = Disclose(
    context=by_fatima_sharing, disclosure=to_the_clinic, case=stairs, organisation=clinic,
    recipient_function=RecipientFunction.CARE_PROFESSIONAL, categories=(DataCategory.HELP,),
    mandate=may_disclose, to_whom="De fysiotherapeut", why_necessary="Zij oefent met haar.",
    why_not_less="Zonder dit weet zij niet wat er al is.", text="Er komt een traplift.",
)  # fmt: skip
disclosed = DisclosureMade(
    disclosure=to_the_clinic, case=stairs, resident=bakker, team=oost, organisation=clinic,
    recipient_function=RecipientFunction.CARE_PROFESSIONAL,
    recipient_class=RecipientClass.CARE_PROVIDER, purpose=Purpose.REFERRAL,
    basis=by_fatima_sharing.basis, categories=(DataCategory.HELP,), mandate=may_disclose,
    accountable=consultant, accountable_organisation=buurtteam, to_whom="De fysiotherapeut",
    why_necessary="Zij oefent met haar.", why_not_less="Zonder dit weet zij niet wat er al is.",
    text="Er komt een traplift.",
)  # fmt: skip
clinic_notified = RecipientNotified(
    notice=first_notice, disclosure=to_the_clinic, case=stairs, resident=bakker, team=oost,
    cause=NoticeCause.CORRECTION, accountable=consultant, accountable_organisation=buurtteam,
    organisation=clinic,
)  # fmt: skip
acknowledge_notice = AcknowledgeNotice(
    context=by_clinic, notice=first_notice, answer=NoticeAnswer.CARRIED_OUT
)
