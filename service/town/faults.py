"""What goes wrong in a simulated town on purpose, listed apart: a later check can find exactly it.

A fault that the rules refuse is on record as `AttemptRefused` under its command id; the others are
facts that were recorded late, or somebody who was told late or nothing at all.
"""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

import orjson

from domain.refusal import Refusal
from domain.terms import CaseId, CommandId, ResidentId


class Kind(StrEnum):
    """Kinds of planted faults."""

    PLAN_WITHOUT_INFORMING = "plan-without-informing"
    PLAN_WITHOUT_AGREEMENT = "plan-without-agreement"
    FINDING_NOT_NEEDED = "finding-not-needed"
    SECOND_COORDINATOR = "second-coordinator"
    HAND_OVER_BY_ANOTHER = "hand-over-by-another"
    REFERRAL_WITHOUT_PERMISSION = "referral-without-permission"
    ANSWER_OF_ANOTHER_PROVIDER = "answer-of-another-provider"
    SPENDING_BEFORE_PLAN = "spending-before-plan"
    SPENDING_ABOVE_MANDATE = "spending-above-mandate"
    SPENDING_UNDER_ANOTHERS_MANDATE = "spending-under-anothers-mandate"
    SPENDING_WITHOUT_FUNCTION = "spending-without-function"
    SPENDING_FROM_ANOTHER_QUARTER = "spending-from-another-quarter"
    SPENDING_AFTER_WITHDRAWAL = "spending-after-withdrawal"
    RESERVATION_ABOVE_BUDGET = "reservation-above-budget"
    CLOSING_WITH_OPEN_APPLICATION = "closing-with-open-application"
    WORK_AFTER_CLOSING = "work-after-closing"
    WORK_IN_ANOTHERS_CASE = "work-in-anothers-case"
    READING_ELSEWHERE = "reading-elsewhere"
    REPORT_NOT_SHOWN = "report-not-shown"
    NEEDED_LINE_STRUCK = "needed-line-struck"
    LEFT_OUT_OF_A_FILE = "left-out-of-a-file"
    NO_LONGER_A_PARENTS = "no-longer-a-parents"
    RECORDED_LATE = "recorded-late"
    NEVER_INFORMED = "never-informed"
    FOURTH_ATTEMPT = "fourth-attempt"
    CONTACT_AFTER_NO = "contact-after-no"
    CONTINUED_WITHOUT_HER = "continued-without-her"
    PERSON_NEVER_INFORMED = "person-never-informed"
    TOLD_LATE = "told-late"
    LATE_WITHOUT_REASON = "late-without-reason"
    OWN_SECOND_READER = "own-second-reader"
    ASKED_WITHOUT_TASK = "asked-without-task"
    ASKED_WITHOUT_INFORMING = "asked-without-informing"
    ESCALATED_ON_A_NO = "escalated-on-a-no"
    LEAP_ALONE = "leap-alone"
    CONCERN_WITHOUT_NEWS = "concern-without-news"
    COERCED_WITHOUT_POWER = "coerced-without-power"
    TOLD_WITHOUT_TASK = "told-without-task"
    TOLD_WITHOUT_PERMISSION = "told-without-permission"
    TOLD_AFTER_WITHDRAWAL = "told-after-withdrawal"
    TOLD_THE_EXCEPTED = "told-the-excepted"
    TOLD_TOO_MANY = "told-too-many"
    PERMISSION_FOR_ACCESS = "permission-for-access"
    GUESS_USED_TOO_LATE = "guess-used-too-late"
    URGED_UNTOLD = "urged-untold"
    PRESSURE_NOT_REVIEWED = "pressure-not-reviewed"
    CORRECTION_UNANSWERED = "correction-unanswered"


