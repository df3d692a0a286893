"""The second verifier in one long-lived process, and what the first says of the same files."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import service.notary
from service.notary.findings import Code, Report
from service.notary.policy import parse_policy
from service.notary.strict import Malformed, encoded
from service.notary.verifier import verify_file

SCRIPT = Path(service.notary.__file__).parent / "verify.mjs"
OLDEST = 20
"""The oldest Node with all that the script asks of a browser."""
ASKED = """
import { verifyFile } from %s;
import { createInterface } from "node:readline";
const bytes = (each) => (each === null ? null : new Uint8Array(Buffer.from(each, "base64")));
for await (const line of createInterface({ input: process.stdin })) {
  const [data, policy, promise, now] = JSON.parse(line);
  const asked = { policy: bytes(policy), promise: bytes(promise), now };
  const { status, about, facts, size, cosignedAt, findings } = await verifyFile(bytes(data), asked);
  const found = findings.map(({ code, position }) => [code, position]);
  console.log(JSON.stringify([status, about, facts, size, cosignedAt, found]));
}
"""
Said = list[Any]
"""Status, what it is about, facts, size, when cosigned; and every finding with its place."""


@dataclass(frozen=True)
class Case:
    """What is shown to both."""

    data: bytes
    policy: bytes | None = None
    promise: bytes | None = None
    now: int | None = None


def first(case: Case, path: Path) -> Said:
    """What the first says, as its command does."""
    path.write_bytes(case.data)
    report = Report()
    try:
        policy = None if case.policy is None else parse_policy(case.policy)
        report = verify_file(path, policy, case.now, promise=case.promise)
    except Malformed as error:
        report.add(Code.UNREADABLE, str(error))
    found = [[each.code.value, each.position] for each in report.findings]
    return rounded([
        report.status, report.about, report.facts, report.size, report.cosigned_at, found,
    ])  # fmt: skip


def rounded(said: Said) -> Said:
    """Numbers of a proof may pass 2^53, where JSON is not exact any more."""
    plain: Said = json.loads(json.dumps(said), parse_int=float)
    return plain


class Second:
    """The other verifier: whatever it was asked, it answers in that order."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, cases: Sequence[Case]) -> None:
        assert self._process.stdin is not None
        for case in cases:
            files = (case.data, case.policy, case.promise)
            asked = [None if each is None else encoded(each) for each in files]
            self._process.stdin.write(json.dumps([*asked, case.now]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Said:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the second verifier fell over"
        return rounded(json.loads(line))


def node() -> str:
    """Where Node is. Without one this is skipped, and where changes are taken in it fails."""
    found = shutil.which("node")
    if found is not None:
        asked = [found, "-p", "process.versions.node"]
        version = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        if int(version.split(".")[0]) >= OLDEST:
            return found
    missing = f"there is no Node {OLDEST} or newer here, so that nothing holds verify.mjs to verify"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def running(script: Path = SCRIPT) -> Iterator[Second]:
    """The second verifier, until it is done with."""
    with subprocess.Popen(
        [node(), "--no-warnings", "--input-type=module", "-e", ASKED % json.dumps(script.as_uri())],
        text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        yield Second(process)
        assert process.stdin is not None
        process.stdin.close()
