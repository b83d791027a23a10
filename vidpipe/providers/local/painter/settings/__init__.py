"""Settings: the places a scene can play in. One file is one place, found by scanning this package: a new one is a
new file.

`paint(stage, enter)` paints the place from the back to the front and calls `enter(ground)` where the subject belongs.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from vidpipe.providers.local.painter.stage import Stage

Enter = Callable[[str], None]
Paint = Callable[[Stage, Enter], None]


@cache
def settings() -> dict[str, Paint]:
    """The painter of each setting by id; a module may name further ids it serves in ALSO."""
    found: dict[str, Paint] = {}
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        for name in (entry.name, *getattr(module, "ALSO", ())):
            found[name] = module.paint
    return found
