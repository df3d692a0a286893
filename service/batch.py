"""Requests side by side, as the columns of one call of `append_batch`."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from service.arrays import Array, bigs, blobs, ints, small, texts, times, uuids
from service.records import Append, Item

JOIN = "\x1f"
"""Joins the tags of a condition that names several (see migration 0001)."""


class Batch:
    """One transaction's worth of requests."""

    def __init__(self, type_number: Callable[[str], int]) -> None:
        self._type = type_number
        self.plain: list[tuple[int, str, str, int]] = []
        self.general: list[tuple[int, str, str, int]] = []
        self.deadlines: list[tuple[int, datetime]] = []
        self.facts: list[tuple[int, int, UUID, bytes]] = []
        self.tags: list[tuple[int, str, bytes]] = []
        self.words: list[tuple[int, str, UUID, bytes]] = []
        self.keys: list[tuple[int, UUID, int, bytes, str]] = []
        self.units: list[tuple[str]] = []
        self.members: list[tuple[int, str]] = []
        self._filed: dict[str, set[str]] = {}
        self._appended: list[tuple[str, frozenset[str]]] = []

    def add(self, number: int, request: Append) -> None:
        """Adds a request, unless an earlier one of this batch made its condition untrue."""
        items = [*request.unless, *([request.never] if request.never else [])]
        if any(self._now_known(item) for item in items):
            return  # it decides again, on what will be known then
        for item in request.unless:
            self._condition(number, item, max(item.after, request.after))
        if request.never:
            self._condition(number, request.never, 0)
        if request.before is not None:
            self.deadlines.append((number, request.before))
        for draft in request.drafts:
            self.facts.append((number, self._type(draft.kind), draft.fact_id, draft.envelope))
            nth = len(self.facts)
            salts = os.urandom(16 * len(draft.tags))
            for i, name in enumerate(draft.tags):
                self.tags.append((nth, name, salts[16 * i : 16 * i + 16]))
            for segment in draft.segments:
                self.words.append((nth, segment.name, segment.key_id, segment.ciphertext))
            for key, about in draft.keys:
                self.keys.append((nth, key.key_id, key.epoch, key.wrapped, about))
                self.units.append((draft.unit or about,))
            self.members += [(nth, name) for name in draft.members]
            self._appended.append((draft.kind, frozenset(draft.tags)))
            for name in draft.tags:
                self._filed.setdefault(name, set()).add(draft.kind)

    def _now_known(self, item: Item) -> bool:
        """Whether an earlier request of this batch appends what this item asks about."""
        if len(item.tags) == 1:
            kinds = self._filed.get(item.tags[0], set())
            return bool(kinds) and (not item.types or not kinds.isdisjoint(item.types))
        return any(
            (not item.types or kind in item.types) and tags.issuperset(item.tags)
            for kind, tags in self._appended
        )

    def _condition(self, number: int, item: Item, after: int) -> None:
        types = [str(self._type(name)) for name in item.types]
        if len(item.tags) == 1:
            self.plain.append((number, item.tags[0], f"{{{','.join(types)}}}", after))
        else:
            self.general.append((number, JOIN.join(item.tags), JOIN.join(types), after))

    def columns(self) -> list[Array]:
        """The arguments of `append_batch`, in order."""
        return [
            *_columns(self.plain, ints, texts, texts, bigs),
            *_columns(self.general, ints, texts, texts, bigs),
            *_columns(self.deadlines, ints, times),
            *_columns(self.facts, ints, small, uuids, blobs),
            *_columns(self.tags, ints, texts, blobs),
            *_columns(self.words, ints, texts, uuids, blobs),
            *_columns(self.keys, ints, uuids, ints, blobs, texts),
            *_columns(self.units, texts),
            *_columns(self.members, ints, texts),
        ]


def _columns(rows: list[Any], *kinds: Callable[[Any], Array]) -> list[Array]:
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return [kind(column) for kind, column in zip(kinds, columns, strict=True)]
