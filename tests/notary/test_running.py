"""As an operator runs it: begin, sign, three witnesses, serve, export; and others verify it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.embedded import EmbeddedPostgres
from tests.postgres import reachable_folder
from tests.test_cli import ROOT, wijkboek


@contextlib.contextmanager
def running(home: Path, *arguments: str) -> Iterator[str]:
    """A command that goes on until it is stopped; the line that it begins with."""
    own = {k: v for k, v in os.environ.items() if not k.startswith(("WIJKBOEK_", "DATABASE_URL"))}
    with subprocess.Popen(
        [sys.executable, "-m", "service.cli", *arguments], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={**own, "WIJKBOEK_HOME": str(home), "COLUMNS": "300"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with reachable_folder() as folder, EmbeddedPostgres(folder / "home", durable=False):
        assert wijkboek("init", "--simulated", home=folder / "home")[0] == 0
        yield folder / "home"


def size(home: Path) -> tuple[int, int, int]:
    """Facts, signed and cosigned, as `wijkboek notary status` says."""
    said = wijkboek("notary", "status", home=home)[1]
    found = re.search(r": (\d+) facts, \d+ fixed, (\d+) signed", said)
    cosigned = re.search(r"(\d+) cosigned", said)
    assert found
    return int(found[1]), int(found[2]), int(cosigned[1]) if cosigned else 0


@pytest.mark.requirement("M-31", "Z-18")
def test_from_the_first_fact_to_what_an_auditor_says(home: Path, tmp_path: Path) -> None:
    here = home / "notary" / "haarlem"
    code, said, _ = wijkboek("notary", "init", home=home)
    assert code == 0 and "can still rewrite it" in said
    named = ["a.example/1", "b.example/2", "c.example/3"]
    with contextlib.ExitStack() as witnesses:
        lines = [
            witnesses.enter_context(
                running(home, "witness", str(tmp_path / who[0]), "--policy", str(here / "policy"),
                        "--name", who, "--port", "0")
            )
            for who in named
        ]  # fmt: skip
        asked = [part for line in lines for part in ("--witness", line)]
        code, said, complained = wijkboek("notary", "init", *asked, home=home)
        assert code == 0, complained
        with running(home, "notary", "signer"), running(home, "notary", "run"):
            while len(set(size(home))) > 1:
                pass
    dump, single = tmp_path / "journal.jsonl", tmp_path / "verify.py"
    assert wijkboek("notary", "dump", str(dump), home=home)[0] == 0
    assert wijkboek("notary", "verifier", str(single), home=home)[0] == 0
    trusted = here / "policy"
    for asked_ in (("--journal",), (str(dump), "--policy", str(trusted))):
        code, said, complained = wijkboek("verify", *asked_, home=home)
        assert (code, "All is as it was recorded" in said, "SIMULATED" in said) == (
            0,
            True,
            True,
        ), said + complained
    done = subprocess.run(
        [sys.executable, "-I", str(single), str(dump), "--policy", str(trusted)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and "All is as it was recorded" in done.stdout
    code, said, complained = wijkboek("fsck", home=home)
    assert (code, "wrong" in said) == (0, False), said + complained
    spoilt = dump.read_bytes().replace(b'"JournalOpened"', b'"JournalOpenee"', 1)
    dump.write_bytes(spoilt)
    code, said, _ = wijkboek("verify", str(dump), home=home)
    assert code == 1 and "EDITED at position 1" in said


def test_what_cannot_be_done_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "there").touch()
    for arguments, said in (
        (("verify", "nowhere"), "nowhere cannot be verified"),
        (("notary", "signer"), "There is no notary here yet"),
        (("witness", str(tmp_path), "--policy", "nowhere", "--name", "w"), "cannot begin"),
        (("notary", "verifier", str(tmp_path / "there")), "cannot be written: File exists"),
    ):
        done = CliRunner().invoke(app, arguments, env={"WIJKBOEK_HOME": str(tmp_path)})
        assert (done.exit_code, said in done.output) == (1, True), done.output
    assert CliRunner().invoke(app, ["verify"]).exit_code == 2
