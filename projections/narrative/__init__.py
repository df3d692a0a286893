"""A fact told in plain sentences, in Dutch or English: for residents, ombudsman and auditors."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from domain.codes import Role
from domain.fact import Context, Fact
from domain.filing import Field, fields_of
from domain.refusal import NextStep, Refusal
from domain.terms import (
    DESTROYED,
    UNOPENED,
    Article,
    Cents,
    CommandName,
    FunctionId,
    OrganisationId,
    TeamId,
    day,
    function_of_residents,
)
from projections.narrative.en import ENGLISH
from projections.narrative.names import Names
from projections.narrative.nl import DUTCH
from projections.narrative.speech import Speech

SPEECHES: dict[str, Speech] = {speech.code: speech for speech in (DUTCH, ENGLISH)}
"""The languages that facts are told in, by ISO 639-1 code."""
BLANK = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}")


def tell(fact: Fact[Any], names: Names, language: str = "nl") -> str:
    """What happened. A fact that was recorded late says when it was written down.

    Raises KeyError for another language than SPEECHES has.
    """
    speech = SPEECHES[language]
    names = names.then(day(fact.context.occurred_at))
    event = fact.event
    fields = {field.name: field for field in fields_of(type(event))}

    def fill(blank: re.Match[str]) -> str:
        name, yes, no = blank.groups()
        if name == "who":
            return who(fact.context, names, language)
        value = getattr(event, name)
        if yes is not None:
            known = value in names.roles if fields[name].kind is FunctionId else value
            return str(yes if known else no)
        return _told(value, fields[name], names, speech)

    sentence = BLANK.sub(fill, speech.sentences[type(event)])
    late = speech.late.format(day=speech.day(day(fact.recorded_at))) if fact.late else ""
    return sentence[0].upper() + sentence[1:] + late


def who(context: Context, names: Names, language: str = "nl") -> str:
    """Who did it, in what function and where. Never a name of a person."""
    speech = SPEECHES[language]
    names = names.then(day(context.occurred_at))
    role = names.roles.get(context.function)
    team = names.team_of(context.actor, context.function, day(context.occurred_at))
    if role is None:
        own = context.function == function_of_residents(context.organisation)
        return speech.resident if own else speech.worker
    where = names.organisations.get(context.organisation, speech.unnamed["organisation"])
    if team in names.teams:
        where = _team(names.teams[team], speech)
    return speech.holder.format(role=speech.codes[Role][role], where=_said(where, speech))


def why(refusal: Refusal, language: str = "nl") -> str:
    """Why it is refused, in a plain sentence."""
    return SPEECHES[language].codes[Refusal][refusal]


def what_next(step: NextStep, language: str = "nl") -> str:
    """What can be done now, in a plain sentence."""
    return SPEECHES[language].codes[NextStep][step]


def word(code: StrEnum, language: str = "nl") -> str:
    """A member of a code list in ordinary words."""
    return SPEECHES[language].codes[type(code)][code]


def article(text: Article, language: str = "nl") -> str:
    """Where a rule stands, with the law's name written out."""
    speech = SPEECHES[language]
    law, number = text.split(" ", 1)
    return speech.article(number, speech.laws[law])


def _told(value: Any, field: Field, names: Names, speech: Speech) -> str:
    if value is None:
        return ""
    if field.about is not None:
        return _quoted(value, speech)
    if field.many:
        return _listed([_one(each, field.kind, names, speech) for each in value], speech)
    return _one(value, field.kind, names, speech)


def _one(value: Any, kind: Any, names: Names, speech: Speech) -> str:
    if isinstance(value, StrEnum):
        return speech.codes[type(value)][value]
    if kind is Cents:
        return speech.euros(value)
    if kind is Article:
        return article(value, speech.code)
    if kind is CommandName:
        return speech.attempts[value]
    if isinstance(value, date):
        return speech.day(value)
    if kind is TeamId:
        return _team(names.teams.get(value, speech.unnamed["team"]), speech)
    if kind is OrganisationId:
        return _said(names.organisations.get(value, speech.unnamed["organisation"]), speech)
    if kind is FunctionId:
        role = names.roles.get(value)
        return speech.unnamed["function"] if role is None else speech.codes[Role][role]
    return str(value)


def _team(name: str, speech: Speech) -> str:
    said = _said(name, speech)
    return said if "team" in said.lower() else speech.team.format(name=said)


def _said(name: str, speech: Speech) -> str:
    return {UNOPENED: speech.sealed, DESTROYED: speech.destroyed}.get(name, name)


def _quoted(words: str, speech: Speech) -> str:
    if words in (UNOPENED, DESTROYED):
        return _said(words, speech)
    return f"“{words}”" if words.strip() else speech.nothing


def _listed(several: Iterable[str], speech: Speech) -> str:
    *first, last = list(several) or [speech.nothing]
    return ", ".join(first) + speech.together + last if first else last
