"""Terms, and what a municipality sets for itself: in sentences and in plain words."""

from collections.abc import Mapping

from domain.codes import ProviderModel, Step, SuspensionGround, TermCode, TermUnit
from domain.fact import Event
from domain.facts.configuration import ConfigurationPublished
from domain.facts.statutory_term import (
    StatutoryTermCompleted,
    StatutoryTermExtended,
    StatutoryTermStarted,
)
from domain.facts.term import (
    DecisionTermAdopted,
    InvestigationExtensionAgreed,
    TermExtended,
    TermResumed,
    TermsAdopted,
    TermSuspended,
)
from projections.narrative.speech import Codes

SENTENCES: Mapping[type[Event], str] = {
    ConfigurationPublished: "{organisation} published how it works (version {version}, from "
    "{since} on). The teams work under {laws}. For these a term of its own holds: {terms}. "
    "Published as {publication}.",
    TermsAdopted: "For the resident terms hold that the municipality chose. They are no longer "
    "than the law allows. They are about: {terms}.",
    DecisionTermAdopted: "For {term} the municipality takes {length} {unit}.",
    StatutoryTermStarted: "Something came in that a term applies to: {term}. Time counts "
    "from {since}.",
    StatutoryTermCompleted: "What had to be done within the term was done: {term}.",
    StatutoryTermExtended: "{who} told the resident that this takes longer: {term}. It takes "
    "until {until}.",
    TermSuspended: "{who} stopped the clock for deciding. The reason: {ground}.",
    TermResumed: "The clock for deciding runs again.",
    TermExtended: "{who} told the resident that the decision comes later: by {until} at the "
    "latest.",
    InvestigationExtensionAgreed: "The resident agrees that the investigation takes longer, up "
    "to and including {until}. That was agreed {channel}.",
}
CODES: Codes = {
    ProviderModel: {
        ProviderModel.MUNICIPAL: "of the municipality itself",
        ProviderModel.FOUNDATION: "of a foundation of their own",
        ProviderModel.PROVIDERS: "of care providers and welfare",
    },
    Step: {
        Step.QUESTION_CLARIFIED: "talk about the question with the resident",
        Step.RESIDENT_INFORMED: "tell the resident what is written down",
        Step.CLIENT_SUPPORT_OFFERED: "offer independent support",
        Step.COORDINATOR_ASSIGNED: "assign a coordinator",
    },
    TermCode: {
        TermCode.RECEIPT: "confirming that the question arrived",
        TermCode.PERSONAL_PLAN: "handing in one's own plan",
        TermCode.INVESTIGATION: "the investigation",
        TermCode.WMO_DECISION: "deciding on an application under the Wmo",
        TermCode.NOTIFICATION_TO_DECISION: "from the question to the decision",
        TermCode.URGENT_HELP: "help that cannot wait",
        TermCode.NOTICE: "telling the resident that something is written down",
        TermCode.RIGHTS_ANSWER: "answering a question about one's own data",
        TermCode.BREACH_REPORT: "reporting a data breach",
        TermCode.DEBT_FIRST_TALK: "the first talk about debts",
        TermCode.DEBT_THREAT_TALK: "the first talk about debts when it is pressing",
        TermCode.DEBT_DECISION: "deciding on help with debts",
        TermCode.PARTICIPATION_DECISION: "deciding on an application for social assistance",
        TermCode.ADVANCE_PAYMENT: "an advance on social assistance",
        TermCode.SEARCH_PERIOD: "the search period for young people",
        TermCode.YOUTH_PLAN: "a plan for youth help",
        TermCode.YOUTH_PLAN_WRITTEN: "the plan for youth help in writing",
        TermCode.YOUTH_DECISION: "deciding on an application for youth help",
        TermCode.OBJECTION: "objecting",
        TermCode.OBJECTION_DECISION: "deciding on an objection",
        TermCode.OBJECTION_DECISION_COMMITTEE: "deciding on an objection with a committee",
        TermCode.APPEAL: "going to court",
        TermCode.PENALTY_BEGINS: "deciding before the municipality has to pay",
        TermCode.PENALTY_RUNS: "the days for which the municipality has to pay",
        TermCode.COMPLAINT: "settling a complaint",
        TermCode.COMPLAINT_COMMITTEE: "settling a complaint with a committee",
        TermCode.OMBUDSMAN_PETITION: "going to the ombudsman",
        TermCode.SAFETY_DECISION: "deciding what to do when home is not safe",
        TermCode.SAFETY_ASSESSMENT: "the first assessment by Veilig Thuis",
        TermCode.SAFETY_INVESTIGATION: "the investigation by Veilig Thuis",
        TermCode.SAFETY_NOTICE: "Veilig Thuis telling those concerned",
        TermCode.RETURN_MESSAGE: "answering a provider's message",
        TermCode.START_MESSAGE: "reporting that help began or stopped",
        TermCode.ALLOCATION_ANSWER: "answering a provider's request",
        TermCode.CONTRIBUTION_REPORT: "reporting to the CAK",
        TermCode.CONTRIBUTION_REPORT_BUDGET: "reporting a personal budget to the CAK",
        TermCode.BUDGET_CLAIM: "paying from the personal budget",
        TermCode.DESTRUCTION_REQUEST: "destroying data when the resident asks",
        TermCode.WITHDRAWN_APPLICATION: "destroying the data of a withdrawn application",
        TermCode.WMO_RETENTION: "keeping data under the Wmo",
        TermCode.YOUTH_RETENTION: "keeping a youth file",
        TermCode.RISK_SIGNAL: "keeping a signal in the index of young people at risk",
        TermCode.RISK_SIGNAL_ARCHIVE: "keeping an old signal of that index",
        TermCode.REVIEW: "looking at the help together again",
        TermCode.POSTPONED_NOTICE: "looking again whether the resident can be told now",
        TermCode.MENTAL_HEALTH_ANSWER: "answering a report about mental health",
        TermCode.CLARIFY_AFTER_URGENT: "talking over the question after urgent help",
        TermCode.ACUTE_SHARING: "judging whether the danger was acute when data left",
        TermCode.BREAK_GLASS_REVIEW: "judging whether a file could be opened in an emergency",
        TermCode.BREAK_GLASS: "having a file open in an emergency",
        TermCode.STRUCK_LINE: "destroying what the resident struck",
        TermCode.WORK_NOTE: "keeping a note of one's own",
        TermCode.ACKNOWLEDGEMENT: "saying what was done with a correction",
        TermCode.HYPOTHESIS: "letting a supposition stand",
        TermCode.PRESSURE_REVIEW: "deciding again whether urging is still needed",
        TermCode.OUTREACH: "coming unasked",
        TermCode.CASE_REVIEW: "closing the case, or deciding with the resident to go on",
        TermCode.CASE_REVIEW_LEADER: "seeing to it that the case is closed, or that there is a "
        "reason to go on",
        TermCode.SAFETY_CONTACT: "seeking contact because it is not safe",
        TermCode.INACTIVITY: "doing something in a case in which nothing happened, or closing it",
        TermCode.INACTIVITY_LEADER: "seeing to it that a case in which nothing happens does not "
        "stay open",
    },
    TermUnit: {
        TermUnit.HOURS: "hours",
        TermUnit.DAYS: "days",
        TermUnit.WORKING_DAYS: "working days",
        TermUnit.WEEKS: "weeks",
        TermUnit.MONTHS: "months",
        TermUnit.YEARS: "years",
    },
    SuspensionGround: {
        SuspensionGround.APPLICATION_INCOMPLETE: "something is still missing from the application",
        SuspensionGround.APPLICANT_AGREED: "the resident agrees to put it off",
        SuspensionGround.APPLICANT_CAUSED: "the waiting is due to the resident",
        SuspensionGround.FORCE_MAJEURE: "it cannot be done now, by force majeure",
    },
}
ATTEMPTS: Mapping[str, str] = {
    "PublishConfiguration": "publish how the municipality works",
    "SuspendTerm": "stop the clock for deciding",
    "ResumeTerm": "let the clock for deciding run again",
    "ExtendTerm": "decide later",
    "StartStatutoryTerm": "write down that a term begins",
    "CompleteStatutoryTerm": "write down that a term was met",
    "ExtendStatutoryTerm": "take longer for an answer",
    "ExtendInvestigation": "take longer to investigate",
}
