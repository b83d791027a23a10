"""What a person edits at the cut, in the finished file: trims to the frame, joints that fit, levels in decibels."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_room import HEIGHT, RATE, WIDTH, Room, barcode, ffmpeg_run, flat, read_barcode, shot, tone, watch

from vidpipe.film.cut import CutPlan, MixPlan, Shot, VoiceLine
from vidpipe.film.storyboard import Joint, Transition
from vidpipe.media import ffmpeg, loudness
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.probe import probe
from vidpipe.media.timeline import lay_out, moments, rooms

NEVER = bool
DIGEST = "a" * 64


def level(heard: np.ndarray, start: float, end: float, hertz: float) -> float:
    """Level of one pitch between two times, in dB."""
    part = heard[round(start * 48_000) : round(end * 48_000), 0].astype(float)
    wave = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / 48_000)
    return float(20 * np.log10(abs((part * wave).mean()) + 1e-9))


def listen(file: Path) -> np.ndarray:
    heard = ffmpeg_run(*ffmpeg.source(file), "-map", "0:a", "-ac", "2", "-ar", "48000", "-f", "f32le", "pipe:1")
    return np.frombuffer(heard, np.float32).reshape(-1, 2)


def line(media: str, start: int, frames: int, **options: object) -> VoiceLine:
    return VoiceLine(scene="s1", media=media, start=start, frames=frames, text="Some words.", **options)


# ---------------------------------------------------------------- trims


def test_a_trim_chooses_the_frames_and_holds_the_last_of_them(room: Room) -> None:
    clip = room.barcodes(1, 60)
    plan = room.plan(
        shot(clip, 20, head=6, start=11),
        shot(clip, 20, head=6, until=18),
        shot(clip, 20, head=6, start=30, until=45),
        shot(clip, 10, head=6, start=3, until=4),
    )
    film, report = room.cut(plan)
    wanted = [*range(11, 31), *range(6, 18), *[17] * 8, *range(30, 45), *[44] * 5, *[3] * 10]
    assert [read_barcode(luma) for luma in watch(film).luma] == [(1, number) for number in wanted]
    assert [warning[:7] for warning in report.warnings if "trim" in warning] == ["Shot 2:", "Shot 3:", "Shot 4:"]


def test_a_trim_beyond_the_clip_or_before_its_head_still_shows_a_frame(room: Room) -> None:
    clip = room.barcodes(2, 30)
    plan = room.plan(shot(clip, 8, start=500), shot(clip, 8, until=900), shot(clip, 8, head=20, until=10))
    film, _ = room.cut(plan)
    wanted = [*[29] * 8, *range(8), *[20] * 8]
    assert [read_barcode(luma) for luma in watch(film).luma] == [(2, number) for number in wanted]


def test_a_far_trim_is_sought_for_and_exact(room: Room) -> None:
    clip = room.barcodes(3, 320)
    film, _ = room.cut(room.plan(shot(clip, 30, head=6, start=260, until=280)))
    assert [n for _, n in (read_barcode(luma) for luma in watch(film).luma)] == [*range(260, 280), *[279] * 10]


def test_a_transition_feeds_on_what_lies_before_a_trim_and_on_nothing_behind_it(room: Room) -> None:
    """The clips tell their frame by luma, so the mix at each frame of the crossfade can be computed."""
    clips = [room.clip(f"r{n}", lambda f, n=n: flat(40 + n * 90 + f), frames=60) for n in range(2)]
    plan = room.plan(
        shot(clips[0], 24, head=6, until=26, scene="s1"),
        shot(clips[1], 24, head=6, start=12, scene="s2", enter="crossfade", over=12),
    )
    film, _ = room.cut(plan)
    luma = watch(film).luma.mean(axis=(1, 2))
    assert len(luma) == 48
    for frame in range(48):
        in_a, in_b = 40 + min(6 + frame, 25), 130 + 12 + frame - 24
        time = min(1.0, max(0.0, (frame - 18 + 0.5) / 12))
        mix = 0.5 * time + 0.5 * time * time * (3 - 2 * time)
        assert luma[frame] == pytest.approx(in_a + (in_b - in_a) * mix, abs=2), frame


def test_a_trimmed_clip_is_never_slowed_but_one_with_only_a_later_start_may_be(room: Room) -> None:
    clip = room.barcodes(2, 60)
    film, report = room.cut(room.plan(shot(clip, 50, start=5, until=50), shot(clip, 50, start=15)))
    numbers = [number for _, number in (read_barcode(luma) for luma in watch(film).luma)]
    assert numbers[:50] == [*range(5, 50), *[49] * 5]
    assert numbers[50] == 15
    assert numbers[-1] == 59
    assert max(np.diff(numbers[50:])) == 1
    assert sum("slower" in warning for warning in report.warnings) == 1


def test_sound_stays_with_the_picture_through_a_trim_and_is_silent_where_it_is_held(room: Room) -> None:
    clicks = np.zeros(60 * 2000)
    for number in (20, 50):
        clicks[number * 2000 : number * 2000 + 1000] = 0.8 * np.sign(np.sin(np.arange(1000) * 0.4))
    clip = room.clip("flash", lambda n: flat(220 if n in (20, 50) else 60), frames=60, sound=clicks)
    film, _ = room.cut(room.plan(shot(clip, 50, head=2, start=12, until=40, scene="s1"), shot(clip, 30, start=30)))
    seen = watch(film)
    loud = np.flatnonzero(np.abs(seen.sound[:, 0]) > 0.25)
    heard = [n / 2000 for n in loud if not (np.abs(seen.sound[max(0, n - 4000) : n, 0]) > 0.25).any()]
    assert list(np.flatnonzero(seen.luma.mean(axis=(1, 2)) > 150)) == [8, 70]
    assert heard == pytest.approx([8, 70], abs=0.1)


# ---------------------------------------------------------------- joints


def scenes(*lengths: int, kind: Joint = Joint.CROSSFADE, over: int = 48) -> CutPlan:
    enter = Transition(kind=kind, frames=over)
    shots = [Shot(scene=f"s{n}", media=DIGEST, frames=frames, transition=enter) for n, frames in enumerate(lengths)]
    return CutPlan(width=WIDTH, height=HEIGHT, rate=RATE, shots=tuple(shots))


@given(st.lists(st.integers(1, 120), min_size=1, max_size=8), st.integers(0, 48), st.sampled_from(Joint))
def test_no_joint_is_longer_than_half_of_a_scene_beside_it_and_the_film_keeps_its_length(
    lengths: list[int], over: int, kind: Joint
) -> None:
    spans = lay_out(scenes(*lengths, kind=kind, over=over))
    for span in spans:
        beside = [span.shot.frames, *([spans[span.number - 1].shot.frames] if span.number else [])]
        assert span.enter <= min(over, min(beside) // 2)
    assert len(list(moments(spans))) == sum(lengths)
    assert all(span.lead + span.tail <= span.shot.frames + 1 for span in spans)


def test_a_joint_that_is_too_long_is_shortened_and_that_is_told(room: Room) -> None:
    clips = [room.clip(f"j{n}", lambda _, n=n: flat(60 + 100 * n), frames=60) for n in range(2)]
    plan = room.plan(shot(clips[0], 16, scene="s1"), shot(clips[1], 40, scene="s2", enter="crossfade", over=30))
    film, report = room.cut(plan)
    luma = watch(film).luma.mean(axis=(1, 2))
    mixed = [number for number, value in enumerate(luma) if 63 < value < 157]
    assert mixed == list(range(12, 20))
    assert report.warnings[0].startswith("Shot 2: its crossfade of 1.2 s is cut to 0.33 s")
    assert rooms(plan) == [8, 8]


def test_the_two_stills_of_an_animatic_s_scene_melt_for_as_long_as_they_last() -> None:
    melt = Transition(kind=Joint.CROSSFADE, frames=12)
    pair = [
        Shot(scene="s1", media=DIGEST, mime="image/png", frames=12),
        Shot(scene="s1", media=DIGEST, mime="image/png", frames=12, transition=melt),
    ]
    plan = CutPlan(width=64, height=36, rate=24, shots=(*pair, pair[0].model_copy(update={"scene": "s2"})))
    assert [span.enter for span in lay_out(plan)] == [0, 12, 0]


# ---------------------------------------------------------------- levels


def film_of_sounds(room: Room, **gains: int | None) -> np.ndarray:
    """A clip's own 500 Hz for its first half, a voice of 1200 Hz at 5 s, music of 3000 Hz throughout: what is heard."""
    clip = room.clip("own", lambda _: flat(120), frames=240, sound=tone(500, 10, level=0.1))
    voice, music = room.sound("v", tone(1200, 2.0)), room.sound("m", tone(3000, 10))
    plan = room.plan(
        shot(clip, 96, scene="s1", gain_db=gains.get("clip")),
        shot(clip, 144, scene="s2", gain_db=None),
        voice=[line(voice, 120, 48, gain_db=gains.get("voice") or 0)],
        music=music,
        music_db=gains.get("music") or 0,
    )
    film, _ = room.cut(plan)
    measured = loudness.measure(ffmpeg.source(film), stopped=NEVER)
    assert measured.lufs == pytest.approx(-14, abs=0.5)
    assert measured.peak <= -1.0
    return listen(film)


