"""Fixtures for the tests of media: a cutting room in a folder of its own."""

from pathlib import Path

import pytest
from media_room import Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)
