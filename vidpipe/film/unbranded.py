"""Banned words of a brand as findings: where a film says or shows what its brand does not. Pure."""

from collections.abc import Iterator

from vidpipe.film.brand import Brand, banned_in
from vidpipe.film.finding import Finding
from vidpipe.film.storyboard import Storyboard

WHERE = {"narration": "line", "words": "words on screen"}


def unbranded(board: Storyboard, brand: Brand | None, *, rate: int) -> Iterator[Finding]:
    """A finding for every scene that uses a banned word."""
    for one in banned_in(board, brand):
        scene = board.scene(one.scene)
        yield Finding(
            kind="banned",
            scene=one.scene,
            start=board.start_of(one.scene) / rate,
            seconds=scene.frames / rate,
            says=f"Its {WHERE[one.where]} use{'s' if one.where == 'narration' else ''} “{one.word}”, a banned word.",
            act="Write it otherwise on the storyboard.",
            step="storyboard",
        )
