"""The worker makes a clip's pieces when it has come, and a cut with another transition encodes only what it shows."""

from pathlib import Path

import pytest

from vidpipe import Studio
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.piecework import Work
from vidpipe.media.probe import probe

SMALL = {"duration": 4, "quality": "draft", "aspect": "9:16", "narration": False}
SCENES = [
    {"start_prompt": "Wide shot: a lighthouse by the sea at dusk", "frames": 48},
    {"start_prompt": "Close-up: a lantern at night", "frames": 48},
]


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many pieces were encoded as clips came, and how many in all; everything is done as it is."""
    found = {"early": 0, "all": 0}
    gather, prepare = Work.gather, FfmpegCutter.prepare

    def counted(work: Work, row: object) -> object:
        pieces = gather(work, row)  # type: ignore[arg-type]
        found["all"] += work.made
        return pieces

    def early(cutter: FfmpegCutter, plan: object, **options: object) -> int:
        made = prepare(cutter, plan, **options)  # type: ignore[arg-type]
        found["early"] += made
        return made

    monkeypatch.setattr(Work, "gather", counted)
    monkeypatch.setattr(FfmpegCutter, "prepare", early)
    return found


def test_pieces_are_made_as_clips_come_and_kept_for_the_next_cut(tmp_path: Path, encoded: dict[str, int]) -> None:
    with Studio(tmp_path / "data") as studio:
        film = studio.create("A lighthouse", storyboard=SCENES, **SMALL)  # type: ignore[arg-type]
        assert film.run().status.value == "complete"
        assert encoded["early"] == 2, "each clip's own; the film has no transition"
        before = encoded["all"]
        film.join("wipe-left", seconds=0.5)
        assert film.run().status.value == "complete"
        assert film.cut
        assert probe(film.cut.path).frames == 96
        assert encoded["early"] == 2
        assert encoded["all"] > before
        cut = next(view.take for view in film.overview.slots.values() if view.slot.startswith("cut/"))
        assert cut
        assert not any("do not join" in warning for warning in cut.meta["warnings"])
