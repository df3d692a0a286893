"""Looking from the command line: views and cases as they stand, and as they were on a day."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import typer
from psycopg import sql
from rich.console import Console

from projections.views import VIEWS
from service.app import application
from service.commands.beginning import Answers, init
from service.commands.demo import links
from service.commands.moments import moment
from service.commands.rows import ON_SCREEN, view
from service.commands.simulate import simulate
from service.commands.views import NotThere, rebuild, show
from service.opening import Opened, opened
from service.settings import Settings
from service.views import view_store
from tests.postgres import reachable_folder
from tests.test_cli import ROOT, wijkboek


@pytest.fixture(scope="module")
def town() -> Iterator[Opened]:
    """A small simulated town, after a month; its views are built."""
    quiet = Console(file=io.StringIO())
    with reachable_folder() as folder:
        settings = Settings(home=folder / "home", municipality="haarlem", database_url=None)
        with opened(settings, durable=False) as journal:
            begun = Answers(simulated=True, start=datetime(2026, 1, 1, tzinfo=UTC))
            init(journal, begun, quiet, ask=False)
            simulate(journal, quiet, inhabitants=10_000, months=1, seed=1)
            rebuild(journal, quiet)
            yield journal


def asked(town: Opened, *arguments: str) -> tuple[str, str]:
    """What a command that succeeds prints, on stdout and on stderr."""
    code, said, complained = wijkboek(*arguments, home=town.settings.home)
    assert code == 0, complained
    return said, complained


def printed(town: Opened, name: str, known_at: str | None = None, **options: Any) -> str:
    said = io.StringIO()
    at = known_at and moment(known_at)
    view(town, Console(file=said, width=200), name, at or None, **options)
    return said.getvalue()


def rows(town: Opened, name: str, known_at: str | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed(town, name, known_at, as_csv=True))))


def test_a_day_is_meant_up_to_its_end_in_the_netherlands() -> None:
    assert moment("2026-02-02") == datetime(2026, 2, 2, 22, 59, 59, 999_999, UTC)
    assert moment("2026-07-02") == datetime(2026, 7, 2, 21, 59, 59, 999_999, UTC)
    # The clock goes forward on the 29th of March, and back on the 25th of October.
    assert moment("2026-03-29") == datetime(2026, 3, 29, 21, 59, 59, 999_999, UTC)
    assert moment("2026-10-25") == datetime(2026, 10, 25, 22, 59, 59, 999_999, UTC)


def test_a_time_is_dutch_unless_it_says_its_zone() -> None:
    assert moment("2026-02-02T15:30") == datetime(2026, 2, 2, 14, 30, tzinfo=UTC)
    assert moment("2026-02-02 00:00") == datetime(2026, 2, 1, 23, tzinfo=UTC)
    assert moment("2026-02-02T15:30+00:00") == datetime(2026, 2, 2, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "9999-12-31", "0001-01-01T00:00"])
def test_what_is_no_moment_is_said_to_be_none(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="say a day"):
        moment(text)


def test_a_view_is_printed_as_it_stands_and_as_it_was(town: Opened) -> None:
    for name, each in VIEWS.items():
        now = rows(town, name)
        assert now == rows(town, name, "2100-01-01"), name
        assert now == [] or list(now[0]) == [column.name for column in each.columns]
        assert f"{name}: {len(now):,} rows, facts up to" in printed(town, name)
    now, then = rows(town, "caseload"), rows(town, "caseload", "2026-01-15")
    assert 0 < len(then) < len(now)
    assert max(row["opened_on"] for row in then) <= "2026-01-15"
    said = printed(town, "caseload", "2026-01-15")
    assert f"caseload: {len(then)} rows, as known at 2026-01-15 23:59." in said
    assert "caseload: 0 rows" in printed(town, "caseload", "2025-12-31")
    assert len(rows(town, "waiting")) > ON_SCREEN
    assert "more: --csv prints all of them." in printed(town, "waiting")


def test_on_a_narrow_screen_no_id_is_cut_into_pieces(town: Opened) -> None:
    first = rows(town, "caseload")[0]
    for width in (60, 300):
        said = io.StringIO()
        view(town, Console(file=said, width=width), "caseload")
        for id_ in (first["case"], first["resident"], first["team"]):
            assert id_ in said.getvalue(), width
        assert ("resident  " in said.getvalue().splitlines()[3]) == (width == 60)


def test_a_view_never_built_or_built_by_another_version_says_what_to_do(town: Opened) -> None:
    with town.database.connect("projector") as connection:
        marks = view_store(town.database.schema).bookmark
        change = sql.SQL("UPDATE {} SET fingerprint = %s WHERE view = 'caseload'").format(marks)
        connection.execute(change, ["another"])
        connection.commit()
        with pytest.raises(NotThere, match="wijkboek rebuild caseload"):
            printed(town, "caseload")
        said = io.StringIO()
        show(town, Console(file=said, width=200))
        assert "caseload was built by another version" in said.getvalue()
        assert "budgets was built" not in said.getvalue()
        connection.execute(change, [VIEWS["caseload"].fingerprint])


def test_a_command_line_that_asks_for_what_is_not_there(town: Opened) -> None:
    code, said, complained = wijkboek("view", "nonsense", home=town.settings.home)
    assert (code, said) == (1, "")
    assert "caseload" in complained
    code, _, complained = wijkboek("view", "caseload", "--known-at", "soon")
    assert code == 2
    assert "2026-02-02" in complained


def test_what_is_simulated_is_said_to_be_so_once(town: Opened) -> None:
    case = rows(town, "caseload")[0]["case"]
    for arguments in (
        ("replay", case),
        ("views",),
        ("view", "budgets"),
        ("view", "budgets", "--csv"),
    ):
        said, complained = asked(town, *arguments)
        assert (said + complained).count("SIMULATED") == 1, arguments
    assert "SIMULATED" in complained  # and not among the rows that a program reads


def test_a_case_is_told_as_it_was_known_at_the_end_of_a_day(town: Opened) -> None:
    first = min(rows(town, "caseload"), key=lambda row: row["opened_on"])
    on = first["opened_on"]
    said, _ = asked(town, "replay", first["case"], "--known-at", on, "--valid-at", on)
    assert "opende de zaak" in said
    code, _, complained = wijkboek(
        "replay", first["case"], "--known-at", "2025-12-31", home=town.settings.home
    )
    assert code == 1
    assert "No such case was known" in complained


def test_a_follower_needs_no_root_key() -> None:
    with reachable_folder() as folder:
        home = folder / "home"
        assert wijkboek("init", "--simulated", home=home)[0] == 0
        (home / "root.key").unlink()
        own = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "follow"], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**own, "WIJKBOEK_HOME": str(home), "WIJKBOEK_PORT": "0", "COLUMNS": "160"},
        )  # fmt: skip
        assert process.stdout is not None
        begun = process.stdout.readline() + process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=60)
        assert process.returncode == 0, complained
        assert begun.count("SIMULATED") == 1
        assert "/metrics" in begun
        assert "Stopped between two batches" in said
        assert not (home / "root.key").exists()


def test_the_demo_ends_with_links_that_lead_somewhere() -> None:
    said = links("http://127.0.0.1:8000", "t", "00000000-0000-4000-8000-000000000000")
    routes = {getattr(route, "path", "") for route in application().router.routes}
    paths = set(re.findall(r"/(?:v1|health)/[\w./-]+", said))
    assert {re.sub(r"[0-9a-f-]{36}", "{case}", path) for path in paths} <= routes
    assert {"/v1/docs", "/v1/caseload", "/v1/accountability"} <= paths