def parts(heard: np.ndarray) -> dict[str, float]:
    """Levels: the clip against the music beside it, the voice against the music under it, music alone."""
    return {
        "clip": level(heard, 1, 3.5, 500) - level(heard, 1, 3.5, 3000),
        "voice": level(heard, 5.5, 6.8, 1200) - level(heard, 5.5, 6.8, 3000),
    }


def test_gains_are_heard_in_decibels_against_one_another(room: Room) -> None:
    plain = parts(film_of_sounds(room, clip=0))
    softer = parts(film_of_sounds(room, clip=-8, voice=4))
    music = parts(film_of_sounds(room, clip=0, music=-10))
    assert softer["clip"] - plain["clip"] == pytest.approx(-8, abs=1)
    assert softer["voice"] - plain["voice"] == pytest.approx(4, abs=1)
    assert music["clip"] - plain["clip"] == pytest.approx(10, abs=1)
    assert music["voice"] - plain["voice"] == pytest.approx(10, abs=1)


def test_a_clip_s_own_sound_is_left_out_unless_it_is_asked_for(room: Room) -> None:
    assert level(film_of_sounds(room), 1, 3.5, 500) < -70
    heard = film_of_sounds(room, clip=0)
    assert level(heard, 1, 3.5, 500) > -40
    assert level(heard, 7.5, 9, 500) < -70, "the second shot keeps silent"


