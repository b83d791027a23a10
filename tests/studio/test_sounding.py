"""A film in which tones speak: each line is heard where the plan puts it, too long ones have remedies, stems sum up."""

import io
import math
import struct
import subprocess
import wave

import numpy as np
import pytest

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.media import ffmpeg

pytest.importorskip("onnxruntime")  # without a voice nobody speaks
RATE = 48_000
HERTZ = {"one1": 700, "two2": 1300, "six6": 2100}


def tone(hertz: float, seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        count = round(24_000 * seconds)
        wavy = (round(9000 * math.sin(2 * math.pi * hertz * n / 24_000)) for n in range(count))
        out.writeframes(b"".join(struct.pack("<h", value) for value in wavy))
    return made.getvalue()


def scene(name: str) -> Scene:
    return Scene(id=name, frames=36, start_prompt="A field", narration="First this. And then all of that, too.")


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    with Studio(tmp_path_factory.mktemp("sounding") / "data") as studio:
        yield studio


@pytest.fixture(scope="module")
def base(studio):
    """Three scenes of a second and a half; the first line is too long for its own, the second waits for it."""
    board = Storyboard(scenes=tuple(map(scene, HERTZ)))
    film = studio.create("Tones", storyboard=board, title="Tön es", quality="draft", music=False, language="en")
    film.run("storyboard")
    for (name, hertz), seconds in zip(HERTZ.items(), (1.8, 0.5, 0.5), strict=True):
        film.bring(f"scene/{name}/narration/en", tone(hertz, seconds))
    film.run("cut")
    return film


@pytest.fixture
def film(base):
    """The film, to do with as one likes."""
    return base.fork()


def heard(path) -> np.ndarray:
    raw = subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "pipe:1"],
        capture_output=True,
        check=True,
    ).stdout
    return np.frombuffer(raw, np.float32)


