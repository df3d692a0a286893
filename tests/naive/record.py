"""What happened, asked of the plain list of facts: who knows, who said no, what is left."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from domain.codes import Channel, Character, ConcernLevel, Template
from domain.fact import Fact
from domain.terms import day

Facts = Sequence[Fact[Any]]
ALOUD = {Channel.PHONE, Channel.COUNTER, Channel.HOME_VISIT}


def named(facts: Facts, *kinds: str, **fields: Any) -> list[Fact[Any]]:
    """The facts of these kinds whose event says this."""
    return [
        fact
        for fact in facts
        if type(fact.event).__name__ in kinds
        and all(getattr(fact.event, name) == value for name, value in fields.items())
    ]


def last(facts: Iterable[Fact[Any]]) -> Fact[Any] | None:
    return max(facts, key=lambda fact: fact.position, default=None)


def since(facts: Facts, fact: Fact[Any] | None) -> list[Fact[Any]]:
    """What was recorded after that; everything, where there is no such."""
    return [each for each in facts if fact is None or each.position > fact.position]


def resident_of(facts: Facts, case: Any) -> Any:
    came_in = named(facts, "NotificationReceived", "SignalReceived", case=case)
    return came_in[0].event.resident if came_in else None


def knows(facts: Facts, case: Any, resident: Any) -> bool:
    """M-06: told aloud, or by a letter of ours that arrived: with her, or with one of those who
    get it in her place."""
    return any(
        told.event.channel in ALOUD or any(arrived(facts, each) for each in letters(facts, told))
        for told in named(facts, "ResidentInformed", case=case, resident=resident)
    )


def letters(facts: Facts, told: Fact[Any]) -> list[Any]:
    """Hers; where none is hers, those of the others that were ordered with it."""
    ordered = [
        each
        for each in named(facts, "MessageOrdered", case=told.event.case)
        if each.context.command == told.context.command
    ]
    hers = [each for each in ordered if each.event.resident == told.event.resident]
    return [each.event.message for each in hers or ordered] or [told.event.message]


def arrived(facts: Facts, message: Any) -> bool:
    """It did, or another that said the same again."""
    again = [each.event.message for each in named(facts, "MessageOrdered", instead_of=message)]
    return bool(named(facts, "MessageDelivered", message=message)) or any(
        arrived(facts, each) for each in again
    )


def agreed(facts: Facts, case: Any) -> bool:
    said = last(named(facts, "HelpAgreed", "HelpAgreementWithdrawn", case=case))
    return said is not None and type(said.event).__name__ == "HelpAgreed"


def no_stands(facts: Facts, resident: Any) -> Fact[Any] | None:
    """M-19: her last no, in whichever case, unless she asked for help or agreed to it since: put on
    record after it, of a later moment."""
    no: Fact[Any] | None = None
    for said in named(facts, "HelpRefused", "NotificationReceived", "HelpAgreed",
                      resident=resident):  # fmt: skip
        later = no is None or said.context.occurred_at > no.context.occurred_at
        if type(said.event).__name__ == "HelpRefused":
            no = said if later else no
        elif later:
            no = None
    return no


def for_safety(facts: Facts, case: Any, on: date, held_on: date) -> bool:
    """M-19: a step of the meldcode that was taken lately, and put on record no later than the day
    that it is told of, where it did not end by that."""
    step = last(named(facts, "MeldcodeStepTaken", "VtReported", case=case))
    if step is None or getattr(step.event, "report", False) is False:
        return False
    late = on > day(step.context.occurred_at) + timedelta(days=14)
    return not late and held_on >= day(step.recorded_at)


def came_for_safety(facts: Facts, resident: Any) -> int:
    """M-19: how often since the last step about this resident."""
    step = last(named(facts, "MeldcodeStepTaken", "VtReported", resident=resident))
    contacts = named(since(facts, step), "ContactHeld", "ContactAttempted", resident=resident)
    return sum(each.event.safety for each in contacts)


def again_by_the_same(facts: Facts, resident: Any) -> bool:
    """M-19: the meldcode is gone through again, by nobody who did not before."""
    before: set[Any] = set()
    now: set[Any] = set()
    for step in named(facts, "MeldcodeStepTaken", "VtReported", resident=resident):
        now.add(step.context.actor)
        if getattr(step.event, "report", False) is False:
            before, now = before | now, set()
    return bool(before) and now <= before


def urging(facts: Facts, case: Any) -> Fact[Any] | None:
    """M-20: what was decided last, where that was to urge."""
    said = last(named(facts, "PressureSet", "PressureEnded", case=case))
    return said if said is not None and type(said.event).__name__ == "PressureSet" else None


def told_of_urging(facts: Facts, case: Any, held_on: date) -> bool:
    """M-20: the letter that says so arrived, and that stood on record on the day it is told of."""
    decided = urging(facts, case)
    letters = named(since(facts, decided), "MessageDelivered", case=case,
                    template=Template.PRESSURE)  # fmt: skip
    return decided is not None and any(day(each.recorded_at) <= held_on for each in letters)


def outreach(facts: Facts, case: Any) -> tuple[int, date, date] | None:
    """M-18: what is left of the attempts, until when, and since when; of the resident, in all cases
    together, where it was begun in this one."""
    whose = resident_of(facts, case)
    refused = last(named(facts, "HelpRefused", resident=whose))
    begun = named(since(facts, refused), "OutreachStarted", resident=whose)
    here = [day(fact.recorded_at) for fact in begun if fact.event.case == case]
    if not here:
        return None
    left, until = 0, date.min
    for fact in named(since(facts, refused), "OutreachStarted", "OutreachExtended", "ContactHeld",
                      "ContactAttempted", resident=whose):  # fmt: skip
        if type(fact.event).__name__ == "OutreachStarted":
            left, until = fact.event.attempts, fact.event.until
        elif type(fact.event).__name__ == "OutreachExtended":
            left, until = left + fact.event.attempts, fact.event.until
        elif nobody_asked(fact.event):
            left -= 1
    return left, until, here[-1]


def nobody_asked(contact: Any) -> bool:
    coerced = contact.character is Character.COERCED
    return not (contact.wanted or contact.safety or coerced)


def comes_unasked(facts: Facts, resident: Any) -> set[Any]:
    """M-18, M-19: who ever decided on outreach to this resident, or came unasked."""
    decided = named(facts, "OutreachStarted", "OutreachExtended", resident=resident)
    contacts = named(facts, "ContactHeld", "ContactAttempted", resident=resident)
    came = [each for each in contacts if nobody_asked(each.event)]
    return {each.context.actor for each in (*decided, *came)}


def level(facts: Facts, case: Any) -> tuple[ConcernLevel, Fact[Any] | None]:
    said = last(named(facts, "ConcernClassified", case=case))
    return (said.event.level if said else ConcernLevel.NONE), said


def read_by_two(facts: Facts, case: Any) -> ConcernLevel:
    """M-36: the last level that a second person came to as well, on the same fact."""
    agreed, before = ConcernLevel.NONE, None
    for said in named(facts, "ConcernClassified", case=case):
        readings = named(since(facts, before), "ClassificationEndorsed", case=case,
                         level=said.event.level, cited=said.event.cited)  # fmt: skip
        if any(
            each.position < said.position and each.context.actor != said.context.actor
            for each in readings
        ):
            agreed = said.event.level
        before = said
    return agreed


def permission_stands(facts: Facts, permission: Any, on: date) -> Any:
    given = last(named(facts, "PermissionGiven", permission=permission))
    if given is None or named(since(facts, given), "PermissionWithdrawn", permission=permission):
        return None
    return given.event if (given.event.since or on) <= on <= given.event.until else None


def recipients(facts: Facts, case: Any, on: date) -> set[Any]:
    """M-26: the different recipients of the last thirty days, today among them."""
    left = named(facts, "DisclosureMade", "ThirdPartyAsked", case=case)
    joined = [
        f
        for f in named(facts, "ParticipationStarted", case=case)
        if f.event.organisation != f.context.organisation
    ]
    return {
        f.event.organisation or f.event.recipient
        for f in (*left, *joined)
        if day(f.recorded_at) > on - timedelta(days=30)
    }


def statement(facts: Facts, which: Any) -> Any:
    found = named(facts, "StatementRecorded", statement=which)
    return found[0].event if found else None


def again(facts: Facts, which: Any) -> set[Any]:
    """A statement, and all that it says again."""
    said = statement(facts, which)
    return {which} if said is None else {which, said.origin, *said.through} - {None}


def put_right_since(facts: Facts, which: Any) -> bool:
    """M-15: it was corrected, or what it says again was since it was written down."""
    written = last(named(facts, "StatementRecorded", statement=which))
    family = again(facts, which)
    return any(f.event.statement in family for f in named(since(facts, written),
               "StatementCorrected"))  # fmt: skip


def confided(facts: Facts, which: Any) -> bool:
    """M-24: it was told in confidence, or what it says again was."""
    said = {
        written.position
        for one in again(facts, which)
        for written in named(facts, "StatementRecorded", statement=one)
    }
    return any(
        not named(since(facts, marked), "ConfidenceLifted", position=marked.event.position)
        for marked in named(facts, "ConfidenceMarked")
        if marked.event.position in said
    )


def foreign(facts: Facts, which: Any, case: Any) -> bool:
    """M-17: of another case or person, and nobody looked whether it is needed here."""
    said = statement(facts, which)
    own = said is None or (said.case, said.resident) == (case, resident_of(facts, case))
    return not own and not named(facts, "ReuseChecked", statement=which, case=case)