REFUSED_AS: dict[Kind, Refusal] = {
    Kind.PLAN_WITHOUT_INFORMING: Refusal.RESIDENT_NOT_INFORMED,
    Kind.PLAN_WITHOUT_AGREEMENT: Refusal.NO_HELP_AGREEMENT,
    Kind.FINDING_NOT_NEEDED: Refusal.NOT_NECESSARY,
    Kind.SECOND_COORDINATOR: Refusal.COORDINATOR_ALREADY,
    Kind.HAND_OVER_BY_ANOTHER: Refusal.NOT_COORDINATOR,
    Kind.REFERRAL_WITHOUT_PERMISSION: Refusal.NOT_PERMITTED,
    Kind.ANSWER_OF_ANOTHER_PROVIDER: Refusal.NOT_YOURS,
    Kind.SPENDING_BEFORE_PLAN: Refusal.NO_PLAN,
    Kind.SPENDING_ABOVE_MANDATE: Refusal.MANDATE_EXCEEDED,
    Kind.SPENDING_UNDER_ANOTHERS_MANDATE: Refusal.MANDATE_OF_ANOTHER,
    Kind.SPENDING_WITHOUT_FUNCTION: Refusal.FUNCTION_NOT_HELD,
    Kind.SPENDING_FROM_ANOTHER_QUARTER: Refusal.BUDGET_OF_ANOTHER,
    Kind.SPENDING_AFTER_WITHDRAWAL: Refusal.NO_HELP_AGREEMENT,
    Kind.RESERVATION_ABOVE_BUDGET: Refusal.BUDGET_EXCEEDED,
    Kind.CLOSING_WITH_OPEN_APPLICATION: Refusal.APPLICATION_OPEN,
    Kind.WORK_AFTER_CLOSING: Refusal.CASE_CLOSED,
    Kind.WORK_IN_ANOTHERS_CASE: Refusal.NOT_INVOLVED,
    Kind.READING_ELSEWHERE: Refusal.NOT_INVOLVED,
    Kind.FOURTH_ATTEMPT: Refusal.OUTREACH_ENDED,
    Kind.CONTACT_AFTER_NO: Refusal.HELP_REFUSED,
    Kind.URGED_UNTOLD: Refusal.PRESSURE_NOT_TOLD,
    Kind.CONTINUED_WITHOUT_HER: Refusal.RESIDENT_VIEW_MISSING,
    Kind.LATE_WITHOUT_REASON: Refusal.LATE_WITHOUT_REASON,
    Kind.OWN_SECOND_READER: Refusal.SECOND_READER_MISSING,
    Kind.REPORT_NOT_SHOWN: Refusal.REPORT_NOT_SHARED,
    Kind.NEEDED_LINE_STRUCK: Refusal.LINE_NEEDED,
    Kind.LEFT_OUT_OF_A_FILE: Refusal.FILE_DUTY,
    Kind.NO_LONGER_A_PARENTS: Refusal.ANOTHER_DECIDES,
    Kind.ASKED_WITHOUT_TASK: Refusal.INFORMAL_RECIPIENT,
    Kind.ASKED_WITHOUT_INFORMING: Refusal.RESIDENT_NOT_INFORMED,
    Kind.ESCALATED_ON_A_NO: Refusal.REFUSAL_IS_NO_GROUND,
    Kind.LEAP_ALONE: Refusal.SECOND_PERSON_MISSING,
    Kind.CONCERN_WITHOUT_NEWS: Refusal.NO_NEW_FACT,
    Kind.COERCED_WITHOUT_POWER: Refusal.NO_POWER_TO_COERCE,
    Kind.TOLD_WITHOUT_TASK: Refusal.INFORMAL_RECIPIENT,
    Kind.TOLD_WITHOUT_PERMISSION: Refusal.NOT_PERMITTED,
    Kind.TOLD_AFTER_WITHDRAWAL: Refusal.NOT_PERMITTED,
    Kind.TOLD_THE_EXCEPTED: Refusal.RECIPIENT_EXCEPTED,
    Kind.TOLD_TOO_MANY: Refusal.TOO_MANY_RECIPIENTS,
    Kind.PERMISSION_FOR_ACCESS: Refusal.PERMISSION_NO_GROUND,
}
"""The rule that each refused kind runs into. The other kinds are refused by no rule yet."""


@dataclass(frozen=True, order=True)
class Fault:
    """One planted fault: its kind, the case, the command that holds it (empty: none does), and whom
    it is about where that is not the resident of the case."""

    kind: Kind
    case: CaseId
    command: CommandId | None = None
    person: ResidentId | None = None


def write(faults: list[Fault], path: Path) -> None:
    """The list as JSON: an array of {kind, case, command, person}, sorted. Raises OSError."""
    ordered = sorted(faults, key=lambda f: (f.kind, f.case, f.command or "", f.person or ""))
    path.write_bytes(orjson.dumps([asdict(f) for f in ordered], option=orjson.OPT_INDENT_2))
