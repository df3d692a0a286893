"""The verifier by itself: one file, anywhere, and the same answers as the modules it is made of."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from service.notary.checkpoint import Checkpoint
from service.notary.dumping import line_of_row
from service.notary.handing_out import single_file
from service.notary.lines import line_of
from service.notary.note import Note
from service.notary.paths import inclusion_proof, node_of
from service.notary.promise import Promise
from service.notary.proof import Proof
from service.notary.rows import Row
from service.notary.signing import sign_note
from tests.notary.exported import export
from tests.notary.signed import LOG, ORIGIN, POLICY
from tests.notary.small import POSIX, checkpoints, fixed, journal, leaves, signed

NOW = POSIX + 60
ROWS = journal(12)
NODE = node_of(leaves(ROWS))


def entry_of(position: int) -> bytes:
    row = ROWS[position - 1]
    return sha256(row.header).digest() + row.body_hash


def dump(rows: list[Row], notes: list[bytes]) -> bytes:
    first = {
        "checkpoints": [note.decode() for note in notes], "policy": POLICY.decode(),
        "wijkboek": "journal/v1",
    }  # fmt: skip
    known = leaves(ROWS)
    return b"".join(
        [line_of(first), *(line_of(line_of_row(row, known[row.position - 1])) for row in rows)]
    )


def receipt(position: int, size: int = 12) -> bytes:
    path = inclusion_proof(NODE, position - 1, size)
    return Proof(position - 1, tuple(path), signed(ROWS, size), entry_of(position)).data()


def promise(position: int, leaf: bytes | None = None, at: int = POSIX) -> bytes:
    said = Promise(ORIGIN, position, leaf or leaves(ROWS)[position - 1], at * 1_000_000).text()
    return Note(said, (sign_note(said, ORIGIN, LOG),)).data()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the verifier in it, and nothing else of this project."""
    folder = tmp_path_factory.mktemp("auditor")
    (folder / "verify.py").write_text(single_file(), encoding="utf-8")
    (folder / "policy").write_bytes(POLICY)
    yield folder


def ran(alone: Path, data: bytes, **files: bytes) -> tuple[int, str]:
    """Exit code and what was said."""
    (alone / "file").write_bytes(data)
    asked = [sys.executable, "-I", "verify.py", "file"]
    for name, content in ({"policy": POLICY} | files).items():
        (alone / name).write_bytes(content)
        asked += [f"--{name}", name]
    done = subprocess.run(asked, cwd=alone, capture_output=True, text=True, check=False)
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


FORKED = Checkpoint(ORIGIN, 12, fixed("another root", 32)).text()
OTHER = Note(FORKED, (sign_note(FORKED, ORIGIN, LOG),)).data()
FORK = line_of({"one": signed(ROWS, 12).decode(), "other": OTHER.decode(), "wijkboek": "fork/v1"})
SAME = line_of({"one": OTHER.decode(), "other": OTHER.decode(), "wijkboek": "fork/v1"})
NOTES = checkpoints(ROWS)


@pytest.mark.requirement("M-31")
@pytest.mark.parametrize(
    "data, files, status, said",
    [
        (dump(ROWS, NOTES), {}, 3, "STALE"),
        (dump(ROWS, NOTES), {"since": signed(ROWS, 5)}, 3, "12 facts of a tree of 12"),
        (dump(ROWS[:9], NOTES), {}, 1, "TRUNCATED: 12 facts were signed for"),
        (dump([*ROWS[:4], *ROWS[5:]], NOTES), {}, 1, "MISSING at position 5"),
        (dump(ROWS, NOTES).replace(b'"NoteMade"', b'"NoteMode"', 1), {}, 1, "EDITED at position 1"),
        (dump(ROWS, NOTES), {"since": OTHER}, 1, "QUORUM"),
        (dump(ROWS, NOTES)[:-1], {}, 2, "UNREADABLE"),
        (export(ROWS, "case:a"), {}, 3, "case:a: 6 facts of a tree of 12"),
        (export(ROWS, "case:a").replace(b"gezegd", b"gezeqd"), {}, 1, "EDITED at position"),
        (receipt(7), {}, 0, "a receipt: 1 facts of a tree of 12"),
        (receipt(7).replace(b"index 6", b"index 5"), {}, 1, "EDITED at position 6"),
        (receipt(7), {"promise": promise(7)}, 0, "a promise: 1 facts"),
        (receipt(7), {"promise": promise(7, fixed("x", 32))}, 1, "MISSING at position 7: another"),
        (signed(ROWS, 6, POSIX + 11), {"promise": promise(7)}, 1, "MISSING at position 7: it was"),
        (signed(ROWS, 6, POSIX + 10), {"promise": promise(7)}, 2, "neither keeps the promise"),
        (signed(ROWS, 9, POSIX + 11), {"promise": promise(7)}, 2, "neither keeps the promise"),
        (receipt(8), {"promise": promise(7)}, 2, "neither keeps the promise"),
        (FORK, {}, 1, f"FORK: {ORIGIN} signed two trees of 12 facts"),
        (SAME, {}, 2, "UNREADABLE"),
        (b"", {}, 2, "UNREADABLE"),
        (b"\xff" * 100, {}, 2, "UNREADABLE"),
    ],
)  # fmt: skip
def test_attack_36_the_verifier_needs_nothing_but_the_file(
    alone: Path, data: bytes, files: dict[str, bytes], status: int, said: str
) -> None:
    ended, told = ran(alone, data, **files)
    assert (ended, said in told) == (status, True), told


def test_attack_36_without_a_policy_of_ones_own_it_says_so(alone: Path) -> None:
    (alone / "file").write_bytes(export(ROWS, "case:a"))
    asked = [sys.executable, "-I", "verify.py", "file"]
    done = subprocess.run(asked, cwd=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "whom to trust was taken from the file itself" in done.stdout
    (alone / "file").write_bytes(receipt(7))
    assert subprocess.run(asked, cwd=alone, capture_output=True, check=False).returncode == 2


def test_attack_36_it_can_be_read_and_built_again() -> None:
    source = single_file()
    assert source == single_file()
    tree = ast.parse(source)
    named = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(named) == len(set(named)), "two modules define one name"
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or node.names[0].name
            root = module.partition(".")[0]
            assert root in sys.stdlib_module_names or root == "cryptography"
    assert code_lines(tree, source) < 1_000


def code_lines(tree: ast.Module, source: str) -> int:
    """Lines that are neither empty, nor comment, nor docstring."""
    said: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(source.splitlines(), 1)
    return sum(bool(line.strip()) and line.strip()[0] != "#" and n not in said for n, line in lines)
