"""assemble.py, pictures: every frame of a film is the one that was planned, whatever the clips are."""

from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, RATE, WIDTH, Room, barcode, ffmpeg_run, flat, read_barcode, shot, watch
from PIL import Image

from vidpipe.media import ffmpeg
from vidpipe.media.probe import probe

COLOURS = [(81, 90, 240), (145, 54, 34), (41, 240, 110), (210, 16, 146), (170, 166, 16)]
"""Y, Cb, Cr of five clips, far from one another."""


def eased(time: float) -> float:
    return 0.5 * time + 0.5 * time * time * (3 - 2 * time)


def ramp(clip: int, frame: int) -> np.ndarray:
    """Luma that tells clip and frame, so that a mix of two can be computed."""
    return flat(40 + clip * 90 + frame)


def test_cuts_show_exactly_the_planned_frames(room: Room) -> None:
    clips = [room.barcodes(number, 60) for number in range(3)]
    plan = room.plan(
        shot(clips[0], 20, head=5), shot(clips[1], 31), shot(clips[2], 17, head=40), shot(clips[0], 1, head=59)
    )
    film, report = room.cut(plan)
    wanted = (
        [(0, 5 + n) for n in range(20)] + [(1, n) for n in range(31)] + [(2, 40 + n) for n in range(17)] + [(0, 59)]
    )
    assert [read_barcode(luma) for luma in watch(film).luma] == wanted
    assert report.frames == 69
    assert report.warnings[0].startswith("The film is silent")


def test_a_crossfade_mixes_the_handles_of_both_clips_by_an_eased_curve(room: Room) -> None:
    a, b = (room.clip(f"c{n}", lambda f, n=n: ramp(n, f), frames=60) for n in range(2))
    film, _ = room.cut(room.plan(shot(a, 24, head=6), shot(b, 24, head=10, enter="crossfade", over=9)))
    luma = watch(film).luma.mean(axis=(1, 2))
    assert len(luma) == 48
    for frame in range(48):
        in_a, in_b = 40 + 6 + frame, 130 + 10 + frame - 24
        mix = min(1.0, max(0.0, (frame - (24 - 5) + 0.5) / 9))
        assert luma[frame] == pytest.approx(in_a + (in_b - in_a) * eased(mix), abs=2), frame


def test_without_handles_the_first_and_last_frames_are_held_and_the_film_keeps_its_length(room: Room) -> None:
    a, b = (room.clip(f"c{n}", lambda f, n=n: ramp(n, f), frames=24) for n in range(2))
    film, report = room.cut(room.plan(shot(a, 24), shot(b, 24, enter="crossfade", over=12)))
    luma = watch(film).luma.mean(axis=(1, 2))
    for frame in range(18, 30):
        in_a, in_b = 40 + min(frame, 23), 130 + max(0, frame - 24)
        mix = (frame - 18 + 0.5) / 12
        assert luma[frame] == pytest.approx(in_a + (in_b - in_a) * eased(mix), abs=2), frame
    assert len(luma) == 48
    assert len(report.warnings) == 1, "a film without sound, nothing else"


def test_a_dip_is_black_at_the_joint_and_never_shows_both(room: Room) -> None:
    a, b = (
        room.clip("a", lambda _: flat(150, 90, 160), frames=24),
        room.clip("b", lambda _: flat(150, 160, 90), frames=24),
    )
    film, _ = room.cut(room.plan(shot(a, 24), shot(b, 24, enter="dip to black", over=12)))
    colours = watch(film).colours
    assert colours[23, 0] < 35
    assert colours[24, 0] < 35
    assert colours[17, 0] == pytest.approx(150, abs=2)
    assert colours[30, 0] == pytest.approx(150, abs=2)
    assert (colours[:24, 1] <= 129).all()
    assert (colours[24:, 1] >= 127).all()


def test_a_dip_into_the_first_shot_fades_in_from_black(room: Room) -> None:
    film, report = room.cut(
        room.plan(shot(room.clip("a", lambda _: flat(180), frames=24), 24, enter="dip to black", over=8))
    )
    luma = watch(film).luma.mean(axis=(1, 2))
    assert luma[0] < 40
    assert (np.diff(luma[:9]) > 0).all()
    assert luma[8] == pytest.approx(180, abs=2)
    assert not any("black" in warning for warning in report.warnings)


def test_transitions_longer_than_their_shots_are_shortened(room: Room) -> None:
    clips = [room.clip(f"c{n}", lambda _, n=n: flat(*COLOURS[n]), frames=30) for n in range(3)]
    plan = room.plan(
        shot(clips[0], 12),
        shot(clips[1], 5, enter="crossfade", over=40),
        shot(clips[2], 12, enter="crossfade", over=40),
    )
    film, _ = room.cut(plan)
    colours = watch(film).colours
    assert len(colours) == 29
    assert np.abs(colours[0] - COLOURS[0]).max() < 3
    assert np.abs(colours[-1] - COLOURS[2]).max() < 3


