"""A line that is too long in a further language has the remedies of the film's own, and its own voice and pace."""

import io
import wave

import pytest

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.film.storyboard import Scene, Storyboard

pytest.importorskip("onnxruntime")  # without a voice nobody speaks
SAID = {"one1": "Primero esto. Y luego todo aquello, también.", "two2": "Después.", "six6": "Al final."}


def silence(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"\x01\x00" * round(8000 * seconds))
    return made.getvalue()


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    with Studio(tmp_path_factory.mktemp("tongues") / "data") as studio:
        yield studio


@pytest.fixture(scope="module")
def base(studio):
    """Three scenes of a second and a half; in Spanish the first line is too long. Nothing is made."""
    board = Storyboard(
        scenes=tuple(Scene(id=name, frames=36, start_prompt="A field", narration="First this.") for name in SAID)
    )
    film = studio.create("Tones", storyboard=board, quality="draft", music=False, language="en")
    film.add_language("es", wake=False)
    film.word_all("es", {name: {"narration": text} for name, text in SAID.items()}, wake=False)
    for name, (own, further) in zip(SAID, ((0.5, 2.6), (1.3, 0.4), (1.3, 0.5)), strict=True):
        film.bring(f"scene/{name}/narration/en", silence(own))
        film.bring(f"scene/{name}/narration/es", silence(further))
    return film


@pytest.fixture
def film(base):
    return base.fork()


def ways(film, language: str = "es"):
    return {way.how: way for way in film.fittings("1", language)}


def test_lines_are_placed_in_each_language_by_itself(base):
    assert [line.over > 0 for line in base.placed()] == [False, False, False]
    assert [line.over > 0 for line in base.placed("es")] == [True, False, False]
    assert base.fittings("1") == ()
    with pytest.raises(NotFound, match="not told in French"):
        base.placed("fr")


def test_a_longer_scene_takes_nothing_from_one_whose_line_in_another_language_needs_it(film):
    film.fit("1", "longer", "es", wake=False)
    frames = [row.scene.frames for row in film.overview.scenes]
    assert frames[0] > 36
    assert frames[1:] == [36, 36], "their English lines would be cut off"
    assert not any(line.over for tag in ("", "es") for line in film.placed(tag))


def test_fewer_words_are_written_in_that_language_alone(film):
    way = ways(film)["shorter"]
    assert way.says == "Only its beginning: “Primero esto.”"
    film.fit("1", "shorter", "es", wake=False)
    (line, *_) = film.language("es").lines
    assert (line.told["narration"], line.hand) == ("Primero esto.", ("narration",))
    assert film.storyboard.scenes[0].narration == "First this."


def test_a_recording_is_spoken_no_faster_and_a_fitting_line_is_left_alone(film):
    assert ways(film)["faster"].why_not == "the line is a recording of your own"
    with pytest.raises(Refused, match="Scene 1: the line is a recording"):
        film.fit("1", "faster", "es", wake=False)
    with pytest.raises(Refused, match="fits"):
        film.fit("2", "longer", "es", wake=False)
    with pytest.raises(BadInput, match="louder"):
        film.fit("1", "louder", "es", wake=False)


def test_a_voice_is_chosen_for_a_language_and_the_default_speaks_it(film):
    assert film.speaker().default.id == "af_heart"
    assert film.speaker("es").heard.id == "ef_dora"
    film.choose_voice("am_michael")
    assert film.speaker("es").heard.id == "em_alex", "a man's voice where a man speaks the film"
    film.choose_voice("Dora", "es")
    assert (film.speaker("es").chosen, film.speaker("es").heard.id) == ("ef_dora", "ef_dora")
    assert {voice.id for voice in film.speaker("es").voices} == {"ef_dora", "em_alex"}
    with pytest.raises(BadInput, match="speaks Spanish"):
        film.choose_voice("am_michael", "es")
    with pytest.raises(NotFound):
        film.choose_voice("ff_siwis", "fr")
    film.choose_voice("", "es")
    assert "voices" not in film.settings.plain()
