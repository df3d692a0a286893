"""What the README shows is what happens."""

import contextlib
import io
import re
from pathlib import Path

from service.cli import app
from service.commands.verifying import app as proofs

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def test_its_scenario_runs_and_prints_what_it_says() -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    (printed,) = re.findall(r"^```text\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert said.getvalue() == printed


def test_every_command_and_path_that_it_names_is_there() -> None:
    commands = {each.callback.__name__ for each in app.registered_commands if each.callback}
    commands |= {str(each.name) for each in app.registered_groups}
    commands |= {each.callback.__name__ for each in proofs.registered_commands if each.callback}
    assert set(re.findall(r"wijkboek ([a-z]+)", README)) <= commands
    root = Path(__file__).resolve().parent.parent
    within = [root, root / "service", root / "domain", root / "projections"]
    for path in re.findall(r"`([a-z_]+/(?:[a-z_]+(?:\.py|/)?)?)`", README):
        assert any((folder / path).exists() for folder in within), path
