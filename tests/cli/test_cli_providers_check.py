"""`vidpipe providers check` against far sides: it is free, tells what the catalogue does not know, keeps its cap."""

from collections.abc import Iterator

import pytest

from fakes.far import Far, serving
from fakes.trial import KEYS, everybody, setup_of


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    with serving(*everybody()) as found:
        yield found


@pytest.fixture
def reached(far: Far, monkeypatch: pytest.MonkeyPatch) -> Far:
    for name, value in setup_of(far).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("VIDPIPE_HASTE", "50")
    far.jobs.clear()
    far.asked.clear()
    return far


def test_everybody_with_a_key_is_asked_and_nothing_is_paid(cli, reached):
    answer = cli("providers", "check", "--json")
    assert answer.code == 0, answer.err
    found = {one["provider"]: one for one in answer.data["providers"]}
    assert set(found) == {"google", "local", "openai", "replicate", "server"}
    for name in ("google", "openai", "replicate"):
        assert found[name]["listed"] > 0
        assert found[name]["unknown"] == []
    assert found["server"]["unknown"] == ["writer"]
    assert {meant.act for _, _, meant in reached.asked} == {"check"}
    assert reached.jobs == {}
    said = cli("providers", "check", "server").out
    assert "In the catalogue, but not listed there: writer" in said
    assert not [key for key in KEYS.values() if key in said + answer.out + answer.err]


def test_one_provider_alone_is_asked_by_name(cli, reached):
    answer = cli("providers", "check", "openai", "--json")
    assert [one["provider"] for one in answer.data["providers"]] == ["openai"]


def test_a_live_smoke_makes_a_tiny_thing_within_its_cap_and_books_it(cli, reached):
    answer = cli("providers", "check", "google", "--live-smoke", "--cap", "0.10", "--json")
    assert answer.code == 0, answer.err
    free, paid = answer.data["providers"]
    assert free["listed"] > 0
    assert "really asked: made words" in paid["said"]
    assert 0 < paid["cost_usd"] <= 0.10
    assert [job.role for job in reached.submits()] == ["text"]
    assert cli("list", "--json").data == {"projects": []}


def test_a_live_smoke_that_passes_its_cap_sends_nothing(cli, reached):
    answer = cli("providers", "check", "google", "--live-smoke", "--cap", "0", "--json")
    assert answer.code == 4
    assert "budget" in answer.data["providers"][1]["said"]
    assert {meant.act for _, _, meant in reached.asked} == {"check"}
