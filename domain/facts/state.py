"""How the database was set up at a moment: its digest, so that a change in silence shows."""

from domain.fact import Event
from domain.terms import Digest, FunctionId


class SystemStateRecorded(Event):
    """Systeemtoestand vastgelegd: tables, triggers, functions, roles and rights, as a digest."""

    function: FunctionId
    """In which the service acted."""
    fingerprint: Digest
    migrations: int
    """How many migrations were applied: between two of the same number nothing may differ."""
