"""The page about lists of shots: its example is a film as it stands there, and it names every field there is."""

import re

from repository import ROOT
from vidpipe.film.storyboard import Move, ShotSize
from vidpipe.sources.reading import read_file
from vidpipe.sources.shots import Shot, ShotList

PAGE = (ROOT / "docs" / "shots.md").read_text(encoding="utf-8")


def test_its_example_is_read_as_it_stands() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    board = read_file(example.encode(), "boat.yaml").board
    assert board is not None
    assert [scene.frames for scene in board.scenes] == [72, 96]
    assert board.scenes[1].transition.frames == 12


def test_it_names_every_field_and_choice() -> None:
    said = set(re.findall(r"[a-z]+", PAGE))
    assert not {*Shot.model_fields, *ShotList.model_fields} - said
    assert all(choice.value in PAGE for choice in (*Move, *ShotSize))
