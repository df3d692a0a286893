"""One decision: what follows from what is known, or the refusal that is recorded instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from domain.command import Command, Knowledge, Malformed, Refused
from domain.decisions.grounds import grounded
from domain.decisions.right import allowed, needs
from domain.decisions.signing import SIGNED, must_be_signed
from domain.fact import AHEAD, Event
from domain.facts.configuration import Configuration
from domain.facts.refused import AttemptRefused
from domain.facts.staff import Signatory
from domain.filing import fields_of
from domain.refusal import RULES, Refusal
from domain.terms import AMSTERDAM, CaseId, CommandName, ResidentId, day
from service.signing import verifies
from service.warm import Question, question

AnyCommand = Command[*tuple[Any, ...]]


@dataclass(frozen=True)
class Boundary:
    """All that is asked before a command is decided: what it needs itself, and by what right."""

    questions: Sequence[Question]
    own: int
    """So many of them, the first, are what the command itself needs."""
    right: Sequence[int]
    """Which of them say by what right; a need of both is asked once."""
    case: CaseId | None
    """The case that it is about, as far as that is known."""


def boundary(command: AnyCommand, own: Sequence[Question], case: CaseId | None) -> Boundary:
    """What is asked about this command, which is about that case."""
    questions = list(own)
    places = {each.key: place for place, each in enumerate(own)}
    right = []
    if type(command).__name__ in SIGNED:
        signatory = question(Signatory(command.context.actor))
        if signatory.key not in places:
            places[signatory.key] = len(questions)
            questions.append(signatory)
    for one in map(question, needs(command, case)):
        if one.key not in places:
            places[one.key] = len(questions)
            questions.append(one)
        right.append(places[one.key])
    return Boundary(questions, len(own), right, case)


def decide(command: AnyCommand, asked: Boundary, known: Sequence[Knowledge]) -> Sequence[Event]:
    """What happens. Raises Unknown, Malformed."""
    if command.context.occurred_at > command.at + AHEAD:
        raise Malformed("occurred_at: not in the future")
    own = known[: asked.own]
    try:
        allowed(command, own, [known[place] for place in asked.right])
        grounded(command.context, day(command.at))
        for fold in known:
            if isinstance(fold, Signatory) and fold.worker == command.context.actor:
                must_be_signed(command, fold, verifies)
        return command.decide(*own)
    except Refused as refused:
        return [_refusal(command, known, refused.refusal)]


def as_configured(command: AnyCommand, known: Sequence[Knowledge]) -> AnyCommand:
    """The same, its context saying which version of the configuration it is decided under: that of
    the day, where a configuration is among what is known."""
    for fold in known:
        if isinstance(fold, Configuration) and (version := fold.on(day(command.at))) is not None:
            context = replace(command.context, configuration=version.version)
            return replace(command, context=context)
    return command


def midnight(moment: datetime) -> datetime:
    """The end of that day in the Netherlands: a decision holds for the day it was made on."""
    tomorrow = day(moment) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), AMSTERDAM)


def _refusal(command: AnyCommand, known: Sequence[Knowledge], code: Refusal) -> AttemptRefused:
    """Filed under every case and resident that the command, or what was known, names."""
    rule = RULES[code]
    # A command that names an application alone is refused about that application's resident.
    held = [each for fold in known for each in vars(fold).values() if isinstance(each, Event)]
    return AttemptRefused(
        attempted=CommandName(type(command).__name__),
        code=code,
        article=rule.article,
        next_step=rule.next_step,
        cases=tuple(_named(CaseId, (command, *known, *held))),
        residents=tuple(_named(ResidentId, (command, *known, *held))),
    )


def _named(kind: Any, things: Iterable[Any]) -> Iterable[Any]:
    values = (
        getattr(thing, field.name)
        for thing in things
        for field in fields_of(type(thing))
        if field.kind is kind and not field.many
    )
    return dict.fromkeys(value for value in values if value is not None)
