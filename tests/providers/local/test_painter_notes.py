"""A note about one picture changes that picture as it says, and keeps the place where it says nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from vidpipe.film.catalogue import Role
from vidpipe.ports import Ref, Request
from vidpipe.providers.local.director.picturing import as_noted
from vidpipe.providers.local.painter import kept_scene
from vidpipe.providers.local.peer import LocalProvider
from vidpipe.stages.noted import moved_by

WORDS = "Medium shot: a cat pausing at a street corner at dusk, golden palette, long warm shadows."
Paint = Callable[..., bytes]


@pytest.fixture
def paint(tmp_path: Path) -> Paint:
    class Desk:
        folder = tmp_path

        def path(self, digest: str) -> Path:
            return tmp_path / digest

    provider = LocalProvider()
    caps = next(one for one in provider.models() if one.role is Role.IMAGE)

    def painted(note: str = "", *, end: str = "start", words: str = WORDS, reference: bytes = b"") -> bytes:
        said = f"{words.rstrip('. ')}. {note}." if note else words
        data: dict[str, Any] = {"words": said, "position": end, "camera": "push in", "shot size": "medium"}
        (tmp_path / "reference").write_bytes(reference)
        request = Request(
            role=Role.IMAGE,
            task="keyframe",
            prompt=said,
            data=data | ({"change": note} if note else {}),
            width=320,
            height=180,
            seed=1234 + moved_by(note),
            refs=(Ref(use="reference", digest="reference", mime="image/png"),) if reference else (),
        )
        result = provider.submit(caps, request, Desk())  # type: ignore[arg-type]
        return Path(result.outputs[0].path).read_bytes()  # type: ignore[union-attr]

    return painted


def scene(png: bytes) -> Any:
    found = kept_scene(png)
    assert found
    return found.scene


def light(png: bytes) -> float:
    import io

    with Image.open(io.BytesIO(png)) as opened:
        return float(np.asarray(opened.convert("L")).mean())


NOTES = {
    "at night": {"time": "night", "palette": "neon"},
    "in the rain": {"weather": "rain"},
    "closer": {"shot": "close"},
    "wider": {"shot": "wide"},
    "on a beach": {"setting": "sea"},
    "de día": {"time": "day"},
    "pan left": {"move": "pan left"},
}


@pytest.mark.parametrize("note", NOTES)
def test_the_picture_is_as_the_note_says_and_all_else_as_it_was(paint: Paint, note: str) -> None:
    before, after = paint(), paint(note)
    assert before != after
    was, now = scene(before).plain(), scene(after).plain()
    assert {name: now[name] for name in NOTES[note]} == NOTES[note]
    loose = {"palette", "ambient"}
    same = set(was) - set(NOTES[note]) - loose
    assert {name: now[name] for name in same} == {name: was[name] for name in same}


def test_a_night_is_darker_than_a_dusk(paint: Paint) -> None:
    assert light(paint("at night")) < 0.8 * light(paint())


def test_who_is_seen_changes_with_the_note(paint: Paint) -> None:
    assert [one.id for one in scene(paint("a dog instead of the cat")).cast] == ["dog"]
    assert [one.id for one in scene(paint("a red balloon")).cast] == ["cat", "party-balloon"]
    assert scene(paint("make it blue")).cast[0].colour == "#2f6fde"


def test_a_note_that_no_table_knows_still_gives_another_picture(paint: Paint) -> None:
    assert paint("it looks as if it had been waiting for years") != paint()
    assert paint("warmer") != paint()


def test_an_end_that_is_to_be_otherwise_does_not_take_the_starts_scene(paint: Paint) -> None:
    start = paint()
    same, noted = paint(end="end", reference=start), paint("at night", end="end", reference=start)
    assert scene(same) == scene(start)
    assert scene(noted).time == "night"


def test_the_same_note_at_both_ends_is_one_scene(paint: Paint) -> None:
    start = paint("at night")
    end = paint("at night", end="end", reference=start)
    assert scene(end) == scene(start)


def test_a_picture_in_anybodys_words_is_painted_as_the_note_says(paint: Paint) -> None:
    words = "A sunny afternoon in the park, a dog with a frisbee"
    assert scene(paint(words=words)).time == "day"
    assert scene(paint("at night, in the snow", words=words)).time == "night"
    assert scene(paint("at night, in the snow", words=words)).weather == "snow"


def test_the_note_is_not_said_twice() -> None:
    found = as_noted(f"{WORDS[:-1]}. at night.", "at night", shot="medium", camera="static")
    assert found.words.count("at night") == 1
    assert "dusk" not in found.words
    assert found.read
