"""Where providers are reached: from the environment, the workspace's file and the page; and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vidpipe import BadInput, Studio
from vidpipe.ports import Setup
from vidpipe.workspace import Workspace, checked_address, open_workspace

FILE = "vidpipe.toml"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with Studio(tmp_path / "data") as opened:
        yield opened


def names(studio: Studio) -> set[str]:
    return {caps.id for caps in studio.models() if caps.provider == "server"}


def test_every_field_of_a_setup_is_a_setting_of_the_workspace() -> None:
    assert set(Setup.model_fields) <= set(Workspace.model_fields)


def test_the_environment_and_the_file_set_providers_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_text('google_version = "v1beta"\nserver_url = "http://127.0.0.1:11434/v1/"\n')
    monkeypatch.setenv("VIDPIPE_OPENAI_URL", "http://localhost:9000")
    monkeypatch.setenv("VIDPIPE_SERVER_MODELS", "llama4, image:flux")
    monkeypatch.setenv("VIDPIPE_SERVER_LACKS", "schema,responses")
    setup = open_workspace(tmp_path).setup
    assert setup == Setup(
        google_version="v1beta",
        openai_url="http://localhost:9000",
        server_url="http://127.0.0.1:11434/v1",
        server_models=("llama4", "image:flux"),
        server_lacks=("responses", "schema"),
    )


@pytest.mark.parametrize("name", ["GOOGLE_URL", "OPENAI_URL", "REPLICATE_URL"])
@pytest.mark.parametrize("address", ["http://example.com", "http://10.0.0.7:8080/v1"])
def test_a_key_is_never_sent_unencrypted_beyond_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.setenv(f"VIDPIPE_{name}", address)
    with pytest.raises(BadInput, match=rf"{name.lower()}.*would send your key unencrypted; use https") as caught:
        Studio(tmp_path / "data")
    assert caught.value.remedy


@pytest.mark.parametrize(
    "address", ["", "https://example.com/v1", "http://127.0.0.1:8080", "http://[::1]:1/v1", "http://localhost:1"]
)
def test_addresses_that_may_have_a_key(address: str) -> None:
    assert checked_address(f" {address}/" if address else "", keyed=True) == address


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://example.com", "is no address"),
        ("example.com", "is no address"),
        ("https://", "is no address"),
        ("https://example.com/?key=1", "is no address"),
        ("https://me:secret@example.com", "has a name or a password"),
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(tmp_path: Path, address: str, says: str) -> None:
    (tmp_path / FILE).write_text(f'openai_url = "{address}"\n')
    with pytest.raises(BadInput, match=says) as caught:
        open_workspace(tmp_path)
    assert "secret" not in str(caught.value)


def test_a_server_in_ones_own_network_may_be_plain_unless_it_wants_a_key(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.prefer(server_url="http://10.0.0.7:11434")
    monkeypatch.setenv("VIDPIPE_SERVER_KEY", "sk-very-secret")
    with pytest.raises(BadInput, match="would send your key unencrypted"):
        studio.prefer(server_url="http://10.0.0.7:8000")
    assert studio.prefer(server_url="https://10.0.0.7:8000").server_url == "https://10.0.0.7:8000"


def test_a_server_of_ones_own_is_there_as_soon_as_it_is_named_and_gone_as_soon_as_it_is_not(studio: Studio) -> None:
    assert names(studio) == set()
    before = studio._shop.outside.providers["local"]
    studio.prefer(server_url="http://127.0.0.1:11434/v1", server_models=["llama4"])
    assert names(studio) == {"server/llama4"}
    with Studio(studio.data) as worker:
        assert names(worker) == {"server/llama4"}
        studio.prefer(server_models=["llama4", "mistral"])
        assert names(worker) == {"server/llama4", "server/mistral"}
    studio.prefer(server_url=None, server_models=None)
    assert names(studio) == set()
    assert studio._shop.outside.providers["local"].name == before.name


def test_what_a_server_lacks_is_said_by_names_that_are_known(studio: Studio) -> None:
    assert studio.prefer(server_lacks=["usage", "schema"]).server_lacks == ("schema", "usage")
    with pytest.raises(BadInput, match="patience"):
        studio.prefer(server_lacks=["patience"])


def test_a_provider_put_in_by_hand_stays_when_the_setup_changes(studio: Studio) -> None:
    from engine.kiosk import Kiosk

    providers = studio._shop.outside.providers
    providers["kiosk"] = Kiosk(studio.data)  # type: ignore[index]
    del providers["openai"]  # type: ignore[attr-defined]
    studio.prefer(google_project="films-7")
    assert "kiosk" in providers
    assert "openai" not in providers
    assert "google" in providers