def test_a_voice_or_music_turned_all_the_way_down_is_gone_and_makes_no_room(room: Room) -> None:
    heard = film_of_sounds(room, voice=-60)
    assert level(heard, 5.5, 6.8, 1200) < -70
    assert level(heard, 5.5, 6.8, 3000) == pytest.approx(level(heard, 3, 4, 3000), abs=1), "nothing to duck for"
    assert level(film_of_sounds(room, clip=0, music=-60), 1, 3.5, 3000) < -70


def test_a_line_longer_than_its_scene_is_told_with_both_lengths(room: Room) -> None:
    silent = room.clip("silent", lambda _: flat(120), frames=240)
    voice = room.sound("v", tone(1200, 3.0))
    _, report = room.cut(room.plan(shot(silent, 240), voice=[line(voice, 24, 24)]))
    assert "lasts 3.0 s, longer than the 1.0 s of its scene" in report.warnings[0]


# ---------------------------------------------------------------- the mix alone


def test_the_mix_alone_sounds_as_in_the_film(room: Room) -> None:
    silent = room.clip("silent", lambda _: flat(120), frames=240)
    voice, music = room.sound("v", tone(1200, 2.0)), room.sound("m", tone(3000, 4))
    plan = room.plan(shot(silent, 240), voice=[line(voice, 120, 48, gain_db=-3)], music=music, music_db=-5)
    film, whole = room.cut(plan)
    alone = room.folder / "mix.m4a"
    report = FfmpegCutter().mix(plan.mix, path=room.shelf.__getitem__, into=alone)
    found = loudness.measure(ffmpeg.source(alone), stopped=NEVER)
    assert (report.milliseconds, report.warnings) == (10_000, whole.warnings)
    assert report.loudness == pytest.approx(10 * found.lufs, abs=1)
    assert found.lufs == pytest.approx(-14, abs=0.5)
    assert found.peak <= -1.0
    assert probe(alone).mime == "audio/mp4"
    assert probe(alone).milliseconds == pytest.approx(10_000, abs=22)
    one, other = listen(film), listen(alone)
    same = min(len(one), len(other))
    assert np.abs(one[:same] - other[:same]).max() < 1e-3


def test_a_mix_of_nothing_is_silence_and_says_so(room: Room) -> None:
    alone = room.folder / "mix.m4a"
    report = FfmpegCutter().mix(MixPlan(rate=24, frames=48), path=room.shelf.__getitem__, into=alone)
    assert report.loudness is None
    assert report.warnings == ("There is nothing to hear: no narration and no music.",)
    assert np.abs(listen(alone)).max() < 1e-4


def test_the_barcodes_of_this_page_are_read_right() -> None:
    assert read_barcode(barcode(5, 77)[: WIDTH * HEIGHT].reshape(HEIGHT, WIDTH)) == (5, 77)
