"""The calendar of the law: days, weeks and months on from a day, working days, and free days.

Which days are free, `Free` says: a holiday is data (`law/holidays.toml`), a weekend is not.
"""

from collections.abc import Callable
from datetime import date, timedelta

from domain.codes import TermUnit

Free = Callable[[date], bool]
"""Whether a day is a public holiday (algemeen erkende feestdag, Algemene termijnenwet 3)."""

A_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST = {
    TermUnit.DAYS: 90,
    TermUnit.WORKING_DAYS: 90,
    TermUnit.WEEKS: 12,
    TermUnit.MONTHS: 3,
}
"""A longer term, or one in hours or years, is left where it ends (Algemene termijnenwet 4)."""
AT_LEAST_DAYS = 3
"""From this many days on, at least two of a term's days are working days (idem, 2)."""


def easter(year: int) -> date:
    """Easter Sunday (eerste paasdag) in the Gregorian calendar, after Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, within = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * within + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def months_on(start: date, months: int) -> date:
    """The same day number that many months on, or the last day of that month where it has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return first.replace(day=min(start.day, (following - first).days))


def is_working_day(on: date, free: Free) -> bool:
    """Monday to Friday, public holidays excepted (werkdag)."""
    return on.weekday() < SATURDAY and not free(on)


def working_days_on(start: date, days: int, free: Free) -> date:
    """The last of that many working days; the day of `start` itself does not count."""
    on, left = start, days
    while left > 0:
        on += A_DAY
        left -= is_working_day(on, free)
    return on


def on_from(start: date, length: int, unit: TermUnit, free: Free) -> date:
    """The last day of a term that begins the day after `start`. Raises ValueError for hours.

    Six weeks after a Monday end on a Monday; a month after 31 January on the last of February.
    """
    match unit:
        case TermUnit.DAYS:
            return start + timedelta(days=length)
        case TermUnit.WORKING_DAYS:
            return working_days_on(start, length, free)
        case TermUnit.WEEKS:
            return start + timedelta(weeks=length)
        case TermUnit.MONTHS:
            return months_on(start, length)
        case TermUnit.YEARS:
            return months_on(start, 12 * length)
        case TermUnit.HOURS:
            raise ValueError("hours are counted from a moment, not from a day")


def is_moved(length: int, unit: TermUnit) -> bool:
    """Whether a term of that length is one that the Algemene termijnenwet moves (its article 4)."""
    return unit in LONGEST and length <= LONGEST[unit]


def moved(start: date, end: date, free: Free) -> date:
    """Where a statutory term from the day after `start` up to `end` ends after all.

    Not on a Saturday, Sunday or public holiday (Algemene termijnenwet 1), and of three days or
    more not before two of them were working days (2). Of a term of no more than twelve weeks;
    whether it is one, `is_moved` says.
    """
    of_days = (end - start).days
    while not is_working_day(end, free):
        end += A_DAY
    if of_days >= AT_LEAST_DAYS:
        end = max(end, working_days_on(start, 2, free))
    return end
