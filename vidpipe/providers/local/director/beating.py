"""Beats that a person chose: one scene for each, as long as it is planned."""

from collections.abc import Mapping
from typing import Any

from vidpipe.library.structure import beats
from vidpipe.providers.local.director.rows import Row


def planned(data: Mapping[str, Any]) -> list[Row]:
    """A scene for each beat of the plan, with its frames; none without a plan."""
    rows = [one for one in data.get("beats") or () if one.get("beat") in beats()]
    return [Row(beats()[one["beat"]], place, frames=int(one["frames"])) for place, one in enumerate(rows)]


def settled(rows: list[Row], points: int) -> list[Row]:
    """The rows, of an explainer with its points one after another and each example with the point before it."""
    point = -1
    for row in rows:
        if row.beat.id == "point":
            point = min(point + 1, points - 1)
        row.point = point if row.beat.id in ("point", "example") else -1
    return rows
