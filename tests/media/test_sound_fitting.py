"""fitting.py, stems.py: music of any length ends with the film on its own ending and leaps where nobody hears it; the
parts of a film's sound are its sound."""

import io
from pathlib import Path

import numpy as np
import pytest
from media_room import Room, ffmpeg_run, flat, shot, tone, write_wav

from vidpipe.errors import MediaError
from vidpipe.film.cut import VoiceLine
from vidpipe.media import ffmpeg, fitting, mastering, stems
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decoded import RATE, Decoded, Decoder, packed
from vidpipe.media.keep import FolderKeep
from vidpipe.media.sound import Timeline, Track

NEVER = bool
BEAT = RATE // 2
SWEEP = 2500


def song(seconds: float) -> np.ndarray:
    """A bar of four chords, a drum on each beat; in its last two seconds a tone that is nowhere else, dying away."""
    count = round(seconds * RATE)
    time, made = np.arange(count) / RATE, np.zeros(count)
    for number, pitch in enumerate((220, 247, 262, 196)):
        within = (np.arange(count) // (2 * BEAT)) % 4 == number
        made += within * np.sin(2 * np.pi * pitch * time) * 0.1 * np.exp(-1.5 * (time % 1))
    made += 0.4 * np.exp(-30 * (time % 0.5)) * np.sin(2 * np.pi * 80 * (time % 0.5))
    ending = np.clip(time - (seconds - 2), 0, None)
    return np.where(ending > 0, 0.3 * np.exp(-2.2 * ending) * np.sin(2 * np.pi * SWEEP * time), made)


def kept(sound: np.ndarray, into: Path) -> Decoded:
    packed(io.BytesIO(sound.tobytes()).read, into)
    return Decoded.kept(into)


def played(music: np.ndarray, seconds: float, folder: Path) -> tuple[np.ndarray, list[fitting.Stretch]]:
    """The music as it is heard in a film of some seconds, before it fades with the film's end."""
    samples = round(seconds * RATE)
    sound = kept(np.repeat(music.astype(np.float32)[:, None], 2, axis=1), folder / "song")
    parts = fitting.fitted(sound, samples)
    assert parts is not None
    heard = np.zeros(samples + RATE)
    for part, start in zip(parts, fitting.starts(parts), strict=True):
        piece = sound.read(part.first, part.length)[:, 0].astype(float)
        if part is not parts[0]:
            piece[: parts[0].cross] *= np.linspace(0, 1, parts[0].cross)
        if part.cross:
            piece[-part.cross :] *= np.linspace(1, 0, part.cross)
        heard[start : start + len(piece)] += piece
    return heard, parts


def strength(part: np.ndarray, hertz: float) -> float:
    return abs(np.exp(-2j * np.pi * hertz * np.arange(len(part)) / RATE) @ part) / len(part)


@pytest.mark.parametrize(("length", "film"), [(60, 24), (37.3, 30), (31, 30), (30, 37.9), (30, 60), (20, 75)])
def test_music_of_any_length_ends_with_the_film_on_its_own_ending(tmp_path: Path, length: float, film: float) -> None:
    heard, parts = played(song(length), film, tmp_path)
    ends = np.flatnonzero(np.abs(heard) > 1e-4).max()
    assert -0.85 < ends / RATE - film < 0.03, "not after the film, hardly before it"
    last = round(ends) - 2 * RATE
    assert strength(heard[last : last + RATE // 2], SWEEP) > 0.03
    for at in range(0, last - RATE, RATE // 2):
        assert strength(heard[at : at + RATE // 2], SWEEP) < 0.003, "the ending is heard once, at the end"
    assert len(parts) >= 2


@pytest.mark.parametrize(("length", "film"), [(60, 24), (30, 37.9), (20, 75)])
def test_the_beat_goes_on_over_every_leap_without_a_click_or_a_hole(tmp_path: Path, length: float, film: float) -> None:
    heard, parts = played(song(length), film, tmp_path)
    drums = np.convolve(np.abs(heard[: round((film - 3.5) * RATE)]), np.ones(480) / 480, "same")
    beats = [at + int(drums[at : at + BEAT // 2].argmax()) for at in range(0, len(drums) - BEAT, BEAT)]
    assert np.abs(np.diff(beats) - BEAT).max() < 0.012 * RATE
    jumps = np.abs(np.diff(heard))
    assert jumps.max() <= np.abs(np.diff(song(length))).max() * 1.05
    for start in list(fitting.starts(parts))[1:]:
        level = [np.abs(heard[at : at + BEAT]).mean() for at in (start - 2 * BEAT, start - BEAT // 2, start + BEAT)]
        assert min(level) > max(level) / 2


def test_it_leaps_where_it_is_quiet(tmp_path: Path) -> None:
    """Between the beats, not on one."""
    _, parts = played(song(60), 24, tmp_path)
    leave = parts[0].first + parts[0].length - parts[0].cross
    assert 0.1 < (leave % BEAT) / RATE < 0.5 - parts[0].cross / RATE / 2


def test_music_of_the_film_s_length_and_scraps_are_left_as_they_are(tmp_path: Path) -> None:
    long, short = (kept(np.zeros((seconds * RATE, 2), np.float32), tmp_path / f"{seconds}") for seconds in (30, 3))
    assert fitting.fitted(long, round(30.2 * RATE)) is None
    assert fitting.fitted(short, 30 * RATE) is None


def test_the_cut_ends_on_the_music_s_ending(room: Room) -> None:
    clip = room.clip("silent", lambda _: flat(120), frames=24 * 12)
    film, report = room.cut(room.plan(shot(clip, 24 * 12), music=room.sound("song", song(25))))
    out = ffmpeg_run(*ffmpeg.source(film), "-map", "0:a", "-ac", "1", "-ar", "48000", "-f", "f32le", "pipe:1")
    heard = np.frombuffer(out, np.float32)
    assert strength(heard[-2 * RATE : -RATE], SWEEP) > 10 * strength(heard[3 * RATE : 4 * RATE], SWEEP)
    assert report.warnings == ()


@pytest.fixture
def spoken(room: Room) -> dict[str, object]:
    """A film of two clips with tones, a line and music."""
    clips = [
        room.clip(f"t{n}", lambda _: flat(120), frames=72, sound=tone(500 + 400 * n, 3, level=0.1)) for n in range(2)
    ]
    line = VoiceLine(scene="scene", media=room.sound("voice", tone(1700, 2)), start=24, frames=48, text="Words.")
    music = room.sound("music", tone(3000, 6, level=0.3))
    return {"shots": tuple(shot(clip, 72) for clip in clips), "voice": (line,), "music": music}


def read(file: Path) -> np.ndarray:
    out = ffmpeg_run(*ffmpeg.source(file), "-f", "f32le", "pipe:1")
    return np.frombuffer(out, np.float32).reshape(-1, 2).astype(float)


def test_stems_hold_one_part_each_and_are_together_the_film(room: Room, spoken: dict[str, object]) -> None:
    plan = room.plan(**spoken)
    film, _ = room.cut(plan)
    made = FfmpegCutter().stems(plan, path=room.shelf.__getitem__, into=room.folder / "stems")
    sounds = {kind: read(file) for kind, file in made.items()}
    assert set(sounds) == {"voice", "music", "clips"}
    assert {len(sound) for sound in sounds.values()} == {6 * RATE}
    pitches = {"voice": (1700,), "music": (3000,), "clips": (500, 900)}
    for kind, sound in sounds.items():
        for other, hertz in [(name, pitch) for name, found in pitches.items() for pitch in found]:
            level = strength(sound[:, 0], hertz)
            assert (level > 0.005) == (other == kind), (kind, hertz)
    whole = read(film)[: 6 * RATE]
    rest = whole - sum(sounds.values())
    middle = slice(RATE // 2, 5 * RATE)
    assert np.square(rest[middle]).mean() < np.square(whole[middle]).mean() / 100
    assert sorted(file.name for file in (room.folder / "stems").iterdir()) == ["clips.wav", "music.wav", "voice.wav"]


def test_music_makes_room_in_its_stem_as_in_the_film(room: Room, spoken: dict[str, object]) -> None:
    plan = room.plan(**spoken)
    music = read(FfmpegCutter().stems(plan, path=room.shelf.__getitem__, into=room.folder / "s")["music"])[:, 0]
    before, under = (strength(music[at : at + RATE // 4], 3000) for at in (RATE // 2, 2 * RATE))
    assert 20 * np.log10(before / under) == pytest.approx(12, abs=0.5)


def test_parts_that_a_film_has_not_make_no_file(room: Room) -> None:
    clip = room.clip("silent", lambda _: flat(120), frames=24)
    plan = room.plan(shot(clip, 24))
    assert FfmpegCutter().stems(plan, path=room.shelf.__getitem__, into=room.folder / "none") == {}
    assert list((room.folder / "none").iterdir()) == []


def test_stems_of_a_film_with_a_broken_clip_are_refused_and_leave_no_scraps(room: Room) -> None:
    (room.folder / "bad.mp4").write_text("no film")
    with pytest.raises(MediaError):
        stems.write(
            room.plan(shot(room.add(room.folder / "bad.mp4"), 24)),
            path=room.shelf.__getitem__,
            into=room.folder / "out",
            stopped=NEVER,
        )
    assert list((room.folder / "out").iterdir()) == []


def test_a_finished_sound_is_mastered_as_it_is(tmp_path: Path) -> None:
    raw, made = tmp_path / "a.f32", tmp_path / "a.m4a"
    raw.write_bytes(np.repeat(tone(400, 5, level=0.02)[:, None], 2, axis=1).astype(np.float32).tobytes())
    got = mastering.master_file(raw, made, samples=6 * RATE, target=-16, ceiling=-1, stopped=NEVER)
    assert got.lufs == pytest.approx(-16, abs=0.3)
    found = read(made)
    assert 0 <= len(found) - 6 * RATE < 1024
    assert np.abs(found[round(5.1 * RATE) :]).max() < 1e-3


def test_tracks_that_leap_overlap_evenly(tmp_path: Path) -> None:
    """Two halves of one tone, faded over by straight lines, are the tone."""
    decoder = Decoder(FolderKeep(tmp_path / "k"), tmp_path, NEVER)
    raw = tmp_path / "x.wav"
    write_wav(raw, tone(300, 4, level=0.5))
    one = Track(raw, 0, 2 * RATE, fade_out=RATE // 4, even=True, edge=False)
    two = Track(
        raw, 2 * RATE - RATE // 4, 2 * RATE, skip=2 * RATE - RATE // 4, fade_in=RATE // 4, even=True, edge=False
    )
    made = Timeline([one, two], [], 4 * RATE).mixed(RATE, 3 * RATE, decoder)
    wanted = tone(300, 4, level=0.5)[RATE : 3 * RATE] * np.sqrt(0.5)
    assert np.abs(made - wanted[:, None]).max() < 1e-3, "one side on both, as loud as before"
