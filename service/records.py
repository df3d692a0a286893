"""What a store of facts is to the journal: the questions it answers, and the appends it takes."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from service.codec import Draft, Stored
from service.sealing import Segment


@dataclass(frozen=True)
class Item:
    """One item of a query: facts of any of these types, filed under all of these tags.

    No types means any type; no tags means filed under anything or nothing. `after` is a position:
    the facts up to it are known already.
    """

    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    after: int = 0


@dataclass(frozen=True)
class Page:
    """What was found, and what was known while it was read: one snapshot."""

    facts: Sequence[Stored]
    """By position."""
    head: int
    """The last position there was, 0 in an empty journal."""
    now: datetime
    """The journal's clock, aware UTC."""


@dataclass(frozen=True)
class Append:
    """Facts to put on record, if nothing in `unless` became known after `after` (or after the
    item's own)."""

    drafts: Sequence[Draft]
    unless: Collection[Item] = ()
    after: int = 0
    never: Item | None = None
    """Facts that may not exist at all, whatever their position."""
    before: datetime | None = None
    """Recorded before this moment, or not at all."""


@dataclass(frozen=True)
class Appended:
    """Where and when the facts of one append now stand: dense positions, from first to last."""

    first: int
    last: int
    recorded_at: datetime


class StoreUnavailable(Exception):
    """The database cannot be reached now. What was asked may or may not have been recorded."""


class ReadOnly(StoreUnavailable):
    """Facts that were signed for are gone: nothing is recorded until somebody has seen to it."""

    def __init__(self) -> None:
        super().__init__("facts that were signed for are gone: nothing is recorded here now")


class AppendRefused(Exception):
    """The database refused the bytes of one append; nothing of it was recorded."""


class Store(Protocol):
    """Facts, their filing and their sealed words, in one sequence."""

    read_only: bool
    """Whether nothing is recorded here any more, because facts are gone."""

    def read(self, items: Iterable[Item] = (), *, after: int = 0, limit: int | None = None) -> Page:
        """Facts that match any item (no items: every fact), after a position, oldest first.

        Raises StoreUnavailable.
        """

    def heard(self) -> datetime | None:
        """The journal's clock as last heard of, if that was less than a second ago. Never ahead."""

    def append(self, request: Append) -> Appended | None:
        """Where the facts stand, or None where the condition no longer held.

        Raises StoreUnavailable, ReadOnly, AppendRefused.
        """

    def words(self, positions: Sequence[int]) -> dict[int, list[Segment]]:
        """The sealed words of these facts that still exist, by position."""

    def listed(self, tags: Iterable[str]) -> Sequence[Stored]:
        """The reads of lists in which any of these stood, oldest first."""

    def recorded_at(self, position: int) -> datetime:
        """When the fact at that position was recorded. Raises LookupError."""

    def turn(self, tags: Iterable[str]) -> AbstractContextManager[None]:
        """Stand in line for these identities, with every process of this journal."""

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else appends to this journal until this is left; what this thread appends
        meanwhile is on record from then. For who was overtaken time and again.

        Raises StoreUnavailable.
        """

    def close(self) -> None:
        """Finish what was accepted, and let go of the database."""
