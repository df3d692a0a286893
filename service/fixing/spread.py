"""Looking at the whole journal in ranges, over the cores that there are; and going on after a stop.

What was found whole is kept in a file, a line a range, until all was looked at. Whoever is stopped
half-way, by a kill as well, goes on from there within a day; what was not whole is looked at again.
"""

import json
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import psycopg
from psycopg import sql

from service.database import Database
from service.fixing.place import NotaryUnusable
from service.fixing.ranges import Looked, look
from service.fixing.stored import Stored
from service.notary.policy import parse_policy

WIDE = 2**16
"""Facts in a range: a power of two, so that the tree before it is whole subtrees."""
A_DAY = 24 * 3600.0
Range = tuple[int, int]


class Kept:
    """Which ranges were found whole, in a file."""

    def __init__(self, path: Path, policy: bytes, *, again: bool) -> None:
        self._path, self._policy = path, sha256(policy).hexdigest()
        self.whole: dict[Range, Looked] = {}
        if again or not self._recalled():
            with suppress(FileNotFoundError):
                path.unlink()
            self._put({"began": time.time(), "policy": self._policy})

    def add(self, looked: Looked) -> None:
        """One more, on the disk before the next."""
        self._put(looked.line())

    def forget(self) -> None:
        """All was looked at."""
        self._path.unlink(missing_ok=True)  # another that looked as well was first

    def _put(self, said: object) -> None:
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps(said).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _recalled(self) -> bool:
        try:
            content = self._path.read_bytes()
            if not content.endswith(b"\n"):
                return False  # torn by a stop in the middle of a line: rather all of it anew
            first, *lines = map(json.loads, content.splitlines())
            fresh = 0 <= time.time() - first["began"] < A_DAY
            found = list(map(Looked.of_line, lines))
        except (OSError, ValueError, TypeError, KeyError):
            return False
        if fresh and first["policy"] == self._policy:
            self.whole = {(each.first, each.last): each for each in found}
        return bool(self.whole)


def look_at_all(
    database: Database,
    stored: Stored,
    policy: bytes,
    file: Path,
    *,
    simulated: bool,
    again: bool = False,
    passed: Callable[[int], None] = lambda facts: None,
    wide: int = WIDE,
    processes: int | None = None,
) -> list[Looked]:
    """What is found in every range, in their order; `passed` is told how many facts are done.

    All see what `stored` sees. Raises NotaryUnusable where a process ended; what it was at is then
    looked at the next time.
    """
    kept, head = Kept(file, policy, again=again), stored.head()
    ranges = [(first, min(first + wide - 1, head)) for first in range(1, max(head, 1) + 1, wide)]
    *before, last = ranges  # more may be signed for than the last: it is never kept
    done = [kept.whole[each] for each in before if each in kept.whole]
    todo = [each for each in ranges if each == last or each not in kept.whole]
    for looked in _spread(database, stored, policy, todo, simulated, processes or cores()):
        done.append(looked)
        if looked.whole and looked.last != last[1]:
            kept.add(looked)
        passed(sum(each.last - each.first + 1 for each in done))
    kept.forget()
    return sorted(done, key=lambda each: each.first)


def cores() -> int:
    """How many there are for this process."""
    with suppress(AttributeError):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _spread(
    database: Database,
    stored: Stored,
    policy: bytes,
    todo: Sequence[Range],
    simulated: bool,
    processes: int,
) -> Iterator[Looked]:
    """The last of them is the end of the journal."""
    if processes == 1 or len(todo) == 1:
        for each in todo:
            yield _look(stored, database.schema, policy, each, simulated, each == todo[-1])
        return
    (snapshot,) = stored.connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
    spawn = multiprocessing.get_context("spawn")  # of a process with threads no copy is sound
    count, theirs = min(processes, len(todo)), replace(database, server=None)
    with ProcessPoolExecutor(count, spawn, _ends_with_its_parent) as pool:
        running = [
            pool.submit(_apart, theirs, snapshot, policy, each, simulated, each == todo[-1])
            for each in todo
        ]
        try:
            for looked in as_completed(running):
                yield looked.result()
        except BrokenProcessPool:
            raise NotaryUnusable(
                "A process that looked at facts ended. Run it again: it goes on from there."
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _apart(
    database: Database, snapshot: str, policy: bytes, asked: Range, simulated: bool, end: bool
) -> Looked:
    """In a process of its own, on the snapshot of who asks."""
    with database.connect("auditor") as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
        stored = Stored(connection, database.schema)
        return _look(stored, database.schema, policy, asked, simulated, end)


def _look(
    stored: Stored, schema: str, policy: bytes, asked: Range, simulated: bool, end: bool
) -> Looked:
    return look(stored, schema, parse_policy(policy), *asked, simulated=simulated, end=end)


def _ends_with_its_parent() -> None:
    """However that ends: nobody looks on for who was killed."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
