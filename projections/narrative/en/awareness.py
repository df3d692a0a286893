"""Who knows of a case: who else stands in it, when they were told, and why sometimes later."""

from collections.abc import Mapping

from domain.codes import LateReason, NoticeGround, Participant, PersonRelation
from domain.fact import Event
from domain.facts.awareness import (
    ConversationHeld,
    DisclosurePlanned,
    LateNoticeExplained,
    NoticePostponed,
    NoticePostponementProposed,
    OralNoticeNoted,
    PersonInvolved,
)
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    PersonInvolved: "{who} wrote down that somebody else stands in this case as well: {relation}. "
    "That came from: {source}. This person must be told, too.",
    OralNoticeNoted: "{who} wrote down what was said: {note}",
    LateNoticeExplained: "This notice came too late. It should have come by {due_on}. "
    "The reason: {reason}.",
    NoticePostponementProposed: "{who} proposed to tell the person only later, by {review_on} at "
    "the latest. The ground: {ground}. A second worker decides about that. The explanation: "
    "{reasoning}",
    NoticePostponed: "{who} decided as a second worker that the person is told later, by "
    "{review_on} at the latest. The ground: {ground}.",
    DisclosurePlanned: "{who} wants to tell somebody else something about the person on "
    "{planned_on}. The person must know by that day.",
    ConversationHeld: "{who} had a conversation {channel}. There were: {participants}."
    "{with_resident:| The person was not there.}",
}
CODES: Codes = {
    PersonRelation: {
        PersonRelation.PARTNER: "the partner",
        PersonRelation.FORMER_PARTNER: "the former partner",
        PersonRelation.CHILD: "a child",
        PersonRelation.PARENT: "a parent",
        PersonRelation.SIBLING: "a brother or sister",
        PersonRelation.HOUSEHOLD_MEMBER: "somebody in the household",
        PersonRelation.CARER: "an informal carer",
        PersonRelation.OTHER: "somebody else",
    },
    NoticeGround: {
        NoticeGround.IMPOSSIBLE_OR_IMPAIRS: "it cannot be done, or it would seriously harm what "
        "it is for (AVG 14(5)(b))",
        NoticeGround.LAID_DOWN_BY_LAW: "a law provides for it already (AVG 14(5)(c))",
        NoticeGround.PROFESSIONAL_SECRECY: "a professional duty of secrecy (AVG 14(5)(d))",
        NoticeGround.CRIME: "preventing or detecting a crime (UAVG 41(1)(d))",
        NoticeGround.PUBLIC_INTEREST: "an important public interest (UAVG 41(1)(e))",
        NoticeGround.INSPECTION: "supervision or inspection (UAVG 41(1)(h))",
        NoticeGround.PROTECTION_OF_PERSONS: "protecting the person or somebody else "
        "(UAVG 41(1)(i))",
    },
    LateReason: {
        LateReason.NOT_REACHED: "the person could not be reached",
        LateReason.POSTPONED_TOO_LONG: "the postponement ran out and nobody did anything",
        LateReason.OVERLOOKED: "it was forgotten",
        LateReason.NO_CAPACITY: "there was no time for it",
        LateReason.UNSAFE: "telling it earlier was not safe",
    },
    Participant: {
        Participant.RESIDENT: "the person",
        Participant.PARTNER: "the partner",
        Participant.CHILD: "a child",
        Participant.PARENT: "a parent",
        Participant.FAMILY: "family",
        Participant.CARER: "an informal carer",
        Participant.REPRESENTATIVE: "somebody who speaks for the person",
        Participant.CLIENT_SUPPORT: "an independent supporter",
        Participant.INTERPRETER: "an interpreter",
        Participant.COLLEAGUE: "a colleague",
        Participant.PROVIDER: "a provider of help",
        Participant.OTHER: "somebody else",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "InvolvePerson": "write down that somebody else stands in the case",
    "PlanDisclosure": "write down when somebody else hears something about the person",
    "HoldConversation": "write down that there was a conversation",
    "ProposePostponement": "propose to tell the person later",
    "PostponeNotice": "decide that the person is told later",
}
REASONS: Mapping[str, str] = {
    Refusal.NOTICE_WITHOUT_PROOF: "Nothing can prove that this text arrived.",
    Refusal.LATE_WITHOUT_REASON: "The person should have known this already, and it does not say "
    "why it is late.",
    Refusal.POSTPONEMENT_TOO_LONG: "Telling the person may not wait for so long.",
    Refusal.POSTPONEMENT_LAPSED: "The day until which telling would wait is over.",
    Refusal.SECOND_READER_MISSING: "Who proposes this may not decide about it as well.",
}
NEXT: Mapping[str, str] = {
    NextStep.SEND_A_TEXT_OF_OURS: "What can be done: send a text from here, by letter or e-mail, "
    "or tell the resident in person.",
    NextStep.SAY_WHY_IT_IS_LATE: "What can be done now: write down why the person hears it "
    "too late.",
}
