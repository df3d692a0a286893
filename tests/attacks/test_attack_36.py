"""Attack 36: the operator hands out a verifier of his own making, one that finds nothing."""

import os
import random
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from service.notary.handing_out import page, single_file
from service.notary.strict import encoded
from tests.notary.broken import ALL, broken
from tests.notary.second import SCRIPT, Case, Said, first, running

TAKEN_OUT = [
    ('report.add("EDITED", "the export is not the one signed")', "null"),
    ('report.add("ROOT", "its checkpoint is of another tree")', "null"),
    ("if (nth > seen + 1)", "if (false)"),
    ("if (position <= before)", "if (false)"),
    ("BigInt(seen) !== count || BigInt(before) !== last || ", ""),
    ('wrong.push("it stands at another position")', "null"),
    ('wrong.push("it is not that number")', "null"),
    ('wrong.push("it is not in the tree")', "null"),
    ('wrong.push("its words are not those that it names")', "null"),
    ("if (commit !== own(promised, segment)?.pt_commit)", "if (false)"),
    ("if (!fits)", "if (false)"),
    ("if (!signed)", "if (false)"),
    ("if (!met(policy, times.keys()))", "if (false)"),
    ("if (signed.signatures.length !== 1)", "if (false)"),
    ('if (btoa(binary) !== text) throw unreadable("base64 has one spelling");', ""),
    ("!isObject(said) || !same(utf8.encode(spelled(said)), raw)", "!isObject(said)"),
    ('report.add("STALE"', '(() => {})("STALE"'),
    ("(at === null || now - at > FRESH)", "at === null"),
    ("one.size !== other.size || ", ""),
    ('report.add("EDITED", "it is not in the tree that', '(() => {})("EDITED", "'),
    ('report.add("MISSING", "it was promised', '(() => {})("MISSING", "it was promised'),
    ('report.add("MISSING", "another fact', '(() => {})("MISSING", "another fact'),
    ("if (proof.entry.length !== 64)", "if (false)"),
]  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Case, Said]]:
    """Files, and what the first verifier says of each."""
    path, chance = tmp_path_factory.mktemp("shown") / "file", random.Random(36)
    return [(case, first(case, path)) for case in [*ALL, *(broken(chance) for _ in range(400))]]


@pytest.mark.parametrize("check, instead", TAKEN_OUT, ids=range(len(TAKEN_OUT)))
def test_attack_36_a_check_that_was_taken_out_of_one_shows_beside_the_other(
    shown: list[tuple[Case, Said]], tmp_path: Path, check: str, instead: str
) -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert source.count(check) == 1
    script = tmp_path / "verify.mjs"
    script.write_text(source.replace(check, instead), encoding="utf-8")
    with running(script) as second:
        for begin in range(0, len(shown), 50):
            some = shown[begin : begin + 50]
            second.ask([case for case, _ in some])
            if [second.answer() for _ in some] != [said for _, said in some]:
                return
    pytest.fail("nobody would notice")


def test_attack_36_whoever_builds_it_again_gets_the_same_bytes() -> None:
    build = (
        "from service.notary.handing_out import page, single_file;"
        "print(page(), single_file(), sep='', end='')"
    )
    done = subprocess.run(
        [sys.executable, "-c", build], env=os.environ | {"PYTHONHASHSEED": "36"},
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode() == page() + single_file()


def test_attack_36_the_page_is_the_second_verifier_and_reaches_nothing(tmp_path: Path) -> None:
    file = tmp_path / "verify.html"
    done = CliRunner().invoke(app, ["notary", "verifier", str(file)])
    assert (done.exit_code, file.read_text(encoding="utf-8")) == (0, page()), done.output
    whole, script = page(), SCRIPT.read_text(encoding="utf-8")
    assert whole.count(script) == 1 and len(script.splitlines()) < 1_000
    for kind in ("script", "style"):
        [run] = re.findall(rf"<{kind}\b[^>]*>(.*?)</{kind}>", whole, re.DOTALL)
        assert f"{kind}-src 'sha256-{encoded(sha256(run.encode()).digest())}'" in whole
    assert "default-src 'none'" in whole and whole.count("-src ") == 3
    assert not re.search(
        r"\b(?:src|href|action)=|https?:|\bfetch\b|XMLHttp|innerHTML|\beval", whole
    )
