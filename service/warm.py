"""What was folded before, kept warm: a decision reads only what became known since, or nothing.

A fold is a pure function of the facts up to a position, so what it came to can be kept with that
position and taken further from there. It is no snapshot: it lives in this process only, and every
use of it is checked against the journal, by reading what happened since or by the condition of
the append.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from typing import Any

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.filing import identities, per_type, subject
from service.records import Item

MOST = 20_000
"""How many folds are kept; the one that was not used for longest goes first."""

Kept = tuple[Knowledge, int]
"""A fold, and the position that it is folded up to."""


class Question:
    """What one need of a command asks: of which events, about what."""

    __slots__ = ("about", "key", "need", "tags", "types")

    def __init__(self, need: Knowledge) -> None:
        kind = type(need)
        self.need = need
        self.types = _types(kind)
        self.about = subject(need)
        self.tags = tuple(sorted(self.about))
        self.key = _key(need)

    def since(self, position: int) -> Item:
        """The query for what became known after that position."""
        return Item(self.types, self.tags, position)

    def fold(self, kept: Kept, facts: Iterable[tuple[Fact[Event], frozenset[str]]]) -> Knowledge:
        """Take a fold further, through the facts (each with its tags) that are its own and new."""
        knowledge, after = kept
        kinds = knowledge.learns_from
        for fact, tags in facts:
            if fact.position > after and isinstance(fact.event, kinds) and self.about <= tags:
                knowledge = knowledge.evolve(fact)
        return knowledge


Questions = Sequence[Question]
_asked: dict[tuple[Any, ...], Question] = {}


def question(need: Knowledge) -> Question:
    """What this need asks: worked out once for each thing that it can be about."""
    key = _key(need)
    found = _asked.get(key)
    if found is None:
        if len(_asked) >= MOST:
            _asked.clear()
        found = _asked[key] = Question(need)
    return found


class WarmFolds:
    """Folds by what they were asked about, each with the position that it is folded up to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[Any, ...], Kept] = {}
        self._blank: dict[type, frozenset[int]] = {}

    def recall(self, questions: Questions) -> list[Kept]:
        """For each need what is known of it already, and up to where."""
        with self._lock:
            return [self._kept.get(asked.key, (asked.need, 0)) for asked in questions]

    def suffices(self, command: type, kept: Sequence[Kept]) -> bool:
        """Whether it is worth deciding on that alone: what is not remembered is, for a command of
        this kind, about something new, of which there was nothing to know last time either."""
        blank = self._blank.get(command, frozenset())
        return all(position or i in blank for i, (_, position) in enumerate(kept))

    def learn(self, questions: Questions, known: Sequence[Kept]) -> None:
        """Keep what is known of each need, unless somebody got further meanwhile."""
        with self._lock:
            for asked, kept in zip(questions, known, strict=True):
                before = self._kept.pop(asked.key, None)
                self._kept[asked.key] = before if before and before[1] > kept[1] else kept
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]

    def forget(self) -> None:
        """Know nothing any more."""
        with self._lock:
            self._kept.clear()

    def notice(self, command: type, questions: Questions, known: Sequence[Kept]) -> None:
        """Remember which needs of this kind of command there was nothing to know about."""
        self._blank[command] = frozenset(
            i for i, (state, _) in enumerate(known) if state == questions[i].need
        )


def with_tags(facts: Iterable[Fact[Event]]) -> list[tuple[Fact[Event], frozenset[str]]]:
    """Each fact with what it is filed under, worked out once for all folds."""
    return [(fact, identities(fact.event)) for fact in facts]


def _key(need: Knowledge) -> tuple[Any, ...]:
    kind = type(need)
    return (kind, *[getattr(need, name) for name in _given(kind)])


@per_type
def _types(kind: type) -> tuple[str, ...]:
    return tuple(event.__name__ for event in kind.learns_from)  # type: ignore[attr-defined]


@per_type
def _given(kind: type) -> tuple[str, ...]:
    return tuple(
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    )
