"""A monitor: do the witnesses and the log itself show one history? Anybody can ask.

Each witness serves the last checkpoint that it cosigned (tlog-witness, Monitor Retrieval), and the
log its tiles (tlog-tiles). Two trees of one size, both signed by the log, are a proof of
fork; one of another size is held against the tree that the log's tiles make.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.notary.asking import fetched
from service.notary.checkpoint import Checkpoint, open_checkpoint
from service.notary.findings import Code, Report
from service.notary.lines import line_of
from service.notary.note import Key, SignatureInvalid
from service.notary.paths import mth
from service.notary.policy import Policy
from service.notary.strict import Malformed
from service.notary.tiles import WIDTH, node_in, path, split
from service.notary.witness import hash_of

Fetch = Callable[[str], bytes | None]
"""What stands at an address, or None."""


@dataclass
class Watched:
    """What was seen, and what of it contradicts itself."""

    report: Report
    seen: dict[str, Checkpoint] = field(default_factory=dict)
    """By who showed it."""
    forks: list[bytes] = field(default_factory=list)
    """Each a file that proves it to anybody (see `fork`)."""


def fetch(url: str) -> bytes | None:
    """Over HTTP, as it is served now."""
    status, body = fetched(url, 10.0)
    return body if status == 200 else None


def monitor(policy: Policy, log: str | None, fetch: Fetch = fetch) -> Watched:
    """Compare what the witnesses of a policy saw, and what the log serves at that address."""
    key = policy.logs[-1]
    watched = Watched(Report(f"the log {key.name}"))
    notes: dict[str, bytes] = {}
    asked = {who: f"{url.rstrip('/')}/{hash_of(key.name)}" for who, url in policy.urls.items()}
    if log is not None:
        asked["the log"] = log.rstrip("/")
    for who, url in asked.items():
        found = fetch(f"{url}/checkpoint")
        if found is None:
            watched.report.add(Code.STALE, f"{who} shows nothing")
        else:
            _take(watched, notes, policy.logs, who, found)
    _compare(watched, notes)
    if log is not None:
        _hold_against_tiles(watched, log.rstrip("/"), fetch)
    watched.report.size = max((tree.size for tree in watched.seen.values()), default=0)
    return watched


def _take(
    watched: Watched, notes: dict[str, bytes], logs: Sequence[Key], who: str, found: bytes
) -> None:
    try:
        watched.seen[who] = open_checkpoint(found, *logs)[0]
        notes[who] = found
    except Malformed as error:
        watched.report.add(Code.UNREADABLE, f"{who}: {error}")
    except SignatureInvalid as error:
        watched.report.add(Code.SIGNATURE, f"{who}: {error}")


def _compare(watched: Watched, notes: dict[str, bytes]) -> None:
    first: dict[int, str] = {}
    for who, tree in watched.seen.items():
        other = first.setdefault(tree.size, who)
        if watched.seen[other].root != tree.root:
            message = f"{other} and {who} saw two trees of {tree.size} facts"
            watched.report.add(Code.FORK, message)
            one, two = notes[other].decode(), notes[who].decode()
            watched.forks.append(line_of({"one": one, "other": two, "wijkboek": "fork/v1"}))


def _hold_against_tiles(watched: Watched, log: str, fetch: Fetch) -> None:
    """Does the tree that the log serves begin with what each witness saw?"""
    served = watched.seen.get("the log")
    if served is None:
        return

    @functools.cache
    def tile(level: int, index: int) -> bytes:
        width = min(WIDTH, served.size // WIDTH**level - index * WIDTH)
        for name in {path(level, index, max(width, 1)): 0, path(level, index): 0}:
            if (found := fetch(f"{log}/{name}")) is not None:
                return b"".join(split(found))
        raise Malformed(f"{path(level, index)} is not served")

    for who, tree in watched.seen.items():
        if tree.size > served.size:
            message = f"{who} saw {tree.size} facts, and the log shows {served.size}"
            watched.report.add(Code.TRUNCATED, message)
            continue
        try:
            same = mth(node_in(tile), 0, tree.size) == tree.root
        except Malformed as error:
            watched.report.add(Code.MISSING, f"a tile of the log: {error}")
            return
        if not same:
            message = f"the tree that the log serves does not begin with what {who} saw"
            watched.report.add(Code.ROOT, message)
