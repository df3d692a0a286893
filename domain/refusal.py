"""Every way in which the rules say no: a code, the article it rests on, and what to do next."""

from dataclasses import dataclass
from enum import StrEnum

from domain.terms import Article


class Refusal(StrEnum):
    """Codes are stored for good; the texts that go with them are in the narrative."""

    CASE_CLOSED = "CASE_CLOSED"
    CASE_NOT_OPEN = "CASE_NOT_OPEN"
    CASE_ALREADY_OPEN = "CASE_ALREADY_OPEN"
    OTHER_RESIDENT = "OTHER_RESIDENT"
    RESIDENT_NOT_INFORMED = "RESIDENT_NOT_INFORMED"
    QUESTION_NOT_CLARIFIED = "QUESTION_NOT_CLARIFIED"
    NOT_NECESSARY = "NOT_NECESSARY"
    NO_HELP_AGREEMENT = "NO_HELP_AGREEMENT"
    NO_PLAN = "NO_PLAN"
    NOT_PERMITTED = "NOT_PERMITTED"
    FUNCTION_NOT_HELD = "FUNCTION_NOT_HELD"
    MANDATE_OF_ANOTHER = "MANDATE_OF_ANOTHER"
    MANDATE_ENDED = "MANDATE_ENDED"
    MANDATE_NOT_FOR_THIS = "MANDATE_NOT_FOR_THIS"
    MANDATE_EXCEEDED = "MANDATE_EXCEEDED"
    MANDATE_NOT_CONSENTED = "MANDATE_NOT_CONSENTED"
    MANDATE_YEAR_EXCEEDED = "MANDATE_YEAR_EXCEEDED"
    MANDATE_TOO_LONG = "MANDATE_TOO_LONG"
    SECOND_PERSON_MISSING = "SECOND_PERSON_MISSING"
    CONFLICT_OF_INTEREST = "CONFLICT_OF_INTEREST"
    SUB_MANDATE_NOT_ALLOWED = "SUB_MANDATE_NOT_ALLOWED"
    SUB_MANDATE_TOO_WIDE = "SUB_MANDATE_TOO_WIDE"
    ESCALATION_UNFIT = "ESCALATION_UNFIT"
    AGREEMENT_ENDED = "AGREEMENT_ENDED"
    BUDGET_EXCEEDED = "BUDGET_EXCEEDED"
    BUDGET_OF_ANOTHER = "BUDGET_OF_ANOTHER"
    LEGAL_HOLD = "LEGAL_HOLD"
    ALREADY_DONE = "ALREADY_DONE"
    NOT_DECIDED = "NOT_DECIDED"
    APPLICATION_OPEN = "APPLICATION_OPEN"
    COORDINATOR_ALREADY = "COORDINATOR_ALREADY"
    COORDINATOR_NOT_INVOLVED = "COORDINATOR_NOT_INVOLVED"
    NOT_YOURS = "NOT_YOURS"
    NOT_AUTHORISED = "NOT_AUTHORISED"
    TEAM_ENDED = "TEAM_ENDED"
    TEAM_STANDS = "TEAM_STANDS"
    NOT_THAT_TEAM = "NOT_THAT_TEAM"
    LOGIN_TAKEN = "LOGIN_TAKEN"
    SIGNATURE_NEEDED = "SIGNATURE_NEEDED"
    SIGNATURE_WRONG = "SIGNATURE_WRONG"
    NOT_INVOLVED = "NOT_INVOLVED"
    NOT_COORDINATOR = "NOT_COORDINATOR"
    OWN_CASE = "OWN_CASE"
    RESTRICTED_CASE = "RESTRICTED_CASE"
    SAME_NUMBER = "SAME_NUMBER"
    POSSIBLY_KNOWN = "POSSIBLY_KNOWN"
    CHANGED_MEANWHILE = "CHANGED_MEANWHILE"
    RECORD_MERGED = "RECORD_MERGED"
    SOURCE_INSUFFICIENT = "SOURCE_INSUFFICIENT"
    CONFIGURATION_BELOW_FLOOR = "CONFIGURATION_BELOW_FLOOR"
    LAW_NOT_IN_SCOPE = "LAW_NOT_IN_SCOPE"
    NOT_IN_USE = "NOT_IN_USE"
    STEP_MISSING = "STEP_MISSING"
    BASIS_NOT_IN_FORCE = "BASIS_NOT_IN_FORCE"
    BASIS_NOT_FOR_THIS = "BASIS_NOT_FOR_THIS"
    TERM_NOT_EXTENDABLE = "TERM_NOT_EXTENDABLE"
    TERM_ENDED = "TERM_ENDED"
    EXTENSION_TOO_LONG = "EXTENSION_TOO_LONG"
    EXTENSION_NOT_AGREED = "EXTENSION_NOT_AGREED"
    INFORMAL_RECIPIENT = "INFORMAL_RECIPIENT"
    FACT_NEEDS_SOURCE = "FACT_NEEDS_SOURCE"
    REPETITION_IS_NO_FACT = "REPETITION_IS_NO_FACT"
    HYPOTHESIS_TOO_LONG = "HYPOTHESIS_TOO_LONG"
    REUSE_NOT_CHECKED = "REUSE_NOT_CHECKED"
    PURPOSE_NOT_OF_CASE = "PURPOSE_NOT_OF_CASE"
    REPORT_NOT_SHARED = "REPORT_NOT_SHARED"
    LINE_NEEDED = "LINE_NEEDED"
    LINE_IN_USE = "LINE_IN_USE"
    FILE_DUTY = "FILE_DUTY"
    NOTE_TOO_LONG = "NOTE_TOO_LONG"
    NOTICE_WITHOUT_PROOF = "NOTICE_WITHOUT_PROOF"
    LATE_WITHOUT_REASON = "LATE_WITHOUT_REASON"
    POSTPONEMENT_TOO_LONG = "POSTPONEMENT_TOO_LONG"
    POSTPONEMENT_LAPSED = "POSTPONEMENT_LAPSED"
    SECOND_READER_MISSING = "SECOND_READER_MISSING"
    AGE_UNKNOWN = "AGE_UNKNOWN"
    ANOTHER_DECIDES = "ANOTHER_DECIDES"
    HELP_AGREEMENT_PENDING = "HELP_AGREEMENT_PENDING"
    PERMISSION_NO_GROUND = "PERMISSION_NO_GROUND"
    RECIPIENT_EXCEPTED = "RECIPIENT_EXCEPTED"
    DATA_NOT_FOR_THIS = "DATA_NOT_FOR_THIS"
    TOO_MANY_RECIPIENTS = "TOO_MANY_RECIPIENTS"
    NOBODY_ACCOUNTABLE = "NOBODY_ACCOUNTABLE"
    REPORT_NOT_ESTABLISHED = "REPORT_NOT_ESTABLISHED"
    STATEMENT_CORRECTED = "STATEMENT_CORRECTED"
    TOLD_IN_CONFIDENCE = "TOLD_IN_CONFIDENCE"
    HELP_REFUSED = "HELP_REFUSED"
    OUTREACH_NOT_DECIDED = "OUTREACH_NOT_DECIDED"
    OUTREACH_ENDED = "OUTREACH_ENDED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    PRESSURE_NOT_DECIDED = "PRESSURE_NOT_DECIDED"
    PRESSURE_NOT_TOLD = "PRESSURE_NOT_TOLD"
    CONSULTATION_NOT_CONFIRMED = "CONSULTATION_NOT_CONFIRMED"
    NO_POWER_TO_COERCE = "NO_POWER_TO_COERCE"
    NO_SAFETY_GROUND = "NO_SAFETY_GROUND"
    REFUSAL_IS_NO_GROUND = "REFUSAL_IS_NO_GROUND"
    RESIDENT_VIEW_MISSING = "RESIDENT_VIEW_MISSING"
    REASON_MISSING = "REASON_MISSING"
    NO_NEW_FACT = "NO_NEW_FACT"
    MELDCODE_OUT_OF_ORDER = "MELDCODE_OUT_OF_ORDER"
    MELDCODE_SAYS_REPORT = "MELDCODE_SAYS_REPORT"


