"""One far side for each module of tests; what it remembers is put away between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openai_bench import DIALECT, KEY

from fakes.asking import Room
from fakes.far import Far, serving
from vidpipe.ports import Setup
from vidpipe.providers.openai.peer import OpenAIProvider


@pytest.fixture(scope="module")
def server() -> Iterator[Far]:
    with serving(DIALECT) as found:
        yield found


@pytest.fixture(scope="module")
def provider(server: Far) -> OpenAIProvider:
    return OpenAIProvider(Setup(openai_url=server.address))


@pytest.fixture
def far(server: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    server.rest()
    server.faults.clear()
    server.jobs.clear()
    server.asked.clear()
    server.keys_seen.clear()
    DIALECT.bodies.clear()
    return server


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)
