"""What the last look at a cut found, as rows beside its checks. Pure."""

from collections.abc import Sequence
from typing import Any

from vidpipe.engine.overview import Overview
from vidpipe.film.finding import Finding
from vidpipe.ui import words
from vidpipe.ui.view.steps import numbers

PLACES = {"clips": "To the clip", "sound": "To the sound", "cut": "Make it again", "storyboard": "To the words"}
"""What the way to where it is mended is called; the cut is mended here, by one click."""


def reviewed(found: Sequence[Finding] | None) -> str:
    """What stands after the count of checks that passed: `, 2 found`."""
    return f", {len(found)} found" if found else ""


def rows(film: Overview, found: Sequence[Finding], *, moving: bool = False) -> list[dict[str, Any]]:
    """A row for each finding: where and when it is, what it is, what to do, and where; `moving`: the cut is being made
    again already."""
    return [_row(film, finding, moving) for finding in found]


def _row(film: Overview, finding: Finding, moving: bool) -> dict[str, Any]:
    scenes = numbers(film)
    gone = finding.scene and finding.scene not in scenes
    where = "A scene that is gone" if gone else f"Scene {scenes[finding.scene]}" if finding.scene else "The film"
    return {
        "where": where,
        "time": "" if _whole(film, finding) else stamp(finding.start),
        "at": finding.start,
        "says": finding.says,
        "act": finding.act,
        "to": "" if gone or (moving and finding.step == "cut") else PLACES[finding.step],
        "step": finding.step,
        "scene": "" if gone else finding.scene,
    }


def _whole(film: Overview, finding: Finding) -> bool:
    """Whether it is of no time in particular: of the whole film."""
    return not finding.scene and finding.start == 0


def stamp(seconds: float) -> str:
    """A place in the film as `0:12.5`."""
    tenths = int(10 * seconds + 0.5)
    return f"{words.clock(tenths // 10)}.{tenths % 10}"
