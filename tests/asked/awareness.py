"""Who stands in a case and is told of it, as the cast asks for it."""

from datetime import date

from domain.codes import Channel, NoticeGround, Participant, PersonRelation, Source
from domain.decisions.awareness import InvolvePerson, PlanDisclosure
from domain.decisions.conversation import HoldConversation
from domain.decisions.postponing import PostponeNotice, ProposePostponement
from tests.people import by_fatima, by_pieter, stairs, wit

involve_person = InvolvePerson(
    context=by_fatima, case=stairs, resident=wit, relation=PersonRelation.PARTNER,
    source=Source.INFORMAL_NETWORK,
)  # fmt: skip
plan_disclosure = PlanDisclosure(context=by_fatima, case=stairs, planned_on=date(2026, 3, 10))
hold_conversation = HoldConversation(
    context=by_fatima, case=stairs, channel=Channel.HOME_VISIT,
    participants=(Participant.RESIDENT, Participant.CLIENT_SUPPORT),
)  # fmt: skip
propose_postponement = ProposePostponement(
    context=by_fatima, case=stairs, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), reasoning="Zijn vrouw zegt dat hij haar dan slaat.",
)  # fmt: skip
postpone_notice = PostponeNotice(context=by_pieter, case=stairs)
