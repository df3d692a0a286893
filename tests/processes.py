"""Other processes at the same journal, for races: each opens it for itself, as a worker would."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from service.database import Database
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.store import PostgresStore

spawn = multiprocessing.get_context("spawn")


@contextmanager
def journal_of(database: Database, root: Path) -> Iterator[Journal]:
    """A journal on that database, with the root key in that folder."""
    keys = FileKeys(root_key(root / "root.key"), database)
    journal = Journal(PostgresStore(database), keys)
    try:
        yield journal
    finally:
        journal.close()
        keys.close()


def begin(work: Callable[..., None], database: Database, *arguments: Any) -> BaseProcess:
    """Start `work(database, *arguments)` in a process of its own."""
    alone = replace(database, server=None)  # a child is a guest: the server stays with the parent
    process = spawn.Process(target=work, args=(alone, *arguments), daemon=True)
    process.start()
    return process


def finished(processes: list[BaseProcess]) -> None:
    """Wait for all; each must have ended well."""
    for process in processes:
        process.join(timeout=300)
    assert [process.exitcode for process in processes] == [0] * len(processes)
