"""`vidpipe sound`, `vidpipe stems` and the sound options of `vidpipe stitch`: what is said, set, written, refused."""

import io
import shutil
import wave

import pytest

from vidpipe import Studio
from vidpipe.film.storyboard import Scene, Storyboard

pytestmark = [pytest.mark.xdist_group("cli-film")]


def recording(seconds: float) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(24_000)
        out.writeframes(b"\x10\x27\xf0\xd8" * round(12_000 * seconds))
    return made.getvalue()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """A film of three scenes of two seconds as far as its lines; the second has no room for its own."""
    pytest.importorskip("onnxruntime")
    data = tmp_path_factory.mktemp("spoken") / "data"
    names = ("one1", "two2", "six6")
    board = Storyboard(scenes=tuple(Scene(id=n, frames=48, start_prompt="A field", narration="So.") for n in names))
    with Studio(data) as studio:
        film = studio.create("Lines", storyboard=board, title="Lines", quality="draft", music=False, language="en")
        film.run("storyboard")
        for name, seconds in zip(names, (1.0, 4.0, 0.5), strict=True):
            film.bring(f"scene/{name}/narration/en", recording(seconds))
        return data, film.id


def test_every_line_says_where_it_stands_and_what_helps(spoken, cli):
    data, name = spoken
    told = cli("sound", name, "--json", data=data).data
    assert [(line["number"], line["fit"], line["start"]) for line in told["lines"]] == [
        (1, "fits", 0.333),
        (2, "long", 2.125),
        (3, "moved", 5.5),
    ]
    long = told["lines"][1]
    assert long["too_long"] > 0
    ways = {way["how"]: way for way in long["ways"]}
    assert list(ways) == ["longer", "faster", "shorter"]
    assert ways["longer"]["cost_usd"] == 0
    assert "recording" in ways["faster"]["why_not"]
    out = cli("sound", name, data=data).out
    assert "too long by" in out
    assert f"vidpipe sound {name} --fit 2 longer: " in " ".join(out.split())


def test_a_line_is_put_somewhere_and_placed_by_itself_again(spoken, cli):
    data, name = spoken
    told = cli("sound", name, "--start", "1", "0.5", "--json", data=data).data["lines"][0]
    assert (told["fit"], told["start"]) == ("set", 0.5)
    told = cli("sound", name, "--start", "1", "auto", "--json", data=data).data["lines"][0]
    assert told["fit"] == "fits"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--fit", "2", "louder"), "longer, faster, shorter"),
        (("--fit", "1", "longer"), "nothing to do"),
        (("--fit", "2", "faster"), "edit the line"),
        (("--fit", "9", "longer"), "numbered 1 to 3"),
        (("--start", "1", "soon"), "auto"),
        (("--start", "1", "7"), "within the scene"),
        (("--start", "1", "0", "--fit", "2", "longer"), "Leave one of them out"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(spoken, cli, options, said):
    data, name = spoken
    answer = cli("sound", name, *options, data=data)
    assert answer.code == 2
    assert said in answer.complaint


def test_a_line_is_made_to_fit(spoken, cli, tmp_path):
    data, name = spoken
    shutil.copytree(data, tmp_path / "copied", symlinks=True)
    answer = cli("sound", name, "--fit", "2", "longer", data=tmp_path / "copied")
    assert answer.code == 0, answer.err
    assert "more for the scene" in answer.out
    told = cli("sound", name, "--json", data=tmp_path / "copied").data["lines"]
    assert [line["too_long"] for line in told] == [0, 0, 0]


def edit_of(copy):
    with Studio(copy.data) as studio:
        return studio.project(copy.project).overview.edit


def test_clips_sound_and_loudness_are_set_and_the_film_is_cut_as_loud(copy, cli):
    first = cli("status", copy.project, "--json", data=copy.data).data["scenes"][0]["id"]
    options = ("--clip-sound", "low", "--at", "1", "--loudness", "-23", "--json")
    assert cli("stitch", copy.project, *options, data=copy.data).data["status"] == "complete"
    edit = edit_of(copy)
    assert (edit.clip_level(first), edit.clip_db, edit.loudness) == (-12, None, -23)
    with Studio(copy.data) as studio:
        now = studio.project(copy.project).overview
        take = next(view.take for name, view in now.slots.items() if name.startswith("cut/"))
    assert take.meta["loudness"] == pytest.approx(-230, abs=5)
    assert take.meta["peak"] <= -10


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--clip-sound", "loud"), "keep, low or off"),
        (("--clip-sound", "keep", "--at", "99"), "numbered 1 to"),
        (("--loudness", "-9"), "-14, -16 or -23"),
        (("--loudness", "much"), "-14, -16 or -23"),
        (("--loudness", "-16", "--at", "1"), "--transition wipe"),
    ],
)
def test_sound_that_no_film_can_have_is_refused(copy, cli, options, said):
    before = edit_of(copy)
    answer = cli("stitch", copy.project, *options, data=copy.data)
    assert answer.code == 2
    assert said in answer.complaint
    assert edit_of(copy) == before


def test_stems_are_written_into_a_folder(film, cli, tmp_path):
    told = cli("stems", film.project, "--out", str(tmp_path / "parts"), "--json", data=film.data).data
    assert list(told["stems"]) == ["music"]
    files = list((tmp_path / "parts").iterdir())
    assert [str(file) for file in files] == [told["stems"]["music"]]
    assert files[0].name.endswith("-music.wav")
    assert files[0].stat().st_size == pytest.approx(3 * 48_000 * 8, rel=0.01)
    files[0].write_bytes(b"mine")
    refused = cli("stems", film.project, "--out", str(tmp_path / "parts"), data=film.data)
    assert "--force" in refused.complaint
    assert cli("stems", film.project, "--out", str(tmp_path / "parts"), "--force", data=film.data).code == 0
