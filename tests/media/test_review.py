"""The last look at a film: each defect is found in its scene, at its time, with what to do; a good film has none."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from media_room import HEIGHT, RATE, WIDTH, Room, shot, tone, write_wav

from vidpipe.errors import MediaError
from vidpipe.film.cut import CutPlan, Shot, VoiceLine
from vidpipe.media.encode import VideoWriter, encode_sound
from vidpipe.media.review import review
from vidpipe.media.sight import half_flashes

SCENES, LENGTH = ("one", "two", "three"), 60
FRAMES = LENGTH * len(SCENES)
SECONDS = FRAMES / RATE


def picture(scene: int, frame: int) -> np.ndarray:
    """A picture that moves all the time and is unlike that of any other scene."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    angle = 0.6 + 1.1 * scene
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) / (7 + 4 * scene) + frame / 6)
    luma = 110 + 25 * scene + 60 * wave
    return np.concatenate([luma.ravel(), np.full(WIDTH * HEIGHT // 2, 128)]).clip(16, 235).astype(np.uint8)


def plain(luma: int) -> np.ndarray:
    return np.concatenate([np.full(WIDTH * HEIGHT, luma), np.full(WIDTH * HEIGHT // 2, 128)]).astype(np.uint8)


def good() -> list[np.ndarray]:
    return [picture(scene, frame) for scene in range(len(SCENES)) for frame in range(LENGTH)]


def humming(level: float = 0.2) -> np.ndarray:
    return tone(330, SECONDS, level=level)


@dataclass
class Bench:
    """Three clips, their plan, and films of that plan made picture by picture."""

    room: Room
    clips: list[str]
    hum: Path
    """The sound of a film of which nothing else is said, encoded once."""

    def plan(self, **more: object) -> CutPlan:
        options = more.pop("shots", {})
        shots = [self.shot(number, **options.get(number, {})) for number in range(len(SCENES))]
        return self.room.plan(*shots, **more)

    def shot(self, number: int, **more: object) -> Shot:
        return shot(self.clips[number], LENGTH, **{"scene": SCENES[number], "gain_db": None} | more)

    def film(self, pictures: list[np.ndarray], sound: np.ndarray | None = None) -> Path:
        path = self.room.folder / "reviewed.mp4"
        wav = self.hum
        if sound is not None:
            wav = write_wav(self.room.folder / "reviewed.wav", np.stack([sound, sound], axis=1))
        options = {"width": WIDTH, "height": HEIGHT, "rate": RATE, "pixels": "yuv420p", "quality": "draft"}
        with VideoWriter(path, **options, audio=wav) as writer:
            for one in pictures:
                writer.write(one.data)
        return path

    def music(self, sound: np.ndarray) -> str:
        return self.room.sound("music", sound)

    def found(self, plan: CutPlan, pictures: list[np.ndarray] | None = None, sound: np.ndarray | None = None):
        return review(self.film(pictures or good(), sound), plan, self.room.shelf.__getitem__)


@pytest.fixture(scope="module")
def clips(tmp_path_factory) -> Room:
    room = Room(tmp_path_factory.mktemp("clips"))
    for number in range(len(SCENES)):
        room.clip(f"clip{number}", lambda frame, number=number: picture(number, frame), frames=LENGTH)
    encode_sound(write_wav(room.folder / "hum.wav", humming()), room.folder / "hum.m4a")
    return room


@pytest.fixture
def bench(clips, tmp_path) -> Bench:
    return Bench(Room(tmp_path, dict(clips.shelf)), list(clips.shelf), clips.folder / "hum.m4a")


def only(findings):
    assert len(findings) == 1, findings
    found = findings[0]
    assert found.says.endswith(".")
    assert found.act.endswith(".")
    return found


def test_a_good_film_has_no_finding(bench):
    assert bench.found(bench.plan(music=bench.music(humming()))) == ()


def test_transitions_titles_and_a_dip_to_black_are_no_findings(bench):
    shots = {
        0: {"enter": "dip to black", "over": 20},
        1: {"enter": "dip to black", "over": 24},
        2: {"enter": "crossfade", "over": 12},
    }
    words = [{"role": "title", "lines": ("A title of some length", "and what it says"), "start": 4, "frames": 50}]
    plan = bench.plan(shots=shots, words=words, music=bench.music(humming()))
    film, _ = bench.room.cut(plan)
    assert review(film, plan, bench.room.shelf.__getitem__) == ()


def test_black_in_the_middle_of_a_scene(bench):
    pictures = good()
    pictures[80:100] = [plain(16)] * 20
    found = only(bench.found(bench.plan(), pictures))
    assert (found.kind, found.scene, found.step) == ("black", "two", "clips")
    assert found.start == pytest.approx(80 / RATE, abs=0.05)
    assert found.seconds == pytest.approx(20 / RATE, abs=0.1)


def test_a_picture_that_stands_still(bench):
    pictures = good()
    pictures[62:114] = [picture(1, 2)] * 52
    found = only(bench.found(bench.plan(), pictures))
    assert (found.kind, found.scene) == ("frozen", "two")
    assert found.seconds == pytest.approx(52 / RATE, abs=0.15)


def test_what_a_trim_holds_is_told_as_the_trim_s_own(bench):
    plan = bench.plan(shots={0: {"until": 4}})
    film, _ = bench.room.cut(plan)
    found = only(review(film, plan, bench.room.shelf.__getitem__))
    assert (found.kind, found.scene) == ("frozen", "one")
    assert found.act.startswith("Use more of the clip")


@pytest.mark.parametrize("luma", [235, 16])
def test_a_flash_of_one_picture(bench, luma):
    pictures = good()
    pictures[140] = plain(luma)
    found = only(bench.found(bench.plan(), pictures))
    assert (found.kind, found.scene) == ("flash", "three")
    assert found.start == pytest.approx(140 / RATE, abs=0.01)


def test_a_picture_of_another_scene_just_before_a_joint_is_a_flash(bench):
    pictures = good()
    pictures[118] = picture(2, 30)
    found = only(bench.found(bench.plan(), pictures))
    assert (found.kind, found.scene) == ("flash", "two")


def test_flashing_that_harms_is_told_once(bench):
    pictures = good()
    pictures[10:50] = [plain(235 if frame // 2 % 2 else 40) for frame in range(40)]
    assert [(found.kind, found.scene) for found in bench.found(bench.plan(), pictures)] == [("flash", "one")]


def test_three_flashes_a_second_are_safe_and_four_are_not():
    def light(flashes: int) -> np.ndarray:
        cells = np.full((24, 16), 0.2, np.float32)
        for number in range(flashes):
            cells[2 + 5 * number : 4 + 5 * number] = 0.7
        return cells

    assert half_flashes(light(3)).sum(axis=0).tolist() == [6] * 16
    assert half_flashes(light(4)).sum(axis=0).tolist() == [8] * 16
    assert half_flashes(np.linspace(0, 1, 96, dtype=np.float32).reshape(-1, 1)).sum() == 1


def test_a_scene_that_is_not_shown(bench):
    pictures = good()
    pictures[60:120] = [picture(0, frame) for frame in range(60, 120)]
    found = only(bench.found(bench.plan(), pictures))
    assert (found.kind, found.scene, found.start, found.step) == ("missing", "two", 2.5, "cut")


def test_a_film_that_breaks_off(bench):
    found = bench.found(bench.plan(), good()[:110], sound=tone(330, 110 / RATE))
    assert [(one.kind, one.scene) for one in found] == [("length", ""), ("length", ""), ("missing", "three")]
    assert "110 pictures instead of 180" in found[0].says


def test_silence_where_music_should_be(bench):
    sound = humming()
    sound[96_000 : 96_000 + 160_000] = 0
    found = only(bench.found(bench.plan(music=bench.music(humming())), sound=sound))
    assert (found.kind, found.scene, found.step) == ("silent", "one", "sound")
    assert found.start == pytest.approx(2.0, abs=0.1)
    assert found.seconds == pytest.approx(160_000 / 48_000, abs=0.15)


def test_a_film_that_should_sound_and_is_silent_all_through(bench):
    found = only(bench.found(bench.plan(music=bench.music(humming())), sound=0 * humming()))
    assert (found.kind, found.scene) == ("silent", "")


def test_a_film_that_is_to_be_silent_may_be(bench):
    assert bench.found(bench.plan(), sound=0 * humming()) == ()


def test_a_line_that_is_not_heard(bench):
    lines = [
        VoiceLine(scene="one", media=bench.room.sound("first", tone(200, 1.0)), start=8, frames=50, text="First"),
        VoiceLine(scene="three", media=bench.room.sound("last", tone(200, 1.0)), start=128, frames=50, text="Last"),
    ]
    sound = humming()
    sound[5 * 48_000 :] = 0
    found = only(bench.found(bench.plan(voice=lines), sound=sound))
    assert (found.kind, found.scene, found.says) == ("silent", "three", "Its line is not heard.")


def test_sound_that_runs_into_full_scale(bench):
    sound = humming()
    sound[72 * 2000 : 90 * 2000] = np.clip(20 * sound[72 * 2000 : 90 * 2000], -1, 1)
    found = only(bench.found(bench.plan(music=bench.music(humming())), sound=sound))
    assert (found.kind, found.scene, found.step) == ("clipped", "two", "sound")
    assert found.start == pytest.approx(3.0, abs=0.1)


def test_a_line_that_was_clipped_when_it_was_recorded_is_told_of_its_scene(bench):
    line = bench.room.sound("loud", np.clip(8 * tone(180, 1.0), -1, 1))
    voice = [VoiceLine(scene="two", media=line, start=70, frames=48, text="Too loud")]
    found = only(bench.found(bench.plan(voice=voice)))
    assert (found.kind, found.scene, found.act) == ("clipped", "two", "Make another take of the line.")


def test_music_whose_peaks_touch_full_scale_is_not_called_clipped(bench):
    melody = tone(220, SECONDS, level=0.6) + tone(554, SECONDS, level=0.4)
    assert bench.found(bench.plan(music=bench.music(melody / np.abs(melody).max()))) == ()


def test_a_clip_that_is_gone_hides_nothing_else(bench):
    plan = bench.plan()
    film = bench.film([*good()[:80], *[plain(16)] * 20, *good()[100:]])
    shelf = bench.room.shelf | {bench.clips[0]: bench.room.folder / "gone.mp4"}
    assert [found.kind for found in review(film, plan, shelf.__getitem__)] == ["black"]


def test_a_file_that_is_no_film_is_refused(bench, tmp_path):
    (tmp_path / "no.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(100))
    with pytest.raises(MediaError):
        review(tmp_path / "no.mp4", bench.plan(), bench.room.shelf.__getitem__)


def test_reviewing_changes_nothing(bench):
    film = bench.film(good())
    before = hashlib.sha256(film.read_bytes()).hexdigest()
    listed = sorted(path.name for path in film.parent.iterdir())
    review(film, bench.plan(), bench.room.shelf.__getitem__)
    assert hashlib.sha256(film.read_bytes()).hexdigest() == before
    assert sorted(path.name for path in film.parent.iterdir()) == listed


def test_a_line_that_is_cut_off_is_told_of_its_scene_with_what_helps(bench):
    long = bench.room.sound("long", tone(200, 3.5))
    voice = [VoiceLine(scene="three", media=long, start=128, frames=52, text="Longer than the film is")]
    found = only(bench.found(bench.plan(voice=voice)))
    assert (found.kind, found.scene, found.step) == ("long", "three", "sound")
    assert found.says == "Its line lasts 3.5 s where there is room for 2.2 s: 1.3 s of it are cut off."
    assert (found.start, found.seconds) == (pytest.approx(5.333), pytest.approx(2.167))
