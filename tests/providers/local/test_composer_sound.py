"""What the composer writes is a sound film can use: exact in length, level, headroom and silence at the end."""

import hashlib
import re
import subprocess
import wave
from functools import cache
from itertools import pairwise
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray

from vidpipe.errors import BadInput
from vidpipe.library.moods import moods
from vidpipe.providers.local.composer import compose
from vidpipe.providers.local.composer.form import form
from vidpipe.providers.local.composer.kit import KIT, stroke
from vidpipe.providers.local.composer.master import CEILING, HOP, _limits, loudness
from vidpipe.providers.local.composer.synth import RATE, held, struck
from vidpipe.providers.local.composer.voices import HELD, STRUCK, hertz, tone
from vidpipe.recipe import canonical

FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()
SECONDS = 12
MOODS = tuple(moods())


def heard(path: Path) -> NDArray[np.float64]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        return np.frombuffer(file.readframes(-1), "<i2").reshape(-1, 2) / 32768


def decibels(sound: NDArray[np.float64]) -> float:
    return float(20 * np.log10(np.sqrt(np.mean(sound**2)) + 1e-9))


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("pieces")

    @cache
    def piece(mood: str) -> Path:
        path = folder / f"{mood}.wav"
        compose(mood=mood, frames=SECONDS * 24, rate=24, seed=1, accents=(100, 200), into=path)
        return path

    return piece


