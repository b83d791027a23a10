"""Which model takes which role: by id, alias or provider; nothing leaves this computer unless somebody chose that."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vidpipe import BadInput, Refused, Studio
from vidpipe.film.catalogue import Role
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project

KEYS = {"google": "GEMINI_API_KEY", "openai": "OPENAI_API_KEY", "replicate": "REPLICATE_API_TOKEN"}
FLASH = "google/gemini-omni-1.2-flash"
BOARD = Storyboard(scenes=(Scene(id="one1", frames=72, start_prompt="a pond"),))


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS.values():
        monkeypatch.setenv(name, "not-a-real-key-0000")


def providers(models: dict[Role, str]) -> dict[str, str]:
    return {role.value: model.partition("/")[0] for role, model in models.items()}


def test_this_computer_is_the_default_of_every_role_with_any_key(studio: Studio, keys: None) -> None:
    assert set(providers(studio.create("A boat").settings.models).values()) == {"local"}


def test_a_model_is_named_by_id_or_alias_and_stored_by_its_id(studio: Studio, keys: None) -> None:
    models = studio.create("A boat", models={"video": "video.default", "image": "openai/gpt-image-2"}).settings.models
    assert models[Role.VIDEO] == FLASH
    assert models[Role.IMAGE] == "openai/gpt-image-2"
    assert models[Role.TEXT].startswith("local/")


@pytest.mark.parametrize(
    ("provider", "local"),
    [
        ("google", set()),
        ("openai", {"video", "music"}),
        ("replicate", {"text", "speech"}),
        ("local", {"text", "image", "video", "speech", "music"}),
    ],
)
def test_a_provider_takes_every_role_it_has_and_this_computer_the_rest(
    studio: Studio, keys: None, provider: str, local: set[str]
) -> None:
    found = providers(studio.create("A boat", provider=provider).settings.models)
    assert {role for role, name in found.items() if name == "local"} == local
    assert set(found.values()) <= {provider, "local"}
    assert {role.value for role in studio.provided(provider).local} == local - (
        {*local} if provider == "local" else set()
    )


def test_what_is_named_is_before_a_provider_and_both_before_what_the_workspace_prefers(
    studio: Studio, keys: None
) -> None:
    studio.prefer(models={"video": "video.draft", "music": "google.music"})
    assert studio.preferences.models[Role.VIDEO] == "google/gemini-omni-1.2-flash@360p"
    film = studio.create("A boat", provider="openai", models={"image": "image.default"}).settings.models
    assert providers(film) == {
        "text": "openai",
        "image": "google",
        "video": "local",
        "speech": "openai",
        "music": "local",
    }


def test_an_alias_in_the_workspace_s_file_means_its_model(studio: Studio, keys: None) -> None:
    (studio.data / "vidpipe.toml").write_text('[models]\nvideo = "video.default"\n')
    assert studio.create("A boat").settings.models[Role.VIDEO] == FLASH


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"models": {"video": "video.defualt"}}, "Did you mean video.default"),
        ({"models": {"image": FLASH}}, "makes video, not image"),
        ({"models": {"smell": "local/painter-3"}}, "There is no role 'smell'"),
        ({"models": {"video": "openai/sora-2"}}, "switched off on 2026-09-24"),
        ({"models": {"image": "openai/gpt-image-1"}}, "Use openai/gpt-image-2.5-flare"),
        ({"provider": "acme"}, "There is no provider 'acme'"),
        ({"provider": "server"}, "VIDPIPE_SERVER_URL"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_the_next_act(
    studio: Studio, keys: None, asked: dict[str, Any], says: str
) -> None:
    with pytest.raises(BadInput) as caught:
        studio.create("A boat", **asked)
    assert says in str(caught.value)
    assert caught.value.remedy
    assert studio.projects() == []


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize("provider", KEYS)
def test_without_its_key_a_provider_s_film_is_refused_with_the_variable_and_still_estimated(
    studio: Studio, provider: str
) -> None:
    with pytest.raises(Refused) as caught:
        studio.create("A boat", provider=provider)
    assert KEYS[provider] in caught.value.remedy
    assert studio.projects() == []
    assert studio.estimate("A boat", provider=provider).micros > 0


def test_a_key_is_needed_only_for_what_the_film_asks_for(studio: Studio) -> None:
    spoken = {"speech": "openai.speech", "music": "google.music"}
    studio.create("A boat", models=spoken, narration=False, music=False)
    studio.create("A boat", models={"video": "video.default"}, until="keyframes")
    with pytest.raises(Refused, match="OPENAI_API_KEY"):
        studio.create("A boat", models=spoken, music=False)


def made(studio: Studio, **asked: Any) -> Project:
    """A film whose pictures another provider is to make, with the key that goes away afterwards."""
    return studio.create("A pond", storyboard=BOARD, narration=False, music=False, until="keyframes", **asked)


def test_a_key_that_went_away_is_asked_for_before_anything_runs(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS["openai"], "not-a-real-key-0000")
    film = made(studio, models={"image": "openai.image"})
    monkeypatch.delenv(KEYS["openai"])
    before = film.overview.events
    for act in (film.run, film.start, film.resume, lambda: film.redo("scene/one1")):
        with pytest.raises(Refused, match="OPENAI_API_KEY"):
            act()
    assert film.overview.events == before
    assert studio.worker() is None


def test_a_finished_film_goes_on_without_the_key_of_what_is_not_asked_for(studio: Studio) -> None:
    film = made(studio)
    film.run()
    film.change(models={"video": FLASH})
    film.run()
    assert film.overview.status.value == "awaiting_approval"


# ---------------------------------------------------------------- changes


def test_a_change_of_one_role_leaves_the_others_as_they_are(studio: Studio, keys: None) -> None:
    film = studio.create("A boat", provider="google")
    film.change(models={"image": "openai.image"})
    assert providers(film.settings.models) == dict.fromkeys(("text", "video", "speech", "music"), "google") | {
        "image": "openai"
    }
    film.change(models={"image": ""})
    assert providers(film.settings.models)["image"] == "local"
    fork = film.fork(provider="replicate")
    assert providers(fork.settings.models)["video"] == "replicate"
    assert providers(fork.settings.models)["text"] == "local"


def test_a_model_that_is_gone_hinders_no_other_change(studio: Studio, keys: None) -> None:
    film = studio.create("A boat")
    old = film.settings.model_copy(update={"models": {**film.settings.models, Role.VIDEO: "openai/sora-2"}})
    film._store.change(film.id, old, actor="me")
    film.change(style="woodcut")
    assert film.settings.models[Role.VIDEO] == "openai/sora-2"
    assert film.fork(style="ink").settings.models[Role.VIDEO] == "openai/sora-2"


def test_a_scene_names_a_model_by_alias_and_keeps_its_id(studio: Studio, keys: None) -> None:
    scene = Scene(id="one1", frames=72, start_prompt="a pond", models={"video": "video.draft"})
    film = studio.create("A pond", storyboard=Storyboard(scenes=(scene,)))
    board = film.storyboard
    assert board is not None
    assert board.scenes[0].models == {"video": "google/gemini-omni-1.2-flash@360p"}
    film.revise(
        lambda now: now.model_copy(
            update={"scenes": (now.scenes[0].model_copy(update={"models": {"image": "openai.image"}}),)}
        )
    )
    assert film.storyboard is not None
    assert film.storyboard.scenes[0].models == {"image": "openai/gpt-image-2.5-flare"}


def test_a_scene_s_own_model_needs_its_key_too(studio: Studio) -> None:
    scene = Scene(id="one1", frames=72, start_prompt="a pond", models={"image": "openai.image"})
    film = studio.create("A pond", storyboard=Storyboard(scenes=(scene,)), narration=False, music=False)
    with pytest.raises(Refused, match="OPENAI_API_KEY"):
        film.run()


def test_voices_are_those_of_the_film_s_own_speech_model(studio: Studio) -> None:
    assert {voice.id for voice in studio.voices("fr", model="openai/gpt-4o-mini-tts")} >= {"alloy", "marin"}
    here = studio.voices("en")
    assert not {voice.id for voice in here} & {"alloy", "Kore"}
