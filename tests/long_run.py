"""`./run test --long`: one seed for all chance, and a record of what ran in docs/long-run.md.

Loaded with --long only. The record is written when everything was asked for, and not for a part.
"""

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bench.table import commit, machine

RECORD = Path(__file__).parent.parent / "docs" / "long-run.md"
PROFILE = "long"
OUTCOMES = ("error", "failed", "skipped", "xfailed", "xpassed", "passed")

# Where a property test says no number of its own, this many examples are tried.
settings.register_profile(
    PROFILE, max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@dataclass
class Ran:
    """A test that takes long: how it ended, and after how many seconds."""

    outcome: str
    seconds: float
    cases: str = ""
    """How many it says that it tried."""


class LongRun:
    """What pytest tells while it runs, kept for the record."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.commit = commit()  # of what is run, not of what is there when it is done
        self.began = datetime.now(UTC)
        self._long: set[str] = set()
        self._ran: dict[str, Ran] = {}
        self._recorded = False

    def pytest_report_header(self) -> str:
        return f"long run: seed {self.seed} (again: ./run test --long --seed {self.seed})"

    def pytest_collection_modifyitems(self, items: Iterable[pytest.Item]) -> None:
        self._long = {item.nodeid for item in items if item.get_closest_marker("long")}

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        random.seed(f"{self.seed} {item.nodeid}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        ran = self._ran.setdefault(report.nodeid, Ran("passed", 0.0))
        ran.seconds += report.duration
        for name, tried in report.user_properties:
            if name == "cases":
                ran.cases = f", {tried:,} cases"
        said = report.outcome
        if hasattr(report, "wasxfail"):
            ran.outcome = "xfailed" if report.skipped else "xpassed"
        elif said == "failed":
            ran.outcome = "failed" if report.when == "call" else "error"
        elif said == "skipped":
            ran.outcome = "skipped"

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        cut_short = session.exitstatus not in (0, 1) or session.shouldfail or session.shouldstop
        if self._long and _everything(session.config) and not cut_short:
            RECORD.write_text(self.record(), encoding="utf-8")
            self._recorded = True

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        where = RECORD.relative_to(RECORD.parent.parent)
        if self._recorded:
            terminalreporter.write_line(f"The record of this run is in {where}.")
        else:
            terminalreporter.write_line(f"{where} is left as it is: only a part of it all ran.")

    def record(self) -> str:
        """What docs/long-run.md says."""
        minutes = (datetime.now(UTC) - self.began).total_seconds() / 60
        short = [ran.outcome for test, ran in self._ran.items() if test not in self._long]
        counts = ", ".join(f"{short.count(o)} {o}" for o in OUTCOMES if o in short) or "none"
        rows = [
            f"| `{test.removeprefix('tests/')}` | {ran.seconds:,.1f} s | {ran.outcome}{ran.cases} |"
            for test, ran in sorted(self._ran.items())
            if test in self._long
        ]
        return "\n".join(
            (
                "# The long run",
                "",
                "What takes too long for every change: kills, floods, many more examples, a",
                f"million facts. Run it again: `./run test --long --seed {self.seed}`.",
                "",
                f"- {self.began:%Y-%m-%d %H:%M} UTC, {minutes:.0f} minutes, {machine()}",
                f"- commit {self.commit}",
                f"- seed {self.seed}",
                f"- all other tests, in the same run: {counts}",
                "",
                "| test | took | outcome |",
                "|---|---:|---|",
                *rows,
                "",
            )
        )


def begin(config: pytest.Config) -> None:
    """Take the seed from --seed, or from chance, and record what runs."""
    given: int | None = config.getoption("--seed")
    seed = int.from_bytes(os.urandom(4)) if given is None else given
    config.stash[SEED] = seed
    settings.load_profile(PROFILE)
    config.option.hypothesis_seed = str(seed)  # its plugin is configured after this
    config.pluginmanager.register(LongRun(seed), "long run")


SEED = pytest.StashKey[int]()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What a test with chance in it seeds that with: of this run if it is a long one, else 1."""
    return request.config.stash.get(SEED, 1)


def _everything(config: pytest.Config) -> bool:
    """No names of tests, no -k, no -m: all of it."""
    option = config.option
    whole = config.args_source in (
        pytest.Config.ArgsSource.TESTPATHS, pytest.Config.ArgsSource.INVOCATION_DIR
    )  # fmt: skip
    asked_apart = option.keyword or option.markexpr or option.deselect or option.ignore
    return whole and not asked_apart and not option.collectonly
