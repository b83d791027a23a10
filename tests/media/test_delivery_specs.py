"""A file that keeps a preset gets every tick; one that breaks a single spec gets all but that one."""

from pathlib import Path

import pytest
from media_room import ffmpeg_run

from vidpipe.errors import MediaError
from vidpipe.film.delivery import Beside, Box, Clear, Facts, Preset, Shape
from vidpipe.library.delivery import presets
from vidpipe.media.facts import measure
from vidpipe.media.validate import safe_box, shape_of, ticks

SMALL = Preset(
    id="small",
    title="Small",
    use="Films of a size for tests.",
    shapes=(Shape(ratio="16:9", width=320, height=180, least_width=300, least_height=160),),
    most_rate="30",
    codecs=("h264",),
    profiles=("High",),
    most_level=30,
    keyframes=500,
    kbps=400,
    most_kbps=800,
    least_kbps=60,
    least_length=1500,
    most_length=2500,
    most_bytes=400_000,
    sound_kbps=40,
    loudness=-140,
    peak=-10,
    captions=("srt",),
    source="here",
    as_of="2026-11-21",
)
SAID = Beside(lines=2, captions=("srt",), words=(Box(what="title", left=0.1, top=0.2, right=0.8, bottom=0.6),))

PICTURE = "testsrc=size=320x180:rate=24:duration=2"
SOUND = "sine=frequency=997:duration=2:sample_rate=48000,volume=7.06dB"
GROUPS = "keyint=12:min-keyint=12:scenecut=0:open-gop=0:bframes=2:cabac=1:8x8dct=1"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-pix_fmt", "yuv420p", "-x264-params", GROUPS)
AAC = ("-c:a", "aac", "-b:a", "96k", "-ac", "2", "-ar", "48000")
PLAIN = ("-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets")
LABEL = ("-metadata", "comment=AI-generated, made with vidpipe")


def film(into: Path, *more: str, picture: str = PICTURE, sound: str = SOUND, plain: tuple[str, ...] = PLAIN) -> Path:
    """A film of two seconds that keeps the small preset, but for what `more` says otherwise."""
    sources = ("-f", "lavfi", "-i", picture, *(("-f", "lavfi", "-i", sound) if sound else ()))
    ffmpeg_run(*sources, *H264, *(AAC if sound else ()), *plain, *LABEL, *more, "-f", "mp4", str(into))
    return into


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("kept") / "film.mp4")


@pytest.fixture(scope="module")
def facts(kept: Path) -> Facts:
    return measure(kept)


def off(found: Facts, beside: Beside = SAID, preset: Preset = SMALL) -> list[str]:
    return [tick.key for tick in ticks(preset, found, beside) if tick.good is False]


def test_a_film_that_keeps_all_gets_every_tick(facts):
    assert [tick.good for tick in ticks(SMALL, facts, SAID)] == [True] * 20


BREAKS = {
    "shape": {"more": ("-vf", "crop=180:180,scale=300:300", "-aspect", "1:1")},
    "size": {
        "more": (
            "-vf",
            "scale=256:144",
        )
    },
    "rate": {"picture": "testsrc=size=320x180:rate=50:duration=2"},
    "profile": {"more": ("-profile:v", "main", "-x264-params", f"{GROUPS}:8x8dct=0")},
    "keyframes": {"more": ("-x264-params", "keyint=250:scenecut=0:bframes=2:cabac=1:8x8dct=1")},
    "length": {"picture": PICTURE.replace("duration=2", "duration=1"), "sound": SOUND.replace("=2:", "=1:")},
    "bytes": {"picture": f"{PICTURE},noise=alls=60:allf=t", "more": ("-crf", "12")},
    "bits": {"picture": "color=gray:size=320x180:rate=24:duration=2", "more": ("-b:a", "8k")},
    "sound": {"more": ("-ac", "1")},
    "loudness": {"sound": SOUND.replace("7.06", "-3")},
    "peak": {"sound": f"{SOUND},volume='if(between(t,1,1.004),4.4,1)':eval=frame,asetnsamples=64"},
    "start": {"plain": ("-use_editlist", "0", "-movflags", "+negative_cts_offsets")},
    "edits": {"plain": ("-movflags", "+faststart")},
    "first": {"more": ("-vf", "drawbox=t=fill:color=black:enable='eq(n,0)'")},
    "label": {"more": ("-metadata", "comment=holiday")},
}
ALSO = {"bits": {"sound bits"}, "length": set()}
"""What cannot be broken without the other."""


@pytest.mark.parametrize("spec", BREAKS)
def test_a_film_that_breaks_one_spec_fails_at_just_that_one(spec, tmp_path):
    how = dict(BREAKS[spec])
    found = measure(film(tmp_path / "film.mp4", *how.pop("more", ()), **how))
    assert set(off(found)) - ALSO.get(spec, set()) == {spec}


def test_an_open_group_and_a_late_keyframe_are_both_told(tmp_path):
    groups = "keyint=12:min-keyint=12:scenecut=0:open-gop=1:bframes=3:b-adapt=0:cabac=1:8x8dct=1"
    found = measure(film(tmp_path / "film.mp4", "-x264-params", groups))
    assert not found.closed
    assert off(found) == ["keyframes"]


