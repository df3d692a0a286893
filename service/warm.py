"""What was folded before, kept warm: a decision reads only what became known since.

A fold is a pure function of the facts up to a position, so what it came to can be kept with that
position and taken further from there. It is no snapshot: it lives in this process only, and every
use of it asks the journal what happened since.
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


class WarmFolds:
    """Folds by what they were asked about, each with the position that it is folded up to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[Any, ...], Kept] = {}

    def recall(self, needs: Sequence[Knowledge]) -> list[Kept]:
        """For each need what is known of it already, and up to where."""
        with self._lock:
            return [self._kept.get(_asked(need), (need, 0)) for need in needs]

    def learn(self, needs: Sequence[Knowledge], known: Sequence[Kept]) -> None:
        """Keep what is known of each need, unless somebody got further meanwhile."""
        with self._lock:
            for need, kept in zip(needs, known, strict=True):
                asked = _asked(need)
                before = self._kept.pop(asked, None)
                self._kept[asked] = before if before and before[1] > kept[1] else kept
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]


def item(knowledge: Knowledge, after: int = 0) -> Item:
    """The query of a fold: the events of its `evolve`, and all that it is about."""
    return Item(_types(type(knowledge)), tuple(sorted(subject(knowledge))), after)


def fold(kept: Kept, facts: Iterable[Fact[Event]]) -> Knowledge:
    """Take a fold further, through the facts that are its own and new to it."""
    knowledge, after = kept
    about, types = subject(knowledge), knowledge.learns_from
    for fact in facts:
        if (
            fact.position > after
            and isinstance(fact.event, types)
            and about <= identities(fact.event)
        ):
            knowledge = knowledge.evolve(fact)
    return knowledge


@per_type
def _types(kind: type) -> tuple[str, ...]:
    return tuple(event.__name__ for event in kind.learns_from)  # type: ignore[attr-defined]


def _asked(need: Knowledge) -> tuple[Any, ...]:
    return (type(need), *(getattr(need, name) for name in _given(type(need))))


@per_type
def _given(kind: type) -> tuple[str, ...]:
    return tuple(
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    )
