"""One film in two languages, made here: the same pictures, other words, and no word that nobody wrote."""

from collections.abc import Iterator

import pytest

from vidpipe import BadInput, NotFound, Refused, Studio
from vidpipe.engine.overview import Status
from vidpipe.film.storyboard import Scene, Storyboard
from vidpipe.project import Project
from vidpipe.take import State

SCENES = (
    Scene(id="one1", frames=36, start_prompt="A red tap", words="A tap that drips", card="title"),
    Scene(id="two2", frames=36, start_prompt="A green hill by day", narration="All this grass is mine."),
)
WORDS, OWN, OTHER = "lines/es", "cut/16x9/en/draft", "cut/16x9/es/draft"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Iterator[Project]:
    """A film in a person's own words, which the local director cannot put into Spanish."""
    with Studio(tmp_path_factory.mktemp("languages") / "data") as studio:
        asked = {"quality": "draft", "music": False, "narration": False, "language": "en", "languages": "es"}
        film = studio.create("A tap", storyboard=Storyboard(scenes=SCENES), title="Tap", **asked)
        film.run()
        yield film


def shown(film: Project) -> dict[str, str]:
    return {slot: view.take.digest for slot, view in film._read()[1].slots.items() if view.take}


def test_a_film_in_two_languages_from_its_first_run_to_the_words_by_hand_and_back(made):
    now, (spanish,) = made.overview, made.languages
    assert (now.status, now.slots[OWN].fresh, now.slots[OTHER].take) == (Status.COMPLETE, True, None)
    assert (spanish.state, spanish.missing, spanish.cuts) == (State.FAILED, (1, 2), (OTHER,))
    assert "words are your own" in spanish.message
    assert "by hand" in spanish.message
    before = shown(made)
    with pytest.raises(Refused, match="Nothing is said in scene 1"):
        made.word("es", "1", narration="Nada.", wake=False)
    made.word("es", "1", words="Un grifo que gotea", wake=False)
    made.finish()
    assert made.overview.slots[OTHER].take is None
    made.word("es", "two2", narration="Toda esta hierba  es mía.", wake=False)
    made.finish()
    after = shown(made)
    assert {slot: after[slot] for slot in before} == before
    assert set(after) - set(before) == {WORDS, OTHER}
    assert after[OTHER] != after[OWN]
    assert "Toda esta hierba es mía." in made.spoken("srt", version="es")
    cut = made.cut_of("es")
    assert (cut.path.name, cut.captions["srt"].name) == ("film-16x9-es-draft.mp4", "captions-es.srt")
    assert made.cut.captions["srt"].name == "captions.srt"
    assert [one.name for one in made.versions] == ["16:9 draft cut", "16:9 draft cut in Spanish"]
    made.remove_language("es")
    assert (made.languages, made.overview.status) == ((), Status.COMPLETE)
    assert made.add_language("es", wake=False) == OTHER
    made.finish()  # what was made before comes back
    assert shown(made) == after


def test_what_is_no_further_language_is_refused_with_the_remedy(made):
    before = made.settings
    for kind, said, act in (
        (Refused, "in English already", lambda: made.add_language("en")),
        (BadInput, "no language known", lambda: made.add_language("klingon")),
        (NotFound, "not told in French", lambda: made.word("fr", "1", words="Un robinet")),
        (NotFound, "not told in French", lambda: made.remove_language("fr")),
        (BadInput, "no 'title'", lambda: made.word_all("es", {"1": {"title": "x"}})),
        (BadInput, "cannot be written", lambda: made.word("es", "2", narration="x" * 700)),
        (NotFound, "no scene", lambda: made.word("es", "9", narration="x")),
    ):
        with pytest.raises(kind, match=said) as caught:
            act()
        assert caught.value.remedy
    assert made.settings == before
    assert not made.language_estimate("fr")
