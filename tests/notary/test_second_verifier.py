"""Two verifiers, written apart: whatever export they are shown, they say the same of it."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import service.notary
from service.notary.export import verify_export
from service.notary.lines import Line
from service.notary.policy import Policy, parse_policy
from service.notary.strict import Malformed, encoded
from tests.notary.exported import changed, export
from tests.notary.signed import POLICY, V1
from tests.notary.small import journal

SCRIPT = Path(service.notary.__file__).parent / "verify.mjs"
ASKED = """
import { verifyExport } from %s;
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const bytes = (each) => each === null ? null : new Uint8Array(Buffer.from(each, "base64"));
  const [data, policy] = JSON.parse(line).map(bytes);
  const report = await verifyExport(data, policy);
  const codes = new Set(report.findings.map((each) => each.code));
  console.log(JSON.stringify([report.status, [...codes].sort()]));
}
"""
ROWS = journal(12)
EXPORTS = [export(ROWS, identity) for identity in ("case:a", "case:b", "command:3")]

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node here")


class Second:
    """The other verifier, one export after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def said(self, data: bytes, policy: bytes | None) -> tuple[int, list[str]]:
        assert self._process.stdin is not None and self._process.stdout is not None
        asked = [encoded(data), None if policy is None else encoded(policy)]
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        status, codes = json.loads(self._process.stdout.readline())
        return status, codes


@pytest.fixture(scope="module")
def second() -> Iterator[Second]:
    script = ASKED % json.dumps(SCRIPT.as_uri())
    with subprocess.Popen(
        ["node", "--no-warnings", "--input-type=module", "-e", script], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield Second(process)
        assert process.stdin is not None
        process.stdin.close()


def first(data: bytes, policy: bytes | None) -> tuple[int, list[str]]:
    trusted: Policy | None = None
    try:
        trusted = None if policy is None else parse_policy(policy)
    except Malformed:
        return 2, ["UNREADABLE"]
    report = verify_export(data, trusted)
    return report.status, sorted({each.code.value for each in report.findings})


def broken(chance: random.Random) -> tuple[bytes, bytes | None]:
    """An export and a policy, in a few places not what they were."""
    data, policy = chance.choice(EXPORTS), chance.choice([POLICY, POLICY, None])
    for _ in range(chance.randint(0, 2)):
        match chance.randint(0, 4):
            case 0:
                at = chance.randrange(len(data))
                data = data[:at] + bytes([data[at] ^ 1 << chance.randint(0, 7)]) + data[at + 1 :]
            case 1:
                at, size = chance.randrange(len(data)), chance.randint(0, 9)
                data = data[:at] + chance.choice(PIECES) + data[at + size :]
            case 2:
                data = _changed(data, chance)
            case 3 if policy:
                at, size = chance.randrange(len(policy)), chance.randint(0, 5)
                policy = policy[:at] + chance.choice(PIECES) + policy[at + size :]
            case 4:
                policy = chance.choice(POLICIES)
    return data, policy


PIECES = [
    b"", b" ", b"\n", b"\n\n", b"0", b"1", b"-", b"1.0", b"1e2", b"null", b"[]", b"{}", b'"', b"\\",
    b"\\ud800", b"\\u00e9", b"\xff", b"\xe2\x80\xa8", b"NaN", b"true", b"\t", b"=", b"A", b"\x7f",
]  # fmt: skip
POLICIES: list[bytes | None] = [
    POLICY.replace(b"2 w1", b"all w1"), POLICY.replace(b"2 w1", b"any w1"), b"quorum none\n",
    POLICY.replace(b"quorum all-of-them", b"quorum w2"), f"witness w {V1}\nquorum w\n".encode(),
    POLICY.replace(b"2 w1", b"02 w1"), POLICY.replace(b"2 w1", b"4 w1"), POLICY + b"quorum none\n",
]  # fmt: skip
VALUES: list[object] = [
    0,
    1,
    2,
    5,
    -1,
    2**53,
    True,
    None,
    "",
    "x",
    [],
    {},
    ["x"],
    encoded(bytes(32)),
    encoded(bytes(16)),
]


def _changed(data: bytes, chance: random.Random) -> bytes:
    def change(facts: list[Line]) -> list[Line]:
        if not facts:
            return facts
        at = chance.randrange(len(facts))
        match chance.randint(0, 4):
            case 0:
                return [*facts[:at], *facts[at + 1 :]]
            case 1:
                return [*facts[: at + 1], *facts[at:]]
            case 2:
                return facts[::-1]
            case 3:
                name = chance.choice([*facts[at], "withheld", "other"])
                return [*facts[:at], facts[at] | {name: chance.choice(VALUES)}, *facts[at + 1 :]]
        name = chance.choice([*facts[at]])
        return [*facts[:at], {k: v for k, v in facts[at].items() if k != name}, *facts[at + 1 :]]

    try:
        return changed(data, change, anew=chance.random() < 0.7)
    except (Malformed, KeyError, ValueError, TypeError, AttributeError):
        return data  # broken beyond that already


@needs_node
@pytest.mark.requirement("M-34")
@pytest.mark.parametrize("count", [600, pytest.param(100_000, marks=pytest.mark.long)])
def test_attack_36_both_verifiers_say_the_same(second: Second, count: int, seed: int) -> None:
    for data in EXPORTS:
        assert first(data, POLICY) == second.said(data, POLICY) == (0, [])
    chance, stood = random.Random(seed), 0
    for nth in range(count):
        data, policy = broken(chance)
        one = first(data, policy)
        assert one == second.said(data, policy), (nth, data, policy)
        stood += one == (0, [])
    assert 0 < stood < count


@needs_node
def test_the_second_verifier_runs_by_itself(tmp_path: Path) -> None:
    shutil.copy(SCRIPT, tmp_path)
    (tmp_path / "export").write_bytes(EXPORTS[0])
    (tmp_path / "policy").write_bytes(POLICY)
    asked = ["node", "--no-warnings", "verify.mjs", "export", "policy"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "case:a: 6 facts; all as recorded.\n"), done.stderr
    (tmp_path / "export").write_bytes(EXPORTS[0].replace(b"gezegd", b"gezegt"))
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "EDITED at position" in done.stdout
