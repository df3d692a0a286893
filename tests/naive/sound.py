"""Facts that should not be there, whoever asked for them."""

from collections.abc import Callable
from typing import Any

from domain.codes import (
    Character,
    EscalationGround,
    Initiative,
    PermissionKind,
    RecipientClass,
    StatementKind,
)
from domain.fact import Fact
from domain.terms import day
from tests.naive.record import (
    Facts,
    again,
    knows,
    level,
    named,
    no_stands,
    outreach,
    permission_stands,
    read_by_two,
    recipients,
)
from tests.naive.rules import FOR_ACCESS, LEVELS, SURE


def unsound(facts: Facts) -> list[tuple[int, str]]:
    """Facts that should not be there, whoever asked for them and however they came about; and what
    should have come with them."""
    found = [
        (fact.position, rule)
        for fact in facts
        for rule, holds in SOUND.items()
        if not holds(fact, [each for each in facts if each.position < fact.position])
    ]
    return (
        found
        + [
            (fact.position, "a correction reaches every recipient")
            for fact in named(facts, "StatementCorrected")
            if not all_told(facts, fact)
        ]
        + [
            (fact.position, "whom a resident excepts takes part no longer")
            for fact in named(facts, "PermissionGiven")
            if not shut_out(facts, fact)
        ]
        + [
            (fact.position, "a resident hears of what a worker struck for her")
            for fact in named(facts, "StatementStruck")
            if named(facts, "FunctionAssigned", worker=fact.context.actor)
            and not any(
                letter.context.command == fact.context.command
                for letter in named(facts, "MessageOrdered", resident=fact.event.resident)
            )
        ]
    )


def all_told(facts: Facts, corrected: Fact[Any]) -> bool:
    """M-15: one notice, with the correction, for each who had the old text or a repetition."""
    command = corrected.context.command
    righted = {
        each.event.statement
        for each in named(facts, "StatementCorrected")
        if each.context.command == command
    }
    had = {
        each.event.organisation or each.event.recipient
        for each in named(facts, "DisclosureMade")
        if each.position < corrected.position
        and any(righted & again(facts, one) for one in each.event.statements)
    }
    told = [
        each.event.organisation or each.event.recipient
        for each in named(facts, "RecipientNotified")
        if each.context.command == command
    ]
    return sorted(told) == sorted(had)


def shut_out(facts: Facts, given: Fact[Any]) -> bool:
    """M-38, Z-10: who takes part for an organisation that she excepts by name, does so no more."""
    takes_part = set()
    for fact in named(facts, "ParticipationStarted", "ParticipationEnded", case=given.event.case):
        if fact.position < given.position and fact.event.organisation in (given.event.not_to or ()):
            if type(fact.event).__name__ == "ParticipationEnded":
                takes_part.discard(fact.event.function)
            elif day(given.recorded_at) <= fact.event.until:
                takes_part.add(fact.event.function)
    ended = named(facts, "ParticipationEnded", case=given.event.case)
    return takes_part == {
        fact.event.function for fact in ended if fact.context.command == given.context.command
    }


AFTER_KNOWING = {
    "HelpAgreed", "PlanAgreed", "ConsultationConfirmed", "PressureSet", "EscalationDecided",
    "StatementRecorded",
    "ReportDrafted", "PermissionGiven", "FindingRecorded", "ReferralMade",
}  # fmt: skip
SAFETY = {"WMO-VT-MELD", "WMO-VT-TAAK", "VITAAL"}


def _is(fact: Fact[Any], *kinds: str) -> bool:
    return type(fact.event).__name__ in kinds


