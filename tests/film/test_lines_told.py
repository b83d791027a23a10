"""Words in another language stand beside the film's own, and know when these were changed."""

from vidpipe.film.lines import Lines, SceneLines, by_hand, outdated, told, tongue, unsaid, written
from vidpipe.film.storyboard import Scene, Storyboard

BOARD = Storyboard(
    scenes=(
        Scene(id="open", frames=24, start_prompt="a", narration="It begins.", words="A title", card="title"),
        Scene(id="mute", frames=24, start_prompt="b", words="no card, so nobody reads it"),
        Scene(id="ends", frames=24, start_prompt="c", narration="It ends."),
    )
)


def say(before: Lines | None, **said: str) -> Lines:
    """Lines with some narration by hand."""
    return written(BOARD, before, "es", said={scene: {"narration": text} for scene, text in said.items()})


def test_only_what_the_film_says_is_wanted_in_another_language():
    assert unsaid(BOARD, None) == ["open", "ends"]
    half = say(None, open="Empieza.", ends="Termina.")
    assert unsaid(BOARD, half) == ["open"]
    whole = written(BOARD, half, "es", said={"open": {"words": "Un título"}})
    assert unsaid(BOARD, whole) == []
    assert [(one.narration, one.words) for one in told(BOARD, whole).scenes] == [
        ("Empieza.", "Un título"),
        ("", ""),
        ("Termina.", ""),
    ]


def test_what_is_not_written_is_not_said_and_never_said_in_the_films_own_words():
    assert [one.narration for one in told(BOARD, say(None, ends="Termina.")).scenes] == ["", "", "Termina."]
    assert told(BOARD, None).scenes[0].words == ""


def test_a_line_tells_that_the_films_own_words_were_changed_and_is_then_the_writers_again():
    lines = say(None, open="Empieza.", ends="Termina.")
    later = BOARD.with_scenes(
        one.model_copy(update={"narration": "It is over."}) if one.id == "ends" else one for one in BOARD.scenes
    )
    assert outdated(BOARD, lines) == {}
    assert outdated(later, lines) == {"ends": ("narration",)}
    assert by_hand(BOARD, lines) == {"open": {"narration": "Empieza."}, "ends": {"narration": "Termina."}}
    assert by_hand(later, lines) == {"open": {"narration": "Empieza."}}


def test_a_line_that_is_emptied_is_nobodys_and_a_scene_that_left_takes_its_words_along():
    lines = say(say(None, open="Empieza.", ends="Termina."), open="")
    assert lines.by_scene["open"].hand == ()
    assert unsaid(BOARD, lines) == ["open"]
    short = BOARD.with_scenes(BOARD.scenes[:1])
    assert [one.id for one in written(short, lines, "es", said={"open": {"narration": "Ya."}}).scenes] == ["open"]


def test_what_is_not_named_stays_as_the_writer_had_it():
    first = Lines(language="es", scenes=(SceneLines(id="open", narration="Empieza.", narration_of="It begins."),))
    lines = written(BOARD, first, "es", said={"open": {"words": "Un título"}})
    assert (lines.by_scene["open"].narration, lines.by_scene["open"].hand) == ("Empieza.", ("words",))
    assert (tongue("es"), tongue("xx")) == ("Spanish", "xx")
