"""Beats of one's own in the storyboard's choice: a beat may come more than once."""

from vidpipe.film.brief import FilmKind
from vidpipe.ui.view.beats import marked, own, unmarked


def test_a_beat_is_offered_again_and_comes_back_as_itself() -> None:
    options = own(FilmKind.EXPLAINER)
    asked = ("question", "point", "point", "point", "summary")
    chosen = marked(asked)
    assert chosen == ["question", "point", "point#2", "point#3", "summary"]
    assert set(chosen) <= set(options)
    assert options["point#2"] == f"{options['point']}, again"
    assert unmarked(chosen) == asked
    assert list(options)[: len(options) // 4] == [name for name in options if "#" not in name]
