"""Writing down how the database is set up: by the service itself, at its start and every hour."""

from collections.abc import Sequence

from domain.command import Command, Malformed
from domain.fact import Event
from domain.facts.state import SystemState, SystemStateRecorded
from domain.terms import Digest


class RecordState(Command[SystemState]):
    """Put the digest of the database's set-up on record, and whether it changed in silence."""

    fingerprint: Digest
    migrations: int

    def needs(self) -> tuple[SystemState]:
        return (SystemState(self.context.function),)

    def decide(self, state: SystemState) -> Sequence[Event]:
        if self.migrations < 1:
            raise Malformed("migrations: at least 1")
        return [
            SystemStateRecorded(
                function=self.context.function,
                fingerprint=self.fingerprint,
                migrations=self.migrations,
                unexpected=state.unlike(self.fingerprint, self.migrations),
            )
        ]
