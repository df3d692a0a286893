"""How the database was set up at a moment: its digest, so that a change in silence shows."""

from dataclasses import replace
from typing import Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import Digest, FunctionId


class SystemStateRecorded(Event):
    """Systeemtoestand vastgelegd: tables, triggers, functions, roles and rights, as a digest."""

    function: FunctionId
    """In which the service acted."""
    fingerprint: Digest
    migrations: int
    """How many migrations were applied: between two of the same number nothing may differ."""
    unexpected: bool
    """Whether it differs from the one before, and no migration came between."""


class SystemState(Knowledge):
    """How the database was set up when that was last put on record."""

    function: FunctionId
    last: SystemStateRecorded | None = None

    def evolve(self, fact: Fact[SystemStateRecorded]) -> Self:
        return replace(self, last=fact.event)

    def unlike(self, fingerprint: Digest, migrations: int) -> bool:
        """Whether this is another set-up, and no migration made it so."""
        last = self.last
        return (
            last is not None and last.migrations == migrations and last.fingerprint != fingerprint
        )
