"""What the team gives to others, and what they are told later: in plain words."""

from collections.abc import Mapping

from domain.codes import (
    DataCategory,
    NoticeAnswer,
    NoticeCause,
    RecipientClass,
    RecipientFunction,
)
from domain.fact import Event
from domain.facts.disclosure import DisclosureMade, NoticeAcknowledged, RecipientNotified
from domain.refusal import NextStep, Refusal
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    DisclosureMade: "{who} gave data of the resident to {recipient_function}"
    "{organisation: of |}{organisation}. What for: {purpose}. On the ground of: {basis}. Which "
    "data: {categories}. The {accountable} of {accountable_organisation} answers for it. To whom: "
    "{to_whom} Why it is needed: {why_necessary} Why not less: {why_not_less} What was given: "
    "{text}",
    RecipientNotified: "{organisation:|Somebody }{organisation} who received data earlier is told "
    "now: {cause}.",
    NoticeAcknowledged: "{organisation:|Somebody }{organisation} who received data has read the "
    "message and says: {answer}.",
}
CODES: Codes = {
    RecipientClass: {
        RecipientClass.STATUTORY_CHAIN: "an organisation with a task by law",
        RecipientClass.CARE_PROVIDER: "a care provider with a task",
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
}
NEXT: Mapping[str, str] = {
    NextStep.ASK_WHO_MAY_KNOW: "What can be done now: ask the resident who may know, "
    "and write that down.",
}
ATTEMPTS: Mapping[str, str] = {
    "Disclose": "give data of the resident to somebody else",
    "AcknowledgeNotice": "write down that a recipient has read a message",
}
