"""A film of sixty clips of every kind, joined from pieces and encoded in one run: every planned frame once and in
order, every sound in its place, and a browser that finds each of them."""

import base64
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from media_room import watch
from pieces_room import Plank
from playwright.sync_api import Page
from sixty import CLICK_HERTZ, CLICK_SAMPLES, CLICKS, COUNT, HIGH, OVER, RATE, SHOWN, WIDE, Film, Footage, bits, hertz

from chromium import CHROMIUM
from vidpipe.film.cut import CutReport
from vidpipe.media import ffmpeg
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.process import Limits, run

UNIT = 48_000 // RATE
FRAMES = COUNT * SHOWN
WINDOW, STEP = 2 * UNIT + 800, UNIT
"""A tenth of a second, by steps of a frame."""


@dataclass
class Made:
    """A film, and all that is seen and heard in it."""

    path: Path
    report: CutReport
    film: Film
    luma: np.ndarray
    sound: np.ndarray

    def lights(self) -> dict[int, tuple[float, float]]:
        """How dark and how light each clip's code is seen where nothing is mixed."""
        return {clip: self._lights(clip) for clip in range(COUNT)}

    def _lights(self, clip: int) -> tuple[float, float]:
        frames = range(clip * SHOWN + OVER // 2, (clip + 1) * SHOWN - OVER // 2)
        cells = np.array([self.film.cells(clip, self.luma[frame]) for frame in frames])
        bright = np.array([bits(*self.film.wanted(frame)) for frame in frames])
        return float(np.nanmedian(cells[~bright])), float(np.nanmedian(cells[bright]))

    def clear(self, clip: int) -> range:
        """The frames in which nothing but a shot is seen."""
        first = max([clip * SHOWN, *self.film.joint(clip)[-1:]])
        last = min([(clip + 1) * SHOWN, *self.film.joint(clip + 1)[:1]])
        return range(first + bool(self.film.joint(clip)), last)


def cut(film: Film, files: dict[str, Path], into: Path, **options: Any) -> Made:
    report = FfmpegCutter(**options).cut(film.plan, path=files.__getitem__, into=into, progress=lambda _: None)
    seen = watch(into, WIDE, HIGH)
    return Made(into, report, film, seen.luma, seen.sound[:, 0].astype(float))


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    folder = tmp_path_factory.mktemp("sixty")
    footage = Footage(folder)
    files, film = footage.make(), Film(footage.kinds)
    pieces = cut(film, files, folder / "pieces.mp4", shelf=Plank(folder / "shelf"))
    return {"pieces": pieces, "one run": cut(film, files, folder / "one.mp4")}


@pytest.fixture(params=["pieces", "one run"])
def made(request: pytest.FixtureRequest, films: dict[str, Made]) -> Made:
    return films[request.param]


def test_every_kind_is_cut_to_and_gone_over_to(films: dict[str, Made]) -> None:
    film = films["pieces"].film
    assert len(film.plan.shots) == COUNT
    beside = {(kind.name, bool(film.joint(n))) for clip, kind in enumerate(film.kinds) for n in (clip, clip + 1)}
    assert beside == {(kind.name, mixed) for kind in film.kinds for mixed in (True, False)}
    assert len({shot.transition.kind for shot in film.plan.shots}) == 7


def test_every_planned_frame_is_there_once_and_in_order(made: Made) -> None:
    film = made.film
    assert made.report.frames == len(made.luma) == film.plan.frames == FRAMES
    assert made.report.warnings == ()
    clear = [frame for frame in range(FRAMES) if frame not in film.mixed]
    wrong = {
        frame: (film.kinds[frame // SHOWN].name, found, film.wanted(frame))
        for frame in clear
        if (found := film.read(frame // SHOWN, made.luma[frame])) != film.wanted(frame)
    }
    assert wrong == {}
    assert len(clear) == FRAMES - OVER * sum(bool(film.joint(clip)) for clip in range(COUNT))


def test_what_is_mixed_in_a_transition_are_the_frames_that_were_planned(films: dict[str, Made]) -> None:
    made = films["pieces"]
    lights = made.lights()
    joints = [clip for clip in range(COUNT) if made.film.joint(clip)]
    for clip in joints:
        found = made.film.mixes(clip, lights, made.luma)
        others = [apart for shifts, apart in found.items() if shifts != (0, 0)]
        assert found[0, 0] < 2, (clip, found)
        assert min(others) > found[0, 0] + 0.5, (clip, found)
    assert len(joints) > 40


def test_no_window_of_sound_is_that_of_another_clip(made: Made) -> None:
    wrong, heard = [], 0
    for clip, kind in enumerate(made.film.kinds):
        clear = made.clear(clip)
        for start in range(clear.start * UNIT + 480, clear.stop * UNIT - WINDOW - 480, STEP):
            found, wanted = pitch(made.sound[start : start + WINDOW]), None if kind.sound is None else hertz(clip)
            heard += 1
            if (found is None) != (wanted is None) or (found and wanted and abs(found - wanted) > 15):
                wrong.append((kind.name, start / UNIT, found, wanted))
    assert wrong == []
    assert heard > 9 * COUNT


def pitch(sound: np.ndarray) -> float | None:
    """The loudest pitch below the clicks; None for silence."""
    if np.sqrt((sound**2).mean()) < 1e-3:
        return None
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 1 << 15))
    pitches = np.fft.rfftfreq(1 << 15, 1 / 48_000)
    return float(pitches[np.argmax(np.where(pitches < 5000, spectrum, 0))])


def test_picture_and_sound_are_in_step_at_every_joint_and_at_the_end(made: Made) -> None:
    wave = np.exp(2j * np.pi * CLICK_HERTZ * np.arange(CLICK_SAMPLES) / 48_000) * np.hanning(CLICK_SAMPLES)
    loud = np.abs(np.convolve(made.sound, wave, "valid"))
    clear = [frame for frame in range(FRAMES - 1, -1, -1) if frame not in made.film.mixed]
    codes = {made.film.read(frame // SHOWN, made.luma[frame]): frame for frame in clear}
    apart = {}
    for clip, frame in itertools.product(range(COUNT), CLICKS):
        if made.film.kinds[clip].sound is not None:
            seen = codes[made.film.wanted(clip * SHOWN + frame)] * UNIT
            near = loud[seen - 4 * UNIT : seen + 4 * UNIT]
            apart[clip, frame] = (int(near.argmax()) - 4 * UNIT) / UNIT
    assert max(map(abs, apart.values())) < 0.1, "frames"
    assert len(apart) > 100
    assert COUNT - 1 in {clip for clip, _ in apart}, "the end is heard"
    assert abs(len(made.sound) / UNIT - FRAMES) < 1


def test_nothing_is_said_when_the_film_is_decoded_and_both_ways_are_one_film(films: dict[str, Made]) -> None:
    for made in films.values():
        command = ffmpeg.command(["-xerror"], ffmpeg.source(made.path), ["-f", "null", "-"])
        assert run(command, limits=Limits(seconds=120)).err == b""
    one, other = films.values()
    assert np.abs(one.luma.astype(np.int16) - other.luma).mean(axis=(1, 2)).max() < 2
    assert np.array_equal(one.sound, other.sound)


# ------------------------------------------------------------ in a browser

OPEN = """async ([data, width, height]) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const video = Object.assign(document.createElement('video'), {muted: true});
    const canvas = Object.assign(document.createElement('canvas'), {width, height});
    document.body.append(video);
    window.film = {video, canvas, pen: canvas.getContext('2d', {willReadFrequently: true})};
    window.look = () => {
        const {pen, canvas} = window.film;
        pen.drawImage(video, 0, 0);
        const rgb = pen.getImageData(0, 0, canvas.width, canvas.height).data;
        const luma = new Uint8Array(rgb.length / 4);
        for (let n = 0; n < luma.length; n++)
            luma[n] = 16.5 + (0.2126 * rgb[4 * n] + 0.7152 * rgb[4 * n + 1] + 0.0722 * rgb[4 * n + 2]) * 219 / 255;
        return luma;
    };
    window.told = (luma) => btoa(Array.from(luma, (light) => String.fromCharCode(light)).join(''));
    video.src = URL.createObjectURL(new Blob([bytes], {type: 'video/mp4'}));
    await new Promise((done) => video.addEventListener('loadeddata', done, {once: true}));
    return [video.duration, video.videoWidth, video.videoHeight];
}"""
SEEK = """async (time) => {
    const {video} = window.film;
    const seeked = new Promise((done) => video.addEventListener('seeked', done, {once: true}));
    const shown = new Promise((done) => video.requestVideoFrameCallback((_, told) => done(told.mediaTime)));
    video.currentTime = time;
    await seeked;
    return [await shown, window.told(window.look())];
}"""
PLAY = """async ([from, until]) => {
    const {video} = window.film, seen = [];
    const seeked = new Promise((done) => video.addEventListener('seeked', done, {once: true}));
    video.currentTime = from;
    await seeked;
    video.playbackRate = 0.25;  // a picture stays long enough to be looked at before the next is drawn
    await new Promise((done) => {
        const next = (_, told) => {
            seen.push([told.mediaTime, window.look()]);
            if (told.mediaTime >= until || video.ended) return done();
            video.requestVideoFrameCallback(next);
        };
        video.requestVideoFrameCallback(next);
        video.play();
    });
    video.pause();
    return seen.map(([time, luma]) => [time, window.told(luma)]);
}"""


@pytest.fixture(scope="module")
def page(films: dict[str, Made], browser: Any) -> Iterator[Page]:
    page = browser.new_page()
    page.goto("about:blank")
    told = page.evaluate(OPEN, [base64.b64encode(films["pieces"].path.read_bytes()).decode(), WIDE, HIGH])
    assert told == [pytest.approx(FRAMES / RATE, abs=0.03), WIDE, HIGH]
    yield page
    page.close()


def picture(told: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(told), np.uint8).reshape(HIGH, WIDE)


def nearest(made: Made, luma: np.ndarray, frame: int) -> int:
    """Which frame of the film a picture is, of those around one."""
    around = range(max(0, frame - 3), min(FRAMES, frame + 4))
    return min(around, key=lambda other: float(np.abs(made.luma[other].astype(int) - luma).mean()))


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_seeks_to_the_exact_frame_at_every_joint(films: dict[str, Made], page: Page) -> None:
    made, found = films["pieces"], {}
    film = made.film
    for clip in range(1, COUNT):
        for frame in sorted({clip * SHOWN, made.clear(clip).start, made.clear(clip - 1).stop - 1}):
            time, told = page.evaluate(SEEK, (frame + 0.5) / RATE)
            read = film.read(frame // SHOWN, picture(told)) if frame not in film.mixed else film.wanted(frame)
            found[frame] = round(time * RATE), nearest(made, picture(told), frame), read
    assert found == {frame: (frame, frame, film.wanted(frame)) for frame in found}
    assert len(found) > 2 * COUNT


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_plays_across_joints_of_every_kind(films: dict[str, Made], page: Page) -> None:
    made = films["pieces"]
    first = {shot.transition.kind: clip for clip, shot in reversed([*enumerate(made.film.plan.shots)][1:])}
    for clip in first.values():
        start, end = clip * SHOWN - 8, clip * SHOWN + 8
        seen = page.evaluate(PLAY, [(start + 0.5) / RATE, end / RATE])
        frames = [round(time * RATE) for time, _ in seen]
        assert frames == sorted(set(frames)), "once and in order"
        drawn = [nearest(made, picture(told), frame) for frame, (_, told) in zip(frames, seen, strict=True)]
        late = [one - frame for one, frame in zip(drawn, frames, strict=True)]
        assert set(late) <= {0, 1}, "a busy machine looks at the next picture, never at another"
        assert late.count(0) > len(late) // 2
        assert frames[0] <= clip * SHOWN <= frames[-1]
