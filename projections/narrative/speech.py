"""What a language needs to tell facts: sentences, words for codes, dates and money."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.fact import Event
from domain.terms import Cents

Codes = Mapping[type[StrEnum], Mapping[str, str]]


@dataclass(frozen=True)
class Speech:
    """One language.

    In a sentence `{field}` stands for a field of the event in words, `{field:yes|no}` for one of
    two texts (of a function: whether it is known which one that is), and `{who}` for who did it, in
    their function. Personal words come last: they are quoted as they were said.
    """

    code: str
    sentences: Mapping[type[Event], str]
    codes: Codes
    """For each code list, a text for each of its members."""
    attempts: Mapping[str, str]
    """For each command by name, what somebody wants who sends it: “wilde …”, “wanted to …”."""
    laws: Mapping[str, str]
    """The abbreviations in articles, written out."""
    day: Callable[[date], str]
    euros: Callable[[Cents], str]
    article: Callable[[str, str], str]
    """Of a number as in 5(1)(c), and of a law written out: where a rule stands."""
    together: str
    """Between the last two of several."""
    holder: str
    """Somebody in a function, with `{role}` and `{where}`."""
    team: str
    """A team, with `{name}`."""
    worker: str
    """Somebody of whom no function is known."""
    resident: str
    """Somebody who calls for herself, or for whom she represents."""
    unnamed: Mapping[str, str]
    """For an organisation, team or function (by noun) whose name is not known."""
    sealed: str
    destroyed: str
    nothing: str
    """For words that are empty."""
    late: str
    """That it was written down later, with `{day}`."""