class NextStep(StrEnum):
    """What somebody who was refused can do now."""

    REPORT_ANEW = "report-anew"
    OPEN_THE_CASE = "open-the-case"
    USE_THE_OPEN_CASE = "use-the-open-case"
    CHECK_THE_RESIDENT = "check-the-resident"
    INFORM_THE_RESIDENT = "inform-the-resident"
    CLARIFY_THE_QUESTION = "clarify-the-question"
    ASK_ONLY_WHAT_IS_NEEDED = "ask-only-what-is-needed"
    AGREE_ON_HELP = "agree-on-help"
    AGREE_ON_A_PLAN = "agree-on-a-plan"
    ASK_PERMISSION = "ask-permission"
    ASK_THE_HOLDER = "ask-the-holder"
    ASK_FOR_A_MANDATE = "ask-for-a-mandate"
    ESCALATE_ONCE = "escalate-once"
    ASK_FOR_CONSENT = "ask-for-consent"
    ASK_A_SECOND_PERSON = "ask-a-second-person"
    STAY_WITHIN_THE_MANDATE = "stay-within-the-mandate"
    AGREE_ANEW = "agree-anew"
    ASK_FOR_BUDGET = "ask-for-budget"
    USE_OWN_BUDGET = "use-own-budget"
    LOOK_IT_UP = "look-it-up"
    DECIDE_FIRST = "decide-first"
    DECIDE_OR_WITHDRAW = "decide-or-withdraw"
    HAND_OVER = "hand-over"
    CHOOSE_FROM_THE_TEAM = "choose-from-the-team"
    ASK_THE_ADMINISTRATOR = "ask-the-administrator"
    WAIT_FOR_THE_HOLD = "wait-for-the-hold"
    USE_THE_NEW_TEAM = "use-the-new-team"
    SIGN_IT = "sign-it"
    ASK_THE_TEAM = "ask-the-team"
    LET_A_COLLEAGUE = "let-a-colleague"
    ASK_WHO_RESTRICTED = "ask-who-restricted"
    SEARCH_THE_REGISTER = "search-the-register"
    COMPARE_THE_TWO = "compare-the-two"
    READ_IT_AGAIN = "read-it-again"
    USE_THE_OTHER_RECORD = "use-the-other-record"
    ASK_FOR_THE_RULING = "ask-for-the-ruling"
    KEEP_TO_THE_LAW = "keep-to-the-law"
    CHOOSE_ANOTHER_BASIS = "choose-another-basis"
    DECIDE_NOW = "decide-now"
    NAME_AN_EARLIER_DAY = "name-an-earlier-day"
    AGREE_WITH_THE_RESIDENT = "agree-with-the-resident"
    ASK_WHO_MAY_KNOW = "ask-who-may-know"
    TAKE_THE_STEP = "take-the-step"
    NAME_WHAT_IT_IS = "name-what-it-is"
    CHECK_THE_PURPOSE = "check-the-purpose"
    SHOW_THE_DRAFT = "show-the-draft"
    ADD_OWN_WORDS = "add-own-words"
    TELL_BEFOREHAND = "tell-beforehand"
    SEND_A_TEXT_OF_OURS = "send-a-text-of-ours"
    SAY_WHY_IT_IS_LATE = "say-why-it-is-late"
    REGISTER_THE_RESIDENT = "register-the-resident"
    ASK_WHO_DECIDES = "ask-who-decides"
    ASK_THE_OTHERS = "ask-the-others"
    RELY_ON_THE_LAW = "rely-on-the-law"
    ASK_THE_RESIDENT_ANEW = "ask-the-resident-anew"
    SHARE_LESS = "share-less"
    ASK_FOR_APPROVAL = "ask-for-approval"
    NAME_WHO_ANSWERS = "name-who-answers"
    LEAVE_IT_TO_THE_RESIDENT = "leave-it-to-the-resident"
    DECIDE_ON_OUTREACH = "decide-on-outreach"
    STAY_WITHIN_THE_LIMIT = "stay-within-the-limit"
    DECIDE_ON_PRESSURE = "decide-on-pressure"
    WAIT_FOR_THE_LETTER = "wait-for-the-letter"
    LET_THE_COLLEAGUE_CONFIRM = "let-the-colleague-confirm"
    BEGIN_THE_MELDCODE = "begin-the-meldcode"
    NAME_ANOTHER_GROUND = "name-another-ground"
    ASK_THE_RESIDENT = "ask-the-resident"
    GIVE_A_REASON = "give-a-reason"
    CITE_A_NEW_FACT = "cite-a-new-fact"
    TAKE_THE_STEP_BEFORE = "take-the-step-before"
    REPORT_IT = "report-it"


