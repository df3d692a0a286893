"""What happened, on whose word and by what right: events, their context, facts on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Generic, TypeVar, dataclass_transform

from domain.codes import LegalBasis, Purpose
from domain.terms import CommandId, FunctionId, MandateId, OrganisationId, Signature, WorkerId


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Event:
    """Something that happened: past tense, in the words of the people it happened to.

    Stored names are for good. Add events, add optional fields; rename nothing. Where the meaning
    of a field must change after all, raise `schema` and let `upcast` read the older shape.
    """

    kinds: ClassVar[dict[str, type["Event"]]] = {}
    schema: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        dataclass(frozen=True, kw_only=True)(cls)
        Event.kinds[cls.__name__] = cls

    @classmethod
    def upcast(cls, fields: Mapping[str, Any], schema: int) -> Mapping[str, Any]:
        """The stored fields of an older `schema`, as today's. The stored bytes stay as they are."""
        return fields


@dataclass(frozen=True, kw_only=True)
class Context:
    """Who did it, in what function, for what, on what ground, and who answers for it."""

    command: CommandId
    actor: WorkerId
    function: FunctionId
    organisation: OrganisationId
    purpose: Purpose
    basis: LegalBasis
    funding_responsible: OrganisationId
    """Who answers for the money (bekostiging)."""
    content_responsible: OrganisationId
    """Who answers for the help itself (inhoud)."""
    occurred_at: datetime
    """When it happened, aware UTC; `Fact.recorded_at` is when it was put on record."""
    mandate: MandateId | None = None
    """Under which mandate it was decided, where it took one."""
    rules: int | None = None
    """The edition of law and access that it was decided under; none before there were editions."""
    configuration: int | None = None
    """The version of the municipality's configuration that it was decided under, if it asked."""
    signature: Signature | None = None
    """The actor's own signature, of a decision by somebody who registered a key."""


E_co = TypeVar("E_co", bound=Event, covariant=True)

LATE = timedelta(days=3)
"""Recorded longer after it happened than this, a fact is shown as recorded late."""
AHEAD = timedelta(minutes=1)
"""How far the clocks of two machines may differ: what lies further ahead has not happened yet."""


@dataclass(frozen=True)
class Fact(Generic[E_co]):
    """An event on the record: in its place, at its time, on someone's word."""

    position: int
    recorded_at: datetime
    context: Context
    event: E_co

    @property
    def late(self) -> bool:
        """Whether it was recorded late: shown as such, and nobody can backdate it."""
        return self.recorded_at - self.context.occurred_at > LATE