SOUND: dict[str, Callable[[Fact[Any], Facts], bool]] = {
    "nothing is planned about who does not know": lambda fact, before: (
        not _is(fact, *AFTER_KNOWING) or knows(before, fact.event.case, fact.event.resident)
    ),
    "nothing leaves about who does not know, but for safety": lambda fact, before: (
        not _is(fact, "DisclosureMade", "ThirdPartyAsked")
        or fact.event.basis.value in SAFETY
        or knows(before, fact.event.case, fact.event.resident)
    ),
    "telling is postponed by two": lambda fact, before: (
        not _is(fact, "NoticePostponed") or fact.event.proposed_by != fact.context.actor
    ),
    "nobody is coerced without a decision from outside": lambda fact, before: (
        not _is(fact, "ContactHeld", "ContactAttempted")
        or fact.event.character is not Character.COERCED
        or fact.event.decision is not None
    ),
    "who was consulted before urging says so": lambda fact, before: (
        not _is(fact, "PressureSet")
        or any(
            each.context.actor == fact.event.consulted != fact.context.actor
            for each in named(before, "ConsultationConfirmed", case=fact.event.case)
        )
    ),
    "a no holds": lambda fact, before: (
        not _is(fact, "ContactHeld", "ContactAttempted")
        or fact.event.initiative is Initiative.RESIDENT
        or fact.event.safety
        or fact.event.character is Character.COERCED
        or no_stands(before, fact.event.resident) is None
        or outreach(before, fact.event.case) is not None
    ),
    "nobody comes unasked oftener than was decided": lambda fact, before: (
        not _is(fact, "ContactHeld", "ContactAttempted")
        or fact.event.wanted
        or fact.event.safety
        or fact.event.character is Character.COERCED
        or (outreach(before, fact.event.case) or (0,))[0] > 0
    ),
    "refusing help is no ground by itself": lambda fact, before: (
        not _is(fact, "EscalationDecided")
        or set(fact.event.grounds) != {EscalationGround.HELP_REFUSED}
    ),
    "a fact has a source": lambda fact, before: (
        not _is(fact, "StatementRecorded")
        or fact.event.kind is not StatementKind.FACT
        or fact.event.source in SURE
    ),
    "what is established was shown": lambda fact, before: (
        not _is(fact, "ReportEstablished")
        or bool(named(before, "ReportShared", report=fact.event.report))
    ),
    "no permission is a ground for access": lambda fact, before: (
        not _is(fact, "PermissionGiven")
        or fact.event.kind is not PermissionKind.PROCESSING
        or fact.event.purpose not in FOR_ACCESS
    ),
    "nothing goes to somebody informal but by name": lambda fact, before: (
        not _is(fact, "DisclosureMade", "ThirdPartyAsked")
        or fact.event.recipient_class is not RecipientClass.INFORMAL
        or permission_stands(before, fact.event.permission, day(fact.recorded_at)) is not None
    ),
    "no more recipients than five, or than was approved": lambda fact, before: (
        not _is(fact, "DisclosureMade", "ThirdPartyAsked")
        or len(recipients([*before, fact], fact.event.case, day(fact.recorded_at)))
        <= max(
            [5, *(each.event.most for each in
                  named(before, "WiderSharingApproved", case=fact.event.case))]
        )
    ),
    "one answers for what leaves": lambda fact, before: (
        not _is(fact, "DisclosureMade", "ThirdPartyAsked") or bool(fact.event.accountable)
    ),
    "nobody judges what they shared themselves in acute danger": lambda fact, before: (
        not _is(fact, "AcuteSharingJudged")
        or any(
            each.position == fact.event.position and each.context.actor != fact.context.actor
            for each in named(before, "DisclosureMade", "ThirdPartyAsked", case=fact.event.case)
        )
    ),
    "no jump of concern by one person": lambda fact, before: (
        not _is(fact, "ConcernClassified")
        or all(
            abs(LEVELS.index(each) - LEVELS.index(fact.event.level)) < 2
            for each in (level(before, fact.event.case)[0], read_by_two(before, fact.event.case))
        )
        or any(
            each.context.actor != fact.context.actor
            for each in named(before, "ClassificationEndorsed", case=fact.event.case,
                              level=fact.event.level, cited=fact.event.cited)
        )
    ),
}  # fmt: skip
"""What is true of every fact, given those before it."""
