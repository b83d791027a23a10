"""A scene as a row of the storyboard, and as a block of the strip. Pure."""

from dataclasses import dataclass

from vidpipe.engine.overview import Overview, SceneView
from vidpipe.take import State
from vidpipe.ui import words
from vidpipe.ui.view.steps import ATTENTION


@dataclass(frozen=True)
class SceneRow:
    """What the storyboard says of one scene, and how far the scene is made."""

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
    progress: int
    digest: str
    cause: str


def rows(film: Overview) -> list[SceneRow]:
    return [_row(scene, film.settings.rate) for scene in film.scenes]


def _row(view: SceneView, rate: int) -> SceneRow:
    scene = view.scene
    state = making(view)
    causes = [slot.causes[0].reason for slot in view.slots.values() if slot.causes]
    return SceneRow(
        id=scene.id,
        number=view.index,
        title=scene.title or words.plain(scene.beat) or f"Scene {view.index}",
        beat=words.plain(scene.beat),
        frames=scene.frames,
        length=words.length(scene.frames, rate),
        starts=words.clock(view.start / rate),
        action=scene.action or scene.start_prompt,
        narration=scene.narration,
        words=scene.words,
        camera=f"{words.capital(scene.camera.move.value)}, {scene.camera.size.value}",
        approved=view.approved,
        locked=view.locked,
        state=state,
        progress=_progress(view) if state is State.RUNNING else 0,
        digest=still(view),
        cause=words.capital(causes[0]) if causes else "",
    )


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
