"""Writing down how the database is set up: by the service itself, at its start and every hour."""

from collections.abc import Sequence

from domain.command import Command, Unknown
from domain.fact import Event
from domain.facts.municipality import Function
from domain.facts.state import SystemStateRecorded
from domain.terms import Digest


class RecordState(Command[Function]):
    """Put the digest of the database's set-up on record."""

    fingerprint: Digest
    migrations: int

    def needs(self) -> tuple[Function]:
        return (Function(self.context.function),)

    def decide(self, function: Function) -> Sequence[Event]:
        if function.role is None:
            raise Unknown("function")
        return [
            SystemStateRecorded(
                function=self.context.function,
                fingerprint=self.fingerprint,
                migrations=self.migrations,
            )
        ]