@pytest.mark.parametrize("rate", [25, 30])
def test_clips_of_another_rate_keep_their_tempo(room: Room, rate: int) -> None:
    clip = room.barcodes(1, 2 * rate, rate=rate)
    film, report = room.cut(room.plan(shot(clip, 48)))
    got = [read_barcode(luma) for luma in watch(film).luma]
    assert None not in got
    off = [number / rate - place / RATE for place, (_, number) in enumerate(got)]
    assert max(map(abs, off)) <= 0.5 / RATE + 0.5 / rate + 1e-6
    assert report.frames == 48


def test_a_far_head_is_sought_for_and_still_exact(room: Room) -> None:
    clip = room.barcodes(3, 320)
    film, _ = room.cut(room.plan(shot(clip, 30, head=260), shot(clip, 30, head=200, enter="crossfade", over=8)))
    got = [read_barcode(luma) for luma in watch(film).luma]
    assert got[:26] == [(3, 260 + n) for n in range(26)]
    assert got[34:] == [(3, 204 + n) for n in range(26)]


def test_a_clip_a_little_short_is_slowed_and_one_far_short_is_held(room: Room) -> None:
    clip = room.barcodes(2, 45)
    film, report = room.cut(room.plan(shot(clip, 50), shot(clip, 60)))
    got = [read_barcode(luma) for luma in watch(film).luma]
    slowed, held = [n for _, n in got[:50]], [n for _, n in got[50:]]
    assert slowed[0] == 0
    assert slowed[-1] == 44
    assert max(np.diff(slowed)) == 1
    assert held == [*range(45), *[44] * 15]
    assert "11 % slower" in report.warnings[0]
    assert "last picture is held" in report.warnings[1]


def test_a_few_missing_frames_are_held_without_slowing(room: Room) -> None:
    film, _ = room.cut(room.plan(shot(room.barcodes(2, 45), 47)))
    assert [n for _, n in (read_barcode(luma) for luma in watch(film).luma)] == [*range(45), 44, 44]


