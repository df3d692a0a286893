"""given(...).when(...).then(...): rules told as examples, through the real codec and journal.

Every example runs twice: in memory, and in a PostgreSQL database that is emptied in between.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

import pytest

from domain.command import Malformed, Unknown
from domain.fact import Context, Event
from domain.facts.refused import AttemptRefused
from domain.refusal import RULES, Refusal
from domain.terms import CommandId
from service.codec import NotStorable, encode
from service.deciding import AnyCommand
from service.journal import Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.outcome import Answer
from service.records import Append
from tests.opened import opened
from tests.people import by_fatima, monday


@dataclass
class Clock:
    """The time that a test says it is."""

    now: datetime = monday

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class Stage(Protocol):
    """Where an example takes place: an empty journal, and a clock that it may set."""

    @property
    def journal(self) -> Journal:
        """Empty at first."""

    def it_is(self, moment: datetime) -> None:
        """Set the clock."""


class InMemory:
    """A journal of its own, in memory, on the first Monday of the story."""

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        self._clock = Clock()
        self.journal = Journal(MemoryStore(clock or self._clock), MemoryKeys())

    def it_is(self, moment: datetime) -> None:
        self._clock.now = moment


_stage: ContextVar[Callable[[], Stage]] = ContextVar("stage", default=InMemory)


@contextmanager
def played_on(stage: Callable[[], Stage]) -> Iterator[None]:
    """Examples take place there, meanwhile."""
    before = _stage.set(stage)
    try:
        yield
    finally:
        _stage.reset(before)


def a_stage() -> Stage:
    """An empty journal on that Monday, of the kind that this run is on."""
    return _stage.get()()


def in_memory(clock: Callable[[], datetime] | None = None) -> Journal:
    """A journal of its own, in memory, on the first Monday of the story."""
    return InMemory(clock).journal


def put(journal: Journal, *events: Event, context: Context = by_fatima) -> None:
    """On record, as they are: what a story begins with."""
    for event in events:
        fresh = replace(context, command=CommandId(str(uuid4())))
        draft = encode(event, fresh, "0" * 64, journal.keys)
        assert journal.store.append(Append([draft])) is not None


def given(*history: Event) -> "Given":
    return Given(history)


@dataclass
class Given:
    history: tuple[Event, ...]
    moment: datetime = monday

    def at(self, moment: datetime) -> "Given":
        """The command comes at this moment; what went before was on Monday."""
        return replace(self, moment=moment)

    def when(self, command: AnyCommand) -> "When":
        stage = a_stage()
        put(stage.journal, *self.history)
        stage.it_is(self.moment)
        return When(stage.journal, command, len(self.history))


@dataclass
class When:
    journal: Journal
    command: AnyCommand
    already: int

    def then(self, *expected: Event) -> Answer:
        """Exactly this happens, and is on record."""
        answer = self.journal.record(self.command)
        assert answer.refusal is None, answer.refusal
        assert [fact.event for fact in answer.facts] == list(expected)
        recorded = opened(self.journal, after=self.already)
        assert [fact.event for fact in recorded] == list(expected)
        return answer

    def refused(self, code: Refusal) -> AttemptRefused:
        """The rule says no, and that alone is on record, with its article and next step."""
        answer = self.journal.record(self.command)
        assert answer.refusal is code, (answer.refusal, answer.facts)
        (fact,) = self.journal.read(after=self.already)
        assert isinstance(fact.event, AttemptRefused)
        assert fact.event.attempted == type(self.command).__name__
        assert fact.event.code is code
        assert (fact.event.article, fact.event.next_step) == (
            RULES[code].article, RULES[code].next_step,
        )  # fmt: skip
        return fact.event

    def unknown(self, noun: str) -> None:
        """It names something that is not there, and nothing is recorded."""
        with pytest.raises(Unknown, match=f"^there is no such {re.escape(noun)}$"):
            self.journal.record(self.command)
        self._nothing_happened()

    def malformed(self, field: str) -> None:
        """It makes no sense; the error names the field, and nothing is recorded."""
        with pytest.raises((Malformed, NotStorable), match=f"^{field}: "):
            self.journal.record(self.command)
        self._nothing_happened()

    def _nothing_happened(self) -> None:
        assert self.journal.head() == self.already
