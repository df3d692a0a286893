"""What every test may use: the database fixtures, and `--long` for what takes too long for CI."""

import pytest

from tests.postgres import database, database_server, empty_database, migrated_template

__all__ = ["database", "database_server", "empty_database", "migrated_template"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests marked long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