ODD = {
    "full range 4:4:4": (["-vf", "scale=160:90:out_range=pc,format=yuvj444p"], 188),
    "odd size": (["-vf", "scale=161:91,format=yuv444p"], 188),
    "pixels that are not square": (["-vf", "scale=120:90,setsar=4/3"], 188),
    "untouched": ([], 188),
    "ten bits": (["-pix_fmt", "yuv420p10le"], 188),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_formats_come_out_upright_whole_and_in_their_own_light(room: Room, kind: str) -> None:
    filters, luma = ODD[kind]
    path = room.folder / "odd.mp4"
    lavfi = ["-f", "lavfi", "-i", "color=0xC8C8C8:s=160x90:r=24:d=1,drawbox=x=0:y=0:w=20:h=90:c=black:t=fill"]
    ffmpeg_run(*lavfi, *filters, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", str(path))
    film, report = room.cut(room.plan(shot(room.add(path), 24)))
    seen = watch(film).luma
    assert len(seen) == 24
    assert seen[:, 20:70, 60:150].mean() == pytest.approx(luma, abs=3)
    assert seen[:, 20:70, 2:14].mean() < 24
    assert (report.width, report.height) == (WIDTH, HEIGHT)


def test_a_turned_clip_is_shown_upright(room: Room) -> None:
    room.clip("flat", lambda n: barcode(5, n), frames=12)
    ffmpeg_run(
        *ffmpeg.source(room.folder / "flat.mp4", "-display_rotation", "180"),
        "-c",
        "copy",
        str(room.folder / "turned.mp4"),
    )
    film, _ = room.cut(room.plan(shot(room.add(room.folder / "turned.mp4"), 12)))
    assert [read_barcode(luma[:, ::-1]) for luma in watch(film).luma] == [(5, n) for n in range(12)]


def test_an_uneven_rate_keeps_its_times(room: Room) -> None:
    room.barcodes(4, 48)
    path = room.folder / "vfr.mp4"
    keep = "select='lt(n,12)+gte(n,24)*not(mod(n,2))',setpts=PTS"
    source = ffmpeg.source(room.folder / "bars4.mp4")
    ffmpeg_run(
        *source, "-vf", keep, "-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "5", str(path)
    )
    film, _ = room.cut(room.plan(shot(room.add(path), 46)))
    got = [number for _, number in (read_barcode(luma) for luma in watch(film).luma)]
    assert got[:12] == list(range(12))
    assert got[12:24] == [11] * 12
    assert all(0 <= place - number <= 1 for place, number in enumerate(got[24:], 24))


def test_an_upright_clip_in_a_wide_film_stands_whole_on_a_dimmed_copy(room: Room) -> None:
    clip = room.clip("tall", lambda _: flat(180, width=90, height=160), frames=6, size=(90, 160))
    film, _ = room.cut(room.plan(shot(clip, 6)))
    luma = watch(film).luma[3]
    middle = luma[10:80, 70:90].mean()
    assert middle == pytest.approx(180, abs=3)
    assert 60 < luma[10:80, 4:30].mean() < 140


def test_a_still_is_pushed_gently_and_lasts_as_planned(room: Room) -> None:
    picture = np.full((180, 320, 3), 60, np.uint8)
    picture[60:120, 110:210] = 220
    Image.fromarray(picture).save(room.folder / "still.png")
    still = room.add(room.folder / "still.png")
    film, report = room.cut(
        room.plan(shot(still, 48, mime="image/png"), shot(still, 24, mime="image/png", enter="crossfade", over=12))
    )
    bright = (watch(film).luma > 140).sum(axis=(1, 2))
    assert report.frames == 72
    assert 1.04 < bright[40] / bright[0] < 1.16
    assert (np.diff(bright[:40].astype(int)) > -12).all()


@pytest.mark.parametrize("mode", ["cut", "crossfade"])
def test_mixed_models_give_no_wrong_picture_and_no_wrong_sound(room: Room, mode: str) -> None:
    """What a mix of models looks like: other sizes, other rates, silent clips, mono at 44.1 kHz."""
    shapes = [((160, 90), 24, 36), ((172, 96), 25, 40), ((240, 136), 24, 36), ((108, 60), 24, 36), ((160, 90), 30, 60)]
    hertz = [400, None, None, 900, 1400]
    shots = []
    for number, ((size, rate, frames), pitch) in enumerate(zip(shapes, hertz, strict=True)):
        seconds = frames / rate
        sound = (
            None if pitch is None else 0.25 * np.sin(2 * np.pi * pitch * np.arange(round(seconds * 48_000)) / 48_000)
        )
        picture = flat(*COLOURS[number], width=size[0], height=size[1])
        clip = room.clip(f"m{number}", lambda _, p=picture: p, frames=frames, rate=rate, size=size, sound=sound)
        if number == 3:
            clip = mono(room, room.shelf[clip])
        shots.append(shot(clip, 36, enter=mode, over=8 if mode != "cut" else 0))
    film, report = room.cut(room.plan(*shots))
    assert report.frames == 180
    assert report.milliseconds == pytest.approx(7500, abs=22)
    assert wrong(film, hertz) == ([], [])


def mono(room: Room, clip: Path) -> str:
    path = room.folder / "mono.mp4"
    ffmpeg_run(*ffmpeg.source(clip), "-c:v", "copy", "-c:a", "aac", "-ar", "44100", "-ac", "1", str(path))
    found = probe(path)
    assert found.has_audio
    return room.add(path)


def wrong(film: Path, hertz: list[int | None]) -> tuple[list[float], list[float]]:
    """Times, in steps of 0.1 s and 0.2 s from any joint, at which picture or sound is not that of the shot."""
    seen = watch(film)
    pictures, sounds = [], []
    for step in range(75):
        time, number = step / 10, int(step / 15)
        if min(time % 1.5, 1.5 - time % 1.5) < 0.25 or time > 7.0:
            continue
        if np.abs(seen.colours[round(time * RATE)] - COLOURS[number]).max() > 6:
            pictures.append(time)
        heard = seen.sound[round(time * 48_000) : round((time + 0.1) * 48_000), 0]
        spectrum = np.abs(np.fft.rfft(heard))
        pitch = None if np.sqrt((heard**2).mean()) < 1e-3 else int(np.argmax(spectrum)) * 10
        if pitch != hertz[number]:
            sounds.append(time)
    return pictures, sounds


def test_sizes_of_an_animatic_are_at_most_640(room: Room) -> None:
    plan = room.plan(shot(room.barcodes(1, 6), 6), width=1280, height=720, quality="animatic")
    _, report = room.cut(plan)
    assert (report.width, report.height) == (640, 360)


def test_a_black_beginning_is_told(room: Room) -> None:
    _, report = room.cut(room.plan(shot(room.clip("dark", lambda _: flat(16), frames=6), 6)))
    assert any("begins with a black picture" in warning for warning in report.warnings)


@pytest.mark.parametrize("transfer", ["arib-std-b67", "smpte2084"])
def test_high_dynamic_range_is_brought_to_the_standard_one(room: Room, transfer: str) -> None:
    path = room.folder / "hdr.mp4"
    lavfi = ["-f", "lavfi", "-i", "color=0x808080:s=160x90:r=24:d=0.5,drawbox=x=0:y=0:w=40:h=90:c=black:t=fill"]
    tags = f"format=yuv420p10le,setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv"
    ffmpeg_run(*lavfi, "-vf", tags, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", str(path))
    assert probe(path).hdr == transfer
    film, _ = room.cut(room.plan(shot(room.add(path), 12)))
    seen = watch(film).luma
    assert len(seen) == 12
    assert 60 < seen[:, :, 60:].mean() < 220
    assert seen[:, :, 5:30].mean() < 24
