"""When a simulated town is at work: half hours of office days, and how busy each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from domain.terms import AMSTERDAM

PER_DAY = 18
"""Half hours from eight to five."""
_CLOSED = {(1, 1), (4, 27), (5, 5), (12, 25), (12, 26)}
_MORNING = (1, 3, 3, 2, 2, 1)
"""How busy the first half hours of a day are; all others count 1."""


@dataclass(frozen=True)
class Tick:
    """Half an hour: its number since the start, when it begins (UTC), and how busy it is."""

    number: int
    moment: datetime
    weight: float


def months_on(start: date, months: int) -> date:
    """The same day, so many months on; a day that is not in that month becomes its first."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return date(year, month + 1, start.day)
    except ValueError:
        return date(year, month + 1, 1)


def ticks(start: date, until: date) -> Iterator[Tick]:
    """Every half hour of work from `start` up to and not including `until`."""
    number = 0
    for on in _days(start, until):
        for nth in range(PER_DAY):
            minutes = timedelta(hours=8, minutes=30 * nth)
            local = datetime.combine(on, time(), AMSTERDAM) + minutes
            yield Tick(number, local.astimezone(UTC), _weight(on, nth))
            number += 1


@cache
def year_weight(year: int) -> float:
    """All weights of a year together: what one tick's share is a share of."""
    days = _days(date(year, 1, 1), date(year + 1, 1, 1))
    return sum(_weight(on, nth) for on in days for nth in range(PER_DAY))


def _days(start: date, until: date) -> Iterator[date]:
    for n in range((until - start).days):
        on = start + timedelta(days=n)
        if on.weekday() < 5 and (on.month, on.day) not in _CLOSED:
            yield on


def _weight(on: date, nth: int) -> float:
    """Monday mornings, the first days of a month and December are busiest."""
    weight: float = _MORNING[nth] if nth < len(_MORNING) else 1
    if on.weekday() == 0 and nth < 8:
        weight *= 2
    if on.day <= 3:
        weight *= 1.5
    return weight * (1.4 if on.month == 12 else 1)
