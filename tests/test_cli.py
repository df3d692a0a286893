"""The command line as people use it: a process of its own, its exit code, and what it prints."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.embedded import EmbeddedPostgres
from tests.postgres import reachable_folder

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = [
    "init", "serve", "follow", "rebuild", "replay", "views", "simulate", "demo", "backup",
    "restore", "requirements", "token", "status", "view", "law",
]  # fmt: skip


def wijkboek(*arguments: str, home: Path | None = None, **settings: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("WIJKBOEK_", "DATABASE_URL"))}
    if home is not None:
        own["WIJKBOEK_HOME"] = str(home)
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *arguments], cwd=ROOT, check=False, text=True,
        capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
        env={**own, "COLUMNS": "160", **settings},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    # Held open here, so that not every command starts and stops a server.
    with reachable_folder() as folder, EmbeddedPostgres(folder / "home", durable=False):
        yield folder / "home"


def test_help_names_every_command() -> None:
    code, said, _ = wijkboek("--help")
    assert code == 0
    for command in COMMANDS:
        assert re.search(rf"^\W*{command} ", said, re.MULTILINE), command
    code, _, complained = wijkboek("nonsense")
    assert code == 2
    assert "No such command" in complained


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"WIJKBOEK_MUNICIPALITY": "DROP TABLE"}, "WIJKBOEK_MUNICIPALITY cannot be used"),
        ({"WIJKBOEK_PORT": "many"}, "WIJKBOEK_PORT cannot be used"),
        ({"DATABASE_URL": "postgresql://somebody:hush-hush@127.0.0.1:9/none"}, "127.0.0.1"),
        ({"DATABASE_URL": "not a url"}, "DATABASE_URL"),
    ],
)
def test_what_cannot_work_is_one_clear_line(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    code, printed, complained = wijkboek("status", home=tmp_path / "home", **settings)
    assert (code, printed) == (1, "")
    assert said in complained
    assert "Traceback" not in complained
    assert "hush-hush" not in complained
    assert len(complained.strip().splitlines()) == 1


def test_a_journal_from_its_first_fact_to_its_backup_and_back(home: Path, tmp_path: Path) -> None:
    code, _, complained = wijkboek("status", home=home)
    assert code == 1
    assert "wijkboek init" in complained

    code, said, complained = wijkboek("init", home=home)  # nobody there to ask
    assert code == 1
    assert "--name" in complained

    begun = ("init", "--name", "Gemeente Test (verzonnen)", "--publication", "gmb-2026-1")
    code, said, complained = wijkboek(*begun, home=home)
    assert (code, "Traceback" in complained) == (0, False), complained
    assert "Gemeente Test" in said
    assert "SIMULATED" not in said
    code, said, _ = wijkboek("init", home=home)
    assert code == 0
    assert "nothing was changed" in said
    code, _, complained = wijkboek("init", "--simulated", home=home)
    assert code == 1
    assert "the first fact never changes" in complained
    code, _, complained = wijkboek("simulate", home=home)
    assert code == 1
    assert "This journal is real" in complained

    code, said, _ = wijkboek("token", home=home)
    assert code == 0
    assert re.fullmatch(r"[\w-]+\.[\w-]+\n", said)
    code, _, complained = wijkboek("token", "--worker", "fatima", home=home)
    assert code == 1
    assert "--worker" in complained

    assert wijkboek("rebuild", home=home)[0] == 0
    code, said, _ = wijkboek("views", home=home)
    assert code == 0
    assert "caseload" in said
    for wrong in (("rebuild", "nonsense"), ("replay", "nonsense")):
        code, _, complained = wijkboek(*wrong, home=home)
        assert code == 1
        assert "Traceback" not in complained

    file = tmp_path / "backup"
    code, said, _ = wijkboek("backup", str(file), home=home)
    assert code == 0
    assert "root key is not in it" in said
    code, _, complained = wijkboek("restore", str(file), home=home)
    assert code == 1
    assert "There are facts in haarlem already" in complained
    restored_elsewhere(file, home)


def restored_elsewhere(file: Path, home: Path) -> None:
    """On another machine, with the keys that were kept apart from the backup."""
    with reachable_folder() as other:
        (other / "home").mkdir()
        (other / "home" / "root.key").write_bytes((home / "root.key").read_bytes())
        (other / "home" / "root.key").chmod(0o600)
        code, said, complained = wijkboek("restore", str(file), home=other / "home")
        assert code == 1
        assert "haarlem-1.key (mode 600)" in complained
        shutil.copytree(home / "epochs", other / "home" / "epochs")
        code, said, complained = wijkboek("restore", str(file), home=other / "home")
        assert code == 0, complained
        assert "Every fact after position 1" in said
        code, said, _ = wijkboek("status", home=other / "home")
        assert "Gemeente Test" in said


def test_another_root_key_opens_nothing_and_says_so() -> None:
    with reachable_folder() as folder:
        home = folder / "home"
        assert wijkboek("init", "--simulated", home=home)[0] == 0
        (home / "root.key").write_bytes(os.urandom(32))
        code, _, complained = wijkboek("status", home=home)
        assert code == 1
        assert "root key" in complained
        assert len(complained.strip().splitlines()) == 1


def test_a_demo_shows_everything_and_a_second_start_is_warm() -> None:
    with reachable_folder() as folder:
        asked = ("demo", "--exit", "--inhabitants", "2000", "--home", str(folder / "home"))
        code, said, complained = wijkboek(*asked)
        assert code == 0, complained
        assert "Traceback" not in complained
        for shown in (
            "SIMULATED", "exactly one succeeded in 25", "Spent after the resident withdrew: 0",
            "views built anew", "mevrouw Bakker", "3.950,00", "permission denied",
            "3 witnesses cosigned", "EDITED at position 17", "meneer Max", "none, too late",
            "Struck by residents",
        ):  # fmt: skip
            assert shown in said, shown
        (head,) = re.findall(r"0 facts at the start, ([\d,]+) now", said)
        code, said, complained = wijkboek(*asked)
        assert code == 0, complained
        read_again = int(head.replace(",", "")) + 2  # two cases were read again
        assert f"{head} facts at the start, {read_again:,} now" in said
        assert "A month of a town" not in said
        code, _, complained = wijkboek(*asked[:3], "3000", *asked[4:])
        assert code == 1
        assert "another town" in complained
