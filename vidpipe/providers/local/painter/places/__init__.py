"""Places: more exact than a setting, such as the market in a street. One file is one place, found by scanning.

A place is painted as a setting is: `paint(stage, enter)`, from the back to the front.
"""

import importlib
import pkgutil
from functools import cache

from vidpipe.providers.local.painter.settings import Paint


@cache
def places() -> dict[str, Paint]:
    """The painter of each place by id."""
    names = [entry.name for entry in pkgutil.iter_modules(__path__)]
    return {name: importlib.import_module(f"{__name__}.{name}").paint for name in names}
