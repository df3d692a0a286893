"""The requirement book: which requirements of docs/requirements.md are proved by which tests."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

BOOK = Path("docs", "requirements.md")
TESTS = Path("tests")
ENTRY = re.compile(r"^- \*\*([A-Z]-\d\d) · (INV|VIEW|FEAT|CLK|METRIC) · (.+?)\.\*\*")
LOOKS_LIKE_ENTRY = re.compile(r"^- \*\*[A-Z]+-\d+")


class BookUnreadable(ValueError):
    """The book, or a mark in a test, is wrong: the message says where, and what to do."""


@dataclass(frozen=True)
class Requirement:
    """One requirement, and the tests that prove it, as `tests/test_x.py::test_name`."""

    id: str
    kind: str
    title: str
    tests: Sequence[str] = ()


def requirements(root: Path) -> list[Requirement]:
    """Every requirement in the order of the book, with the tests under `root` that name it.

    Raises `BookUnreadable` when an id stands in the book twice, when an entry cannot be read, or
    when a test names an id that the book does not hold.
    """
    book = read_book(root / BOOK)
    proofs: dict[str, list[str]] = {entry.id: [] for entry in book}
    for path in sorted((root / TESTS).rglob("*.py")):
        shown = path.relative_to(root).as_posix()
        for id_, test, line in marks(path):
            if id_ not in proofs:
                raise BookUnreadable(
                    f"{shown}, line {line}: there is no requirement {id_!r}. "
                    f"Name one of those in {BOOK.as_posix()}."
                )
            if (proof := f"{shown}::{test}") not in proofs[id_]:
                proofs[id_].append(proof)
    return [Requirement(e.id, e.kind, e.title, tuple(proofs[e.id])) for e in book]


def read_book(path: Path) -> list[Requirement]:
    """The entries of the book, without tests. Raises `BookUnreadable`."""
    if not path.exists():
        raise BookUnreadable(
            f"{path.name} is not here: run this in the folder of the project, where docs/ is."
        )
    book: dict[str, Requirement] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not LOOKS_LIKE_ENTRY.match(line):
            continue
        if not (entry := ENTRY.match(line)):
            raise BookUnreadable(
                f"{path.name}, line {number}: write an entry as '- **M-01 · INV · Title.** Rule.'"
            )
        if entry[1] in book:
            raise BookUnreadable(f"{path.name}, line {number}: {entry[1]} stands here twice.")
        book[entry[1]] = Requirement(entry[1], entry[2], entry[3])
    return list(book.values())


def marks(path: Path) -> Iterator[tuple[str, str, int]]:
    """What the tests of a file prove: (id, test, line), from their `requirement` marks.

    A mark on a class or a module (`pytestmark`) holds for every test in it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    yield from _marks_within(tree.body, "", _pytestmark(tree.body, path), path)


def _marks_within(
    body: Sequence[ast.stmt], prefix: str, inherited: list[tuple[str, int]], path: Path
) -> Iterator[tuple[str, str, int]]:
    for node in body:
        if isinstance(node, ast.Assign):
            if name := _state_machine_test(node):
                yield from ((id_, prefix + name, line) for id_, line in inherited)
            continue
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        named = _ids(node.decorator_list, path)
        name = prefix + node.name
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            own = [*inherited, *named, *_pytestmark(node.body, path)]
            yield from _marks_within(node.body, f"{name}::", own, path)
        elif not isinstance(node, ast.ClassDef) and node.name.startswith("test"):
            yield from ((id_, name, line) for id_, line in [*inherited, *named])
        elif named:
            raise BookUnreadable(
                f"{path.name}, line {named[0][1]}: {node.name} names a requirement, and pytest "
                "does not collect it. Put the mark on a test, or on its module as pytestmark."
            )


def _state_machine_test(node: ast.Assign) -> str:
    """The name in `TestLedger = Ledger.TestCase`, Hypothesis' way to make a test; else nothing."""
    target = node.targets[0]
    made = isinstance(node.value, ast.Attribute) and node.value.attr == "TestCase"
    return target.id if made and isinstance(target, ast.Name) else ""


def _pytestmark(body: Sequence[ast.stmt], path: Path) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for node in body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            listed = node.value.elts if isinstance(node.value, ast.List) else [node.value]
            found += _ids(listed, path)
    return found


def _ids(expressions: Sequence[ast.expr], path: Path) -> list[tuple[str, int]]:
    """The ids in `pytest.mark.requirement("M-01", …)` among these expressions, with their lines."""
    found: list[tuple[str, int]] = []
    for expression in expressions:
        called = expression.func if isinstance(expression, ast.Call) else expression
        if ast.unparse(called) != "pytest.mark.requirement":
            continue
        arguments = expression.args if isinstance(expression, ast.Call) else []
        if not arguments:
            raise BookUnreadable(f"{path.name}, line {expression.lineno}: the mark names nothing.")
        for argument in arguments:
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                raise BookUnreadable(
                    f"{path.name}, line {argument.lineno}: write the id out, as a string."
                )
            found.append((argument.value, argument.lineno))
    return found


def report(root: Path, *, missing: bool = False, console: Console | None = None) -> int:
    """Prints the book with its proofs and totals; with `missing`, only what no test proves.

    Returns how many requirements no test proves yet. Raises `BookUnreadable`.
    """
    console = console or Console()
    rows = requirements(root)
    unproved = [row for row in rows if not row.tests]
    table = Table("id", "kind", "requirement", title="Requirements", title_justify="left")
    if not missing:
        table.add_column("proved by", overflow="fold")
    for row in unproved if missing else rows:
        proof = [] if missing else ["\n".join(row.tests)]
        table.add_row(row.id, row.kind, row.title, *proof)
    console.print(table)
    tests = {test for row in rows for test in row.tests}
    console.print(
        f"{len(rows)} requirements: {len(rows) - len(unproved)} proved by {len(tests)} tests, "
        f"{len(unproved)} not proved yet."
    )
    return len(unproved)