def test_a_rate_that_varies_is_told(tmp_path):
    found = measure(film(tmp_path / "film.mp4", "-vf", "select='not(eq(n,7)+eq(n,8))'", "-fps_mode", "vfr"))
    assert not found.steady
    assert "rate" in off(found)


def test_another_codec_and_other_pixels_are_told(facts):
    other = facts.model_copy(update={"codec": "hevc", "pixels": "yuv420p10le", "profile": "Main 10"})
    assert off(other) == ["codec", "colours"]
    assert off(facts.model_copy(update={"tags": ("tv", "bt709", "top first")})) == ["colours"]


def test_a_level_above_the_preset_is_told(facts):
    assert facts.level in range(10, 31)
    assert off(facts.model_copy(update={"level": 51})) == ["profile"]


def test_a_silent_film_has_no_loudness_and_one_without_sound_lacks_it(tmp_path):
    silent = measure(film(tmp_path / "silent.mp4", sound="anullsrc=r=48000:cl=stereo:d=2"))
    assert {tick.key: tick.good for tick in ticks(SMALL, silent, SAID)}["loudness"] is None
    mute = measure(film(tmp_path / "mute.mp4", sound=""))
    assert "sound" in off(mute)


def test_captions_are_asked_for_only_where_something_is_said(facts):
    assert off(facts, SAID.model_copy(update={"captions": ()})) == ["captions"]
    assert off(facts, SAID.model_copy(update={"captions": ("vtt",)})) == ["captions"]
    assert off(facts, SAID.model_copy(update={"captions": (), "lines": 0})) == []
    with_track = facts.model_copy(update={"track": True})
    assert off(with_track, SAID.model_copy(update={"captions": ()})) == []


def test_words_under_the_signs_of_a_platform_are_told_on_an_upright_picture_only(facts):
    clear = SMALL.model_copy(update={"clear": Clear(top=270, right=65, bottom=670, left=65)})
    tall = facts.model_copy(update={"width": 180, "height": 320})
    low = SAID.model_copy(update={"words": (Box(what="caption", left=0.1, top=0.5, right=0.8, bottom=0.8),)})
    assert "words" in off(tall, low, clear)
    assert "words" not in off(facts, low, clear)
    assert "words" not in off(tall, SAID, clear)


def test_what_is_only_advised_is_no_must(facts):
    late = facts.model_copy(update={"keyframes": 2000})
    found = {tick.key: tick for tick in ticks(SMALL.model_copy(update={"advised": ("keyframes",)}), late, SAID)}
    assert found["keyframes"].good is False
    assert not found["keyframes"].off


def test_a_picture_or_a_sound_is_no_film_for_a_platform(tmp_path):
    sound = tmp_path / "sound.wav"
    ffmpeg_run("-f", "lavfi", "-i", SOUND, str(sound))
    with pytest.raises(MediaError):
        measure(sound)
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(film(tmp_path / "whole.mp4").read_bytes()[:900])
    with pytest.raises(MediaError):
        measure(torn)


def test_every_preset_is_dated_and_says_where_it_comes_from():
    assert [preset.id for preset in presets()] == [
        *("master", "youtube", "shorts", "tiktok", "reels", "feed", "linkedin", "x"),
    ]
    for preset in presets():
        assert preset.source
        assert preset.as_of >= "2026-11-21"
        for shape in preset.shapes:
            assert shape.width % 2 == shape.height % 2 == 0
            whole = Facts.model_construct(width=shape.width, height=shape.height)
            assert shape_of(preset, whole) is not None


def test_every_advised_spec_is_one_that_is_ticked(facts):
    for preset in presets():
        known = {tick.key for tick in ticks(preset, facts, SAID)}
        assert set(preset.advised) <= known, preset.id


def test_words_that_this_studio_draws_stand_within_every_platforms_safe_part():
    drawn = Box(what="words", left=65 / 1080, top=270 / 1920, right=915 / 1080, bottom=1250 / 1920)
    for preset in presets():
        area = safe_box(preset.clear)
        assert area.left <= drawn.left
        assert area.right >= drawn.right
        assert area.top <= drawn.top
        assert area.bottom >= drawn.bottom


def test_captions_that_are_burned_in_count_and_what_was_left_out_of_them_does_not(facts):
    def told(**beside: object):
        return next(tick for tick in ticks(SMALL, facts, Beside(lines=2, **beside)) if tick.key == "captions")

    assert told().good is False
    assert (told(burned="all").good, told(burned="all").says) == (True, "burned into the picture")
    assert told(burned="all", captions=("srt",)).says == "SRT beside the film, burned into the picture"
    assert (told(burned="some").good, told(burned="some", captions=("srt",)).good) == (False, True)
    assert "could not be drawn" in told(burned="some").says


def test_burned_in_captions_and_the_logo_keep_out_of_a_platforms_signs(facts):
    clear = SMALL.model_copy(update={"clear": Clear(top=270, right=65, bottom=670, left=65)})
    tall = facts.model_copy(update={"width": 180, "height": 320})
    for what, name, act in (("subtitles", "captions", "style"), ("logo", "logo", "elsewhere")):
        low = Beside(words=(Box(what=what, left=0.2, top=0.8, right=0.7, bottom=0.9),))
        tick = next(tick for tick in ticks(clear, tall, low) if tick.key == "words")
        assert (tick.good, tick.says) == (False, f"{name} under the platform's own signs")
        assert act in tick.act
