"""How a decision is written down: what must be known, what follows, and how it is refused."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import (
    Any,
    ClassVar,
    Generic,
    Self,
    TypeVarTuple,
    dataclass_transform,
    get_args,
    get_type_hints,
)

from domain.fact import Context, Event, Fact
from domain.refusal import Refusal
from domain.terms import EPOCH, MandateId

Known = TypeVarTuple("Known")
LOOKED_UP = frozenset({"age", "consent_of"})
"""Fields that are looked up as a command comes in: neither asked nor signed."""


class Refused(Exception):
    """The rules say no. That is a fact too: the journal records it, and answers with it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Unknown(Exception):
    """The command names something that is not there: the caller's mistake, and no fact."""

    def __init__(self, noun: str) -> None:
        super().__init__(f"there is no such {noun}")
        self.noun = noun


class Malformed(Exception):
    """The command contradicts itself: the caller's mistake, and no fact.

    The message names fields and limits, never a value that was given.
    """


@dataclass_transform(frozen_default=True)
class Knowledge:
    """A small fold about one question. Starts out ignorant, and learns.

    From which events, the annotation of `evolve` says; about whom, its fields without a default.
    `evolve` checks no rule and never raises.
    """

    learns_from: ClassVar[tuple[type[Event], ...]] = ()

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True)(cls)
        (events,) = get_args(get_type_hints(cls.evolve)["fact"])
        cls.learns_from = get_args(events) or (events,)

    @abstractmethod
    def evolve(self, fact: Fact[Any]) -> Self:
        """What is known after this fact."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True)
class Command(Generic[*Known]):
    """Something that somebody asks to be done or written down.

    `decide` reads no clock, draws no id and does no I/O: actor and ids come in with the command,
    and the journal fills in `at`, anew at each try.
    """

    kinds: ClassVar[dict[str, type["Command[*tuple[Any, ...]]"]]] = {}

    context: Context
    at: datetime = EPOCH

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)
        Command.kinds[cls.__name__] = cls

    def cites(self) -> MandateId | None:
        """The mandate that this is decided under, where it takes one: it goes into the context."""
        return None

    def members(self) -> tuple[str, ...]:
        """The tags of who stood in a list that this reads: kept beside its fact, in a table."""
        return ()

    @abstractmethod
    def needs(self) -> tuple[*Known]:
        """What must be known to decide this. The decision stands only while that stays true."""

    @abstractmethod
    def decide(self, *known: *Known) -> Sequence[Event]:
        """What happens, given what is known.

        Raises Refused where a rule says no, Unknown where something named is not there.
        """
