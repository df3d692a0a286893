"""What the team gives to others, and what they are told later: in plain words."""

from collections.abc import Mapping

from domain.codes import (
    AwarenessState,
    DataCategory,
    NoticeAnswer,
    NoticeCause,
    RecipientClass,
    RecipientFunction,
    Subject,
)
from domain.fact import Event
from domain.facts.disclosure import AcuteSharingJudged, DisclosureMade, WiderSharingApproved
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.facts.third_party import InformationReceived, ThirdPartyAsked
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    DisclosureMade: "{who} gave data of the resident to {recipient_function}"
    "{organisation: of |}{organisation} ({recipient_class}). What for: {purpose}. On the ground "
    "of: {basis}. Which data: {categories}. Whether the resident knows of it: {awareness}. The "
    "{accountable} of {accountable_organisation} answers for it."
    "{contested: The resident does not agree with it: the resident's own words go along.|} "
    "To whom: {to_whom} Why it is needed: {why_necessary} Why not less: {why_not_less} "
    "What was given: {text}",
    WiderSharingApproved: "{who} agrees that up to and including {until} at most {most} others "
    "receive data of the resident. Why: {why}",
    ThirdPartyAsked: "{who} asked {recipient_function}{organisation: of |}{organisation} "
    "({recipient_class}) something about the resident. It was about: {wanted}. What for: "
    "{purpose}. On the ground of: {basis}. Whether the resident knows of it: {awareness}. The "
    "{accountable} of {accountable_organisation} answers for it. To whom: {to_whom} Why it is "
    "needed: {why_necessary} Why not less: {why_not_less} The question: {text}",
    InformationReceived: "{organisation:|Somebody outside the team}{organisation} answered a "
    "question about the resident. The answer stands in the record, as what another told.",
    AcuteSharingJudged: "{who} checked whether the danger was really acute when data went to "
    "others: {verdict}. Why: {findings}",
    RecipientNotified: "{organisation:|Somebody }{organisation} who received data earlier is told "
    "now: {cause}.{text: It should say: |}{text}",
    RecipientAcknowledged: "{organisation:|Somebody }{organisation} who received data has read the "
    "message and says: {answer}.",
}
CODES: Codes = {
    AwarenessState: {
        AwarenessState.UNKNOWN: "not yet",
        AwarenessState.INFORMED: "yes",
        AwarenessState.POSTPONED: "not yet, and that was postponed",
        AwarenessState.OVERDUE: "not yet, and that is too late",
    },
    RecipientClass: {
        RecipientClass.STATUTORY_CHAIN: "an organisation with a task by law",
        RecipientClass.PROVIDER_WITH_TASK: "a care provider with a task",
        RecipientClass.INFORMAL: "somebody without a task in this case",
    },
    RecipientFunction: {
        RecipientFunction.CASE_WORKER: "a worker",
        RecipientFunction.CARE_PROFESSIONAL: "a care professional",
        RecipientFunction.GENERAL_PRACTITIONER: "the general practitioner",
        RecipientFunction.CLIENT_SUPPORTER: "the client supporter",
        RecipientFunction.TEACHER: "a teacher",
        RecipientFunction.CARE_COORDINATOR_AT_SCHOOL: "who arranges care at school",
        RecipientFunction.INCOME_CONSULTANT: "a worker of work and income",
        RecipientFunction.DEBT_COUNSELLOR: "a debt counsellor",
        RecipientFunction.HOUSING_CONSULTANT: "a housing worker",
        RecipientFunction.SAFE_AT_HOME_WORKER: "a worker of Veilig Thuis (safe at home)",
        RecipientFunction.CHILD_PROTECTION_WORKER: "a worker of child protection",
        RecipientFunction.POLICE_OFFICER: "a police officer",
        RecipientFunction.SHOPKEEPER: "a shopkeeper",
        RecipientFunction.FAMILY: "somebody of the family",
        RecipientFunction.EX_PARTNER: "the ex-partner",
        RecipientFunction.NEIGHBOUR: "somebody in the neighbourhood",
        RecipientFunction.FRIEND: "a friend",
    },
    DataCategory: {
        DataCategory.IDENTITY: "name and date of birth",
        DataCategory.CONTACT: "address and telephone number",
        DataCategory.CITIZEN_NUMBER: "citizen service number",
        DataCategory.QUESTION: "the question for help",
        DataCategory.HELP: "the help that there is or will be",
        DataCategory.HOUSEHOLD: "who live in the house",
        DataCategory.HOUSING: "housing",
        DataCategory.FINANCIAL: "money and debts",
        DataCategory.WORK: "work",
        DataCategory.SCHOOL: "school",
        DataCategory.HEALTH: "health",
        DataCategory.SAFETY: "safety",
        DataCategory.CRIMINAL: "punishment and police",
        DataCategory.ORIGIN_RELIGION_SEXUALITY: "origin, religion or sexuality",
    },
    Subject: {
        Subject.RESIDENT: "the resident",
        Subject.HOUSEHOLD: "somebody who lives with the resident or looks after them",
        Subject.OTHER: "somebody else",
    },
    NoticeCause: {
        NoticeCause.CORRECTION: "what stood in it was corrected",
        NoticeCause.PERMISSION_WITHDRAWN: "the resident does not want those data to be used any "
        "more",
    },
    NoticeAnswer: {
        NoticeAnswer.CARRIED_OUT: "it is done",
        NoticeAnswer.KEPT_BY_LAW: "the law says that the data must be kept",
        NoticeAnswer.NOTHING_HELD: "we hold those data no longer",
    },
}
REASONS: Mapping[str, str] = {
    Refusal.INFORMAL_RECIPIENT: "This recipient has no task in the case, and the resident has not "
    "said that this recipient may know anything.",
    Refusal.DATA_NOT_FOR_THIS: "These data may not be given to somebody else for this.",
    Refusal.TOO_MANY_RECIPIENTS: "Enough others have received data of the resident in this case in "
    "the last thirty days.",
    Refusal.REPORT_NOT_ESTABLISHED: "This report is a draft still.",
    Refusal.TOLD_IN_CONFIDENCE: "Something of what you want to give or repeat was confided.",
    Refusal.STATEMENT_CORRECTED: "Something of what you want to give was corrected.",
    Refusal.NOBODY_ACCOUNTABLE: "Nobody holds the function that would answer for this.",
}
NEXT: Mapping[str, str] = {
    NextStep.ASK_WHO_MAY_KNOW: "What can be done now: ask the resident who may know, "
    "and write that down.",
    NextStep.SHARE_LESS: "What can be done now: give less, or see whether there is another ground "
    "for it.",
    NextStep.ASK_FOR_APPROVAL: "What can be done now: ask the team leader or the privacy officer "
    "whether it may be done all the same.",
    NextStep.NAME_WHO_ANSWERS: "What can be done now: name a function that somebody holds.",
}
ATTEMPTS: Mapping[str, str] = {
    "Disclose": "give data of the resident to somebody else",
    "JudgeAcuteSharing": "check whether the danger was acute when data left",
    "ApproveWiderSharing": "approve of more others receiving data of the resident",
    "AskThirdParty": "ask somebody else something about the resident",
    "RecordInformation": "write down what somebody else answered about the resident",
    "ReadDisclosure": "read what was given to somebody else",
    "AcknowledgeNotice": "write down that a recipient has read a message",
}
