"""A process that uses an embedded server, for tests that kill it: `python -m tests.database_user`.

It joins the server in the folder given, counts its visit, prints how many visits there were, and
stays until its input is closed.
"""

import sys
from pathlib import Path

import psycopg

from service.embedded import EmbeddedPostgres

VISIT = """
CREATE TABLE IF NOT EXISTS visit (number integer GENERATED ALWAYS AS IDENTITY);
INSERT INTO visit DEFAULT VALUES;
"""


def visit(conninfo: str) -> int:
    """Count one visit; how many there were with this one."""
    with psycopg.connect(conninfo) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")
        connection.execute(VISIT)
        return len(connection.execute("SELECT FROM visit").fetchall())


if __name__ == "__main__":
    with EmbeddedPostgres(Path(sys.argv[1]), durable=False) as server:
        print(visit(server.conninfo()), flush=True)
        sys.stdin.read()
