"""What a page asks a film that takes longer than reading its overview, kept as long as nothing happened to it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from vidpipe.engine.overview import Overview
from vidpipe.film.revising import changed
from vidpipe.film.storyboard import Storyboard
from vidpipe.take import Change, Preview
from vidpipe.ui import session
from vidpipe.ui.view.board import word_for
from vidpipe.ui.view.scene import SceneRow, rows

if TYPE_CHECKING:
    from vidpipe.studio import Project

T = TypeVar("T")
KEPT = 512
_known: OrderedDict[tuple[str, str, int, str], object] = OrderedDict()


def known(view: Overview, name: str, read: Callable[[], T]) -> T:
    """What was read under this name since something happened to the film the last time."""
    key = (session.workspace(), view.id, view.events, name)
    if key not in _known:
        _known[key] = read()
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return _known[key]  # type: ignore[return-value]


def changes(film: "Project", view: Overview) -> tuple[Change, ...]:
    """What differs from the storyboard that was approved last."""
    return known(view, "changes", lambda: film.changes("storyboard"))


def consequence(film: "Project", view: Overview, scene: str) -> Preview:
    """What a change of this scene's pictures and motion would make again."""
    return known(view, f"preview/{scene}", lambda: film.preview(lambda board: _reworded(board, scene)))


def _reworded(board: Storyboard, scene_id: str) -> Storyboard:
    """The storyboard as if somebody had reworded what a scene shows."""
    scene = board.scene(scene_id)
    names = ("start_prompt", "end_prompt", "motion_prompt")
    words = {name: f"{getattr(scene, name)[:19_000]} …" for name in names if name != "end_prompt" or scene.end_prompt}
    return changed(board, scene_id, **words)


def scene_rows(film: "Project", view: Overview) -> list[SceneRow]:
    """All scenes, with what became of them since they were approved."""
    found = changes(film, view)
    named = {change.part.removeprefix("scene/"): word_for(change.what) for change in found}
    return rows(view, named)