@dataclass(frozen=True)
class Rule:
    """What a refusal rests on, and the way on from it."""

    article: Article
    next_step: NextStep


RULES: dict[Refusal, Rule] = {
    refusal: Rule(Article(article), next_step)
    for refusal, article, next_step in (
        (Refusal.CASE_CLOSED, "Awb 3:2", NextStep.REPORT_ANEW),
        (Refusal.CASE_NOT_OPEN, "Awb 3:2", NextStep.OPEN_THE_CASE),
        (Refusal.CASE_ALREADY_OPEN, "Awb 3:2", NextStep.USE_THE_OPEN_CASE),
        (Refusal.OTHER_RESIDENT, "AVG 5(1)(d)", NextStep.CHECK_THE_RESIDENT),
        (Refusal.RESIDENT_NOT_INFORMED, "AVG 14", NextStep.INFORM_THE_RESIDENT),
        (Refusal.QUESTION_NOT_CLARIFIED, "Wmo 2.3.2", NextStep.CLARIFY_THE_QUESTION),
        (Refusal.NOT_NECESSARY, "AVG 5(1)(c)", NextStep.ASK_ONLY_WHAT_IS_NEEDED),
        (Refusal.NO_HELP_AGREEMENT, "Wmo 2.3.2", NextStep.AGREE_ON_HELP),
        (Refusal.NO_PLAN, "Wmo 2.3.2", NextStep.AGREE_ON_A_PLAN),
        (Refusal.NOT_PERMITTED, "AVG 6(1)", NextStep.ASK_PERMISSION),
        (Refusal.FUNCTION_NOT_HELD, "Awb 10:3", NextStep.ASK_THE_HOLDER),
        (Refusal.MANDATE_OF_ANOTHER, "Awb 10:3", NextStep.ASK_THE_HOLDER),
        (Refusal.MANDATE_ENDED, "Awb 10:8", NextStep.ASK_FOR_A_MANDATE),
        (Refusal.MANDATE_NOT_FOR_THIS, "Awb 10:5", NextStep.ASK_FOR_A_MANDATE),
        (Refusal.MANDATE_EXCEEDED, "Awb 10:6", NextStep.ESCALATE_ONCE),
        (Refusal.MANDATE_NOT_CONSENTED, "Awb 10:4", NextStep.ASK_FOR_CONSENT),
        (Refusal.MANDATE_YEAR_EXCEEDED, "Awb 10:6", NextStep.ESCALATE_ONCE),
        (Refusal.MANDATE_TOO_LONG, "Awb 10:6", NextStep.ESCALATE_ONCE),
        (Refusal.SECOND_PERSON_MISSING, "Awb 10:6", NextStep.ASK_A_SECOND_PERSON),
        (Refusal.CONFLICT_OF_INTEREST, "Awb 2:4", NextStep.ASK_THE_HOLDER),
        (Refusal.SUB_MANDATE_NOT_ALLOWED, "Awb 10:9", NextStep.ASK_FOR_A_MANDATE),
        (Refusal.SUB_MANDATE_TOO_WIDE, "Awb 10:9", NextStep.STAY_WITHIN_THE_MANDATE),
        (Refusal.ESCALATION_UNFIT, "Awb 10:3", NextStep.ASK_THE_HOLDER),
        (Refusal.AGREEMENT_ENDED, "Awb 3:2", NextStep.AGREE_ANEW),
        (Refusal.BUDGET_EXCEEDED, "Gemeentewet 189", NextStep.ASK_FOR_BUDGET),
        (Refusal.BUDGET_OF_ANOTHER, "Gemeentewet 189", NextStep.USE_OWN_BUDGET),
        (Refusal.LEGAL_HOLD, "AVG 17(3)(e)", NextStep.WAIT_FOR_THE_HOLD),
        (Refusal.ALREADY_DONE, "Awb 3:2", NextStep.LOOK_IT_UP),
        (Refusal.NOT_DECIDED, "Awb 3:41", NextStep.DECIDE_FIRST),
        (Refusal.APPLICATION_OPEN, "Awb 4:13", NextStep.DECIDE_OR_WITHDRAW),
        (Refusal.COORDINATOR_ALREADY, "Awb 3:2", NextStep.HAND_OVER),
        (Refusal.COORDINATOR_NOT_INVOLVED, "AVG 5(1)(f)", NextStep.CHOOSE_FROM_THE_TEAM),
        (Refusal.NOT_YOURS, "Awb 2:5", NextStep.ASK_THE_HOLDER),
        (Refusal.NOT_AUTHORISED, "Awb 10:5", NextStep.ASK_THE_ADMINISTRATOR),
        (Refusal.TEAM_ENDED, "Awb 3:2", NextStep.USE_THE_NEW_TEAM),
        (Refusal.TEAM_STANDS, "Awb 3:2", NextStep.LOOK_IT_UP),
        (Refusal.NOT_THAT_TEAM, "Awb 3:2", NextStep.LOOK_IT_UP),
        (Refusal.LOGIN_TAKEN, "AVG 5(1)(d)", NextStep.LOOK_IT_UP),
        (Refusal.SIGNATURE_NEEDED, "Awb 10:3", NextStep.SIGN_IT),
        (Refusal.SIGNATURE_WRONG, "Awb 10:3", NextStep.SIGN_IT),
        (Refusal.NOT_COORDINATOR, "Awb 3:2", NextStep.ASK_THE_HOLDER),
        (Refusal.NOT_INVOLVED, "AVG 5(1)(f)", NextStep.ASK_THE_TEAM),
        (Refusal.OWN_CASE, "Awb 2:4", NextStep.LET_A_COLLEAGUE),
        (Refusal.RESTRICTED_CASE, "AVG 18(1)", NextStep.ASK_WHO_RESTRICTED),
        (Refusal.SAME_NUMBER, "AVG 5(1)(d)", NextStep.SEARCH_THE_REGISTER),
        (Refusal.POSSIBLY_KNOWN, "AVG 5(1)(d)", NextStep.COMPARE_THE_TWO),
        (Refusal.CHANGED_MEANWHILE, "AVG 5(1)(d)", NextStep.READ_IT_AGAIN),
        (Refusal.RECORD_MERGED, "AVG 5(1)(d)", NextStep.USE_THE_OTHER_RECORD),
        (Refusal.SOURCE_INSUFFICIENT, "Awb 3:2", NextStep.ASK_FOR_THE_RULING),
        (Refusal.CONFIGURATION_BELOW_FLOOR, "Gemeentewet 121", NextStep.KEEP_TO_THE_LAW),
        (Refusal.LAW_NOT_IN_SCOPE, "Gemeentewet 108", NextStep.ASK_THE_ADMINISTRATOR),
        (Refusal.NOT_IN_USE, "Gemeentewet 108", NextStep.ASK_THE_ADMINISTRATOR),
        (Refusal.STEP_MISSING, "Gemeentewet 108", NextStep.TAKE_THE_STEP),
        (Refusal.BASIS_NOT_IN_FORCE, "AVG 6(1)", NextStep.CHOOSE_ANOTHER_BASIS),
        (Refusal.BASIS_NOT_FOR_THIS, "AVG 5(1)(b)", NextStep.CHOOSE_ANOTHER_BASIS),
        (Refusal.TERM_NOT_EXTENDABLE, "Awb 4:14", NextStep.DECIDE_NOW),
        (Refusal.TERM_ENDED, "Awb 4:13", NextStep.DECIDE_NOW),
        (Refusal.EXTENSION_TOO_LONG, "Awb 4:14", NextStep.NAME_AN_EARLIER_DAY),
        (Refusal.EXTENSION_NOT_AGREED, "Wmo 2.3.2", NextStep.AGREE_WITH_THE_RESIDENT),
        (Refusal.INFORMAL_RECIPIENT, "AVG 5(1)(f)", NextStep.ASK_WHO_MAY_KNOW),
        (Refusal.FACT_NEEDS_SOURCE, "AVG 5(1)(d)", NextStep.NAME_WHAT_IT_IS),
        (Refusal.REPETITION_IS_NO_FACT, "AVG 5(1)(d)", NextStep.NAME_WHAT_IT_IS),
        (Refusal.HYPOTHESIS_TOO_LONG, "AVG 5(1)(d)", NextStep.NAME_AN_EARLIER_DAY),
        (Refusal.REUSE_NOT_CHECKED, "AVG 5(1)(b)", NextStep.CHECK_THE_PURPOSE),
        (Refusal.PURPOSE_NOT_OF_CASE, "AVG 5(1)(b)", NextStep.ASK_ONLY_WHAT_IS_NEEDED),
        (Refusal.REPORT_NOT_SHARED, "Wmo 2.3.2(8)", NextStep.SHOW_THE_DRAFT),
        (Refusal.LINE_NEEDED, "Wmo 2.3.2(8)", NextStep.ADD_OWN_WORDS),
        (Refusal.LINE_IN_USE, "AVG 17(3)", NextStep.ADD_OWN_WORDS),
        (Refusal.FILE_DUTY, "Jw 7.3.8", NextStep.TELL_BEFOREHAND),
        (Refusal.NOTE_TOO_LONG, "AVG 5(1)(e)", NextStep.NAME_AN_EARLIER_DAY),
        (Refusal.NOTICE_WITHOUT_PROOF, "AVG 5(2)", NextStep.SEND_A_TEXT_OF_OURS),
        (Refusal.LATE_WITHOUT_REASON, "AVG 14(3)", NextStep.SAY_WHY_IT_IS_LATE),
        (Refusal.POSTPONEMENT_TOO_LONG, "AVG 14(5)", NextStep.NAME_AN_EARLIER_DAY),
        (Refusal.POSTPONEMENT_LAPSED, "AVG 14(5)", NextStep.INFORM_THE_RESIDENT),
        (Refusal.SECOND_READER_MISSING, "UAVG 41(1)", NextStep.ASK_A_SECOND_PERSON),
        (Refusal.AGE_UNKNOWN, "Jw 7.3.4", NextStep.REGISTER_THE_RESIDENT),
        (Refusal.ANOTHER_DECIDES, "Jw 7.3.15", NextStep.ASK_WHO_DECIDES),
        (Refusal.HELP_AGREEMENT_PENDING, "Jw 7.3.4", NextStep.ASK_THE_OTHERS),
        (Refusal.PERMISSION_NO_GROUND, "AVG 7(4)", NextStep.RELY_ON_THE_LAW),
        (Refusal.RECIPIENT_EXCEPTED, "Jw 7.3.11", NextStep.ASK_THE_RESIDENT_ANEW),
        (Refusal.DATA_NOT_FOR_THIS, "AVG 5(1)(c)", NextStep.SHARE_LESS),
        (Refusal.TOO_MANY_RECIPIENTS, "AVG 25(2)", NextStep.ASK_FOR_APPROVAL),
        (Refusal.NOBODY_ACCOUNTABLE, "AVG 5(2)", NextStep.NAME_WHO_ANSWERS),
        (Refusal.REPORT_NOT_ESTABLISHED, "Wmo 2.3.2(8)", NextStep.SHOW_THE_DRAFT),
        (Refusal.STATEMENT_CORRECTED, "AVG 5(1)(d)", NextStep.READ_IT_AGAIN),
        (Refusal.TOLD_IN_CONFIDENCE, "Jw 7.3.11", NextStep.ASK_THE_RESIDENT),
        (Refusal.HELP_REFUSED, "Awb 3:4(2)", NextStep.LEAVE_IT_TO_THE_RESIDENT),
        (Refusal.OUTREACH_NOT_DECIDED, "Awb 3:4(2)", NextStep.DECIDE_ON_OUTREACH),
        (Refusal.OUTREACH_ENDED, "Awb 3:4(2)", NextStep.ASK_A_SECOND_PERSON),
        (Refusal.LIMIT_EXCEEDED, "Awb 3:4(2)", NextStep.STAY_WITHIN_THE_LIMIT),
        (Refusal.PRESSURE_NOT_DECIDED, "Awb 3:4(2)", NextStep.DECIDE_ON_PRESSURE),
        (Refusal.PRESSURE_NOT_TOLD, "Awb 3:4(2)", NextStep.WAIT_FOR_THE_LETTER),
        (Refusal.CONSULTATION_NOT_CONFIRMED, "Awb 3:2", NextStep.LET_THE_COLLEAGUE_CONFIRM),
        (Refusal.NO_POWER_TO_COERCE, "Awb 3:3", NextStep.ASK_FOR_THE_RULING),
        (Refusal.NO_SAFETY_GROUND, "Wmo 3.3", NextStep.BEGIN_THE_MELDCODE),
        (Refusal.REFUSAL_IS_NO_GROUND, "Awb 3:46", NextStep.NAME_ANOTHER_GROUND),
        (Refusal.RESIDENT_VIEW_MISSING, "Wmo 2.3.9", NextStep.ASK_THE_RESIDENT),
        (Refusal.REASON_MISSING, "Awb 3:46", NextStep.GIVE_A_REASON),
        (Refusal.NO_NEW_FACT, "AVG 5(1)(d)", NextStep.CITE_A_NEW_FACT),
        (Refusal.MELDCODE_OUT_OF_ORDER, "Wmo 3.3", NextStep.TAKE_THE_STEP_BEFORE),
        (Refusal.MELDCODE_SAYS_REPORT, "Wmo 3.3", NextStep.REPORT_IT),
    )
}
