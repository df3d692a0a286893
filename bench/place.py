"""Where a bench runs: a durable embedded server of its own, thrown away afterwards.

For all contenders alike it has the memory and the room between checkpoints that a server has whose
work this is: of a large journal random pages are written, and after a checkpoint each of them goes
into the log whole once more.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from service.database import Database, migrate, open_database
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.settings import Settings
from service.store import PostgresStore

MEMORY = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 20
SERVER = {
    "shared_buffers": f"{MEMORY // 4}MB",  # a quarter of the machine's, as PostgreSQL's manual says
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}


@dataclass(frozen=True)
class Place:
    """One server; every contender has a schema of its own on it."""

    home: Path
    database: Database

    @contextmanager
    def journal(self) -> Iterator[tuple[Journal, Database]]:
        """A journal of its own, over the full path: sealing, roles, context."""
        settings = Settings(home=self.home, municipality=f"m{uuid4().hex[:8]}", database_url=None)
        with open_database(settings) as database:
            migrate(database)
            keys = FileKeys(root_key(self.home / "root.key"), database)
            journal = Journal(PostgresStore(database), keys)
            try:
                yield journal, database
            finally:
                journal.close()
                keys.close()


@contextmanager
def place() -> Iterator[Place]:
    """fsync on, as in production: what is acknowledged is on disk."""
    home = Path(tempfile.mkdtemp(prefix="wijkboek-bench-"))
    home.chmod(0o711)  # the server runs as somebody else when root measures
    try:
        settings = Settings(home=home / "home", municipality="bench", database_url=None)
        with open_database(settings) as database, database.connect(autocommit=True) as connection:
            for name, value in SERVER.items():
                connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        with open_database(settings) as database:  # the server began anew, with these
            yield Place(home / "home", database)
    finally:
        shutil.rmtree(home, ignore_errors=True)
