"""mastering.py, meter.py, limiter.py: measured as ffmpeg measures, limited in parts as in one; a change in one place
encodes that place alone, without a seam."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from media_room import ffmpeg_run, tone, write_wav

from vidpipe.media import adts, ffmpeg, limiter, loudness, mastering, meter
from vidpipe.media.decoded import RATE, Decoder
from vidpipe.media.keep import FolderKeep
from vidpipe.media.sound import Timeline, Track

NEVER = bool


def lively(seconds: float, *, seed: int = 1, level: float = 0.3) -> np.ndarray:
    """Stereo with syllables, chords and a silence in it."""
    time, dice = np.arange(round(seconds * RATE)) / RATE, np.random.default_rng(seed)
    noise = np.convolve(dice.normal(size=len(time)).clip(-2, 2), np.ones(4) / 3, "same")
    chords = sum(np.sin(2 * np.pi * pitch * time + pitch) for pitch in (110, 277, 1500)) / 4
    left = level * (noise * np.sin(2 * np.pi * 2 * time) ** 2 + chords)
    sound = np.stack([left, 0.5 * left + level * chords / 2], axis=1)
    sound[round(len(sound) * 0.4) : round(len(sound) * 0.5)] *= 0.01
    return sound.astype(np.float32)


def judged(sound: np.ndarray, tmp_path: Path) -> loudness.Loudness:
    """What ffmpeg measures."""
    raw, wav = tmp_path / "judged.f32", tmp_path / "judged.wav"
    raw.write_bytes(np.ascontiguousarray(sound, np.float32).tobytes())
    layout = ["-f", "f32le", "-ar", "48000", "-ch_layout", "stereo"]
    ffmpeg_run(*layout, "-i", str(raw), "-c:a", "pcm_f32le", str(wav))
    return loudness.measure(ffmpeg.source(wav), stopped=NEVER)


def heard(film: Path) -> np.ndarray:
    out = ffmpeg_run(*ffmpeg.source(film), "-map", "0:a", "-ac", "2", "-ar", "48000", "-f", "f32le", "pipe:1")
    return np.frombuffer(out, np.float32).reshape(-1, 2)


def packets(film: Path) -> list[bytes]:
    return adts.frames(ffmpeg_run(*ffmpeg.source(film), "-map", "0:a", "-c", "copy", "-f", "adts", "pipe:1"))


@dataclass
class Counting:
    """A folder that keeps, and says what was put since it was last asked."""

    inner: FolderKeep
    made: list[str] = field(default_factory=list)

    def get(self, key: str) -> Path | None:
        return self.inner.get(key)

    def put(self, key: str, file: Path) -> Path:
        self.made.append(key.split("-")[0])
        return self.inner.put(key, file)

    def since(self, kind: str) -> int:
        found, self.made = self.made.count(kind), []
        return found


@dataclass
class Desk:
    folder: Path

    def __post_init__(self) -> None:
        self.keep = Counting(FolderKeep(self.folder / "keep"))
        (self.folder / "work").mkdir()

    def track(self, name: str, sound: np.ndarray, **options: object) -> Track:
        file = write_wav(self.folder / f"{name}.wav", sound)
        whole = {"start": 0, "length": len(sound), "digest": name} | options
        return Track(file, **whole)

    def master(self, *tracks: Track, seconds: float, target: float = -14, speech: tuple = ()) -> tuple[Path, object]:
        decoder = Decoder(self.keep, self.folder / "work", NEVER)
        film = self.folder / f"film{len(list(self.folder.iterdir()))}.m4a"
        line = Timeline(tracks, speech, round(seconds * RATE))
        return film, mastering.master(line, decoder, film, target=target, ceiling=-1, stopped=NEVER)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_loudness_and_true_peak_are_what_ffmpeg_measures_in_parts_too(tmp_path: Path) -> None:
    sound = lively(12)
    said = judged(sound, tmp_path)
    whole = meter.powers(sound, 0)
    parts = [meter.powers(sound[max(0, at - 4800) : at + 96_000], min(at, 4800)) for at in range(0, len(sound), 96_000)]
    assert np.allclose([power for part in parts for power in part], whole, rtol=1e-3, atol=1e-9)
    assert meter.integrated(whole) == pytest.approx(said.lufs, abs=0.1)
    assert 20 * np.log10(meter.true_peak(sound)) == pytest.approx(said.peak, abs=0.2)


def test_silence_and_sound_shorter_than_a_measure_have_a_loudness() -> None:
    assert meter.integrated(meter.powers(np.zeros((RATE, 2), np.float32), 0)) == loudness.SILENCE
    short = np.repeat(tone(997, 0.25, level=1)[:, None], 2, axis=1).astype(np.float32)
    assert meter.integrated(meter.powers(short, 0)) > -10
    assert meter.true_peak(np.zeros((0, 2), np.float32)) == 0


def test_a_peak_between_samples_is_found() -> None:
    """A quarter of the sample rate, its crests between samples: 3 dB above any sample."""
    wave = np.sin(np.pi / 2 * np.arange(4800) + np.pi / 4)
    sound = np.repeat(wave[:, None], 2, axis=1).astype(np.float32) / 2
    assert np.abs(sound).max() == pytest.approx(0.354, abs=0.001)
    assert meter.true_peak(sound[1000:3000]) == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("limit", [-1.0, -6.0, -12.0])
def test_the_limiter_holds_the_ceiling_and_leaves_what_is_below(tmp_path: Path, limit: float) -> None:
    sound = lively(6) * 2
    sound[:96_000] *= 0.02
    done = limiter.limited(sound, 10 ** (limit / 20))
    assert judged(done, tmp_path).peak <= limit + 0.15
    assert np.array_equal(done[:90_000], sound[:90_000])
    gain = np.abs(done[:, 0]) / np.maximum(np.abs(sound[:, 0]), 1e-9)
    assert gain[np.abs(sound[:, 0]) > 1e-3].max() <= 1.0001


def test_the_limiter_works_on_parts_as_on_the_whole() -> None:
    sound, limit = lively(6) * 2, 10 ** (-6 / 20)
    whole, parts = limiter.limited(sound, limit), []
    for at in range(0, len(sound), 48_000):
        low = max(0, at - limiter.MEMORY)
        part = limiter.limited(sound[low : at + 48_000 + limiter.AHEAD], limit)
        parts.append(part[at - low : at - low + 48_000])
    assert np.allclose(np.concatenate(parts), whole, atol=1e-5)


@pytest.mark.parametrize("target", [-14.0, -16.0, -23.0])
def test_every_preset_of_loudness_is_reached_and_told_as_it_is(desk: Desk, target: float) -> None:
    film, got = desk.master(desk.track("a", lively(10)), seconds=10, target=target)
    said = loudness.measure(ffmpeg.source(film), stopped=NEVER)
    assert said.lufs == pytest.approx(target, abs=0.35)
    assert said.peak <= -1
    assert (got.lufs, got.peak) == (pytest.approx(said.lufs, abs=0.1), pytest.approx(said.peak, abs=0.2))


def test_every_sample_stays_in_its_place_over_the_joints_of_chunks(desk: Desk) -> None:
    """Clicks on both sides of the joints at 8 and 16 s are heard where they are, to the sample."""
    clicks = [50_000, 384_000 - 700, 384_000 + 900, 768_000 - 3000, 768_000 + 100, 900_000]
    sound = np.zeros(20 * RATE)
    for click in clicks:
        sound[click : click + 400] = 0.5 * np.hanning(400) * np.sin(np.arange(400) * 0.3)
    film, _ = desk.master(desk.track("clicks", sound, edge=False), seconds=20)
    found = heard(film)
    assert 0 <= len(found) - 20 * RATE < adts.FRAME
    for click in clicks:
        around = found[click - 600 : click + 1000, 0].astype(float)
        assert int(np.correlate(around, sound[click : click + 400], "valid").argmax()) == 600


def test_a_change_encodes_the_chunks_it_is_heard_in_and_no_others(desk: Desk) -> None:
    music = desk.track("music", lively(40, level=0.1))
    clips = [desk.track(f"c{n}", lively(5, seed=n), start=n * 8 * RATE + RATE) for n in range(5)]
    first, _ = desk.master(music, *clips, seconds=40)
    assert desk.keep.since("aac") == 5
    again, _ = desk.master(music, *clips, seconds=40)
    assert desk.keep.made == []
    assert again.read_bytes() == first.read_bytes()
    swapped = replace(desk.track("other", lively(5, seed=2) * 0.98), start=clips[2].start)
    changed, _ = desk.master(music, *clips[:2], swapped, *clips[3:], seconds=40)
    assert (desk.keep.made.count("aac"), desk.keep.since("mix")) == (1, 1)
    pairs = zip(packets(first), packets(changed), strict=True)
    differ = [number for number, (before, after) in enumerate(pairs) if before != after]
    assert 16 * RATE // adts.FRAME <= differ[0] < differ[-1] < 24 * RATE // adts.FRAME


def test_a_spliced_chunk_is_as_clean_as_one_encode_of_all(desk: Desk) -> None:
    """The error of the encoder around the joints is no larger than elsewhere."""
    one, two = (desk.track(f"t{n}", lively(24, seed=9) + n * 1e-4) for n in range(2))
    early = replace(one, length=12 * RATE, fade_out=240)
    late = replace(one, start=12 * RATE, skip=12 * RATE, length=12 * RATE)
    desk.master(early, late, seconds=24)
    spliced, _ = desk.master(early, replace(late, file=two.file, digest="t1"), seconds=24)
    alone = Desk(desk.folder / "alone") if not (desk.folder / "alone").mkdir() else desk
    whole, _ = alone.master(early, replace(late, file=two.file, digest="t1"), seconds=24)
    a, b = heard(spliced).astype(float), heard(whole).astype(float)
    joints = np.concatenate([np.arange(at - 2048, at + 4096) for at in (8 * RATE, 16 * RATE)])
    power = np.square(b[joints]).mean()
    assert 10 * np.log10(power / max(1e-12, np.square(a[joints] - b[joints]).mean())) > 12


def test_what_is_heard_of_a_shortened_film_s_beginning_is_kept(desk: Desk) -> None:
    music = desk.track("music", lively(40, level=0.2))
    desk.master(music, seconds=38)
    desk.keep.since("aac")
    desk.master(replace(music, length=34 * RATE), seconds=34)
    assert desk.keep.made.count("mix") == 1


def test_a_broken_stream_is_told() -> None:
    with pytest.raises(mastering.adts.MediaError, match="broken"):
        adts.frames(b"\xff\xf1\x00\x00")
