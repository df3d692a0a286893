"""Writing down how the database is set up and where it is: the service itself, hourly."""

from collections.abc import Sequence

from domain.command import Command, Malformed
from domain.fact import Event
from domain.facts.state import SystemState, SystemStateRecorded
from domain.terms import Digest, Incarnation, Release


class RecordState(Command[SystemState]):
    """Put on record how the service stands, and whether that changed in silence."""

    fingerprint: Digest
    migrations: int
    release: Release
    incarnation: Incarnation
    signed: int | None = None

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
                release=self.release,
                incarnation=self.incarnation,
                signed=self.signed,
                elsewhere=state.elsewhere(self.incarnation, self.signed),
            )
        ]
