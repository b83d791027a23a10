"""What things cost, on the command line: how sure a price is, a yes before one that nobody says, and what was spent."""

from pathlib import Path
from typing import Any

import pytest

from vidpipe.engine.estimate import Estimate, EstimateLine, ModelLine
from vidpipe.film.cost import Cost
from vidpipe.ports import Filled
from vidpipe.recipe import Recipe
from vidpipe.store import open_store

SEEDANCE = "replicate/bytedance/seedance-2.0"
"""A model whose seller publishes no price: that of another seller stands in the catalogue."""


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that no provider would take: nothing here is sent."""
    for name in ("GEMINI_API_KEY", "REPLICATE_API_TOKEN"):
        monkeypatch.setenv(name, "no-real-key")


def test_an_estimate_tells_from_what_to_what_how_sure_and_by_model(cli: Any, keys: None) -> None:
    told = cli("estimate", "A dog by the sea", "--duration", "12", "--provider", "google", "--json").data
    assert 0 < told["low_usd"] < told["cost_usd"]
    assert told["confidence"] == "estimated"
    assert told["as_of"].startswith("2026-")
    assert sum(step["cost_usd"] for step in told["steps"]) == pytest.approx(told["cost_usd"], abs=1e-5)
    assert sum(model["cost_usd"] for model in told["models"]) == pytest.approx(told["cost_usd"], abs=1e-5)
    assert "google/gemini-omni-1.2-flash" in [model["model"] for model in told["models"]]
    said = cli("estimate", "A dog by the sea", "--duration", "12", "--provider", "google").out
    assert "estimated, prices of" in said
    assert "–" in said


def test_an_estimate_of_what_is_made_here_is_free(cli: Any) -> None:
    told = cli("estimate", "A dog by the sea", "--json").data
    assert (told["cost_usd"], told["low_usd"], told["confidence"], told["as_of"]) == (0, 0, "free", None)
    assert "on this computer" in cli("estimate", "A dog by the sea").out


def test_an_estimate_says_that_nobody_knows_a_price(cli: Any, keys: None) -> None:
    told = cli("estimate", "A dog by the sea", "--model", f"video={SEEDANCE}", "--json").data
    assert told["confidence"] == "unknown"
    [clips] = [model for model in told["models"] if model["model"] == SEEDANCE]
    assert clips["confidence"] == "unknown"
    said = cli("estimate", "A dog by the sea", "--model", f"video={SEEDANCE}").out
    assert "nobody says a price" in said


def test_nothing_of_unknown_price_is_sent_without_a_yes(cli: Any, keys: None) -> None:
    answer = cli("generate", "A dog by the sea", "--model", f"video={SEEDANCE}")
    assert answer.code == 2
    assert f"Nobody says what {SEEDANCE} costs; others ask about $" in answer.err
    assert "Nothing was sent" in answer.err
    assert "--yes" in answer.err
    assert cli("list", "--json").data["projects"] == []


def test_what_comes_before_the_model_of_unknown_price_needs_no_yes(cli: Any, keys: None) -> None:
    answer = cli("generate", "A dog by the sea", "--model", f"video={SEEDANCE}", "--until", "brief", "--json")
    assert answer.code == 0
    film = answer.data["project"]
    for command in (("resume", film, "--until", "cut"), ("resume", film)):
        refused = cli(*command)
        assert refused.code == 2, command
        assert "Nothing was sent" in refused.err


def test_a_yes_lets_it_go_on() -> None:
    from vidpipe.cli.agreeing import agreed
    from vidpipe.errors import Refused

    unknown = Cost(0, sure="unknown")
    line = EstimateLine(step="clips", count=1, cached=0, micros=unknown)
    model = ModelLine(model="far/away", count=1, micros=unknown)
    told = Estimate(micros=unknown, calls=1, cached=0, slots=1, lines=(line,), confidence="unknown", models=(model,))
    agreed(told, yes=True)
    with pytest.raises(Refused, match="Nothing was sent"):
        agreed(told, yes=False)
    agreed(told.model_copy(update={"micros": Cost(5_000_000_000)}), yes=False)


# ---------------------------------------------------------------- what was spent


def spent(workspace: Path) -> str:
    """A workspace in which a film was paid for, another is gone and one call is in doubt; the film that is there."""
    store = open_store(workspace)
    settings = {"prompt": "a dog"}
    from vidpipe.film.project import Settings

    for name, title in (("aaaafilm", "Dawn"), ("bbbbfilm", "Dusk")):
        store.create(name, Settings(**settings), title=title, actor="me")  # type: ignore[arg-type]
        for slot, cost in (("music", 80_000), ("brief", 20_000)):
            attempt = _sent(store, name, slot)
            digest = store.blobs.put(f"{name}{slot}".encode(), "text/plain")
            store.finish(attempt, "w", Filled(digest, "text/plain", cost=cost))
    store.doubt(_sent(store, "aaaafilm", "storyboard"), "w", "no answer")
    store.trash("bbbbfilm", True, actor="me")
    store.empty_trash({"bbbbfilm": "Dusk over the bay"})
    store.close()
    return "aaaafilm"


def _sent(store: Any, film: str, slot: str) -> str:
    model = {"music": "google/lyria-3.5"}.get(slot, "openai/gpt-6.1-terra")
    attempt = store.open_attempt(film, slot, slot, Recipe(stage=slot, version=1, model=model))
    store.lease(attempt.id, "w", 60)
    assert store.submitting(attempt.id, "w", 100_000)
    return str(attempt.id)


def test_what_was_spent_is_told_by_provider_model_stage_and_day(cli: Any, workspace: Path) -> None:
    spent(workspace)
    told = cli("spend", "--json").data
    assert (told["charged_usd"], told["unknown_usd"], told["today_usd"]) == (0.2, 0.1, 0.3)
    assert told["by_provider"] == {"google": 0.16, "openai": 0.04}
    assert told["by_model"] == {"google/lyria-3.5": 0.16, "openai/gpt-6.1-terra": 0.04}
    assert told["by_stage"] == {"music": 0.16, "brief": 0.04}
    assert sum(told["by_day"].values()) == pytest.approx(0.2)
    assert len(told["by_day"]) == 30
    assert told["calls"] == []
    [doubt] = told["doubts"]
    assert (doubt["title"], doubt["slot"], doubt["state"], doubt["usd"]) == ("Dawn", "storyboard", "unknown", 0.1)


def test_each_call_is_told_where_it_is_asked_for_films_that_are_gone_too(cli: Any, workspace: Path) -> None:
    spent(workspace)
    calls = cli("spend", "--calls", "10", "--json").data["calls"]
    assert [(call["title"], call["gone"], call["usd"]) for call in calls if call["state"] == "charged"] == [
        ("Dusk over the bay", True, 0.02),
        ("Dusk over the bay", True, 0.08),
        ("Dawn", False, 0.02),
        ("Dawn", False, 0.08),
    ]
    said = cli("spend", "--calls", "10").out
    assert "Dusk over the bay (gone)" in said
    assert "In doubt: up to $0.10, Dawn, storyboard" in said
    assert "vidpipe settle" in said


def test_one_film_has_its_own_sums(cli: Any, workspace: Path) -> None:
    film = spent(workspace)
    told = cli("spend", film[:5], "--days", "7", "--json").data
    assert told["charged_usd"] == 0.1
    assert len(told["by_day"]) == 7
    assert cli("spend", "nothing").code == 2


def test_where_nothing_was_spent_one_line_says_so(cli: Any) -> None:
    answer = cli("spend")
    assert answer.code == 0
    assert answer.out.strip() == "$0 charged in 30 days, $0 of all films today, $0 reserved, $0 unknown"
