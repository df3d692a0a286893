"""What left without a resident's own words, and guesses used after their last day (M-13, M-14)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from tests.breaches.raw import Breach, Raw, there


def what_left_without_their_own_words(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-14: what was contested went out, and what the resident says of it did not."""
    contested: set[str] = set()
    bare: Counter[str] = Counter()
    for fact in facts:
        if fact.kind == "StatementContested":
            contested.add(fact.event["statement"])
        elif fact.kind == "DisclosureMade":
            along = fact.event.get("contested") or ()
            bare.update(contested.intersection(shown(fact)).difference(along))
    for statement, times in bare.items():
        yield Breach("without-own-words", statement, str(times))


def what_was_used_too_late(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """M-13: a supposition that nothing bore out came into something else after its last day."""
    last: dict[str, date] = {}
    used: Counter[str] = Counter()
    for fact in facts:
        if fact.kind == "StatementRecorded":
            if fact.event.get("expires_on"):
                last[fact.event["statement"]] = date.fromisoformat(fact.event["expires_on"])
            used.update(past(last, fact.event.get("rests_on"), fact))
            last.pop(fact.event.get("confirms") or "", None)
        elif fact.kind in ("ReportEstablished", "DisclosureMade"):
            used.update(past(last, shown(fact), fact))
    for statement, times in used.items():
        yield Breach("used-too-late", statement, str(times))


def shown(fact: Raw) -> Sequence[str]:
    return fact.event.get("statements") or ()


def past(last: dict[str, date], these: Sequence[str] | None, fact: Raw) -> list[str]:
    now = there(fact.recorded_at)
    return [each for each in these or () if each in last and last[each] < now]
