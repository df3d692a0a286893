"""Every view there is, a view a file: importing this package knows them all."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from projections.view import View

VIEWS: dict[str, View[Any]] = {
    view.name: view
    for module in iter_modules(__path__)
    for view in vars(import_module(f"{__name__}.{module.name}")).values()
    if isinstance(view, View)
}
"""By name: the name is that of the table, too."""
