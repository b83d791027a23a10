"""`vidpipe models` and `vidpipe providers`: what there is, what it costs, whose key is there; keys are never shown."""

import json

import pytest
from running import TINY

SECRET = "sk-not-a-real-key-but-secret-0000"


@pytest.fixture
def keyed(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)


def test_every_model_has_its_facts_price_date_and_state(cli):
    found = {model["model"]: model for model in cli("models", "--json").data["models"]}
    omni = found["google/gemini-omni-1.2-flash"]
    assert omni["role"] == "video"
    assert omni["facts"]["last_frame"] is True
    assert omni["price"]["unit"] == "second"
    assert omni["price"]["by"]["360p"] < omni["price"]["usd"]
    assert (omni["price"]["as_of"], omni["state"], omni["ready"]) == ("2026-11-21", "here", False)
    assert found["local/painter-3"]["price"]["sure"] == "free"
    assert found["openai/gpt-image-1"]["state"] == "gone"
    assert found["openai/gpt-image-1"]["replacement"] == "openai/gpt-image-2.5-flare"


def test_models_of_one_role_with_words_for_a_person(cli, keyed):
    said = cli("models", "--role", "speech").out
    assert "local/narrator" in said
    assert "openai/gpt-4o-mini-tts" in said
    assert "goes on 2027-01-06" in said
    assert "no key" in said
    assert "openai.speech" in said
    assert "gpt-image" not in said


def test_a_role_that_is_none_is_refused(cli):
    answer = cli("models", "--role", "smell")
    assert answer.code == 2
    assert "text, image, video, speech, music" in answer.complaint


def test_providers_say_whose_key_is_there_and_never_the_key(cli, keyed):
    told = cli("providers", "--json")
    found = {view["name"]: view for view in told.data["providers"]}
    assert (found["openai"]["key"], found["openai"]["ready"]) == ("present", True)
    assert (found["google"]["key"], found["google"]["variable"]) == ("missing", "GEMINI_API_KEY")
    assert found["local"]["key"] == "not needed"
    said = cli("providers").out
    assert "missing: set GEMINI_API_KEY" in said
    assert SECRET not in said + json.dumps(told.data)


def test_a_check_without_keys_asks_this_computer_alone(cli):
    answer = cli("providers", "check", "--json")
    assert answer.code == 0
    assert [found["provider"] for found in answer.data["providers"]] == ["local"]
    assert "320" in answer.data["providers"][0]["said"]


def test_a_provider_without_key_or_name_is_refused_by_name(cli):
    assert "GEMINI_API_KEY" in cli("providers", "check", "google").complaint
    assert "There is no provider 'acme'" in cli("providers", "check", "acme").complaint


def test_a_check_that_fails_says_why_and_tells_no_key(cli, keyed, monkeypatch):
    monkeypatch.setenv("VIDPIPE_OPENAI_URL", "http://127.0.0.1:9")
    answer = cli("providers", "check", "openai", "--json")
    assert answer.code == 4
    (found,) = answer.data["providers"]
    assert found["ok"] is False
    assert found["said"]
    assert found["remedy"]
    assert SECRET not in answer.out + answer.err


def test_the_data_folder_may_stand_after_a_command_under_a_command(cli, tmp_path):
    assert cli("providers", "check", "--data", str(tmp_path / "one"), "--json").code == 0
    assert cli("models", "--data", str(tmp_path / "two"), "--role", "music").code == 0
    assert (tmp_path / "one").is_dir()
    assert (tmp_path / "two").is_dir()


def test_an_estimate_by_a_provider_needs_no_key_and_says_what_this_computer_makes(cli):
    answer = cli("estimate", "A cat in Tokyo by night", "--provider", "openai")
    assert answer.code == 0
    assert "OpenAI makes no clips and music: this computer does." in answer.out
    dear = cli("estimate", "A cat in Tokyo by night", "--provider", "google", "--json").data
    assert dear["cost_usd"] > 0
    cheap = cli("estimate", "A cat in Tokyo by night", "--model", "text=text.draft", "--json").data
    assert 0 < cheap["cost_usd"] < dear["cost_usd"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--provider", "google"), "GEMINI_API_KEY"),
        (("--model", "video=video.draft"), "GEMINI_API_KEY"),
        (("--model", "video"), "role=model"),
        (("--model", "video=video.darft"), "Did you mean video.draft"),
        (("--provider", "nobody"), "google"),
    ],
)
def test_a_film_that_cannot_be_made_so_is_refused_in_one_line(cli, options, says):
    answer = cli("generate", "A cat", *TINY, *options)
    assert answer.code == 2
    assert says in answer.complaint
    assert cli("list", "--json").data == {"projects": []}


def test_a_film_is_switched_to_another_model(cli, copy, keyed):
    assert cli("fork", copy.project, "--set", "model.image=openai.image", "--json", data=copy.data).code == 0
    film = cli("list", "--json", data=copy.data).data["projects"][0]["project"]
    dry = cli(
        "models", "switch", film, "openai/gpt-image-2.5-flare", "local/painter-3", "--dry-run", "--json", data=copy.data
    )
    assert (dry.data["switched"], dry.data["new"]) == (False, "local/painter-3")
    done = cli("models", "switch", film, "openai/gpt-image-2.5-flare", "local/painter-3", data=copy.data)
    assert "→ local/painter-3" in done.out
    told = cli("show", film, "--json", data=copy.data).data
    assert told["settings"]["models"]["image"] == "local/painter-3"
    refused = cli("models", "switch", film, "openai/gpt-image-2.5-flare", data=copy.data)
    assert refused.code == 2
    assert "does not use" in refused.complaint
