"""When something is due: counted from its start, in the unit of the law, over the calendar.

A municipality may have adopted another term than the law's; `tightens` says which it may. A term
that runs can be suspended, resumed and extended: `Run` says how far it then runs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from domain.calendar import A_DAY, is_moved, moved, on_from
from domain.codes import TermCode, TermUnit
from domain.law.rows import Adoption, Deadline
from domain.law.rules import Rules
from domain.terms import day

Adopted = tuple[int, TermUnit]
"""A term that a municipality adopted: how many, of what."""

LONGEST_ADOPTED = 1000
"""Of days, weeks or hours: a longer term is a typing error."""


@dataclass(frozen=True)
class Due:
    """By when."""

    on: date
    """The last day, in the Netherlands."""
    counted_to: date
    """Where the term itself ends, before weekends and holidays moved it."""
    at: datetime | None = None
    """The moment (aware UTC), of a term in hours."""


def due(code: TermCode, start: datetime, rules: Rules, adopted: Adopted | None = None) -> Due:
    """When a term that began at that moment (aware) ends. Raises NotInForce.

    `start` is when it happened; the day of the start itself does not count.
    """
    began = day(start)
    row = rules.deadline(code, began)
    length, unit = adopted or (row.length, row.unit)
    if unit is TermUnit.HOURS:
        at = start + timedelta(hours=length)
        return Due(day(at), day(at), at)
    return _counted(row, began, length, unit, rules)


@lru_cache(maxsize=10_000)
def _counted(row: Deadline, began: date, length: int, unit: TermUnit, rules: Rules) -> Due:
    """Many terms begin on the same day: each is counted once."""
    return until(row, began, on_from(began, length, unit, rules.holiday), rules)


def until(row: Deadline, began: date, counted_to: date, rules: Rules) -> Due:
    """When a term ends that, counted out, comes to that day (Algemene termijnenwet)."""
    if row.moves and is_moved(row.length, row.unit):
        return Due(moved(began, counted_to, rules.holiday), counted_to)
    return Due(counted_to, counted_to)


@dataclass(frozen=True)
class Run:
    """How far a term runs, and whether it stands still just now."""

    counted_to: date
    suspended_on: date | None = None
    suspended_until: date | None = None
    """The last day of standing still; None with `suspended_on`: until it is resumed."""

    def suspended(self, on: date, until: date | None) -> "Run":
        """Stands still from the day after `on` (Awb 4:15): with an end, by so many days."""
        days = timedelta() if until is None else until - on
        return Run(self.counted_to + days, on, until)

    def resumed(self, on: date) -> "Run":
        """Runs again from that day on; what of the suspension did not pass is taken off again."""
        if self.suspended_on is None:
            return self
        given = (self.suspended_until or self.suspended_on) - self.suspended_on
        stood_still = max(on - A_DAY, self.suspended_on) - self.suspended_on
        if self.suspended_until is not None:
            stood_still = min(stood_still, given)
        return Run(self.counted_to - given + stood_still)

    def extended(self, until: date) -> "Run":
        """Runs up to that day, and stands still no longer."""
        return Run(until)

    def stands_still(self, on: date) -> bool:
        """Whether it does on that day."""
        if self.suspended_on is None or on < self.suspended_on:
            return False
        return self.suspended_until is None or on <= self.suspended_until


def tightens(code: TermCode, adopted: Adopted, on: date, rules: Rules) -> bool:
    """Whether a municipality may adopt that term: at least one, and never later than the law's.

    Looked at from every day of four years, as months and weeks differ. Raises NotInForce.
    """
    row = rules.deadline(code, on)
    length, unit = adopted
    if row.adoption is Adoption.FIXED or not 1 <= length <= LONGEST_ADOPTED:
        return False
    if TermUnit.HOURS in (unit, row.unit):
        return unit is row.unit and (row.adoption is Adoption.FREE or length <= row.length)
    return row.adoption is Adoption.FREE or _never_later(adopted, (row.length, row.unit), on, rules)


@cache
def _never_later(adopted: Adopted, law: Adopted, on: date, rules: Rules) -> bool:
    starts = (on + timedelta(days=days) for days in range(4 * 365 + 1))
    return all(
        on_from(start, *adopted, rules.holiday) <= on_from(start, *law, rules.holiday)
        for start in starts
    )
