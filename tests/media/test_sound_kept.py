"""decoded.py, foreheard.py: kept sounds take half the room and sound the same; what is heard of clips that are there is
known before the last of them comes; what does not change is not looked into again."""

import collections
import io
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from media_room import Room, flat, shot, tone
from pieces_room import Plank

from vidpipe.film.cut import CutPlan, VoiceLine
from vidpipe.media import foreheard, score
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.decoded import LOUDEST, RATE, Decoded, packed
from vidpipe.media.keep import FolderKeep
from vidpipe.media.mastering import Chunk, Setting
from vidpipe.media.probe import Probe, probe
from vidpipe.media.reel import Footage, fit
from vidpipe.media.timeline import Span, lay_out


def kept(sound: np.ndarray, into: Path) -> Decoded:
    packed(io.BytesIO(np.ascontiguousarray(sound, np.float32).tobytes()).read, into)
    return Decoded.kept(into)


def test_a_kept_sound_is_the_sound_from_any_place_in_half_the_room(tmp_path: Path) -> None:
    dice = np.random.default_rng(4)
    sound = (dice.normal(size=(123_457, 2)) * np.linspace(1e-4, 3, 123_457)[:, None]).astype(np.float32)
    found = kept(sound, tmp_path / "kept")
    assert found.samples == len(sound)
    assert found.file.stat().st_size < 0.51 * sound.nbytes + 20_000
    for first, count in ((0, 10), (4799, 2), (4800, 4800), (50_001, 60_000), (123_400, 57)):
        wrong = np.abs(found.read(first, count) - sound[first : first + count])
        around = np.abs(sound[first // 4800 * 4800 : -(-(first + count) // 4800) * 4800])
        assert wrong.max() <= around.max() / 65_000
    assert not found.read(-5, 5).any()
    assert not found.read(123_457, 9).any()
    assert np.array_equal(found.read(123_450, 20, loop=True)[7:], found.read(0, 13))


def test_what_is_no_sound_is_silent_or_held_back(tmp_path: Path) -> None:
    sound = np.full((9600, 2), 0.5, np.float32)
    sound[10], sound[20], sound[30] = np.nan, np.inf, 1e9
    heard = kept(sound, tmp_path / "kept").read(0, 9600)
    assert np.isfinite(heard).all()
    assert (heard[10], heard[20]) == (pytest.approx(0, abs=1e-3), pytest.approx(0, abs=1e-3))
    assert np.abs(heard).max() <= LOUDEST * 1.001
    assert heard[4800:] == pytest.approx(0.5, abs=1e-4)
    assert kept(np.zeros((0, 2)), tmp_path / "none").samples == 0


def test_the_peak_between_samples_is_looked_for_only_where_it_decides() -> None:
    asked = []

    def chunk(peak: float) -> Chunk:
        return Chunk(0, RATE, "key", [], peak, lambda: asked.append(peak) or 1.2 * peak)

    setting = Setting(0.0, 0.0)
    assert [chunk(peak).limited(setting) for peak in (0.1, 0.5, 0.8, 0.9, 1.1)] == [False, False, False, True, True]
    assert asked == [0.8, 0.9]


@dataclass
class Film:
    """Three clips of 10 s with a tone each, narration and music; what is made of its sound is counted by kind."""

    room: Room
    plan: CutPlan
    spans: list[Span]
    made: list[str] = field(default_factory=list)

    @property
    def digests(self) -> frozenset[str]:
        return frozenset(self.plan.digests)

    def desk(self, name: str) -> score.Console:
        folder = self.room.folder / name
        (folder / "work").mkdir(parents=True, exist_ok=True)
        probes = {digest: probe(self.room.shelf[digest]) for digest in self.plan.digests}
        keep = Counting(FolderKeep(folder / "keep"), self.made)
        return score.Console(self.room.shelf.__getitem__, probes, folder / "work", lambda _: None, bool, keep)

    def footage(self, desk: score.Console) -> list[Footage]:
        media = [(span, span.shot.media) for span in self.spans]
        return [fit(span, desk.path(digest), desk.probes[digest], rate=24) for span, digest in media]

    def prepare(self, *awaited: str) -> None:
        desk = self.desk("shelf")
        unseen = [span.shot.media in awaited for span in self.spans]
        here = [
            replace(used, probe=Probe("video/mp4")) if gone else used
            for used, gone in zip(self.footage(desk), unseen, strict=True)
        ]
        foreheard.prepare(self.plan.mix, self.spans, here, desk, ready=self.digests - {*awaited})

    def write(self, name: str) -> bytes:
        desk = self.desk(name)
        tracks = score.clip_tracks(self.spans, self.footage(desk), rate=24)
        return score.write(self.plan.mix, tracks, desk)[0].read_bytes()

    def since(self) -> dict[str, int]:
        """How often what was made since it was last asked."""
        found = dict(collections.Counter(self.made))
        self.made.clear()
        return {kind: found.get(kind, 0) for kind in ("pcm", "mix", "aac")}


@dataclass
class Counting:
    inner: FolderKeep
    made: list[str]

    def get(self, key: str) -> Path | None:
        return self.inner.get(key)

    def put(self, key: str, file: Path) -> Path:
        self.made.append(key.split("-")[0])
        return self.inner.put(key, file)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, CutPlan]:
    room = Room(tmp_path_factory.mktemp("film"))
    sounds = [tone(200 + 70 * n, 10.5) for n in range(3)]
    clips = [room.clip(f"c{n}", lambda _: flat(90), frames=252, sound=sound) for n, sound in enumerate(sounds)]
    voice = VoiceLine(scene="s001", media=room.sound("voice", tone(500, 2)), start=30, frames=100, text="Words.")
    shots = [shot(clip, 240, head=6, enter="crossfade", over=6, gain_db=-6) for clip in clips]
    return room, room.plan(*shots, music=room.sound("music", tone(330, 31)), voice=(voice,))


@pytest.fixture
def film(whole: tuple[Room, CutPlan], tmp_path: Path) -> Film:
    room, plan = whole
    return Film(replace(room, folder=tmp_path), plan, lay_out(plan))


def test_of_the_sound_only_what_the_last_clip_is_heard_in_is_left_to_the_first_cut(film: Film) -> None:
    film.prepare(film.plan.shots[2].media)
    assert film.since() == {"pcm": 4, "mix": 2, "aac": 0}, "the third of four chunks hears the last clip come in"
    early = film.write("shelf")
    assert film.since() == {"pcm": 1, "mix": 2, "aac": 4}
    assert film.write("shelf") == early
    assert film.since() == {"pcm": 0, "mix": 0, "aac": 0}
    assert film.write("alone") == early, "nothing else comes out"


@pytest.mark.parametrize("missing", ["voice", "music"])
def test_while_narration_or_music_is_missing_no_mix_is_measured(film: Film, missing: str) -> None:
    film.prepare(film.plan.music if missing == "music" else film.plan.voice[0].media)
    assert film.since() == {"pcm": 4, "mix": 0, "aac": 0}


def test_the_cutting_room_keeps_a_clip_s_sound_when_it_comes(room: Room, tmp_path: Path) -> None:
    clip = room.clip("c", lambda at: flat(60 + at), frames=30, sound=tone(300, 1.25))
    shelf = Plank(tmp_path / "shelf")
    plan = room.plan(shot(clip, 24), music="0" * 64)
    FfmpegCutter(shelf=shelf).prepare(plan, path=room.shelf.__getitem__, ready=[clip], folder=room.folder)
    assert [key.split("-")[0] for key in shelf.kept if "-" in key] == ["pcm"]


def test_pieces_join_wherever_they_lie(room: Room, tmp_path: Path) -> None:
    clip = room.clip("grey", lambda at: flat(60 + at), frames=60)
    shelf = Plank(tmp_path / "it's “a” shelf, 100 % ours")
    cutter = FfmpegCutter(shelf=shelf)
    into = room.folder / "it's a film.mp4"
    plan = room.plan(shot(clip, 30), shot(clip, 30, head=30, enter="crossfade", over=6))
    told = cutter.cut(plan, path=room.shelf.__getitem__, into=into, progress=lambda _: None)
    assert told.frames == 60
    assert not any("do not join" in warning for warning in told.warnings)
