"""Captions and logo through the façade: written by line and by word, burned in, placed, taken out again."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from vidpipe import BadInput, Refused, Studio
from vidpipe.film.caption import Logo
from vidpipe.film.revising import changed
from vidpipe.film.slot import EDIT
from vidpipe.media import typeset
from vidpipe.project import Project

SMALL = {"duration": 3, "quality": "draft", "aspect": "9:16", "language": "de", "music": False}
LINES = ("Jeden Morgen, bevor die Stadt erwacht.", "Heinrich geht hinaus.")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("captioning") / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture(scope="module")
def made(studio: Studio) -> Project:
    scenes = [{"start_prompt": "Wide shot: a harbour at dawn", "frames": 36, "narration": line} for line in LINES]
    film = studio.create("A fisherman", storyboard=scenes, **SMALL)
    film.run()
    return film


@pytest.fixture
def film(made: Project) -> Project:
    return made.fork()


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 100)) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", size, (200, 30, 30, 255)).convert("RGBA" if kind == "PNG" else "RGB").save(file, kind)
    return file.getvalue()


def shown(film: Project) -> str:
    return film.cut.digest if film.cut else ""


def test_captions_are_written_by_line_and_by_word(film: Project) -> None:
    assert film.spoken().startswith("1\n00:00:00,")
    assert all(line.split()[0] in film.spoken("vtt") for line in LINES)
    words = film.spoken("vtt", words=True)
    assert words.count("<00:") >= 5
    assert film.spoken("srt", words=True).count("-->") == sum(len(line.split()) for line in LINES)
    assert film.spoken("srt", words=True) == film.spoken("srt", words=True)
    with pytest.raises(BadInput, match="srt or vtt"):
        film.spoken("txt")  # type: ignore[arg-type]


def test_a_style_is_burned_in_and_undone(film: Project) -> None:
    before = film.cut
    film.burn_in("bold")
    assert film.overview.slots["cut/9x16/de/draft"].causes[0].reason == "its captions changed"
    film.run()
    assert before
    assert shown(film) != before.digest
    film.undo(EDIT)
    assert film.overview.edit.subtitles == "off"
    film.run()
    assert shown(film) == before.digest, "what was made by the very recipe is shown again"
    with pytest.raises(BadInput, match="plain, box"):
        film.burn_in("huge")  # type: ignore[arg-type]


def test_a_logo_is_brought_placed_and_taken_out(film: Project, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no logo"):
        film.place_logo(corner="top-left")
    brought = film.bring_logo(picture(), name="mark.png")
    assert film.logo == Logo(picture=brought.picture)
    film.place_logo(corner="bottom-right", size="medium", opacity=60)
    (tmp_path / "other.jpg").write_bytes(picture("JPEG"))
    other = film.bring_logo(tmp_path / "other.jpg")
    assert film.logo == Logo(picture=other.picture, corner="bottom-right", size="medium", opacity=60)
    assert other.picture != brought.picture
    for asked in ({"corner": "middle"}, {"size": "huge"}, {"opacity": 5}):
        with pytest.raises(BadInput):
            film.place_logo(**asked)
    film.run()
    assert film.cut is not None
    film.drop_logo()
    assert film.logo is None
    film.undo(EDIT)
    assert film.logo
    assert film.logo.picture == other.picture


def test_what_is_no_picture_is_no_logo(film: Project) -> None:
    with pytest.raises(BadInput):
        film.bring_logo(b"<svg/>", name="logo.svg")
    assert film.logo is None


def test_a_sample_is_drawn_once_for_each_style(film: Project) -> None:
    view = film.overview.scenes[0].slots["keyframe/start"]
    assert view.take is not None
    asked = {"picture": view.take.digest, "text": LINES[0]}
    found = {style: film.caption_sample(style, **asked) for style in ("off", "plain", "box", "bold", "words")}
    assert len(set(found.values())) == 5
    assert film.caption_sample("bold", **asked) == found["bold"]
    with Image.open(film._store.blobs.path(found["box"])) as opened:
        assert opened.format == "WEBP"
        assert opened.width / opened.height == pytest.approx(16 / 9, rel=0.02)


def test_a_logo_outlives_the_emptying_of_the_trash(studio: Studio, film: Project) -> None:
    digest = film.bring_logo(picture(size=(160, 100))).picture
    other = film.fork()
    other.bring_logo(picture(size=(160, 90)))
    other.trash()
    studio.empty_trash()
    assert film._store.blobs.path(digest).is_file()


def test_scenes_can_name_who_is_seen(film: Project) -> None:
    first = film.storyboard.scenes[0].id if film.storyboard else ""
    film.revise(lambda board: changed(board, first, words="Heinrich — Fischer", card="lower-third"))
    assert film.storyboard
    assert film.storyboard.scenes[0].card == "lower-third"


def test_captions_that_waited_for_a_font_are_drawn_once_it_is_there(
    film: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not typeset.readable("שלום", "he").text:
        pytest.skip("no Hebrew font on this machine")
    first = film.storyboard.scenes[0].id if film.storyboard else ""
    film.revise(lambda board: changed(board, first, narration="בוקר טוב לכולם."))
    film.burn_in("plain")
    with monkeypatch.context() as without:
        without.setattr(typeset, "fallback", lambda sign, language: None)
        film.run()
        slot = film.overview.slots["cut/9x16/de/draft"]
        assert slot.take
        assert slot.take.meta["warnings"][0].startswith("No font here draws Hebrew; the captions of scene 1")
        assert not film.waits_for_font
    lacking = shown(film)
    assert film.draw_missing()
    film.run()
    assert shown(film) != lacking
    assert not film.waits_for_font
    assert not film.draw_missing()
