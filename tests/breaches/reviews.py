"""What was to be looked at again by a day, and was not: plans, cases, urging (M-20, M-22)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tests.breaches.raw import Breach, Raw, months_after

PLAN, CASE, URGING = "plan-review", "case-review", "pressure-review"


def what_was_to_be_looked_at_again(facts: Sequence[Raw], on: date) -> Iterator[Breach]:
    """No later than was said, and than the law lets it: a year, half a year, six weeks."""
    by: dict[tuple[str, str, str], date] = {}
    for fact in facts:
        case = fact.event.get("case")
        match fact.kind:
            case "PlanAgreed":
                by[PLAN, *fact.about] = within(fact, months_after(fact.on, 12))
            case "CaseOpened" | "CaseContinued":
                by[CASE, *fact.about] = within(fact, months_after(fact.on, 6))
            case "PressureSet":
                by[URGING, *fact.about] = within(fact, fact.on + timedelta(weeks=6))
            case "PressureEnded":
                by.pop((URGING, *fact.about), None)
            case "CaseClosed" | "CaseNotOpened":
                by = {what: day for what, day in by.items() if what[1] != case}
    for (what, case_, resident), day in by.items():
        if day < on:
            yield Breach(what, case_, resident)


def within(fact: Raw, last: date) -> date:
    said = fact.event.get("review_on")
    return min(date.fromisoformat(said), last) if said else last
