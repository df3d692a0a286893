"""The verifier: is this export, journal or receipt whole, unaltered and witnessed? Offline.

    verify FILE [--policy POLICY] [--since CHECKPOINT] [--promise PROMISE]

FILE is an export, a journal, a receipt (.tlog-proof) or a proof of fork. POLICY says which log and
which witnesses you trust; use your own, and not the one that came with the file. CHECKPOINT is one
that you kept: the journal must begin with that tree. What a log proves is what was recorded and
when that was fixed, and not that it is true.

Ends with 0: all is as recorded. 1: it is not, and every finding is named. 2: FILE cannot be read.
3: all is as recorded, and it is not of now.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from service.notary.export import verify_export
from service.notary.findings import Code, Report
from service.notary.fork import verify_fork
from service.notary.journal import verify_journal
from service.notary.policy import Policy, parse_policy
from service.notary.promise import verify_promise, verify_proof
from service.notary.proof import FIRST, parse_proof
from service.notary.strict import Malformed

SIMULATED = "SIMULATED: nobody in this journal exists, and its clock says what it is told."

PASSED = "{} checkpoints are of a log or a key that the policy does not name: passed over."


def verify_file(
    path: Path,
    policy: Policy | None,
    now: int | None,
    since: bytes | None = None,
    promise: bytes | None = None,
    passed: Callable[[int], None] = lambda position: None,
) -> Report:
    """Whatever kind of file it is. Raises OSError, and Malformed where a policy is needed."""
    with path.open("rb") as file:
        begin = file.read(32)
        file.seek(0)
        if begin.startswith(b'{"manifest":'):
            return verify_export(file.read(), policy, now)
        if begin.startswith(b'{"checkpoints":'):
            return verify_journal(file, policy, now, since, passed)
        if policy is None:
            raise Malformed("without a policy nobody can say whose signature this should be")
        if begin.startswith(b'{"one":'):
            return verify_fork(file.read(), policy.logs)
        if promise is not None and not begin.startswith(FIRST.encode()):
            return verify_promise(promise, file.read(), policy)
        proof = parse_proof(file.read())
        if promise is None:
            return verify_proof(proof, policy)
        return verify_promise(promise, proof, policy)


def told(report: Report) -> Iterator[str]:
    """What there is to say, a line each."""
    yield from map(str, report.findings)
    if report.simulated:
        yield SIMULATED
    if report.passed:
        yield PASSED.format(report.passed)
    when = "never"
    if report.cosigned_at is not None:
        when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(report.cosigned_at))
    about = f"{report.about or 'nothing'}: {report.facts} facts of a tree of {report.size}"
    about += f", {report.cases} cases" if report.cases else ""
    yield f"{about}; last cosigned by a quorum of witnesses: {when}."
    yield {
        0: "All is as it was recorded. Whether it is true, no log can say.",
        1: "This is not as it was recorded.",
        2: "This cannot be read.",
        3: "All is as it was recorded, but it is not of now: ask for a newer one.",
    }[report.status]


def main(arguments: Sequence[str]) -> int:
    """From the command line; the exit code."""
    parser = argparse.ArgumentParser(prog="verify", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", type=Path)
    for name in ("policy", "since", "promise"):
        parser.add_argument(f"--{name}", type=lambda path: Path(path).read_bytes())
    report = Report()
    try:
        asked = parser.parse_args(arguments)
        policy = None if asked.policy is None else parse_policy(asked.policy)
        report = verify_file(asked.file, policy, int(time.time()), asked.since, asked.promise)
        if policy is None:
            print("Note: whom to trust was taken from the file itself; give --policy.")
    except (Malformed, OSError) as error:
        report.add(Code.UNREADABLE, str(error))
    print("\n".join(told(report)))
    return report.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
