"""The citizen service number: its eleven-test, and that no number of somebody is ever taken."""

import pytest
from hypothesis import given as any_
from hypothesis import strategies as st

from domain.bsn import NotANumber, checked, passes_eleven_test

FULL_WIDTH = "999990019".translate({n: n + 0xFEE0 for n in range(48, 58)})
FICTITIOUS = ("999990007", "999990019", "999990020", "999990032", "999990044")


@pytest.mark.parametrize("number", FICTITIOUS)
def test_a_number_of_the_fictitious_series_that_passes_the_test_is_taken(number: str) -> None:
    assert passes_eleven_test(number)
    assert checked(number, real=False) == checked(number, real=True) == number


@pytest.mark.parametrize("number", FICTITIOUS)
@pytest.mark.parametrize("place", range(9))
def test_one_wrong_digit_always_shows(number: str, place: int) -> None:
    for digit in set("0123456789") - {number[place]}:
        wrong = number[:place] + digit + number[place + 1 :]
        assert not passes_eleven_test(wrong)
        with pytest.raises(NotANumber, match="eleven-test"):
            checked(wrong, real=True)


@pytest.mark.parametrize("number", FICTITIOUS)
def test_two_neighbouring_digits_exchanged_show(number: str) -> None:
    for place in range(8):
        one, other = number[place], number[place + 1]
        exchanged = number[:place] + other + one + number[place + 2 :]
        assert one == other or not passes_eleven_test(exchanged)


@pytest.mark.parametrize(
    "wrong",
    ["", "99999001", "9999900190", "99999001a", FULL_WIDTH, " 999990019", "999990019\n"],
)
def test_what_is_not_nine_digits_is_no_number(wrong: str) -> None:
    assert not passes_eleven_test(wrong)
    with pytest.raises(NotANumber, match="nine digits"):
        checked(wrong, real=True)


def completed(eight: int) -> str:
    """Eight digits, and the ninth that makes them pass (a few cannot)."""
    weighed = sum(int(d) * w for d, w in zip(f"{eight:08}", range(9, 1, -1), strict=True))
    return f"{eight:08}{weighed % 11 % 10}"


def test_nine_zeros_are_nobodys_number() -> None:
    assert not passes_eleven_test("0" * 9)


@pytest.mark.requirement("Z-24")
@any_(st.integers(1, 99_989_999).map(completed).filter(passes_eleven_test))
def test_outside_production_no_number_that_may_be_somebodys_is_taken(number: str) -> None:
    with pytest.raises(NotANumber) as refused:
        checked(number, real=False)
    assert number not in str(refused.value)
    assert checked(number, real=True) == number
