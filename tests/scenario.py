"""given(...).when(...).then(...): rules told as examples, through the real codec and journal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from domain.fact import Context, Event
from domain.refusal import Refusal
from domain.terms import CommandId
from service.codec import encode
from service.journal import Answer, AnyCommand, Journal
from service.keys import MemoryKeys
from service.memory import MemoryStore
from service.records import Append
from tests.people import by_fatima, monday


@dataclass
class Clock:
    """The time that a test says it is."""

    now: datetime = monday

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def in_memory(clock: Callable[[], datetime] | None = None) -> Journal:
    """A journal of its own, in memory, on the first Monday of the story."""
    return Journal(MemoryStore(clock or Clock()), MemoryKeys())


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
    clock: Callable[[], datetime] | None = None

    def at(self, moment: datetime) -> "Given":
        """The command comes at this moment; what went before was on Monday."""
        clock = Clock()
        return Given(self.history, _then(clock, moment))

    def when(self, command: AnyCommand) -> "When":
        clock = self.clock or Clock()
        journal = in_memory(clock)
        put(journal, *self.history)
        if isinstance(clock, Later):
            clock.come()
        return When(journal, command, len(self.history))


class Later:
    """Monday, until it comes."""

    def __init__(self, first: datetime, then: datetime) -> None:
        self._now, self._then = first, then

    def come(self) -> None:
        self._now = self._then

    def __call__(self) -> datetime:
        return self._now


def _then(clock: Clock, moment: datetime) -> Later:
    return Later(clock.now, moment)


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
        recorded = self.journal.read(after=self.already, words=True)
        assert [fact.event for fact in recorded] == list(expected)
        return answer

    def refused(self, code: Refusal) -> Answer:
        """The rule says no, and that alone is on record, with its article and next step."""
        answer = self.journal.record(self.command)
        assert answer.refusal is code, (answer.refusal, answer.facts)
        (fact,) = self.journal.read(after=self.already)
        assert type(fact.event).__name__ == "AttemptRefused"
        return answer
