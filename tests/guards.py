"""Takes every guard out of the decisions, one at a time: some test must notice each.

    python -m tests.guards              all of domain/decisions, and what every command is asked
    python -m tests.guards budget case  the guards of these nouns alone

A guard is an `if` that only raises, one condition of such an `if`, or a call of a rule that only
raises. Each is taken out in a copy of the tree, never in the tree itself, and the rule examples
run there in memory. Exit code 1 when a guard can go and nobody notices.
"""

import ast
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

import tests.conftest  # noqa: F401  (what it needs is loaded once, before processes are forked)
from service.requirements import requirements

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = Path("domain", "decisions")
DECIDING = Path("service", "deciding.py")
"""What is asked of every command alike."""
ELSEWHERE = {
    "adopting": ["configuration", "case", "application"],
    "agreement": ["agreement", "deciders"],
    "awareness": ["awareness", "notice_letters"],
    "budget": ["budget", "spending", "without_knowing"],
    "contact": ["contact", "help_refused", "safety_contact"],
    "content": ["disclosure_content", "repetition"],
    "correcting": ["repetition", "disclosure_content"],
    "decision": ["application", "by_mandate"],
    "disclosure": ["disclosure", "disclosure_content"],
    "endorsement": ["by_mandate"],
    "inquiry": ["participation"],
    "intake": ["intake", "without_knowing"],
    "meldcode": ["meldcode", "withheld", "safety_contact"],
    "note": ["note", "without_knowing"],
    "outreach": ["outreach", "help_refused", "safety_contact"],
    "reach": ["disclosure"],
    "reading_referral": ["reading_referral", "reading"],
    "referral": ["referral", "permission", "disclosure", "by_mandate"],
    "recipient": ["disclosure"],
    "recipient_notice": ["third_party"],
    "refiling": ["record"],
    "spending": ["spending", "budget"],
    "statement": ["statement", "repetition", "confidence", "without_knowing"],
    "strike": ["report"],
    "voice": ["report", "contest"],
}
"""Nouns whose rule examples stand in other files than their own."""
COPIED = ("domain", "service", "tests", "projections", "pyproject.toml")


@dataclass(frozen=True)
class Guard:
    """A guard, and its module's source without it."""

    path: Path
    line: int
    says: str
    without: str


def guards_of(path: Path) -> Iterator[Guard]:
    """Every guard of a module of decisions, in order."""
    text = path.read_text(encoding="utf-8")
    spots = [n for n in ast.walk(ast.parse(text)) if _is_guard(n)]
    for spot in sorted(spots, key=lambda node: node.lineno):  # type: ignore[attr-defined]
        assert isinstance(spot, ast.If | ast.Expr)
        yield _without(path, text, spot)
        if isinstance(spot, ast.If):
            yield from _with_a_condition_less(path, text, spot)


