"""The store: tables, migrations, blobs, call cache, locks, shelf. Only this knows SQL and a workspace's files.

It implements the ports Store, Blobs and Cache, decides nothing about films, and asks nobody outside.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vidpipe.ports import Clock

if TYPE_CHECKING:
    from vidpipe.store.sql import SqlStore

__all__ = ["open_store"]


def open_store(
    data: Path,
    *,
    url: str | None = None,
    clock: Clock | None = None,
    floor: int = 200_000_000,
    day_budget: Callable[[], int | None] | None = None,
) -> "SqlStore":
    """Open a workspace, made or brought up to date where needed. `url` names a PostgreSQL instead of the file in it.

    `floor` is how many bytes must stay free on its disk; `day_budget` says, whenever it is asked, how many
    micro-dollars all films together may spend on one day. Raises NewerData, Broken, Corrupt, LimitReached, BadInput.
    """
    from vidpipe.store.sql import SqlStore

    return SqlStore(data, url=url, clock=clock, floor=floor, day_budget=day_budget)
