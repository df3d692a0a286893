"""No guard of a decision can go without a test that notices it: the mutation run, and its rules."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards import ELSEWHERE, ROOT, guards_of, nearest

RULES = """
def decide(self, case, door):
    informed(case, door)
    if case is None or case.closed or door.urgent:
        raise Refused(Refusal.CASE_CLOSED)
    if door.open:
        raise Unknown("door")
    else:
        pass
    return [case]
"""


def test_a_guard_is_an_if_that_only_raises_one_of_its_conditions_or_a_rule_that_is_called(
    tmp_path: Path,
) -> None:
    (tmp_path / "door.py").write_text(RULES, encoding="utf-8")
    guards = list(guards_of(tmp_path / "door.py"))
    assert [(guard.line, guard.says) for guard in guards] == [
        (3, "informed(case, door)"),
        (4, "case is None or case.closed or door.urgent → Refused(Refusal.CASE_CLOSED)"),
        (4, "… case.closed … → Refused(Refusal.CASE_CLOSED)"),
        (4, "… door.urgent … → Refused(Refusal.CASE_CLOSED)"),
    ]
    called, whole, closed, urgent = (guard.without for guard in guards)
    assert "informed" not in called and "Refused" in called
    assert "Refused" not in whole and "informed" in whole
    assert "if case is None or door.urgent:" in closed
    assert "if case is None or case.closed:" in urgent


def test_every_noun_has_rule_examples_of_its_own() -> None:
    nouns = {path.stem for path in (ROOT / "domain" / "decisions").glob("[a-z]*.py")} - {"guards"}
    assert len(nouns) > 5
    for noun in nouns:
        own = [f"tests/test_{name}.py" for name in ELSEWHERE.get(noun, [noun])]
        assert set(own) <= set(nearest(noun)), noun


def mutation_run(*nouns: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.guards", *nouns]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_no_guard_of_a_permission_goes_unnoticed() -> None:
    run = mutation_run("permission")
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 of them without anybody noticing" in run.stdout


@pytest.mark.long
@pytest.mark.requirement("E-09", "H-03", "H-05", "H-06")
def test_no_guard_of_any_decision_goes_unnoticed() -> None:
    run = mutation_run()
    assert run.returncode == 0, run.stdout + run.stderr
    assert "H-03" in run.stdout
