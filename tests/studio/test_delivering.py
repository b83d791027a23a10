"""A film with words for a platform: its captions go where they are wanted, and over no file of somebody else."""

import pytest

from vidpipe import Refused, Studio
from vidpipe.film.storyboard import Scene, Storyboard

SCENE = Scene(id="one1", frames=72, start_prompt="A tap", narration="It drips.", words="Drips", card="title")


def test_captions_go_where_they_are_wanted_and_over_nobodys_file(tmp_path, monkeypatch):
    with Studio(tmp_path / "data") as studio:
        film = studio.create(
            "A tap", storyboard=Storyboard(scenes=(SCENE,)), title="Tap", quality="draft", music=False, language="en"
        )
        with pytest.raises(Refused, match="no finished cut"):
            film.deliver("youtube", tmp_path / "film.mp4")
        film.run()
        out, text = tmp_path / "film.mp4", tmp_path / "film.srt"
        text.write_text("mine", encoding="utf-8")
        with pytest.raises(Refused, match=r"film\.srt"):
            film.deliver("youtube", out)
        assert (text.read_text(encoding="utf-8"), out.exists()) == ("mine", False)
        film.deliver("youtube", out, force=True)
        assert "It drips." in text.read_text(encoding="utf-8")
        ticks = {tick.key: tick for tick in film.delivery("youtube").ticks}
        assert (ticks["captions"].good, ticks["words"].good) == (True, True)
        tracked = film.delivery("linkedin", captions="track")
        assert (tracked.how, tracked.captions) == ("copied", {})
        assert {tick.key: tick.says for tick in tracked.ticks}["captions"] == "a track in the film"
        assert film.delivered("linkedin", captions="track") == tracked
        assert film.delivered("linkedin", captions="none") is None
        monkeypatch.setattr("vidpipe.media.facts.measure", None)  # kept: nothing is measured again
        assert {tick.key: tick.good for tick in film.validate("x")}["words"] is True
        monkeypatch.undo()
        film.burn_in("box")
        film.run()
        ticks = {tick.key: tick for tick in film.validate("linkedin")}
        assert ticks["captions"].says.endswith("burned into the picture")
        assert "subtitles" in {box.what for box in film._facts(film._cut_shown())[1]}, "where they stand is known"
