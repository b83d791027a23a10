"""The catalogue of models: whole, dated, and with a way on from every model that goes."""

from datetime import date

import pytest

from vidpipe.film.catalogue import Caps, Role
from vidpipe.library import models as library
from vidpipe.library.models import aliases, models, record, replacement, resolve, retired

PROVIDERS = ("google", "openai", "replicate")
TODAY = date(2026, 11, 21)
ALL = [caps for provider in PROVIDERS for caps in models(provider)]
TOKENS = {"in", "out", "image in", "image out", "video out", "audio out", "cached in"}
by_id = pytest.mark.parametrize("caps", ALL, ids=[caps.id for caps in ALL])


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> dict[str, Caps]:
    """A catalogue of a test's own."""
    made: dict[str, Caps] = {}
    monkeypatch.setattr(library, "_records", lambda: made)
    return made


def caps(name: str, **facts: str) -> Caps:
    return Caps(provider="acme", model=name, role=Role.IMAGE, **facts)  # type: ignore[arg-type]


@by_id
def test_every_price_says_where_it_comes_from_and_of_which_day(caps: Caps) -> None:
    assert caps.price.micros > 0
    assert caps.price.source
    assert date.fromisoformat(caps.price.as_of) <= TODAY
    assert caps.source
    assert caps.title


@by_id
def test_every_price_by_something_is_of_a_resolution_that_there_is_or_of_tokens(caps: Caps) -> None:
    assert not set(caps.price.by) - TOKENS - set(caps.resolutions)
    sizes = set(caps.resolutions) & set(caps.price.by)
    assert not sizes or sizes == set(caps.resolutions)
    if caps.resolution and sizes:
        assert caps.price.by[caps.resolution] == caps.price.micros
    assert not caps.resolutions or caps.resolution in caps.resolutions


@by_id
def test_a_metered_model_says_what_its_tokens_cost(caps: Caps) -> None:
    if caps.price.sure == "metered":
        assert set(caps.price.by) & TOKENS
    if caps.provider == "replicate":
        assert caps.price.sure == "unknown"


@by_id
def test_every_end_is_a_day_and_every_replacement_a_model_of_the_role_that_stays(caps: Caps) -> None:
    if caps.shutdown:
        date.fromisoformat(caps.shutdown)
    other = replacement(caps.id)
    if other:
        found = record(other)
        assert found is not None
        assert found.role is caps.role
        assert retired(found, TODAY) != "gone"
    if retired(caps, TODAY) == "gone":
        assert other


@by_id
def test_what_takes_time_says_how_long_and_when_nobody_waits_any_more(caps: Caps) -> None:
    if retired(caps, TODAY) != "gone":
        assert 0 < caps.seconds < caps.deadline


@pytest.mark.parametrize("alias", aliases())
def test_every_alias_means_a_model_of_its_role_that_is_not_gone(alias: str) -> None:
    first, last = alias.split(".")
    found = record(resolve(alias))
    assert found is not None
    assert found.role.value in (first, last)
    assert retired(found, TODAY) != "gone"
    if first in PROVIDERS:
        assert found.provider == first


def test_every_provider_has_an_alias_for_each_role_it_can_fill() -> None:
    filled = {f"{caps.provider}.{caps.role.value}" for caps in ALL if retired(caps, TODAY) != "gone"}
    assert filled == {name for name in aliases() if name.split(".")[0] in PROVIDERS}


def test_a_name_that_is_no_alias_stays_as_it_is() -> None:
    assert resolve("local/animator-1") == "local/animator-1"
    assert resolve("nobody.knows") == "nobody.knows"


def test_a_version_of_before_means_the_one_that_is_there_now() -> None:
    assert resolve("local/painter-1") == resolve("local/painter-2") == "local/painter-3"


def test_ids_are_told_once_and_a_record_may_take_over_another() -> None:
    assert len({caps.id for caps in ALL}) == len(ALL)
    whole, draft = record("google/gemini-omni-1.2-flash"), record("google/gemini-omni-1.2-flash@360p")
    assert whole
    assert draft
    assert (draft.durations, draft.last_frame, draft.extends) == (whole.durations, True, True)
    assert draft.resolutions == ("360p",)
    assert draft.price.micros < whole.price.micros / 2


def test_a_day_leaves_out_what_is_gone_by_then() -> None:
    assert "openai/gpt-image-1" in [caps.id for caps in models("openai")]
    assert "openai/gpt-image-1" not in [caps.id for caps in models("openai", TODAY)]
    assert "openai/gpt-image-1" in [caps.id for caps in models("openai", date(2026, 10, 22))]


@pytest.mark.parametrize(
    ("shutdown", "state"),
    [
        ("", ""),
        ("2026-11-20", "gone"),
        ("2026-11-21", "gone"),
        ("2026-11-22", "soon"),
        ("2027-01-20", "soon"),
        ("2027-01-21", ""),
    ],
)
def test_a_model_is_soon_gone_for_sixty_days_and_gone_on_its_day(shutdown: str, state: str) -> None:
    assert retired(caps("a", shutdown=shutdown), TODAY) == state


def test_a_replacement_is_the_last_of_its_chain_and_a_circle_ends(told: dict[str, Caps]) -> None:
    chain = {"a": "acme/b", "b": "acme/c", "c": "", "x": "acme/y", "y": "acme/x", "z": "acme/nobody"}
    told |= {f"acme/{name}": caps(name, replacement=other) for name, other in chain.items()}
    assert replacement("acme/a") == "acme/c"
    assert replacement("acme/c") == ""
    assert replacement("acme/x") == "acme/y"
    assert replacement("acme/z") == ""
    assert replacement("acme/unheard") == ""


def test_the_known_ends_of_today_are_as_the_vendors_named_them() -> None:
    ends = {"openai/gpt-4o-mini-tts": "soon", "openai/sora-2": "gone", "google/gemini-omni-1.2-flash": ""}
    for name, state in ends.items():
        found = record(name)
        assert found is not None
        assert retired(found, TODAY) == state
