"""What a synchronous standby has on its disk: nothing else may be signed, for it can still be lost.

A commit waits for the standby before anybody sees it. But a wait that is cancelled, or a list of
standbys that is emptied, makes visible what this server alone has; after a failover it never was.
"""

import threading
import time
from typing import Any

from psycopg import Connection, sql

from service.settings import Settings

PATIENCE = 1.0
"""Seconds that a standby gets: it is a moment behind whenever much is written."""
EVERY = 0.01


class StandbyBehind(Exception):
    """No synchronous standby has this on its disk yet."""

    def __init__(self) -> None:
        super().__init__(
            "No synchronous standby has the last facts on its disk: is one connected, and may the"
            " notary see that? docs/notary.md, With a standby."
        )


class Standby:
    """The synchronous standbys of one municipality's server."""

    def __init__(self, schema: str) -> None:
        self._has = sql.SQL("SELECT {}.standby_flushed() >= %s::pg_lsn").format(
            sql.Identifier(schema)
        )

    def wait(self, connection: Connection[Any], stop: threading.Event | None = None) -> None:
        """Until a synchronous standby has whatever this connection has seen, for a second at most.

        The connection is the notary's or the reader's. Raises StandbyBehind.
        """
        row = connection.execute(
            "SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn() END"
        ).fetchone()
        until, stop = time.monotonic() + PATIENCE, stop or threading.Event()
        while connection.execute(self._has, [row and row[0]]).fetchone() != (True,):
            if time.monotonic() > until or stop.wait(EVERY):
                raise StandbyBehind


def standby_of(settings: Settings) -> Standby | None:
    """What the notary waits for; None where it need not: in development, unless set otherwise."""
    asked = settings.notary_standby
    wanted = settings.production if asked is None else asked
    return Standby(settings.municipality) if wanted else None
