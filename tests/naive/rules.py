"""Which rules a command would break now, by the requirement book."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from domain.codes import (
    Channel,
    Character,
    ConcernLevel,
    EscalationGround,
    Initiative,
    PermissionKind,
    Purpose,
    StatementKind,
    StatementSource,
    Template,
)
from domain.refusal import Refusal
from domain.templates import TEXTS
from domain.terms import day
from tests.naive.record import (
    ALOUD,
    Facts,
    again_by_the_same,
    agreed,
    came_for_safety,
    comes_unasked,
    confided,
    for_safety,
    foreign,
    knows,
    last,
    level,
    named,
    no_stands,
    outreach,
    permission_stands,
    put_right_since,
    read_by_two,
    recipients,
    resident_of,
    since,
    statement,
    told_of_urging,
    urging,
)

R = Refusal
OWNED = frozenset(
    {
        R.RESIDENT_NOT_INFORMED, R.NOTICE_WITHOUT_PROOF, R.NO_HELP_AGREEMENT,
        R.NO_POWER_TO_COERCE, R.PRESSURE_NOT_DECIDED, R.PRESSURE_NOT_TOLD,
        R.CONSULTATION_NOT_CONFIRMED,
        R.NO_SAFETY_GROUND, R.HELP_REFUSED, R.OUTREACH_NOT_DECIDED, R.OUTREACH_ENDED,
        R.LIMIT_EXCEEDED, R.SECOND_PERSON_MISSING, R.SECOND_READER_MISSING, R.REFUSAL_IS_NO_GROUND,
        R.NO_NEW_FACT, R.NOT_NECESSARY, R.FACT_NEEDS_SOURCE, R.REPETITION_IS_NO_FACT,
        R.REUSE_NOT_CHECKED, R.REPORT_NOT_SHARED, R.LINE_NEEDED, R.PERMISSION_NO_GROUND,
        R.INFORMAL_RECIPIENT, R.NOT_PERMITTED, R.RECIPIENT_EXCEPTED, R.TOO_MANY_RECIPIENTS,
        R.REPORT_NOT_ESTABLISHED, R.STATEMENT_CORRECTED, R.TOLD_IN_CONFIDENCE,
        R.POSTPONEMENT_TOO_LONG, R.RESIDENT_VIEW_MISSING,
    }
)  # fmt: skip
"""The refusals that these rules give: only of these it says when they are due."""
FOR_ACCESS = {Purpose.FRONT_DOOR, Purpose.SUPPORT, Purpose.DECISION, Purpose.PAYMENT}
SURE = {
    StatementSource.RESIDENT, StatementSource.REPRESENTATIVE, StatementSource.DOCUMENT,
    StatementSource.OBSERVATION,
}  # fmt: skip
LEVELS = list(ConcernLevel)


def broken(command: Any, facts: Facts, on: date) -> set[Refusal]:
    """The rules that this command would break now; none where it is of no kind that it knows."""
    rule = RULES.get(type(command).__name__)
    return {code for code, holds in rule(command, facts, on) if holds} if rule else set()


def unaware(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    whom = getattr(command, "resident", None) or resident_of(facts, command.case)
    return [(R.RESIDENT_NOT_INFORMED, not knows(facts, command.case, whom))]


def inform(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    """M-06: what is written counts only where there is proof that a text of ours arrived."""
    ours = {text.digest for text in TEXTS if text.template is Template.PRIVACY_NOTICE}
    sent = command.channel in {Channel.LETTER, Channel.EMAIL} and command.text in ours
    return [(R.NOTICE_WITHOUT_PROOF, command.channel not in ALOUD and not sent)]


def agree_plan(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    return [
        *unaware(command, facts, on), (R.NO_HELP_AGREEMENT, not agreed(facts, command.case)),
    ]  # fmt: skip


def contact(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    coerced = command.character is Character.COERCED
    urged = urging(facts, command.case)
    may_urge = urged is not None and on <= urged.event.review_on
    held_on, whose = day(command.context.occurred_at), resident_of(facts, command.case)
    told = told_of_urging(facts, command.case, held_on)
    safe = for_safety(facts, command.case, on, held_on) and came_for_safety(facts, whose) < 3
    of_the_team = command.initiative is not Initiative.RESIDENT and not (coerced or command.safety)
    decided, no = outreach(facts, command.case), no_stands(facts, whose)
    unasked = of_the_team and not command.wanted
    ended = decided is not None and (decided[0] < 1 or on > decided[1])
    return [
        (R.NO_POWER_TO_COERCE, coerced and command.decision is None),
        (
            R.PRESSURE_NOT_DECIDED,
            command.character is Character.URGED and not may_urge,
        ),
        (R.PRESSURE_NOT_TOLD, command.character is Character.URGED and not told),
        (R.NO_SAFETY_GROUND, command.safety and not safe),
        (R.SECOND_PERSON_MISSING, command.safety and again_by_the_same(facts, whose)),
        (R.HELP_REFUSED, of_the_team and no is not None and (command.wanted or decided is None)),
        (R.OUTREACH_NOT_DECIDED, unasked and (decided is None or held_on < decided[2])),
        (R.OUTREACH_ENDED, unasked and ended),
    ]


def start_outreach(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    whose = resident_of(facts, command.case)
    no = no_stands(facts, whose)
    written = max((each.recorded_at for each in named(facts, "HelpRefused", resident=whose)),
                  default=None)  # fmt: skip
    new = {
        signal.context.actor
        for signal in named(facts, "SignalReceived", resident=whose)
        if written is not None and signal.context.occurred_at > written
    }
    held_on, actor = day(command.context.occurred_at), command.context.actor
    again = outreach(facts, command.case) is None
    same = again and actor in comes_unasked(facts, whose)
    safe = for_safety(facts, command.case, on, held_on)
    by_two = bool(new - {actor}) or (safe and not again_by_the_same(facts, whose))
    return [
        (R.HELP_REFUSED, no is not None and not new and not safe),
        (R.SECOND_PERSON_MISSING, same or (no is not None and (new or safe) and not by_two)),
        *bounds(command, on),
    ]


def extend_outreach(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    decided = outreach(facts, command.case)
    whose = resident_of(facts, command.case)
    same = decided is not None and command.context.actor in comes_unasked(facts, whose)
    return [(R.SECOND_PERSON_MISSING, same), *bounds(command, on)]


def bounds(command: Any, on: date) -> list[tuple[Refusal, bool]]:
    """Three attempts in sixty days."""
    long = command.until > on + timedelta(days=60)
    return [(R.LIMIT_EXCEEDED, command.attempts > 3 or long)]


def use_pressure(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    alone = command.consulted == command.context.actor
    decided = last(named(facts, "PressureSet", "PressureEnded", case=command.case))
    said = named(since(facts, decided), "ConsultationConfirmed", case=command.case,
                 ground=command.ground)  # fmt: skip
    confirmed = any(
        each.context.actor == command.consulted and on <= day(each.recorded_at) + timedelta(days=14)
        for each in said
    )
    return [
        *unaware(command, facts, on),
        (R.SECOND_PERSON_MISSING, alone),
        (R.CONSULTATION_NOT_CONFIRMED, not confirmed),
    ]


def escalate(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    only = set(command.grounds) == {EscalationGround.HELP_REFUSED}
    return [*unaware(command, facts, on), (R.REFUSAL_IS_NO_GROUND, only)]


def classify(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    now, said = level(facts, command.case)
    new = [f for f in since(facts, said) if f.position == command.cited]
    about = bool(new) and getattr(new[0].event, "case", None) == command.case
    again = about and getattr(new[0].event, "origin", None) is not None
    told = about and type(new[0].event).__name__ in NEWS and not again
    jump = any(
        abs(LEVELS.index(level) - LEVELS.index(command.level)) >= 2
        for level in (now, read_by_two(facts, command.case))
    )
    read = [
        each
        for each in named(since(facts, said), "ClassificationEndorsed", case=command.case,
                          level=command.level, cited=command.cited)
        if each.context.actor != command.context.actor
    ]  # fmt: skip
    alone = type(command).__name__ == "ClassifyConcern" and jump and not read
    return [(R.NO_NEW_FACT, not told), (R.SECOND_PERSON_MISSING, alone)]


NEWS = {
    "SignalReceived", "NotificationReceived", "FindingRecorded", "MeldcodeStepTaken",
    "StatementRecorded",
}  # fmt: skip


def record_statement(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    topics = {
        topic
        for clarified in named(facts, "QuestionClarified", case=command.case)
        for topic in clarified.event.topics
    }
    fact = command.kind is StatementKind.FACT
    said = statement(facts, command.repeats) if command.repeats else None
    cited = (*command.rests_on, command.repeats, command.confirms)
    return [
        *unaware(command, facts, on),
        (R.NOT_NECESSARY, command.topic not in topics and not command.outside),
        (R.FACT_NEEDS_SOURCE, fact and command.source not in SURE),
        (R.REPETITION_IS_NO_FACT, said is not None and fact and said.kind is not command.kind),
        (
            R.STATEMENT_CORRECTED,
            said is not None
            and not command.as_corrected
            and put_right_since(facts, command.repeats),
        ),
        (R.REUSE_NOT_CHECKED, any(foreign(facts, each, command.case) for each in cited if each)),
    ]


def draft(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    lines = [statement(facts, each) for each in command.statements]
    borrowed = any(line is not None and line.case != command.case for line in lines)
    return [*unaware(command, facts, on), (R.REUSE_NOT_CHECKED, borrowed)]


def establish(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    return [(R.REPORT_NOT_SHARED, not named(facts, "ReportShared", report=command.report))]


def strike(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    drafted = last(named(facts, "ReportDrafted", report=command.report))
    kept = drafted is not None and command.statement in drafted.event.needed
    return [*establish(command, facts, on), (R.LINE_NEEDED, kept)]


def give_permission(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    access = command.kind is PermissionKind.PROCESSING and command.purpose in FOR_ACCESS
    return [*unaware(command, facts, on), (R.PERMISSION_NO_GROUND, access)]


def taken_back(facts: Facts, given: Any) -> bool:
    return bool(
        named(since(facts, given), "PermissionWithdrawn", permission=given.event.permission)
    )


def disclose(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    who, case = command.organisation or command.recipient, command.case
    informal = command.recipient is not None  # no organisation of the story is without a task
    waiver: Any = permission_stands(facts, command.permission, on) if command.permission else None
    to_them = waiver is not None and who in (waiver.organisation, waiver.recipient)
    opened = (
        to_them
        and waiver.kind is PermissionKind.SECRECY_WAIVER
        and waiver.resident == command.resident
        and waiver.purpose is command.context.purpose
        and (waiver.categories is None or set(getattr(command, "categories", ()))
             <= set(waiver.categories))
    )  # fmt: skip
    given = named(facts, "PermissionGiven", case=case, resident=command.resident)
    excepted = any(
        (
            who in (each.event.not_to or ())
            or command.recipient_function in (each.event.not_to_functions or ())
        )
        and (
            not taken_back(facts, each)
            or not any(
                who in (later.event.organisation, later.event.recipient)
                and not taken_back(facts, later)
                for later in since(given, each)
            )
        )
        for each in given
    )
    count = len(recipients(facts, case, on) | {who})
    approved = [
        each
        for each in named(facts, "WiderSharingApproved", case=case)
        if on <= each.event.until and count <= each.event.most
    ]
    alone = bool(approved) and all(e.context.actor == command.context.actor for e in approved)
    cited = getattr(command, "statements", ())
    put_right = getattr(command, "as_corrected", ())
    return [
        (R.RESIDENT_NOT_INFORMED, not all(
            knows(facts, case, each) for each in written_about(command, facts))),
        (R.TOLD_IN_CONFIDENCE, any(confided(facts, each) for each in cited)),
        (R.INFORMAL_RECIPIENT, informal and command.permission is None),
        (R.NOT_PERMITTED, informal and command.permission is not None and not opened),
        (R.RECIPIENT_EXCEPTED, excepted),
        (R.TOO_MANY_RECIPIENTS, count > 5 and not approved),
        (R.SECOND_PERSON_MISSING, count > 5 and alone),
        (R.REPORT_NOT_ESTABLISHED, any(
            not named(facts, "ReportEstablished", report=each)
            for each in getattr(command, "reports", ()))),
        (R.STATEMENT_CORRECTED, any(
            put_right_since(facts, each) for each in cited if each not in put_right)),
        (R.REUSE_NOT_CHECKED, any(foreign(facts, each, case) for each in cited)),
    ]  # fmt: skip


def written_about(command: Any, facts: Facts) -> set[Any]:
    """Whom it is about, and whoever else is written about in it."""
    said = [statement(facts, each) for each in getattr(command, "statements", ())]
    return {command.resident or resident_of(facts, command.case)} | {
        each.resident for each in said if each is not None
    }


def propose_postponement(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    return [(R.POSTPONEMENT_TOO_LONG, command.review_on > on + timedelta(days=30))]


def postpone(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    whom = command.resident or resident_of(facts, command.case)
    proposed = last(named(facts, "NoticePostponementProposed", case=command.case, resident=whom))
    same = proposed is not None and proposed.context.actor == command.context.actor
    return [(R.SECOND_READER_MISSING, same)]


def go_on(command: Any, facts: Facts, on: date) -> list[tuple[Refusal, bool]]:
    silent = not command.view.strip()
    return [*unaware(command, facts, on), (R.RESIDENT_VIEW_MISSING, silent)]


RULES: dict[str, Callable[[Any, Facts, date], list[tuple[Refusal, bool]]]] = {
    "InformResident": inform,
    "AgreeToHelp": unaware,
    "AgreePlan": agree_plan,
    "RecordContact": contact,
    "StartOutreach": start_outreach,
    "ExtendOutreach": extend_outreach,
    "ConfirmConsultation": unaware,
    "UsePressure": use_pressure,
    "DecideEscalation": escalate,
    "ClassifyConcern": classify,
    "EndorseClassification": classify,
    "RecordStatement": record_statement,
    "DraftReport": draft,
    "EstablishReport": establish,
    "StrikeLine": strike,
    "TakeDownStrike": strike,
    "GivePermission": give_permission,
    "Disclose": disclose,
    "AskThirdParty": disclose,
    "ProposePostponement": propose_postponement,
    "PostponeNotice": postpone,
    "ContinueCase": go_on,
}


BOOK = frozenset(RULES)
"""The commands that it knows all the owned rules of."""
