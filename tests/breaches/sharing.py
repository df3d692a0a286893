"""Who was not told or did not answer, and what went too far (M-15, M-26, M-28)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.breaches.raw import Breach, Raw, there

A_FORTNIGHT = timedelta(days=14)
LATELY = timedelta(days=30)
MOST = 5
LEFT = ("DisclosureMade", "ThirdPartyAsked", "ReferralMade")


def whom(fact: Raw) -> str:
    return str(fact.event.get("organisation") or fact.event.get("recipient"))


def what_was_not_acknowledged(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-28: a recipient who was told two weeks ago and did not say that it was put right."""
    open_: dict[str, Raw] = {}
    for fact in facts:
        if fact.kind == "RecipientNotified":
            open_[fact.event["notice"]] = fact
        elif fact.kind == "RecipientAcknowledged":
            open_.pop(fact.event["notice"], None)
    for notice, fact in open_.items():
        if there(fact.recorded_at) + A_FORTNIGHT < on:
            yield Breach("not-acknowledged", fact.event["case"], notice)


def who_was_not_told_of_a_correction(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-15: whoever received a statement, or what says it again, and never heard that it was
    corrected afterwards."""
    had: dict[str, set[str]] = {}
    repeats: dict[str, set[str]] = {}
    waiting: dict[tuple[str, str], None] = {}
    for fact in facts:
        if fact.kind == "StatementRecorded":
            again = (fact.event.get("origin"), *(fact.event.get("through") or ()))
            repeats[fact.event["statement"]] = {each for each in again if each}
        elif fact.kind == "DisclosureMade":
            for statement in fact.event.get("statements") or ():
                for each in (statement, *repeats.get(statement, ())):
                    had.setdefault(each, set()).add(whom(fact))
        elif fact.kind == "StatementCorrected":
            for statement in (fact.event["statement"], *(fact.event.get("again") or ())):
                waiting |= {(statement, each): None for each in had.get(statement, ())}
        elif fact.kind == "RecipientNotified":
            of, who = fact.event.get("statement") or "", whom(fact)
            for statement in [s for s, w in waiting if w == who and of in (s, *repeats.get(s, ()))]:
                del waiting[statement, who]
    for statement, who in waiting:
        yield Breach("not-told", statement, who)


def what_went_to_too_many(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-26: more recipients of a case in thirty days than five, or than somebody else approved."""
    reached: dict[str, dict[str, date]] = {}
    approved: dict[str, tuple[int, date]] = {}
    for fact in facts:
        joined = fact.kind == "ParticipationStarted"
        outside = joined and fact.event["organisation"] != fact.context["organisation"]
        if fact.kind in LEFT or outside:
            reached.setdefault(fact.event["case"], {})[whom(fact)] = there(fact.recorded_at)
        elif fact.kind == "WiderSharingApproved":
            until = date.fromisoformat(fact.event["until"])
            approved[fact.event["case"]] = fact.event["most"], until
    for case, last in reached.items():
        lately = [day for day in last.values() if on - LATELY < day]
        most, until = approved.get(case, (MOST, date.max))
        if len(lately) > MOST and (len(lately) > most or max(lately) > until):
            yield Breach("too-many", case, str(len(lately)))
