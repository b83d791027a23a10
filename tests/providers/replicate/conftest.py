"""One far side for all tests of a file, as new for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from replicate_bench import KEY, Bench

from fakes.far import Far, serving
from fakes.replicate import Replicate
from vidpipe.ports import Setup
from vidpipe.providers.replicate.peer import ReplicateProvider


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Far, Replicate, ReplicateProvider]]:
    dialect = Replicate()
    with serving(dialect) as far:
        yield far, dialect, ReplicateProvider(Setup(replicate_url=far.address))


@pytest.fixture
def bench(served: tuple[Far, Replicate, ReplicateProvider], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    far, dialect, provider = served
    monkeypatch.setenv("REPLICATE_API_TOKEN", KEY)
    monkeypatch.setattr("vidpipe.providers.replicate.files.PAUSE", 0.01)
    far.faults.clear()
    far.jobs.clear()
    far.asked.clear()
    far.seconds.clear()
    dialect.tokens.clear()
    dialect.patience.clear()
    dialect.hidden.clear()
    dialect.page = 100
    folder = tmp_path / "bench"
    folder.mkdir()
    return Bench(far, dialect, provider, folder)
