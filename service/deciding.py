"""One decision: what follows from what is known, or the refusal that is recorded instead."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from domain.command import Command, Knowledge, Malformed, Refused
from domain.fact import AHEAD, Event
from domain.facts.refused import AttemptRefused
from domain.filing import fields_of
from domain.refusal import RULES, Refusal
from domain.terms import AMSTERDAM, CaseId, CommandName, ResidentId, day

AnyCommand = Command[*tuple[Any, ...]]


def decide(command: AnyCommand, known: Sequence[Knowledge]) -> Sequence[Event]:
    """What happens. Raises Unknown, Malformed."""
    if command.context.occurred_at > command.at + AHEAD:
        raise Malformed("occurred_at: not in the future")
    try:
        return command.decide(*known)
    except Refused as refused:
        return [_refusal(command, known, refused.refusal)]


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