def _is_guard(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return len(node.body) == 1 and isinstance(node.body[0], ast.Raise) and not node.orelse
    called = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return called and isinstance(node.value.func, ast.Name)  # type: ignore[attr-defined]


def _without(path: Path, text: str, spot: ast.If | ast.Expr) -> Guard:
    tree = ast.parse(text)
    for parent in ast.walk(tree):
        for body in (getattr(parent, name, None) for name in ("body", "orelse")):
            if isinstance(body, list):
                for i, node in enumerate(body):
                    if _same(node, spot):
                        body[i] = ast.Pass()
    says = spot.test if isinstance(spot, ast.If) else spot.value
    return Guard(path, spot.lineno, f"{ast.unparse(says)}{_code(spot)}", ast.unparse(tree))


def _with_a_condition_less(path: Path, text: str, spot: ast.If) -> Iterator[Guard]:
    for nth, either in enumerate(n for n in ast.walk(spot.test) if isinstance(n, ast.BoolOp)):
        for i, condition in enumerate(either.values):
            if _only_for_the_type_checker(condition):
                continue
            tree = ast.parse(text)
            copy = next(n for n in ast.walk(tree) if _same(n, spot))
            assert isinstance(copy, ast.If)
            found = [n for n in ast.walk(copy.test) if isinstance(n, ast.BoolOp)][nth]
            del found.values[i]
            says = f"… {ast.unparse(condition)} …{_code(spot)}"
            yield Guard(path, spot.lineno, says, ast.unparse(tree))


def _only_for_the_type_checker(condition: ast.expr) -> bool:
    """`x is None` beside other conditions: what it guards against comes to the same."""
    return isinstance(condition, ast.Compare) and isinstance(condition.ops[0], ast.Is)


def _same(node: ast.AST, spot: ast.AST) -> bool:
    here, there = ((n, getattr(n, "lineno", 0), getattr(n, "col_offset", 0)) for n in (node, spot))
    return type(node) is type(spot) and here[1:] == there[1:]


def _code(spot: ast.If | ast.Expr) -> str:
    raised = spot.body[0] if isinstance(spot, ast.If) else None
    return f" → {ast.unparse(raised)[6:]}" if isinstance(raised, ast.Raise) else ""


class Failures:
    """What fails in a run of pytest, by name."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.names.append(report.nodeid)


def failing(copy: Path, files: list[str]) -> list[str]:
    """The tests of these files that fail in that copy of the tree."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_run, args=(copy, files, theirs))
    child.start()
    theirs.close()
    try:
        found: list[str] = ours.recv()
    except EOFError:
        raise RuntimeError("the tests could not run in the copy") from None
    finally:
        child.join()
    return found


def _run(copy: Path, files: list[str], answer: Connection) -> None:
    os.chdir(copy)
    sys.path[0] = str(copy)
    for name in [n for n in sys.modules if n.split(".")[0] in ("domain", "service", "tests")]:
        del sys.modules[name]
    # Compiled once, by the first run. What has a guard less is not kept: a module that was changed
    # twice within a second would be taken for the other.
    sys.dont_write_bytecode = (copy / "tests" / "__pycache__").exists()
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    failures = Failures()
    options = ["--memory", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis"]
    code = pytest.main([*options, "-c", "pyproject.toml", *files], plugins=[failures])
    if code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        answer.send(failures.names)
    answer.close()


def rule_tests() -> list[str]:
    """The files that tell rules as examples."""
    return sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").glob("test_*.py")
        if re.search(r"^from tests.scenario import .*\bgiven\b", path.read_text("utf-8"), re.M)
    )


def nearest(noun: str) -> list[str]:
    """The files that should notice, asked before all others."""
    near = [f"tests/test_{name}.py" for name in ELSEWHERE.get(noun, [noun])]
    return [name for name in [*near, "tests/test_common_rules.py"] if name in rule_tests()]


def noticed(guard: Guard, copy: Path) -> list[str]:
    """The tests that fail without this guard."""
    module = copy / guard.path.relative_to(ROOT)
    original = module.read_text(encoding="utf-8")
    module.write_text(guard.without, encoding="utf-8")
    try:
        return failing(copy, nearest(guard.path.stem)) or failing(copy, rule_tests())
    finally:
        module.write_text(original, encoding="utf-8")


def run(nouns: list[str], console: Console) -> int:
    """Takes guards out, prints who noticed; the number of guards that nobody missed."""
    paths = [*sorted((ROOT / DECISIONS).glob("[a-z]*.py")), ROOT / DECIDING]
    guards = [g for path in paths if not nouns or path.stem in nouns for g in guards_of(path)]
    table = Table("guard", "what it says", "noticed by", title="Guards", title_justify="left")
    killers: set[str] = set()
    survivors = 0
    with tempfile.TemporaryDirectory() as folder, Progress(console=console) as progress:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, copy / name)
        if broken := failing(copy, rule_tests()):
            console.print(f"[red]Fix these first: they fail as it is: {', '.join(broken)}")
            return len(broken)
        for guard in progress.track(guards, description="Taking guards out …"):
            names = noticed(guard, copy)
            killers.update(name.partition("[")[0] for name in names)
            survivors += not names
            who = f"{names[0].partition('::')[2]} +{len(names) - 1}" if names else "[red]NOBODY"
            table.add_row(f"{guard.path.name}:{guard.line}", guard.says, who)
    console.print(table)
    if not nouns:
        console.print(_by_requirement(killers))
    console.print(f"{len(guards)} guards taken out, {survivors} of them without anybody noticing.")
    return survivors


def _by_requirement(killers: set[str]) -> Table:
    table = Table("id", "guarded by tests", title="Requirements of rules", title_justify="left")
    rules = tuple(f"{name}::" for name in rule_tests())
    for row in requirements(ROOT):
        if marked := [test for test in row.tests if test.startswith(rules)]:
            guarding = sum(test in killers for test in marked)
            said = (
                f"{guarding} of {len(marked)}"
                if guarding
                else "no guard: what follows, not what is refused"
            )
            table.add_row(row.id, said)
    return table


if __name__ == "__main__":
    sys.exit(1 if run(sys.argv[1:], Console()) else 0)
