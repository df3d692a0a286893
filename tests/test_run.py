"""`./run` on machines that are new, half set up, out of reach or out of date."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TASKS = ["demo", "wijkboek", "test", "check", "bench", "lock"]
SETTING_UP = "Setting up"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project that needs no packages and whose command line greets."""
    shutil.copy(ROOT / "run", tmp_path)
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "requirements-dev.lock").write_text("# nothing more\n")
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "cli.py").write_text("import sys\nprint('up', *sys.argv[1:])\n")
    return tmp_path


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    # The settings of pip on this machine are left out: what counts is what the test says.
    own = {
        key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "PYTHON"))
    }
    settings: Mapping[str, str] = {**own, "PIP_CONFIG_FILE": os.devnull, **environment}
    return subprocess.Popen(
        [sys.executable, str(folder / "run"), *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=settings,
    )  # fmt: skip


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    process = start(folder, *arguments, **environment)
    said, complained = process.communicate()
    return process.returncode, said, complained


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("help",)])
def test_it_lists_its_tasks_without_setting_anything_up(folder: Path, arguments: list[str]) -> None:
    code, said, complained = run(folder, *arguments)
    assert (code, complained) == (0, "")
    assert all(f"./run {task} " in said for task in TASKS)
    assert not (folder / ".venv").exists()


def test_an_unknown_task_is_named_and_the_known_ones_listed(folder: Path) -> None:
    code, _, complained = run(folder, "tset")
    assert code == 2
    assert "no task 'tset'" in complained
    assert "./run test " in complained


def test_two_at_once_set_up_once_and_both_run(folder: Path) -> None:
    both = [start(folder, "wijkboek", "serve", "--port", "1") for _ in range(2)]
    answers = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [said for said, _ in answers] == ["up serve --port 1\n"] * 2
    assert sum(SETTING_UP in complained for _, complained in answers) == 1

    code, said, complained = run(folder, "demo", "--exit")
    assert (code, said, complained) == (0, "up demo --exit\n", "")  # nothing left to set up


def test_a_changed_lock_is_installed_and_a_half_made_environment_made_anew(
    folder: Path, tmp_path: Path
) -> None:
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").write_text("what a full disk left behind")
    assert run(folder, "wijkboek")[:2] == (0, "up\n")

    python = folder / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(tmp_path / "a-python-that-was-upgraded-away")
    assert run(folder, "wijkboek")[:2] == (0, "up\n")

    with (folder / "requirements.lock").open("a") as lock:
        lock.write("# another\n")
    code, _, complained = run(folder, "wijkboek")
    assert code == 0
    assert SETTING_UP in complained


def test_tests_need_more_packages_than_the_product(folder: Path) -> None:
    assert run(folder, "wijkboek")[0] == 0
    code, _, complained = run(folder, "test")
    assert SETTING_UP in complained
    assert code == 1
    assert "No module named pytest" in complained  # of this folder's lock: it holds no packages


def test_without_venv_it_says_what_to_install(folder: Path, tmp_path: Path) -> None:
    # What Debian's python3 without python3-venv does.
    without = tmp_path / "without"
    without.mkdir()
    (without / "venv.py").write_text("raise SystemExit('ensurepip is not available')\n")
    code, _, complained = run(folder, "wijkboek", PYTHONPATH=str(without))
    assert code == 1
    assert "sudo apt-get install python3-venv" in complained
    assert "Traceback" not in complained


def test_a_registry_out_of_reach_is_said_and_the_next_run_starts_afresh(folder: Path) -> None:
    lock = folder / "requirements.lock"
    lock.write_text(f"a-package==1.0 --hash=sha256:{'0' * 64}\n")
    code, _, complained = run(
        folder, "wijkboek", PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="1"
    )
    assert code == 1
    assert "registry cannot be reached" in complained
    assert "Traceback" not in complained

    lock.write_text("# reachable again\n")
    assert run(folder, "wijkboek")[:2] == (0, "up\n")


def test_it_can_be_read_by_a_python_that_is_too_old_to_run_it() -> None:
    ast.parse((ROOT / "run").read_text(encoding="utf-8"), feature_version=(3, 8))
