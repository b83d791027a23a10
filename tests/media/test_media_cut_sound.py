"""assemble.py, sound: in place to the sample, music makes room for speech, loudness and peak as asked, measured."""

from pathlib import Path

import numpy as np
import pytest
from media_room import RATE, Room, ffmpeg_run, flat, shot, tone, watch

from vidpipe.film.cut import VoiceLine
from vidpipe.media import ffmpeg, loudness, sound
from vidpipe.media.sound import Track

NEVER = bool


def speech(seconds: float, *, level: float = 0.3, seed: int = 1) -> np.ndarray:
    """Noise in syllables: as uneven as speech, and found by ear in any mix."""
    time = np.arange(round(seconds * 48_000)) / 48_000
    return (
        level * np.random.default_rng(seed).normal(size=len(time)).clip(-2, 2) / 2 * np.sin(2 * np.pi * 2 * time) ** 2
    )


def level(heard: np.ndarray, start: float, end: float, hertz: float | None = None) -> float:
    """Level in dB between two times; of one pitch only if given."""
    part = heard[round(start * 48_000) : round(end * 48_000), 0].astype(float)
    if hertz is None:
        return float(10 * np.log10((part**2).mean() + 1e-12))
    wave = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / 48_000)
    return float(20 * np.log10(abs((part * wave).mean()) + 1e-9))


def measured(film: Path) -> loudness.Loudness:
    return loudness.measure(ffmpeg.source(film), stopped=NEVER)


def silent(room: Room, frames: int = 240) -> str:
    return room.clip("silent", lambda _: flat(120), frames=frames)


def line(media: str, start: int, frames: int, text: str = "Some words.") -> VoiceLine:
    return VoiceLine(scene="scene", media=media, start=start, frames=frames, text=text)


def test_picture_and_sound_stay_in_sync_through_a_cut(room: Room) -> None:
    """A flash with a click in each clip lies on the same frame of the film, by picture and by ear."""
    clicks = np.zeros(48 * 2000)
    clicks[20 * 2000 : 20 * 2000 + 1000] = 0.8 * np.sign(np.sin(np.arange(1000) * 0.4))
    clip = room.clip("flash", lambda n: flat(220 if n == 20 else 60), frames=48, sound=clicks)
    plan = room.plan(shot(clip, 36, head=4), shot(clip, 30, head=10, enter="crossfade", over=6), shot(clip, 40, head=0))
    film, _ = room.cut(plan)
    seen = watch(film)
    flashes = np.flatnonzero(seen.luma.mean(axis=(1, 2)) > 150)
    loud = np.flatnonzero(np.abs(seen.sound[:, 0]) > 0.25)
    heard = [n for n in loud if not (np.abs(seen.sound[max(0, n - 4000) : n, 0]) > 0.25).any()]
    assert list(flashes) == [16, 46, 86]
    assert np.abs(np.array(heard) / 2000 - flashes).max() < 0.1, "a tenth of a frame"


def test_a_clip_with_edit_lists_as_other_tools_write_them_stays_in_sync(room: Room) -> None:
    clicks = np.zeros(48 * 2000)
    clicks[30 * 2000 : 30 * 2000 + 1000] = 0.8 * np.sign(np.sin(np.arange(1000) * 0.4))
    room.clip("flash", lambda n: flat(220 if n == 30 else 60), frames=48, sound=clicks)
    other = room.folder / "other.mp4"
    ffmpeg_run(*ffmpeg.source(room.folder / "flash.mp4"), "-c:v", "libx264", "-bf", "3", "-c:a", "aac", str(other))
    assert b"elst" in other.read_bytes()
    film, _ = room.cut(room.plan(shot(room.add(other), 40, head=8)))
    seen = watch(film)
    assert list(np.flatnonzero(seen.luma.mean(axis=(1, 2)) > 150)) == [22]
    assert np.flatnonzero(np.abs(seen.sound[:, 0]) > 0.25)[0] / 2000 == pytest.approx(22, abs=0.1)


@pytest.mark.parametrize("target", [-140, -160])
def test_loudness_and_true_peak_of_the_finished_film_are_as_asked(room: Room, target: int) -> None:
    drums = tone(110, 10, level=0.5) + 0.9 * (np.arange(480_000) % 24_000 < 200) * speech(10, level=1.0, seed=3)
    voice = room.sound("voice", speech(2.5), rate=48_000)
    plan = room.plan(
        shot(silent(room), 240),
        voice=[line(voice, 24, 70), line(voice, 130, 70)],
        music=room.sound("music", drums),
        loudness=target,
    )
    film, report = room.cut(plan)
    found = measured(film)
    assert found.lufs == pytest.approx(target / 10, abs=0.7)
    assert found.peak <= -1.0
    assert report.loudness == pytest.approx(10 * found.lufs, abs=1)
    assert report.peak == pytest.approx(10 * found.peak, abs=1)
    assert report.warnings == ()


@pytest.mark.parametrize(("name", "made"), [("quiet", tone(440, 6, level=0.008)), ("hot", 1.4 * np.sign(tone(60, 6)))])
def test_quiet_and_overdriven_sound_reach_the_target_too(room: Room, name: str, made: np.ndarray) -> None:
    clip = room.clip(name, lambda _: flat(120), frames=144, sound=made)
    film, _ = room.cut(room.plan(shot(clip, 144)))
    found = measured(film)
    assert found.lufs == pytest.approx(-14, abs=0.7)
    assert found.peak <= -1.0


def test_sound_that_is_next_to_nothing_is_not_blown_up_to_noise_and_that_is_told(room: Room) -> None:
    clip = room.clip("hiss", lambda _: flat(120), frames=96, sound=tone(440, 4, level=0.001))
    film, report = room.cut(room.plan(shot(clip, 96)))
    assert measured(film).lufs < -20
    assert "too quiet to lift" in report.warnings[0]


