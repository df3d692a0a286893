"""What every test may use: the database fixtures, and `--long` for what takes too long for CI."""

from pathlib import Path

import pytest

from tests import long_run, scenario
from tests.ha import WHY_NOT
from tests.long_run import seed
from tests.on_postgres import on_postgres, rules_play_on
from tests.postgres import database, database_server, empty_database, migrated_template

__all__ = [
    "database",
    "database_server",
    "empty_database",
    "migrated_template",
    "on_postgres",
    "rules_play_on",
    "seed",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked long")
    parser.addoption("--seed", type=int, help="with --long: the seed; left out: any")
    parser.addoption("--ha", action="store_true", help="also the failovers, where etcd is")
    parser.addoption("--memory", action="store_true", help="tell rule examples in memory alone")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--long"):
        long_run.begin(config)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What is long as a whole is not even read without `--long`: reading it takes time too."""
    long = collection_path.name.endswith("_long.py") and not config.getoption("--long")
    return True if long else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A module that tells rules with `given` tells each of them in memory and on PostgreSQL."""
    if getattr(metafunc.module, "given", None) is not scenario.given:
        return
    places = ["memory"] if metafunc.config.getoption("--memory") else ["memory", "postgres"]
    metafunc.parametrize("rules_play_on", places, indirect=True, scope="module")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--ha"):
        for item in items:
            if item.get_closest_marker("ha"):
                item.add_marker(pytest.mark.skip(reason=WHY_NOT))
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
