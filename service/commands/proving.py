"""What is proved, and to whom: verifying, exports, and what an auditor is given."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from domain.terms import PATTERNS, CaseId
from service.commands.check import MOST
from service.commands.registering import register_of
from service.commands.replay import caller_of, read_on_record
from service.commands.views import NotThere
from service.filing_check import check_counts
from service.fixing.exporting import as_stored, case_export, dumped
from service.fixing.fsck import (
    without_right,
    wrong_receipts,
    wrong_rows,
    wrong_tiles,
)
from service.fixing.place import NotaryUnusable, place_of
from service.fixing.ranges import together
from service.fixing.spread import look_at_all
from service.notary.findings import Report
from service.notary.handing_out import page, single_file
from service.notary.journal import verify_rows
from service.notary.monitor import monitor
from service.notary.policy import Policy, parse_policy
from service.notary.quick import QuickAudit
from service.notary.strict import Malformed
from service.notary.verifier import PASSED, told, verify_file
from service.opening import Opened, genesis
from service.register.check import check as compared

T = TypeVar("T")


def verify(
    console: Console, file: Path, policy: Path | None, since: Path | None, promise: Path | None
) -> int:
    """Verify a file, without service, database or network; the exit code. Raises NotaryUnusable."""
    try:
        trusted = _policy(policy)
        with _bar(console, 0) as moved:
            report = verify_file(
                file, trusted, int(time.time()),
                since.read_bytes() if since else None, promise.read_bytes() if promise else None,
                moved,
            )  # fmt: skip
    except (Malformed, OSError) as error:
        raise NotaryUnusable(f"{file} cannot be verified: {error}") from None
    if trusted is None:
        console.print("Whom to trust was taken from the file itself: give --policy.")
    return _say(console, report)


def verify_journal(
    opened: Opened, console: Console, policy: Path | None, since: Path | None
) -> int:
    """Verify the whole journal as it is stored; the exit code. Raises NotaryUnusable."""
    try:
        trusted = _policy(policy) or place_of(opened.settings).policy()
        kept = since.read_bytes() if since else None
    except (Malformed, OSError) as error:
        raise NotaryUnusable(f"A file that was named cannot be used: {error}") from None
    with as_stored(opened.database) as stored, _bar(console, stored.head()) as moved:
        notes = stored.checkpoints()
        rows = _passing(stored.placed(), moved)
        return _say(console, verify_rows(rows, notes, trusted, int(time.time()), kept, QuickAudit))


def fsck(opened: Opened, console: Console, *, again: bool = False) -> int:
    """Work everything out anew; how many things are wrong. What was broken off within a day goes on
    from there, unless `again`. Raises NotaryUnusable."""
    place = place_of(opened.settings)
    policy, first = place.policy(), genesis(opened.journal)
    schema, wrong = opened.database.schema, 0
    with (
        as_stored(opened.database) as stored,
        opened.database.connect("auditor") as auditor,
        _bar(console, stored.head()) as moved,
    ):
        parts = look_at_all(
            opened.database, stored, place.policy_file.read_bytes(), place.folder / "fsck",
            simulated=first is not None and first.event.simulated, again=again, passed=moved,
        )  # fmt: skip
        filed = [message for each in parts for message in each.filing]
        counted = map(str, check_counts(stored.connection, schema))
        steps: dict[str, Iterable[str]] = {
            "facts, filing, words, leaves and checkpoints": together(parts, policy),
            "tiles": wrong_tiles(stored),
            "filing, from the envelopes": chain(filed, counted),
            "views": wrong_rows(opened.journal, auditor, schema),
            "mandates": without_right(opened.journal),
            "receipts": wrong_receipts(opened.journal, opened.settings.home, schema),
        }
        found = {name: list(step) for name, step in steps.items()}
    with register_of(opened) as register:
        found["register of residents"] = [str(each) for each in compared(register).differences]
    if passed := sum(each.passed for each in parts):
        console.print(PASSED.format(passed))
    for name, said in found.items():
        console.print(f"{name}: {'as recorded' if not said else f'[red]{len(said)} wrong[/]'}")
        for each in said[:MOST]:
            console.print(f"  {escape(each)}", soft_wrap=True, highlight=False)
        wrong += len(said)
    return wrong


def export(
    opened: Opened,
    console: Console,
    case: str,
    file: Path,
    worker: str | None,
    function: str | None,
) -> None:
    """A sealed export of a case, as its reader may see it: that it was read goes on record.

    Raises NotThere, ReadRefused, NotaryUnusable, SignerAway, SignerRefused.
    """
    reader = caller_of(opened, worker, function)
    if reader is None or not PATTERNS[CaseId].fullmatch(case):
        raise NotThere("Say which case, and who reads it: --worker and --function.")
    read, parts = read_on_record(opened, CaseId(case), reader, "nl")
    place = place_of(opened.settings)
    with as_stored(opened.database) as stored:
        content = case_export(opened.journal, stored, place, CaseId(case), read, parts)
    _write(file, [content])
    facts = content.count(b"\n") - 2
    console.print(f"{file}: {facts} facts. This read is on record, at position {read}.")
    console.print("Give with it: the policy, and wijkboek notary verifier FILE.")


def dump(opened: Opened, console: Console, file: Path) -> None:
    """The whole journal as it is stored. Raises NotaryUnusable."""
    place = place_of(opened.settings)
    with as_stored(opened.database) as stored, _bar(console, stored.head()) as moved:
        _write(file, _passing(dumped(stored, place), moved))
    console.print(f"{file}: verify it with wijkboek verify {file}", soft_wrap=True)


def hand_out(console: Console, file: Path) -> None:
    """A verifier in one file: a page for a browser, or Python. Raises NotaryUnusable."""
    if file.suffix == ".html":
        _write(file, [page().encode()])
        console.print(f"{file}: open it in a browser", soft_wrap=True, highlight=False)
        return
    _write(file, [single_file().encode()])
    console.print(f"{file}: python {file} --help", soft_wrap=True, highlight=False)


def watch(console: Console, policy: Path, log: str | None, fork: Path) -> int:
    """Compare what witnesses and log show; the exit code. Raises NotaryUnusable."""
    try:
        watched = monitor(parse_policy(policy.read_bytes()), log)
    except (Malformed, OSError) as error:
        raise NotaryUnusable(f"{policy} cannot be used: {error}") from None
    for who, tree in watched.seen.items():
        console.print(f"{who}: {tree.size:,} facts", highlight=False)
    for finding in watched.report.findings:
        console.print(escape(str(finding)), soft_wrap=True, highlight=False)
    for proof in watched.forks[:1]:
        if not (fork.exists() and fork.read_bytes() == proof):  # it was seen before
            _write(fork, [proof])
        console.print(f"[red]{fork} proves it to anybody: wijkboek verify {fork} --policy …[/]")
    if not watched.report.findings:
        console.print("They show one history.")
    return watched.report.status


def _policy(file: Path | None) -> Policy | None:
    return None if file is None else parse_policy(file.read_bytes())


def _say(console: Console, report: Report) -> int:
    for line in told(report):
        console.print(escape(line), soft_wrap=True, highlight=False)
    return report.status


def _write(file: Path, content: Iterable[bytes]) -> None:
    """A new file, for its owner alone: it may hold what somebody said."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as made:
            made.writelines(content)
    except OSError as error:
        raise NotaryUnusable(f"{file} cannot be written: {error.strerror}") from None


def _passing(found: Iterable[T], moved: Callable[[int], None]) -> Iterator[T]:
    for nth, each in enumerate(found, 1):
        yield each
        if nth % 500 == 0:
            moved(nth)


@contextmanager
def _bar(console: Console, total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("verifying"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total or None)
        yield lambda nth: progress.update(task, completed=nth)