@pytest.mark.parametrize("mood", MOODS)
def test_a_piece_is_exact_clean_and_level(pieces, mood: str) -> None:
    sound = heard(pieces(mood))
    assert sound.shape == (SECONDS * RATE, 2)
    peak = np.abs(sound).max()
    assert 10 ** (-14 / 20) < peak <= 10 ** (-2 / 20)
    assert np.abs(sound.mean(axis=0)).max() < 1e-4, "no DC"
    said = subprocess.run(
        [FFMPEG, "-hide_banner", "-i", str(pieces(mood)), "-af", "ebur128=peak=true", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    summary = said[said.rindex("Summary") :]
    assert float(re.search(r"I:\s+(\S+) LUFS", summary)[1]) == pytest.approx(-16, abs=0.4)
    assert float(re.search(r"Peak:\s+(\S+) dBFS", summary)[1]) <= -1.2


@pytest.mark.parametrize("mood", MOODS)
def test_a_piece_ends_in_silence_without_a_cut(pieces, mood: str) -> None:
    sound = heard(pieces(mood))
    assert decibels(sound[-int(0.05 * RATE) :]) < -50
    tail = [decibels(sound[-at:][: RATE // 5]) for at in range(RATE, 0, -RATE // 5)]
    assert all(later <= earlier + 3 for earlier, later in pairwise(tail))
    assert decibels(sound[-3 * RATE : -2 * RATE]) > -45, "the last chord rings"


@pytest.mark.parametrize("mood", MOODS)
def test_a_piece_is_wide_and_neither_tinny_nor_muddy(pieces, mood: str) -> None:
    sound = heard(pieces(mood))
    assert np.corrcoef(sound[:, 0], sound[:, 1])[0, 1] < 0.85
    assert abs(decibels(sound[:, 0]) - decibels(sound[:, 1])) < 3
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    at = np.fft.rfftfreq(sound.shape[0], 1 / RATE)
    bands = ((20, 120), (120, 500), (500, 2000), (2000, 9000))
    share = [power[(at >= low) & (at < high)].sum() / power.sum() for low, high in bands]
    assert 0.02 < share[0] < 0.7
    assert share[1] > 0.08
    assert share[2] > 0.08
    assert 0.002 < share[3] < 0.4


@pytest.mark.parametrize("mood", ["uplifting", "dreamy"])
def test_it_grows(tmp_path: Path, mood: str) -> None:
    compose(mood=mood, frames=24 * 24, rate=24, seed=1, into=tmp_path / "x.wav")
    sound = heard(tmp_path / "x.wav")
    assert decibels(sound[14 * RATE : 18 * RATE]) > decibels(sound[: 3 * RATE]) + 3


def test_the_pulse_is_where_the_bars_say(pieces, tmp_path: Path) -> None:
    """Onsets of a piece with a kick line up with its beats far better than with a grid half a beat away."""
    path = tmp_path / "pulse.wav"
    compose(mood="energetic", frames=24 * 24, rate=24, seed=4, into=path)
    sound = heard(path).mean(axis=1)
    frames = sound[: sound.size // 240 * 240].reshape(-1, 240)
    energy = np.log(np.sqrt((frames**2).mean(axis=1)) + 1e-4)
    onset = np.maximum(np.diff(energy), 0)
    beat = form(moods()["energetic"], seconds=24, seed=4).beat
    grid = np.arange(8, 18, beat)

    def strength(shift: float) -> float:
        return float(np.mean([onset[int((at + shift) * 200) - 3 : int((at + shift) * 200) + 5].max() for at in grid]))

    assert strength(0) > 1.5 * strength(beat * 0.37)


# ---------------------------------------------------------------- arguments


@pytest.mark.parametrize(("frames", "rate"), [(72, 24), (101, 24), (777, 25), (95, 30), (1001, 30)])
def test_any_length_is_exact_to_the_sample(tmp_path: Path, frames: int, rate: int) -> None:
    folder = tmp_path / "pieces"
    folder.mkdir()
    into = folder / "piece.wav"
    compose(mood="calm", frames=frames, rate=rate, seed=2, into=into)
    sound = heard(into)
    assert sound.shape[0] == frames * RATE // rate
    assert decibels(sound[-2400:]) < -50
    assert list(folder.iterdir()) == [into], "nothing is left lying about"


@pytest.mark.parametrize("frames", [0, 71, 24 * 601, -5])
def test_a_length_out_of_range_is_refused_with_a_remedy(tmp_path: Path, frames: int) -> None:
    with pytest.raises(BadInput) as refused:
        compose(mood="calm", frames=frames, rate=24, seed=1, into=tmp_path / "x.wav")
    assert "3 to 600 seconds" in str(refused.value)
    assert not (tmp_path / "x.wav").exists()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_music(tmp_path: Path) -> None:
    digests = []
    for number, seed in enumerate((7, 7, 8)):
        into = tmp_path / f"{number}.wav"
        compose(mood="playful", frames=120, rate=24, seed=seed, into=into)
        digests.append(hashlib.sha256(into.read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


def test_the_answer_says_what_was_made_and_can_be_kept_in_a_recipe(tmp_path: Path) -> None:
    facts = compose(mood="neon city at night", frames=480, rate=24, seed=1, into=tmp_path / "x.wav")
    assert facts["mood"] == "night"
    assert facts["key"].endswith("dorian")
    assert 70 < facts["bpm"] < 95
    assert facts["bars"] * facts["beats"] * 60 / facts["bpm"] < 20
    assert canonical(facts)


# ---------------------------------------------------------------- instruments


@pytest.mark.parametrize("voice", sorted([*HELD, *STRUCK]))
def test_every_voice_is_in_tune_and_whole(voice: str) -> None:
    for pitch in (48, 69):
        made = tone(voice, pitch, 1)
        assert made.sound.ndim == 2
        assert made.sound.shape[0] == 2
        assert np.isfinite(made.sound).all()
        assert np.abs(made.sound).max() < 3
        power = np.abs(np.fft.rfft(made.sound.sum(axis=0), 1 << 18)) ** 2
        at = np.fft.rfftfreq(1 << 18, 1 / RATE)
        near = (at > hertz(pitch) * 0.9) & (at < hertz(pitch) * 1.1)
        centre = (at[near] * power[near]).sum() / power[near].sum()
        assert abs(1200 * np.log2(centre / hertz(pitch))) < 18
        if not made.loops:
            assert np.abs(made.sound[:, -8:]).max() < 1e-3, "dies away"


@pytest.mark.parametrize("name", sorted(KIT))
def test_every_stroke_starts_and_ends_without_a_click(name: str) -> None:
    sound = stroke(name)
    assert np.isfinite(sound).all()
    assert np.abs(sound[:, -4:]).max() < 0.02
    assert 0.2 < np.abs(sound).max() < 4


def test_a_held_loop_has_no_seam() -> None:
    loop = held(220.0, np.array([1.0, 0.5, 0.2]), cents=20, chance=np.random.default_rng(1), size=1 << 15)
    inside = np.abs(np.diff(loop, axis=1)).max()
    assert np.abs(loop[:, 0] - loop[:, -1]).max() <= inside * 1.01


def test_struck_tones_are_the_sines_they_say() -> None:
    seconds, frequency, decay = 0.2, 330.0, 0.1
    made = struck(np.array([frequency]), np.array([1.0]), np.array([decay]), phases=np.array([0.3]), seconds=seconds)
    time = np.arange(made.size) / RATE
    assert np.allclose(made, np.exp(-time / decay) * np.sin(2 * np.pi * frequency * time + 0.3), atol=2e-3)


# ---------------------------------------------------------------- the master


def test_loudness_of_silence_and_of_a_known_level() -> None:
    assert loudness(np.zeros(100)) == -70
    assert loudness(np.full(100, 0.02)) == pytest.approx(-0.691 + 10 * np.log10(0.02))
    gated = loudness(np.concatenate([np.full(100, 0.02), np.zeros(200)]))
    assert gated == pytest.approx(loudness(np.full(100, 0.02)), abs=0.2)
    assert RATE // 10 == HOP


def test_the_limiter_is_ready_before_a_peak_and_lets_go_after() -> None:
    peaks = np.full(1000, 0.2, np.float32)
    peaks[500] = 2.0
    gain = _limits(peaks)
    assert gain[400] == pytest.approx(1)
    assert gain[495:506].max() <= CEILING / 2 * 1.001
    assert gain[900] > 0.97
    assert (gain * peaks).max() <= CEILING * 1.001
