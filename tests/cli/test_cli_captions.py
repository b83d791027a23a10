"""`vidpipe captions`, and what `vidpipe stitch` draws over a film."""

import pytest
from PIL import Image

from vidpipe import Studio
from vidpipe.film.caption import Logo
from vidpipe.film.revising import changed
from vidpipe.media import typeset

pytestmark = [pytest.mark.xdist_group("cli-film")]


def edit_of(copy):
    with Studio(copy.data) as studio:
        return studio.project(copy.project).overview.edit


def speak(copy, text):
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        first = film.storyboard.scenes[0].id
        film.revise(lambda board: changed(board, first, narration=text))


def test_captions_and_a_logo_are_drawn_and_captions_are_written(copy, cli, tmp_path):
    speak(copy, "A quiet morning at the harbour.")
    Image.new("RGBA", (200, 100), (255, 255, 255, 255)).save(tmp_path / "mark.png")
    mark = ("--logo", str(tmp_path / "mark.png"), "--logo-at", "top-left", "--logo-size", "medium")
    assert cli("stitch", copy.project, "--captions", "box", *mark, data=copy.data).code == 0
    now = edit_of(copy)
    assert now.subtitles == "box"
    assert now.logo == Logo(picture=now.logo.picture, corner="top-left", size="medium")
    shown = cli("captions", copy.project, data=copy.data)
    assert shown.out.startswith("1\n00:00:0")
    assert "A quiet morning" in shown.out
    out = tmp_path / "film.vtt"
    assert cli("captions", copy.project, "--words", "--out", str(out), data=copy.data).code == 0
    assert out.read_text("utf-8").startswith("WEBVTT\n")
    assert "<00:00:" in out.read_text("utf-8")
    again = cli("captions", copy.project, "--out", str(out), data=copy.data)
    assert (again.code, "--force" in again.complaint) == (2, True)
    assert cli("stitch", copy.project, "--captions", "off", "--logo", "none", data=copy.data).code == 0
    assert edit_of(copy) == now.model_copy(update={"subtitles": "off", "logo": None})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--captions", "huge"), "off, plain, box, bold, words"),
        (("--logo", "nowhere.png"), "There is no file"),
        (("--logo-at", "top-left"), "no logo"),
        (("--logo-at", "middle"), "top-left"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_remedy(copy, cli, options, said):
    before = edit_of(copy)
    answer = cli("stitch", copy.project, *options, data=copy.data)
    assert answer.code != 0
    assert said in answer.complaint
    assert edit_of(copy) == before


def test_a_film_in_which_nobody_speaks_has_no_captions(copy, cli):
    speak(copy, "")
    with Studio(copy.data) as studio:
        film = studio.project(copy.project)
        spoken = [scene.id for scene in film.storyboard.scenes if scene.narration]
    if spoken:
        pytest.skip("this film speaks elsewhere too")
    answer = cli("captions", copy.project, data=copy.data)
    assert (answer.code, "Nobody says anything" in answer.complaint) == (2, True)


def test_the_doctor_says_which_scripts_can_be_drawn(cli):
    rows = cli("doctor", "--json").data
    told = next(row for row in rows["checks"] if row["name"] == "scripts")
    assert told["found"].startswith("Latin, Greek, Cyrillic")


def test_the_doctor_names_the_fonts_that_draw_what_ours_cannot(cli):
    told = next(row for row in cli("doctor", "--json").data["checks"] if row["name"] == "scripts")
    there, missing = typeset.drawable()
    assert all(f"{script} ({font})" in told["found"] for script, font in there.items())
    assert bool(told["remedy"]) == bool(missing)
