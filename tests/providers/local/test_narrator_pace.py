"""The narrator's pace and its choice of voices: what a scene asks for is what is heard."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from vidpipe.film.catalogue import Role
from vidpipe.ports import Desk, Request
from vidpipe.providers.local.narrator import Line, engines, speak_all, voices
from vidpipe.providers.local.peer import LocalProvider

INSTALLED = pytest.mark.skipif(not engines(), reason="the extra vidpipe[voice] is not installed")
TEXT = "The keeper climbs the stairs. A small boat waits below."


@pytest.fixture(scope="module")
def paces(tmp_path_factory: pytest.TempPathFactory) -> dict[int, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("paces")
    speeds = (50, 100, 200)
    lines = [Line(text=TEXT, speed=speed, seed=5, into=folder / f"{speed}.wav") for speed in speeds]
    return dict(zip(speeds, speak_all(lines), strict=True))


@INSTALLED
@pytest.mark.parametrize("speed", [50, 200])
def test_a_line_lasts_as_long_as_its_pace_says(paces: dict[int, dict[str, Any]], speed: int) -> None:
    wanted = paces[100]["milliseconds"] * 100 / speed
    assert paces[speed]["milliseconds"] == pytest.approx(wanted, rel=0.12)


@INSTALLED
def test_pieces_stay_in_place_at_another_pace(paces: dict[int, dict[str, Any]]) -> None:
    for answer in paces.values():
        first, second = answer["pieces"]
        assert first["end"] < second["start"] < second["end"] <= answer["milliseconds"] + 2


@pytest.mark.parametrize("speed", [49, 201, 0, -100])
def test_a_pace_beyond_the_limits_is_refused(speed: int, tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Line(text=TEXT, speed=speed, into=tmp_path / "x.wav")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], bytes]:
    """What the provider spoke, by voice and sample: two takes of a voice, and one of another."""
    provider, folder = LocalProvider(), tmp_path_factory.mktemp("spoken")
    caps = next(caps for caps in provider.models() if caps.role is Role.SPEECH)
    heard = {}
    for voice, sample in (("af_heart", 0), ("af_heart", 1), ("am_michael", 0)):
        desk = Desk(folder=folder / f"{voice}-{sample}", path=lambda digest: folder / digest)
        desk.folder.mkdir()
        asked = {"prompt": "At dusk.", "language": "en", "voice": voice, "sample": sample}
        made = provider.submit(caps, Request(role=Role.SPEECH, task="narration", **asked), desk)
        assert made.outputs[0].meta["voice"] == voice
        heard[voice, sample] = Path(made.outputs[0].path).read_bytes()
    return heard


@INSTALLED
def test_the_speech_model_offers_its_voices_and_speaks_with_each(spoken: dict[tuple[str, int], bytes]) -> None:
    caps = next(caps for caps in LocalProvider().models() if caps.role is Role.SPEECH)
    assert {voice.id for voice in caps.voices} == set(voices())
    assert {voice.language.split("-")[0] for voice in caps.voices} == set(caps.languages)
    assert len({voice.title for voice in caps.voices}) == len(caps.voices)
    assert spoken["af_heart", 0] != spoken["am_michael", 0]


@INSTALLED
def test_another_take_of_a_line_is_another_reading(spoken: dict[tuple[str, int], bytes]) -> None:
    assert spoken["af_heart", 0] != spoken["af_heart", 1]


def test_a_request_at_the_voice_s_own_pace_has_the_key_it_always_had() -> None:
    request = Request(role=Role.SPEECH, task="narration", prompt="At dusk.", language="en")
    assert "speed" not in request.plain()
    assert request.key("m") != request.model_copy(update={"speed": 110}).key("m")
