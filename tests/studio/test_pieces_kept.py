"""The worker makes a clip's pieces when it has come, and a cut with another transition encodes only what it shows."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from vidpipe import Studio
from vidpipe.film.cut import CutPlan
from vidpipe.media.assemble import FfmpegCutter
from vidpipe.media.piecework import Work
from vidpipe.media.probe import probe

SMALL = {"duration": 4, "quality": "draft", "aspect": "9:16", "narration": True}
SCENES = [
    {"start_prompt": "Wide shot: a lighthouse by the sea at dusk", "frames": 48, "narration": "A light."},
    {"start_prompt": "Close-up: a lantern at night", "frames": 48},
]


@dataclass
class Seen:
    """What was cut and made ready by, in order, and how many pieces were encoded early and in all."""

    cuts: list[CutPlan] = field(default_factory=list)
    ready: list[tuple[CutPlan, Collection[str]]] = field(default_factory=list)
    early: int = 0
    all: int = 0


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Everything is done as it is."""
    found = Seen()
    gather, prepare, cut = Work.gather, FfmpegCutter.prepare, FfmpegCutter.cut

    def gathering(work: Work, row: object) -> object:
        pieces = gather(work, row)  # type: ignore[arg-type]
        found.all += work.made
        return pieces

    def preparing(cutter: FfmpegCutter, plan: CutPlan, *, ready: Collection[str], **options: object) -> int:
        found.ready.append((plan, ready))
        made = prepare(cutter, plan, ready=ready, **options)  # type: ignore[arg-type]
        found.early += made
        return made

    def cutting(cutter: FfmpegCutter, plan: CutPlan, **options: object) -> object:
        found.cuts.append(plan)
        return cut(cutter, plan, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Work, "gather", gathering)
    monkeypatch.setattr(FfmpegCutter, "prepare", preparing)
    monkeypatch.setattr(FfmpegCutter, "cut", cutting)
    return found


def test_pieces_are_made_as_clips_come_and_kept_for_the_next_cut(tmp_path: Path, seen: Seen) -> None:
    with Studio(tmp_path / "data") as studio:
        film = studio.create("A lighthouse", storyboard=SCENES, **SMALL)  # type: ignore[arg-type]
        assert film.run().status.value == "complete"
        assert seen.early == 2, "each clip's own; the film has no transition"
        before = seen.all
        film.join("wipe-left", seconds=0.5)
        assert film.run().status.value == "complete"
        assert film.cut
        assert probe(film.cut.path).frames == 96
        assert seen.early == 2
        assert seen.all > before
        cut = next(view.take for view in film.overview.slots.values() if view.slot.startswith("cut/"))
        assert cut
        assert not any("do not join" in warning for warning in cut.meta["warnings"])
        film.reroll(next(view.slot for view in film.overview.scenes[1].slots.values() if "/clip" in view.slot))
        assert film.run().status.value == "complete"
    (early, ready), heard = seen.ready[-1], [plan for plan in seen.cuts if plan.quality != "animatic"][-1]
    assert heard.voice
    assert heard.music
    assert (early.shots, early.mix) == (heard.shots, heard.mix), "what was made ready is what the cut asks for"
    assert {*ready} == {*heard.digests}
