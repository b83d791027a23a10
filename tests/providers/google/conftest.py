"""One far side for each module of tests; what it remembers is put away between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from google_bench import KEY, Room

from fakes.far import Far, serving
from fakes.google import Google
from vidpipe.ports import Provider, Setup
from vidpipe.providers.google import provider


@pytest.fixture(scope="module")
def served() -> Iterator[Far]:
    with serving(Google()) as found:
        yield found


@pytest.fixture
def far(served: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    served.faults.clear()
    served.jobs.clear()
    served.asked.clear()
    return served


@pytest.fixture(scope="module")
def kept(served: Far) -> Provider:
    """One provider for the module, so that its clients are made once."""
    return provider(Setup(google_url=served.address, google_version="v1"))


@pytest.fixture
def google(kept: Provider, far: Far) -> Provider:
    return kept


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)
