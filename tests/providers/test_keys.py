"""Keys come from where a person puts them, the nearest first, and leave in no text."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vidpipe.providers.keys import HIDDEN, key, redacted


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "SERVER_API_KEY", "OTHER_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".streamlit").mkdir()
    return tmp_path


def told(*names: str) -> str | None:
    found = key(*names)
    return found.get_secret_value() if found else None


def test_there_is_no_key_where_none_was_given() -> None:
    assert key("OPENAI_API_KEY") is None


def test_the_environment_is_before_env_before_secrets(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / ".streamlit" / "secrets.toml").write_text('OPENAI_API_KEY = "from-secrets"\n')
    assert told("OPENAI_API_KEY") == "from-secrets"
    (alone / ".env").write_text("export OPENAI_API_KEY='from-env-file'\n")
    assert told("OPENAI_API_KEY") == "from-env-file"
    monkeypatch.setenv("OPENAI_API_KEY", "from-environment")
    assert told("OPENAI_API_KEY") == "from-environment"
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    assert told("OPENAI_API_KEY") == "from-env-file"


def test_the_first_name_that_is_set_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTHER_API_KEY", "the-other-one")
    assert told("OPENAI_API_KEY", "OTHER_API_KEY") == "the-other-one"


def test_a_changed_file_is_read_again(alone: Path) -> None:
    (alone / ".env").write_text("OPENAI_API_KEY=before\n")
    assert told("OPENAI_API_KEY") == "before"
    (alone / ".env").write_text("OPENAI_API_KEY=afterwards\n")
    assert told("OPENAI_API_KEY") == "afterwards"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[[[", b"= = ="])
def test_a_file_that_cannot_be_read_gives_no_key(alone: Path, content: bytes) -> None:
    (alone / ".env").write_bytes(content)
    (alone / ".streamlit" / "secrets.toml").write_bytes(content)
    assert key("OPENAI_API_KEY") is None


def test_a_key_does_not_show_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "canary-0123456789")
    assert "canary" not in f"{key('OPENAI_API_KEY')!r} {key('OPENAI_API_KEY')}"


SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40).filter(
    lambda value: value not in HIDDEN
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SECRETS, st.text(max_size=20), st.text(max_size=20))
def test_no_value_of_a_key_is_in_a_redacted_text(value: str, before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANARY_API_KEY", value)
        for spelt in (value, quote(value, safe=""), json.dumps(value)):
            assert value not in redacted(f"{before} {spelt} {after}")


def test_keys_of_both_files_are_removed_too(alone: Path) -> None:
    (alone / ".env").write_text("OPENAI_API_KEY=canary-in-env\nVIDPIPE_DATA=somewhere\n")
    (alone / ".streamlit" / "secrets.toml").write_text('[openai]\nkey = "canary-in-secrets"\n')
    assert redacted("canary-in-env canary-in-secrets somewhere") == f"{HIDDEN} {HIDDEN} somewhere"


@pytest.mark.parametrize(
    "word",
    [
        "sk-proj-abcdefgh12345678",
        "sk-ab******************wxyz",
        "r8_AbCdEfGh12345678",
        "AIzaSyA1234567890abcdefghij",
        "AQ.Ab8RN6abcdefghijklmnop",
        "hf_abcdefghijklmnopqrst",
    ],
)
def test_what_looks_like_a_key_is_removed(word: str) -> None:
    assert redacted(f"Incorrect API key provided: {word}.").rstrip(".") == f"Incorrect API key provided: {HIDDEN}"
    assert word not in redacted(f"Authorization: Bearer {word}, https://host/path?key={word}&x=1")


def test_a_sentence_without_keys_stays_as_it_is() -> None:
    sentence = "The task-force asked for a risk-averse key: sk-1, token by token; see https://host/path?x=1"
    assert redacted(sentence) == sentence
