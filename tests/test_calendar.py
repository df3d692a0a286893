"""The calendar of the law: weeks, months, working days, holidays, and ends that move."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.calendar import (
    easter,
    is_moved,
    is_working_day,
    months_on,
    moved,
    on_from,
    working_days_on,
)
from domain.codes import TermCode, TermUnit
from domain.law import Rules
from domain.law.due import due
from domain.terms import AMSTERDAM

rules = Rules()
free = rules.holiday
days = st.dates(date(2015, 1, 1), date(2060, 12, 31))
in_days = st.sampled_from([TermUnit.DAYS, TermUnit.WORKING_DAYS, TermUnit.WEEKS, TermUnit.MONTHS])


def noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    "sunday",
    [date(1818, 3, 22), date(2000, 4, 23), date(2019, 4, 21), date(2026, 4, 5), date(2038, 4, 25)],
)
def test_easter_is_when_it_was(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@given(st.integers(1600, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.requirement("Z-14")
def test_the_holidays_of_2026() -> None:
    assert rules.holidays(2026) == [
        date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 5),
        date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25), date(2026, 12, 26),
    ]  # fmt: skip


def test_the_king_has_no_birthday_on_a_sunday_and_the_queen_had_hers_before() -> None:
    assert date(2025, 4, 26) in rules.holidays(2025)
    assert date(2025, 4, 27) not in rules.holidays(2025)
    assert date(2013, 4, 30) in rules.holidays(2013)
    assert date(2013, 4, 27) not in rules.holidays(2013)
    assert date(2014, 4, 30) not in rules.holidays(2014)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 28), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_month_on_is_the_same_number_or_the_last_day(start: date, months: int, end: date) -> None:
    assert months_on(start, months) == end


@given(days, st.integers(0, 240))
def test_months_on_keep_the_day_or_end_the_month(start: date, months: int) -> None:
    end = months_on(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (
        end.day < start.day and (end + timedelta(days=1)).month != end.month
    )


@pytest.mark.requirement("Z-14")
@pytest.mark.parametrize(
    ("counted_to", "ends"),
    [
        (date(2026, 3, 6), date(2026, 3, 6)),  # a Friday
        (date(2026, 3, 7), date(2026, 3, 9)),  # a Saturday
        (date(2026, 3, 8), date(2026, 3, 9)),  # a Sunday
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday, and Easter Monday after it
        (date(2026, 4, 4), date(2026, 4, 7)),  # the Saturday between: to Tuesday
        (date(2026, 12, 25), date(2026, 12, 28)),  # Christmas, on a Friday and a Saturday
    ],
)
def test_a_term_that_ends_on_a_free_day_ends_on_the_next_working_day(
    counted_to: date, ends: date
) -> None:
    assert moved(counted_to - timedelta(weeks=2), counted_to, free) == ends


def test_of_three_days_or_more_two_are_working_days() -> None:
    """Algemene termijnenwet 2: from Holy Thursday three days are Friday to Sunday, all free."""
    thursday = date(2026, 4, 2)
    assert moved(thursday, date(2026, 4, 5), free) == date(2026, 4, 8)
    assert moved(thursday, date(2026, 4, 4), free) == date(2026, 4, 7)


@given(days, st.integers(3, 90))
def test_an_end_moves_to_a_working_day_and_no_further_than_needed(start: date, length: int) -> None:
    counted_to = start + timedelta(days=length)
    end = moved(start, counted_to, free)
    assert end >= counted_to
    assert is_working_day(end, free)
    between = [counted_to + timedelta(days=n) for n in range((end - counted_to).days)]
    if end > max(working_days_on(start, 2, free), counted_to):
        assert not any(is_working_day(on, free) for on in between)
    assert moved(start, end, free) == end


@given(days, st.integers(1, 60))
def test_so_many_working_days_lie_between(start: date, length: int) -> None:
    end = working_days_on(start, length, free)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(is_working_day(on, free) for on in passed) == length
    assert is_working_day(end, free)


@settings(deadline=None)
@given(days, days, st.integers(1, 40), in_days)
@example(date(2026, 1, 30), date(2026, 1, 31), 1, TermUnit.MONTHS)
def test_who_begins_later_is_never_done_earlier(
    one: date, other: date, length: int, unit: TermUnit
) -> None:
    first, second = sorted((one, other))
    assert on_from(first, length, unit, free) <= on_from(second, length, unit, free)


def test_terms_in_hours_years_and_of_more_than_twelve_weeks_do_not_move() -> None:
    """Algemene termijnenwet 4."""
    assert is_moved(12, TermUnit.WEEKS) and not is_moved(13, TermUnit.WEEKS)
    assert is_moved(3, TermUnit.MONTHS) and not is_moved(4, TermUnit.MONTHS)
    assert is_moved(90, TermUnit.DAYS) and not is_moved(91, TermUnit.DAYS)
    assert not is_moved(24, TermUnit.HOURS) and not is_moved(1, TermUnit.YEARS)
    with pytest.raises(ValueError, match="hours"):
        on_from(date(2026, 3, 2), 1, TermUnit.HOURS, free)


def test_a_day_is_one_in_the_netherlands() -> None:
    """Half past eleven at night in UTC is the next day here, and in winter so is half past."""
    summer = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert due(TermCode.PERSONAL_PLAN, summer, rules).counted_to == date(2026, 7, 8)
    winter = datetime(2026, 1, 31, 22, 30, tzinfo=UTC)
    assert due(TermCode.NOTICE, winter, rules).on == date(2026, 2, 28)


@pytest.mark.requirement("Z-14")
def test_hours_are_counted_from_the_moment_also_when_the_clock_goes_forward() -> None:
    """In the night of 29 March 2026 an hour is skipped: 24 hours later it is an hour later."""
    evening = datetime(2026, 3, 28, 20, tzinfo=AMSTERDAM)
    ends = due(TermCode.URGENT_HELP, evening.astimezone(UTC), rules)
    assert ends.at is not None
    assert ends.at.astimezone(AMSTERDAM) == datetime(2026, 3, 29, 21, tzinfo=AMSTERDAM)
    assert ends.on == date(2026, 3, 29)