def when(sound: np.ndarray, hertz: float) -> tuple[float, float]:
    """From when to when a tone is heard, in seconds."""
    window = RATE // 100
    turn = np.exp(-2j * np.pi * hertz * np.arange(window) / RATE)
    rows = sound[: len(sound) // window * window].reshape(-1, window)
    loud = np.flatnonzero(np.abs(rows @ turn) / window > 0.02)
    return loud[0] / 100, (loud[-1] + 1) / 100


def test_every_line_is_heard_where_it_was_placed_and_whole(base):
    lines = base.placed()
    assert [line.fit for line in lines] == ["moved", "moved", "fits"]
    assert [line.start for line in lines] == [3, 36 + 14, 72 + 6]
    sound = heard(base.cut.path)
    for line in lines:
        start, end = when(sound, HERTZ[line.scene])
        assert start == pytest.approx(line.start / 24, abs=0.03)
        assert end == pytest.approx((line.start + line.spoken) / 24, abs=0.06)


def test_captions_follow_the_placed_lines(base):
    text = base.cut.captions["srt"].read_text(encoding="utf-8")
    assert "00:00:00,125 --> " in text
    assert "00:00:02,083 --> " in text


def test_a_line_put_somewhere_is_heard_there_and_another_way_stays_refused(film):
    film.put_line("3", 0.9)
    assert film.placed()[2].start == 72 + round(0.9 * 24)
    assert film.placed()[2].fit == "set"
    film.put_line("3", None)
    assert film.placed()[2].fit == "fits"
    with pytest.raises(BadInput, match="cannot begin"):
        film.put_line("3", 9)
    with pytest.raises(NotFound):
        film.put_line("9", 0)


def test_a_line_that_fits_has_no_remedy_and_none_is_done(film):
    assert film.fittings("1") == ()
    with pytest.raises(Refused, match="fits"):
        film.fit("1", "longer")
    with pytest.raises(BadInput, match="louder"):
        film.fit("1", "louder")


@pytest.fixture
def long(film):
    """The film with a second line that no room is left for."""
    film.bring("scene/two2/narration/en", tone(HERTZ["two2"], 3.2))
    return film


def test_a_longer_scene_is_just_long_enough_and_its_price_is_what_it_makes_stale(long):
    line = long.placed()[1]
    assert line.over == 77 - (72 + 36 - 12 - 3 - (36 + 3))
    longer = long.fittings("2")[0]
    assert longer.value >= line.over
    assert any(slot.startswith("scene/two2/clip") for slot in longer.stale)
    assert (int(longer.price), longer.why_not) == (0, "")
    long.fit("2", "longer")
    assert [line.over for line in long.placed() if line.scene == "two2"] == [0]
    assert long.storyboard.scene("two2").frames == 36 + longer.value
    board = long.storyboard
    short = board.with_scenes(
        one.model_copy(update={"frames": one.frames - 1}) if one.id == "two2" else one for one in board.scenes
    )
    long.edit(short)
    assert [line.over > 0 for line in long.placed() if line.scene == "two2"] == [True]


def test_what_cannot_be_done_says_why(long):
    ways = {way.how: way for way in long.fittings("two2")}
    assert "recording of your own" in ways["faster"].why_not
    with pytest.raises(Refused, match="recording"):
        long.fit("2", "faster")
    long.lock("scene/two2")
    assert all(way.why_not for way in long.fittings("2"))


def test_the_local_writer_keeps_whole_sentences_alone(long):
    long.revise(
        lambda board: board.with_scenes(
            one.model_copy(update={"narration": "It was here. And nobody ever knew, said the old man."})
            if one.id == "two2"
            else one
            for one in board.scenes
        )
    )
    long.keep("scene/two2/narration/en")
    way = long.fittings("2")[2]
    assert way.says == "Only its beginning: “It was here.”"
    long.fit("2", "shorter", wake=False)
    assert long.storyboard.scene("two2").narration == "It was here."


def test_a_writer_is_asked_for_that_line_alone_and_the_rest_stays(long, monkeypatch):
    monkeypatch.setattr("vidpipe.project.sounding.LOCAL", "nobody/")  # this one reads notes as any writer does
    way, before = long.fittings("2")[2], long.storyboard
    assert (way.says, way.stale[0]) == (f"Written anew in at most {way.value} words", STORYBOARD)
    long.fit("2", "shorter", wake=False)
    (note,) = long.open_notes()
    assert note.part == "scene/two2"
    assert f"at most {way.value} words" in note.text
    long.finish()
    assert long.open_notes() == ()
    assert not long.overview.slots[STORYBOARD].take.recipe.imported
    same = [(one.model_copy(update={"narration": ""})) for one in long.storyboard.scenes]
    assert same == [(one.model_copy(update={"narration": ""})) for one in before.scenes]


@pytest.mark.slow
def test_a_real_voice_speaks_faster_until_it_fits(film):
    said = "A boat of paper sails along the whole street."
    film.revise(
        lambda board: board.with_scenes(
            one.model_copy(update={"narration": said, "speed": 95}) if one.id == "six6" else one for one in board.scenes
        )
    )
    film.reroll("scene/six6/narration/en")
    film.redo("scene/six6/narration/en", wake=False)
    film.finish()
    (line,) = [line for line in film.placed() if line.scene == "six6"]
    film.revise(
        lambda board: board.with_scenes(
            one.model_copy(update={"frames": line.spoken - 4}) if one.id == "six6" else one for one in board.scenes
        )
    )
    way = film.fittings("3")[1]
    assert way.value > 95
    assert film.fit("3", "faster", wake=False) == way
    film.finish()
    assert film.storyboard.scene("six6").speed == way.value
    assert [line.over for line in film.placed() if line.scene == "six6"] == [0]


def test_clips_and_loudness_are_set_by_name(film):
    film.keep_clip_sound("low")
    assert film.overview.edit.clip_db == -12
    film.keep_clip_sound("off", at="2")
    assert film.overview.edit.clip_level("two2") is None
    film.keep_clip_sound("planned", at="2")
    assert film.overview.edit.clip_level("two2") == -12
    film.set_loudness(-23)
    assert film.overview.edit.loudness == -23
    for wrong in (lambda: film.keep_clip_sound("loud"), lambda: film.keep_clip_sound("planned")):
        with pytest.raises(BadInput, match="cannot be"):
            wrong()
    with pytest.raises(BadInput, match="-9 LUFS"):
        film.set_loudness(-9)


def test_stems_are_written_under_the_film_s_name_once_and_over_nobody_s_file(base, tmp_path, monkeypatch):
    told: list[int] = []
    assert base.stems_made() is None
    files = base.stems(tmp_path / "stems", progress=told.append)
    assert {kind: file.name for kind, file in files.items()} == {"voice": "ton-es-voice.wav"}
    voice = heard(files["voice"])
    assert len(voice) == 108 * RATE // 24
    assert when(voice, HERTZ["six6"])[0] == pytest.approx(78 / 24, abs=0.03)
    assert told
    monkeypatch.setattr("vidpipe.media.stems.write", None)  # kept: they are not made again
    assert base.stem_files() == base.stems_made()
    files["voice"].write_bytes(b"mine")
    with pytest.raises(Refused, match="--force"):
        base.stems(tmp_path / "stems")
    assert files["voice"].read_bytes() == b"mine"
    base.stems(tmp_path / "stems", force=True)
    assert files["voice"].stat().st_size > 1000
    (tmp_path / "file").write_text("mine")
    with pytest.raises(BadInput, match="no folder"):
        base.stems(tmp_path / "file")


def test_a_film_changed_since_its_cut_has_no_stems(film):
    film.recut(lambda edit: edit.model_copy(update={"voice_db": -3}))
    with pytest.raises(Refused, match="no finished cut"):
        film.stem_files()


def test_a_writer_asked_for_fewer_words_changes_nothing_but_the_line():
    from vidpipe.recipe import Recipe, digest
    from vidpipe.stages.rewriting import ONLY_LINE, rewritten

    board = Storyboard(scenes=(scene("one1"), scene("two2"))).plain()
    name = digest(b"board")
    notes = {"scene/two2": f"{ONLY_LINE} say the same in at most 3 words.; {ONLY_LINE} and kindly"}
    recipe = Recipe(stage=STORYBOARD, version=1, params={"changes": notes}, inputs={"kept scenes": name})
    answer = {"scenes": [board["scenes"][1] | {"narration": "Then that.", "action": "Else", "start_prompt": "A sea"}]}
    made = rewritten(recipe, answer, {name: board})
    assert made.scenes[0].plain() == board["scenes"][0]
    assert made.scenes[1].plain() == board["scenes"][1] | {"narration": "Then that."}
