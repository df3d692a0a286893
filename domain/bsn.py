"""The citizen service number (burgerservicenummer, BSN): its eleven-test, and who may have one.

It identifies a resident in Wmo 5.2.9 and Jeugdwet 7.2.1, and stands nowhere but sealed in the
register of residents. Numbers that begin with 9999 were never given out: outside production no
other number is taken, so that a test can never hold somebody's own.
"""

import re
from typing import NewType

CitizenServiceNumber = NewType("CitizenServiceNumber", str)
"""Burgerservicenummer: nine digits that pass the eleven-test. Only ever sealed."""

_NINE = re.compile(r"[0-9]{9}")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
FICTITIOUS = "9999"
"""What a number that is nobody's begins with."""


class NotANumber(ValueError):
    """It is no citizen service number that may be taken here. The message never repeats it."""


def passes_eleven_test(digits: str) -> bool:
    """Whether nine digits, weighed 9 8 7 6 5 4 3 2 -1, sum to a multiple of eleven (elfproef)."""
    if not _NINE.fullmatch(digits) or not int(digits):
        return False
    weighed = (int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return sum(weighed) % 11 == 0


def checked(digits: str, *, real: bool) -> CitizenServiceNumber:
    """The number, when it can be one. Raises NotANumber.

    `real`: whether numbers of real people may be taken: in production alone.
    """
    if not _NINE.fullmatch(digits):
        raise NotANumber("nine digits, with the zero in front where there is one")
    if not passes_eleven_test(digits):
        raise NotANumber("does not pass the eleven-test: a digit is wrong")
    if not real and not digits.startswith(FICTITIOUS):
        raise NotANumber(f"outside production only a number that begins with {FICTITIOUS}")
    return CitizenServiceNumber(digits)
