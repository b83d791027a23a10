"""A scene as a row of the storyboard, and as a block of the strip. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.film.slot import STORYBOARD
from vidpipe.film.source import Material
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.states import WORDS
from vidpipe.ui.view.steps import ATTENTION

MOVING = (State.RUNNING, State.QUEUED)


@dataclass(frozen=True)
class SceneRow:
    """What the storyboard says of one scene, and how far the scene is made.

    `state` is the one chip a scene shows and `says` the word on it: what needs a person first, then what moves, then
    whether its words are approved. `cause` says why, where there is something to say.
    """

    id: str
    number: int
    title: str
    beat: str
    frames: int
    length: str
    starts: str
    action: str
    narration: str
    words: str
    camera: str
    approved: bool
    locked: bool
    state: State
    says: str
    progress: int
    digest: str
    cause: str
    approvable: bool
    lockable: bool
    origin: str = ""

    @property
    def facts(self) -> str:
        """Beat and length; a beat that is the title already is not said twice."""
        return " · ".join(part for part in (self.beat, self.length) if part and part != self.title)


def rows(film: Overview, changed: dict[str, str] | None = None) -> list[SceneRow]:
    """All scenes in order. `changed` says in a word what became of scenes since they were approved last."""
    slot = film.slots.get(STORYBOARD)
    open_ = bool(slot and slot.take and slot.fresh)
    said = changed or {}
    found = [_row(scene, film.settings.rate, said.get(scene.scene.id, ""), open_) for scene in film.scenes]
    if film.source is None or film.source.kind == "pictures" or film.source.board is not None:
        return found
    return [
        replace(row, origin=origin(film.source, scene.scene.origin))
        for row, scene in zip(found, film.scenes, strict=True)
    ]


def origin(source: Material, numbers: Sequence[int]) -> str:
    """`From page 3 · Install`, `From page 3 · Install and 2 more`."""
    places = list(dict.fromkeys(filter(None, (source.where(number) for number in numbers))))
    if not places:
        return ""
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    return f"From {places[0]}{more}"


def _row(view: SceneView, rate: int, changed: str, open_: bool) -> SceneRow:
    scene = view.scene
    state = shown(view)
    return SceneRow(
        id=scene.id,
        number=view.index,
        title=scene.title or words.plain(scene.beat) or f"Scene {view.index}",
        beat=words.plain(scene.beat),
        frames=scene.frames,
        length=words.length(scene.frames, rate),
        starts=words.clock(view.start / rate),
        action=scene.action or scene.start_prompt or "Say what it shows",
        narration=scene.narration,
        words=scene.words,
        camera=f"{words.capital(scene.camera.move.value)}, {scene.camera.size.value}",
        approved=view.approved,
        locked=view.locked,
        state=state,
        says=_says(view, state, changed),
        progress=_progress(view) if state is State.RUNNING else 0,
        digest=still(view),
        cause=cause(view),
        approvable=open_ and not view.approved,
        lockable=bool(view.slots),
    )


def shown(view: SceneView) -> State:
    """The state a scene shows on the storyboard."""
    state = making(view)
    if state in ATTENTION or state in MOVING:
        return state
    return State.APPROVED if view.approved else State.READY


def _says(view: SceneView, state: State, changed: str) -> str:
    if state is State.RUNNING:
        return f"{_progress(view)} %"
    if state is State.READY:
        return changed or "To approve"
    return WORDS[state]


def cause(view: SceneView) -> str:
    """Why the scene stands still: what changed, or what went wrong."""
    state = making(view)
    if state not in ATTENTION:
        return ""
    slot = next(slot for slot in view.slots.values() if slot.state is state)
    return words.capital(slot.causes[0].reason if slot.causes else slot.message)


def making(view: SceneView) -> State:
    """The state of what the scene is made of: what needs a person first, then what moves, then what is there."""
    states = {slot.state for slot in view.slots.values()}
    for state in (*ATTENTION, State.RUNNING, State.QUEUED, State.READY):
        if state in states:
            return state
    done = State.APPROVED in states
    return State.APPROVED if done and State.EMPTY not in states else State.READY if done else State.EMPTY


def _progress(view: SceneView) -> int:
    shares = [100 if slot.fresh else slot.progress for slot in view.slots.values()]
    return sum(shares) // len(shares) if shares else 0


def still(view: SceneView) -> str:
    """The digest of the picture that stands for the scene, '' while there is none."""
    for name in ("keyframe/start", "keyframe/end"):
        slot = view.slots.get(name)
        if slot and slot.take:
            return slot.take.digest
    return ""