def test_music_sinks_under_speech_softly_and_comes_back(room: Room) -> None:
    voice = room.sound("voice", speech(2.0))
    music = room.sound("music", tone(3000, 10, level=0.3))
    film, _ = room.cut(room.plan(shot(silent(room), 240), voice=[line(voice, 96, 48)], music=music))
    heard = watch(film).sound
    before, under, after = (level(heard, start, start + 0.5, 3000) for start in (2.5, 4.7, 7.5))
    assert before - under == pytest.approx(12, abs=1.5)
    assert after == pytest.approx(before, abs=1)
    steps = [level(heard, time, time + 0.05, 3000) for time in np.arange(3.6, 4.1, 0.05)]
    assert max(abs(np.diff(steps))) < 5, "sinks over a quarter of a second, not at once"


def test_depth_of_ducking_is_smooth_and_ignores_short_pauses() -> None:
    depth = sound.ducking([(48_000, 96_000), (110_000, 150_000)])(np.arange(0, 240_000))
    assert depth[30_000] == 0
    assert depth[48_000:150_000].min() == 1
    assert depth[200_000] == 0
    assert np.abs(np.diff(depth)).max() < 3 / 12_000


def test_the_film_fades_at_both_ends_but_not_to_nothing_before_its_last_frame(room: Room) -> None:
    music = room.sound("music", tone(500, 12, level=0.3))
    film, _ = room.cut(room.plan(shot(silent(room), 240), music=music))
    heard = watch(film).sound
    assert abs(len(heard) - 480_000) <= 1024
    assert level(heard, 0, 0.03) < level(heard, 1, 2) - 12
    tail = [level(heard, time, time + 1 / RATE) for time in np.arange(9, 10 - 1e-6, 1 / RATE)]
    assert (np.diff(tail) < 0.2).all()
    assert -55 < tail[-1] < tail[0] - 15


def test_a_film_without_any_sound_has_a_silent_track_and_says_so(room: Room) -> None:
    film, report = room.cut(room.plan(shot(silent(room, 24), 24)))
    heard = watch(film).sound
    assert abs(len(heard) - 48_000) <= 1024
    assert np.abs(heard).max() < 1e-4
    assert report.loudness is None
    assert "silent" in report.warnings[0]


def test_music_that_is_too_short_is_repeated_and_too_long_is_faded(room: Room) -> None:
    film, report = room.cut(room.plan(shot(silent(room), 240), music=room.sound("music", tone(500, 3, level=0.3))))
    heard = watch(film).sound
    assert "played again" in report.warnings[0]
    assert level(heard, 7.0, 7.8) == pytest.approx(level(heard, 1, 1.8), abs=1)


def test_narration_longer_than_its_place_plays_on_until_the_next_line_and_that_is_told(room: Room) -> None:
    long, short = room.sound("long", speech(3.0)), room.sound("short", tone(1000, 1.0, level=0.2))
    plan = room.plan(shot(silent(room), 240), voice=[line(long, 24, 24, "A long line"), line(short, 72, 24)])
    film, report = room.cut(plan)
    heard = watch(film).sound
    assert level(heard, 2.2, 2.9) > -40
    assert level(heard, 3.1, 3.9, 1000) > level(heard, 1.2, 2.5, 1000) + 20
    assert ["1.0 s too long" in warning for warning in report.warnings] == [True]


def test_a_shot_s_own_gain_is_kept_relative_to_the_others(room: Room) -> None:
    one, two = (room.clip(f"g{n}", lambda _: flat(120), frames=96, sound=tone(500 + n * 300, 4)) for n in range(2))
    film, _ = room.cut(room.plan(shot(one, 96), shot(two, 96, gain_db=-10)))
    heard = watch(film).sound
    assert level(heard, 1, 3) - level(heard, 5, 6.5) == pytest.approx(10, abs=1)


def test_sound_crosses_over_with_the_picture(room: Room) -> None:
    one, two = (room.clip(f"x{n}", lambda _: flat(120), frames=96, sound=tone(500 + n * 700, 4)) for n in range(2))
    film, _ = room.cut(room.plan(shot(one, 72, head=0), shot(two, 72, head=20, enter="crossfade", over=24)))
    heard = watch(film).sound
    first = [level(heard, time, time + 0.1, 500) for time in (2.0, 2.95, 3.6)]
    second = [level(heard, time, time + 0.1, 1200) for time in (2.0, 2.95, 3.6)]
    assert first[0] > first[1] > first[2] + 15
    assert second[2] > second[1] > second[0] + 15
    assert first[1] == pytest.approx(second[1], abs=2)


def test_slowed_clips_keep_their_pitch(room: Room) -> None:
    clip = room.clip("slow", lambda _: flat(120), frames=90, sound=tone(1000, 90 / 24))
    film, _ = room.cut(room.plan(shot(clip, 100)))
    heard = watch(film).sound[24_000:150_000, 0]
    assert np.argmax(np.abs(np.fft.rfft(heard))) * 48_000 / len(heard) == pytest.approx(1000, abs=5)


def test_the_mix_needs_no_more_memory_for_a_longer_film(room: Room, tmp_path: Path) -> None:
    import tracemalloc

    file = room.shelf[room.sound("m", tone(300, 2))]
    peaks = []
    for seconds in (5, 40):
        track = Track(file, 0, seconds * 48_000, loop=True)
        tracemalloc.start()
        sound.mix([track], [], tmp_path / "mix.f32", samples=seconds * 48_000, stopped=NEVER)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (tmp_path / "mix.f32").stat().st_size == seconds * 48_000 * 8
    assert peaks[1] < peaks[0] * 1.2 + 100_000
