"""What the tests of the engine stand on: a workspace of each test's own, whose pictures are bought."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Callable[..., Shop]]:
    """Opens the workspace as it is, any number of times; closed at the end."""
    opened: list[Shop] = []

    def make(**how: object) -> Shop:
        opened.append(Shop(tmp_path, **how))  # type: ignore[arg-type]
        return opened[-1]

    yield make
    for each in opened:
        each.store.close()
