"""How the service stood at a moment: how its database is set up, where that is, what was signed.

So that what was changed or put back in silence shows.
"""

from dataclasses import replace
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Digest, FunctionId, Incarnation, Release


class SystemStateRecorded(Event):
    """Systeemtoestand vastgelegd: tables, triggers, functions, roles and rights, as a digest."""

    function: FunctionId
    """In which the service acted."""
    fingerprint: Digest
    migrations: int
    """How many migrations were applied: between two of the same number nothing may differ."""
    unexpected: bool
    """Whether it differs from the one before, and no migration came between."""
    release: Release | None = None
    incarnation: Incarnation | None = None
    signed: int | None = None
    """How many facts the log had signed for; None where there is no log, or its signer is away."""
    elsewhere: bool | None = None
    """Whether this is another database than the last time, or the log had signed for more then."""


class SystemState(Knowledge):
    """How the service stood when that was last put on record."""

    function: FunctionId
    last: SystemStateRecorded | None = None
    incarnation: Incarnation | None = None
    signed: int = 0
    """How many facts were signed for, as far as that was known last."""

    def evolve(self, fact: Fact[SystemStateRecorded]) -> Self:
        event = fact.event
        return replace(
            self,
            last=event,
            incarnation=event.incarnation or self.incarnation,
            signed=self.signed if event.signed is None else event.signed,
        )

    def unlike(self, fingerprint: Digest, migrations: int) -> bool:
        """Whether this is another set-up, and no migration made it so."""
        last = self.last
        return (
            last is not None and last.migrations == migrations and last.fingerprint != fingerprint
        )

    def elsewhere(self, incarnation: Incarnation, signed: int | None) -> bool:
        """Whether this is another database, or one whose log signed for less than before."""
        moved = self.incarnation not in (None, incarnation)
        return moved or (signed is not None and signed < self.signed)
