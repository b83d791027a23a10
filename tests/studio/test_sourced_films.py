"""A film from a document: made of what it says, traced to its passages, never led by what sounds like an order."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))
from hostile_files import ORDERS
from PIL import Image
from source_files import PAGE, SHOTS, docx, report

from repository import ROOT
from vidpipe import BadInput, Refused, Studio
from vidpipe.film.slot import BRIEF, SOURCE, STORYBOARD
from vidpipe.film.source import parts
from vidpipe.studio import Brought
from vidpipe.take import State

SMALL = {"duration": 30, "quality": "draft", "until": "storyboard"}


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    with Studio(tmp_path_factory.mktemp("sourced") / "data", actor="Ada") as opened:
        yield opened


@pytest.fixture(scope="module")
def readme(studio: Studio):
    film = studio.create(source=ROOT / "README.md", **SMALL)
    film.run()
    return film


@pytest.fixture(scope="module")
def bees(studio: Studio):
    film = studio.create(source=Brought("bees.pdf", report(40)), gates=("brief",), **SMALL)
    film.run()
    return film


def test_a_film_of_the_readme_has_its_title_its_words_and_where_they_stand(readme) -> None:
    now = readme.overview
    assert (now.title, now.brief.kind.value, now.brief.language) == ("vidpipe", "explainer", "en")
    assert now.storyboard.frames == 30 * 24
    text = " ".join((ROOT / "README.md").read_text().split()).replace("`", "").replace("**", "")
    points = [scene for scene in now.scenes if scene.scene.beat == "point"]
    assert len(points) >= 3
    for scene in points:
        assert scene.scene.narration.rstrip(".").casefold() in text.casefold()
        assert scene.scene.origin
        assert now.source.where(scene.scene.origin[0])
    assert now.scenes[0].scene.narration == "What is vidpipe?"


def test_a_long_document_is_read_in_parts_before_the_brief_and_no_gate_waits_between(bees) -> None:
    now = bees.overview
    assert now.storyboard is None
    assert now.brief.title == "The quiet work of bees"
    read = [view for name, view in now.slots.items() if name.startswith("reading/")]
    assert len(read) == len(parts(now.source)) >= 2
    assert all(view.state in (State.READY, State.APPROVED) for view in read)
    for take in [view.take for view in read]:
        gist = json.loads(bees._store.blobs.read(take.digest))
        known = {passage.number: passage.text for passage in now.source.passages}
        assert gist["points"]
        assert all(point["text"] in known[point["passage"]] for point in gist["points"])


def test_a_page_in_spanish_is_told_in_spanish(studio: Studio) -> None:
    film = studio.create(source=Brought("miel.html", PAGE.encode()), duration=24, quality="draft", until="storyboard")
    film.run()
    assert film.brief.language == "es"
    said = " ".join(scene.narration for scene in film.storyboard.scenes)
    assert "¿Qué es La miel?" in said or "La miel." in said
    assert "Ignore" not in json.dumps(film.storyboard.plain())


def test_a_list_of_shots_is_the_storyboard_and_no_writer_is_asked(studio: Studio) -> None:
    film = studio.create(source=Brought("boat.yaml", SHOTS.encode()), quality="draft", gates=("storyboard",))
    film.run()
    now = film.overview
    assert [scene.scene.frames for scene in now.scenes] == [72, 60, 96]
    assert (now.title, now.settings.frames, now.brief.cast[0].name) == ("The Paper Boat", 228, "Mia")
    assert now.calls == 0
    assert {take.recipe.stage for slot in (BRIEF, STORYBOARD, SOURCE) for take in film.takes(slot)} == {"import"}
    assert studio.estimate("", source=Brought("boat.yaml", SHOTS.encode())).lines[0].step == "keyframes"


def test_a_list_at_another_rate_is_as_long_in_seconds(studio: Studio) -> None:
    film = studio.create(source=Brought("boat.yaml", SHOTS.encode()), rate=30)
    assert [scene.frames for scene in film.storyboard.scenes] == [90, 75, 120]


def test_what_was_brought_is_kept_as_it_came(readme) -> None:
    (take,) = readme.takes(SOURCE)
    (original,) = take.meta["originals"]
    assert readme._store.blobs.read(original["digest"]) == (ROOT / "README.md").read_bytes()
    assert original["name"] == "readme.md"


def test_orders_in_a_document_change_no_setting_and_spend_nothing(studio: Studio) -> None:
    data = docx([("Heading1", "A plan for the garden"), *(("", line) for line in ORDERS * 3)])
    plain = studio.create("A garden", duration=12, quality="draft", gates=("storyboard",))
    film = studio.create(
        "A garden", source=Brought("a.docx", data), duration=12, quality="draft", gates=("storyboard",)
    )
    film.run()
    before, after = plain.settings.plain(), film.settings.plain()
    assert {name for name in after if after.get(name) != before.get(name)} == {"source"}
    assert film.overview.status.value == "awaiting_approval"
    assert film.overview.spent == film.overview.reserved == 0
    assert {view.take.recipe.model for view in film.overview.slots.values() if view.take} <= {"", "local/director-3"}


def test_a_fork_goes_on_with_the_same_source(readme) -> None:
    fork = readme.fork(style="ink on paper")
    assert fork.overview.source == readme.overview.source
    assert fork.overview.slots[BRIEF].state is State.STALE


def test_a_lost_source_is_said_and_nothing_is_made_without_it(studio: Studio, readme) -> None:
    film = readme.fork(seed=5)
    (take,) = film.takes(SOURCE)
    path = studio.media(take.digest)[0]
    kept = path.read_bytes()
    path.chmod(0o600)
    path.unlink()
    try:
        film.verify()
        film.run()
        assert film.overview.slots[SOURCE].state is State.FAILED
        assert "is gone" in film.overview.slots[SOURCE].message
        assert film.overview.slots[BRIEF].state is not State.READY
    finally:
        path.write_bytes(kept)
        film.trash()


def test_each_section_becomes_a_film_of_a_set_that_looks_alike(studio: Studio) -> None:
    brought = Brought("bees.pdf", report(12))
    made = studio.create_each(brought, duration=12, quality="draft", until="storyboard", style="ink")
    films = made.films
    assert len(films) == 6
    assert {film.settings.seed for film in films} == {films[0].settings.seed}
    assert [film.settings.prompt for film in films][:2] == ["Why bees matter", "A year in the hive"]
    assert films[1].overview.source.passages[0].page == 3
    assert made.view.planned == 6
    assert studio.create_each(brought, duration=12, quality="draft", until="storyboard", style="ink").id == made.id
    assert [film.id for film in studio.lab.open_batch(made.id).films] == [film.id for film in films]
    with pytest.raises(BadInput, match="no sections"):
        studio.create_each(Brought("a.txt", b"Only a few words stand here and that is all of it."))


def test_a_folder_of_pictures_is_a_film_of_them(studio: Studio, tmp_path: Path) -> None:
    folder = tmp_path / "Summer days"
    folder.mkdir()
    for name, colour in (("10 the lake.png", "blue"), ("2_meadow.jpg", "green"), ("IMG_0001.png", "red")):
        Image.new("RGB", (160, 90), colour).save(folder / name)
    (folder / "notes.txt").write_text("not a picture")
    film = studio.create(source=folder, quality="draft")
    board, now = film.storyboard, film.overview
    assert [scene.words for scene in board.scenes] == ["Meadow", "The lake", ""]
    assert now.source.notes == ("1 of its files are no pictures and were left out.",)
    for scene in now.scenes:
        assert scene.slots["keyframe/start"].take.digest == scene.slots["keyframe/end"].take.digest
        assert scene.slots["keyframe/start"].take.recipe.imported
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nno picture")
    count = len(studio.summaries())
    with pytest.raises(Exception, match="picture"):
        studio.create(source=folder, quality="draft")
    assert len(studio.summaries()) == count


def test_several_files_are_one_source(studio: Studio) -> None:
    found = studio.gather(
        [Brought("one.txt", b"One sentence stands here alone."), Brought("two.md", b"# Two\n\nAnother one.")]
    )
    assert [(passage.number, passage.file) for passage in found.material.passages] == [(1, "one.txt"), (2, "two.md")]
    with pytest.raises(BadInput, match="by itself"):
        studio.gather([Brought("one.txt", b"One sentence."), Brought("boat.yaml", SHOTS.encode())])


def test_a_source_needs_a_key_as_any_film_does(studio: Studio) -> None:
    with pytest.raises(Refused, match="key"):
        studio.create(source=Brought("a.txt", b"A sentence that stands here."), provider="openai")


def test_every_film_of_a_set_keeps_to_the_brand_that_is_named(studio, tmp_path):
    from PIL import Image

    from vidpipe.errors import NotFound

    Image.new("RGB", (40, 40), "teal").save(tmp_path / "mark.png")
    studio.assets.save_brand("Northlight", banned=["cheap"], colours=["#A8480F"])
    studio.assets.bring_brand_logo("Northlight", tmp_path / "mark.png")
    text = "\n\n".join(f"# Part {name}\n\n{'Some words about it stand here. ' * 4}" for name in ("One", "Two"))
    brought = Brought("a.md", text.encode())
    made = studio.create_each(brought, duration=12, quality="draft", brand="northlight")
    films = [studio.project(one.id) for one in made.view.films]
    assert [film.brand.name for film in films] == ["Northlight", "Northlight"]
    assert [film.logo.picture for film in films] == [studio.assets.brand("Northlight").logo.digest] * 2
    assert studio.create_each(brought, duration=12, quality="draft").id != made.id, "that is another set"
    assert studio.estimate_each(brought, duration=12, quality="draft", brand="Northlight").slots
    with pytest.raises(NotFound, match="no brand"):
        studio.create_each(brought, duration=12, brand="Nobody")
