"""A server of one's own: a local model writes films without a key, whatever the server lacks, and nothing is paid."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fakes.asking import Room, request
from fakes.far import Answer, Far, serving
from fakes.openai import OpenAI
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.brief import Brief
from vidpipe.film.catalogue import Caps, Role
from vidpipe.film.storyboard import Storyboard
from vidpipe.ports import Result, Setup
from vidpipe.providers.server.peer import KEYS, ServerProvider, caps_of
from vidpipe.recipe import Recipe
from vidpipe.stages.brief import STAGE as BRIEF_STAGE
from vidpipe.stages.storyboard import STAGE as STORYBOARD_STAGE

DIALECT = OpenAI("server", prefix="/own/v1", own=True)
LACKS = [(), ("responses",), ("responses", "schema"), ("responses", "schema", "usage")]


@pytest.fixture(scope="module")
def server() -> Iterator[Far]:
    with serving(DIALECT) as found:
        yield found


@pytest.fixture
def far(server: Far, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Far:
    monkeypatch.chdir(tmp_path)
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
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


def own(far: Far, *lacks: str, models: tuple[str, ...] = ("llama-5:8b",)) -> ServerProvider:
    return ServerProvider(Setup(server_url=f"{far.address}/own/v1", server_models=models, server_lacks=lacks))


def failure(provider: ServerProvider, room: Room, **changes: Any) -> ProviderError:
    with pytest.raises(ProviderError) as found:
        room.made(provider, provider.models()[0], request(Role.TEXT, **changes))
    assert found.value.remedy
    return found.value


# ---------------------------------------------------------------- which models there are


@pytest.mark.parametrize(
    ("named", "model", "role"),
    [
        ("qwen4", "qwen4", Role.TEXT),
        ("qwen4:32b-q8", "qwen4:32b-q8", Role.TEXT),
        ("text:qwen4:32b", "qwen4:32b", Role.TEXT),
        ("image:flux.2", "flux.2", Role.IMAGE),
        ("speech:kokoro", "kokoro", Role.SPEECH),
        ("org/name", "org/name", Role.TEXT),
        ("image:", "image:", Role.TEXT),
        (" padded ", "padded", Role.TEXT),
    ],
)
def test_a_model_is_named_with_its_role_or_without(named: str, model: str, role: Role) -> None:
    caps = caps_of(named)
    assert caps is not None
    assert (caps.id, caps.role, caps.price.micros) == (f"server/{model}", role, 0)


def test_without_an_address_there_are_no_models_and_nothing_is_asked() -> None:
    nowhere = ServerProvider(Setup(server_models=("llama-5",)))
    assert (list(nowhere.models()), nowhere.ready()) == ([], False)
    with pytest.raises(ProviderError) as found:
        nowhere.check()
    assert found.value.kind is Kind.INVALID
    assert caps_of("  ") is None


def test_the_check_names_what_it_has(far: Far) -> None:
    assert own(far).check() == "Your server answered with 2 models"
    assert "not among them: gpt" in own(far, models=("gpt",)).check()
    assert "for example llama-5:8b" in own(far, models=()).check()


# ---------------------------------------------------------------- writing


@pytest.mark.parametrize("lacks", LACKS, ids=range(len(LACKS)))
def test_a_local_model_writes_a_film_without_a_key(far: Far, room: Room, lacks: tuple[str, ...]) -> None:
    provider = own(far, *lacks)
    (caps,) = provider.models()
    brief, written = stage_made(provider, caps, room)
    assert Brief.model_validate_json(brief).title
    board = Storyboard.model_validate_json(written)
    assert board.frames == 240
    assert set(far.keys_seen) == {"Bearer none"}
    assert far.doubled() == {}


def stage_made(provider: ServerProvider, caps: Caps, room: Room) -> tuple[bytes, bytes]:
    """Brief and storyboard as the stages ask for and accept them."""
    asked = {"prompt": "A red kite", "title": "", "kind": None, "style": "", "language": "", "seed": 2**47}
    first = Recipe(stage="brief", version=1, model=caps.id, params=asked)
    brief = BRIEF_STAGE.accept(first, room.made(provider, caps, BRIEF_STAGE.request(first, {})), {}).data
    params = {"prompt": "A red kite", "length": 240, "frame rate": 24, "style": "", "seed": 2**47, "narration": True}
    limits = {"shortest": 1000, "longest": 10_000, "only": []}
    second = Recipe(
        stage="storyboard",
        version=1,
        model=caps.id,
        params=params | {"clip lengths": limits, "transitions": 0},
        inputs={"brief": "0" * 64},
    )
    texts = {"0" * 64: Brief.model_validate_json(brief).plain()}
    made = room.made(provider, caps, STORYBOARD_STAGE.request(second, texts))
    return brief, STORYBOARD_STAGE.accept(second, made, texts).data


def test_nothing_is_paid_and_nothing_is_bounded_by_a_price(far: Far, room: Room) -> None:
    provider = own(far)
    (caps,) = provider.models()
    planned = provider.plan(caps, request(Role.TEXT))
    assert (planned.price, planned.basis) == (0, "free")
    assert room.made(provider, caps, request(Role.TEXT)).cost == 0
    assert provider.recovery == "idempotent"
    assert "max_output_tokens" not in DIALECT.bodies[0]
    assert "service_tier" not in DIALECT.bodies[0]


def test_a_server_without_schemas_reads_the_schema_in_words(far: Far, room: Room) -> None:
    provider = own(far, "responses", "schema")
    made = room.made(provider, provider.models()[0], request(Role.TEXT, seed=2**40 + 5))
    (body,) = DIALECT.bodies
    assert body["response_format"] == {"type": "json_object"}
    assert '"subject"' in body["messages"][0]["content"]
    assert body["seed"] == 5
    assert made.data


def test_what_a_model_invents_beside_the_schema_is_left_out(
    far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = '{"title": "T", "kind": "ad", "subject": "S", "mood": "x", "cast": [{"name": "N", "age": 4}]}'
    text = f"Sure!\n```json\n{told}\n```"
    reply = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    monkeypatch.setattr(DIALECT, "answer", lambda *_: Answer(reply))
    provider = own(far, "responses", "schema")
    made = room.made(provider, provider.models()[0], request(Role.TEXT))
    assert made.data == {"title": "T", "kind": "ad", "subject": "S", "cast": [{"name": "N"}]}


WORDS = {"task": "write", "answer": {}, "system": "", "prompt": "A line about a red kite"}


@pytest.mark.parametrize("lacks", LACKS, ids=range(len(LACKS)))
def test_plain_words_are_asked_for_without_a_form_whatever_it_lacks(
    far: Far, room: Room, lacks: tuple[str, ...]
) -> None:
    provider = own(far, *lacks)
    made = room.made(provider, provider.models()[0], request(Role.TEXT, **WORDS))
    assert (made.data, made.cost) == (None, 0)
    assert made.text
    assert not {"text", "response_format", "instructions"} & set(DIALECT.bodies[0])
    assert "JSON" not in str(DIALECT.bodies[0])


def said(far: Far, monkeypatch: pytest.MonkeyPatch, text: str) -> ServerProvider:
    """A server whose model says just this."""
    reply = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    monkeypatch.setattr(DIALECT, "answer", lambda *_: Answer(reply))
    return own(far, "responses")


def test_what_a_model_thinks_aloud_is_no_part_of_its_words(
    far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider = said(far, monkeypatch, "<think>\nA kite. Red.\n</think>\n\nRed above the grass.\n")
    assert room.made(provider, provider.models()[0], request(Role.TEXT, **WORDS)).text == "Red above the grass."


@pytest.mark.parametrize("text", ["", "  \n", "<think>Nothing comes to mind.</think>\n"])
def test_words_that_are_none_are_no_answer(far: Far, room: Room, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    error = failure(said(far, monkeypatch, text), room, **WORDS)
    assert (error.kind, error.billed) == (Kind.GONE, False)


def test_a_chat_comes_in_parts_either_way(far: Far) -> None:
    for lacks in ((), ("responses",)):
        provider = own(far, *lacks)
        parts = list(provider.chat(provider.models()[0], [{"role": "user", "content": "Say something."}]))
        assert len(parts) > 2


# ---------------------------------------------------------------- keys and addresses


def test_its_key_goes_to_it_and_openais_never(far: Far, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-proj-canary-of-somebody-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-canary")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-canary")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Gateway: canary\nAuthorization: Bearer canary")
    heads: list[dict[str, str]] = []
    answer = DIALECT.answer
    monkeypatch.setattr(
        DIALECT, "answer", lambda side, asked, meant: (heads.append(dict(asked.headers)), answer(side, asked, meant))[1]
    )
    provider = own(far)
    room.made(provider, provider.models()[0], request(Role.TEXT))
    monkeypatch.setenv("SERVER_API_KEY", "own-key-0123456")
    room.made(provider, provider.models()[0], request(Role.TEXT))
    assert [head["authorization"] for head in heads] == ["Bearer none", "Bearer own-key-0123456"]
    assert "canary" not in str(heads)


def test_a_server_in_the_open_network_is_only_asked_by_https(room: Room, far: Far) -> None:
    away = ServerProvider(Setup(server_url="http://203.0.114.9:8000", server_models=("llama-5",)))
    error = failure(away, room)
    assert error.kind is Kind.INVALID
    assert "https" in error.remedy


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429", Kind.RETRY),
        ("500", Kind.RETRY),
        ("503", Kind.RETRY),
        ("401", Kind.AUTH),
        ("drop-before", Kind.RETRY),
        ("drop-after", Kind.RETRY),
        ("cut-body", Kind.RETRY),
        ("half-json", Kind.RETRY),
        ("html", Kind.RETRY),
        ("half-text", Kind.INVALID),
        ("no-output", Kind.GONE),
        ("failed", Kind.GONE),
        ("unknown-model", Kind.GONE),
    ],
)
def test_a_fault_is_never_in_doubt_and_never_billed(far: Far, room: Room, fault: str, kind: Kind) -> None:
    far.fault(fault)
    error = failure(own(far), room)
    assert (error.kind, error.billed) == (kind, False)
    assert len(far.asked) == 1


def test_a_server_that_does_not_know_responses_says_what_to_do(
    far: Far, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DIALECT, "answer", lambda *_: Answer(b"404 page not found", 404, "text/plain"))
    error = failure(own(far), room)
    assert error.kind is Kind.GONE
    assert "responses" in error.remedy


def test_an_address_of_a_website_is_told_at_the_check(far: Far) -> None:
    far.fault("html", "check")
    with pytest.raises(ProviderError) as found:
        own(far).check()
    assert found.value.kind is Kind.INVALID
    assert "address" in found.value.remedy


def test_a_picture_and_a_line_may_come_from_it_too(far: Far, room: Room) -> None:
    provider = own(far, models=("image:flux", "speech:kokoro"))
    flux, kokoro = provider.models()
    picture: Result = room.made(provider, flux, request(Role.IMAGE))
    spoken = room.made(provider, kokoro, request(Role.SPEECH, voice="af_heart"))
    assert (picture.cost, spoken.cost) == (0, 0)
    assert DIALECT.bodies[0]["size"] == "1280x720"
    assert DIALECT.bodies[1]["voice"] == "af_heart"
    assert provider.lookup(flux, request(Role.IMAGE), datetime.now(UTC), ()) is None
