"""Speech by OpenAI: voices, pace and notes as it takes them, and a price by how long the line really is."""

import pytest
from openai_bench import DIALECT

from fakes.asking import Room, request
from fakes.far import Answer, Far
from vidpipe.errors import Kind, ProviderError
from vidpipe.film.catalogue import Caps, Role
from vidpipe.library.models import record
from vidpipe.providers.openai.peer import OpenAIProvider
from vidpipe.providers.openai.planning import plan
from vidpipe.providers.openai.speaking import encode


def voice(model: str = "gpt-4o-mini-tts") -> Caps:
    found = record(f"openai/{model}")
    assert found is not None
    return found


def test_a_line_is_spoken_and_costs_by_its_length(provider: OpenAIProvider, far: Far, room: Room) -> None:
    planned = provider.plan(voice(), request(Role.SPEECH))
    made = room.made(provider, voice(), request(Role.SPEECH))
    (output,) = made.outputs
    assert output.mime.startswith("audio/")
    assert output.meta["milliseconds"] == pytest.approx(200 + 60 * len("A kite rises."), abs=2)
    assert made.cost is not None
    assert 0 < (planned.low or 0) <= made.cost <= planned.price
    longer = room.made(provider, voice(), request(Role.SPEECH, prompt="A kite rises. " * 20))
    assert longer.cost is not None
    assert longer.cost > 5 * made.cost


def test_a_line_priced_by_its_signs_has_one_price(provider: OpenAIProvider, far: Far, room: Room) -> None:
    planned = provider.plan(voice("tts-1"), request(Role.SPEECH, prompt="x" * 1000))
    assert (planned.price, planned.low, planned.basis, planned.units) == (15_000, None, "fixed", 1000)
    assert room.made(provider, voice("tts-1"), request(Role.SPEECH)).cost is None


def test_a_voice_of_another_provider_becomes_the_models_own() -> None:
    planned = plan(voice(), request(Role.SPEECH, voice="bf_emma"))
    assert planned.request.voice == "marin"
    assert "no voice bf_emma" in planned.warnings[0]
    assert plan(voice(), planned.request).request == planned.request
    assert plan(voice(), request(Role.SPEECH)).warnings == ()
    assert plan(voice(), request(Role.SPEECH, voice="cedar")).request.voice == "cedar"


def test_pace_and_notes_are_sent_as_the_model_reads_them() -> None:
    asked = request(Role.SPEECH, speed=150, data={"change": "Whisper it."})
    body = encode(voice(), asked)
    assert body["speed"] == 1.5
    assert body["instructions"] == "Whisper it. Speak faster than usual, at about 150 % of your pace."
    assert (body["response_format"], body["input"]) == ("wav", "A kite rises.")
    assert "instructions" not in encode(voice("tts-1"), asked)
    assert "speed" not in encode(voice(), request(Role.SPEECH))


def test_a_slow_line_may_cost_more_and_signs_that_are_words_too() -> None:
    usual = plan(voice(), request(Role.SPEECH, prompt="A kite rises high")).price
    assert plan(voice(), request(Role.SPEECH, prompt="A kite rises high", speed=50)).price > usual
    assert plan(voice(), request(Role.SPEECH, prompt="12345678901234567")).price > usual


def test_a_line_that_is_too_long_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ProviderError) as found:
        plan(voice(), request(Role.SPEECH, prompt="w" * 5000))
    assert found.value.kind is Kind.INVALID


@pytest.mark.parametrize(
    ("fault", "kind", "billed"),
    [
        ("refused", Kind.POLICY, False),
        ("no-output", Kind.GONE, True),
        ("empty-media", Kind.GONE, True),
        ("wrong-media", Kind.GONE, True),
        ("html", Kind.AMBIGUOUS, None),
        ("cut-body", Kind.AMBIGUOUS, None),
        ("quota", Kind.QUOTA, False),
        ("retired", Kind.GONE, False),
    ],
)
def test_what_is_no_line_has_its_kind(
    provider: OpenAIProvider, far: Far, room: Room, *, fault: str, kind: Kind, billed: bool | None
) -> None:
    far.fault(fault)
    with pytest.raises(ProviderError) as found:
        room.made(provider, voice(), request(Role.SPEECH))
    assert (found.value.kind, found.value.billed) == (kind, billed)
    assert found.value.remedy
    assert len(far.submits()) <= 1


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer({"error": {"code": "content_filter", "message": "m"}}), Kind.POLICY),
        (Answer({"error": {"message": "upstream"}}), Kind.AMBIGUOUS),
        (Answer({"audio": "later"}), Kind.AMBIGUOUS),
    ],
)
def test_words_in_place_of_sound_have_their_kind(
    provider: OpenAIProvider, far: Far, room: Room, monkeypatch: pytest.MonkeyPatch, *, answer: Answer, kind: Kind
) -> None:
    monkeypatch.setattr(DIALECT, "answer", lambda *_: answer)
    with pytest.raises(ProviderError) as found:
        room.made(provider, voice(), request(Role.SPEECH))
    assert found.value.kind is kind
